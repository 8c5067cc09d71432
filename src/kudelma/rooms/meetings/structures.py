"""The two ways to give a meeting its structure, as the headings of its one shared record (mission.md K3)."""

from kudelma.core.codes import MeetingStructure, StatementKind

#: In the order they are spoken of. What is said under another heading comes last.
SECTIONS: dict[MeetingStructure, tuple[StatementKind, ...]] = {
    MeetingStructure.HYPOTHESES: (
        StatementKind.QUESTION,
        StatementKind.STRENGTH,
        StatementKind.WORRY,
        StatementKind.VIEW,
        StatementKind.WISH,
        StatementKind.AGREED,
    ),
    MeetingStructure.HELP_MAP: (
        StatementKind.WISH,
        StatementKind.STRENGTH,
        StatementKind.WORRY,
        StatementKind.VIEW,
        StatementKind.QUESTION,
        StatementKind.AGREED,
    ),
}
