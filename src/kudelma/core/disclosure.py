"""May this be told to them, and on which ground (ATL 4–6, 53–62 §).

Four things that are never one `consent` boolean: a consent to a certain disclosure, a disclosure
permit (its master is Kanta, here is a mirror), a prohibition, and a section of law. People's
differing answers are shown and never weighed: a worker decides on a legal ground or not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kudelma.core.calendar import helsinki_date
from kudelma.core.decision import Decision


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that could be told: a paragraph, a plan, a fact."""

    topic: str
    controller: str
    service_task: str
    document: str
    is_working_material: bool = False
    protected_against: frozenset[str] = frozenset()
    """Ids of recipients from whom it is kept for somebody's safety."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section that lets or makes secret data be told, while it is in force."""

    code: str
    valid_from: date
    valid_to: date | None = None
    over_prohibition: bool = False
    """Whether the section goes before the client's prohibition."""


_ATL_FROM = date(2024, 1, 1)
_ASL_FROM, _ASL_TO = date(2001, 1, 1), date(2023, 12, 31)

# Which sections go before a prohibition is our reading of ATL 59 §.
SECTIONS: tuple[Section, ...] = (
    Section("ATL_48", _ATL_FROM, over_prohibition=True),  # what is indispensable, in multi-actor work
    Section("ATL_53", _ATL_FROM),  # health data to social care
    Section("ATL_56", _ATL_FROM, over_prohibition=True),  # the child's interest, assessing need of care
    Section("ATL_62", _ATL_FROM, over_prohibition=True),  # threat to life or health, to the police
    Section("LSL_25D", date(2023, 1, 1), over_prohibition=True),  # the child moves to another county
    Section("ASL_17", _ASL_FROM, _ASL_TO),  # repealed by 704/2023
    Section("ASL_18", _ASL_FROM, _ASL_TO),
)


@dataclass(frozen=True, slots=True)
class Law:
    """A section chosen by a worker, with the reason why the telling is necessary."""

    section: str
    necessity: str
    decided_by_role: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's own answer; nobody's answer replaces another's."""

    person: str
    agrees: bool | None
    """None while not answered."""
    competent: bool = True
    """Whether the answer binds: 2.7 of the rules, judged by the worker and not by age alone."""


@dataclass(frozen=True, slots=True)
class Consent:
    """To tell certain topics to certain recipients for certain purposes."""

    answers: tuple[Answer, ...]
    topics: frozenset[str]
    recipients: frozenset[str]
    purposes: frozenset[str]
    valid_from: datetime
    valid_to: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """The mirror of a disclosure permit (*luovutuslupa*, ATL 55 §, 58 §)."""

    valid_from: datetime
    valid_to: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Prohibition:
    """Forbids by controller, by service task or by document (ATL 59 §); what is None is not limited by."""

    valid_from: datetime
    controller: str | None = None
    service_task: str | None = None
    document: str | None = None
    revoked_at: datetime | None = None

    def covers(self, item: Item) -> bool:
        limits = (
            (self.controller, item.controller),
            (self.service_task, item.service_task),
            (self.document, item.document),
        )
        return all(limit is None or limit == value for limit, value in limits)


Ground = Law | Consent | Permit

DECIDER_ROLES = frozenset({"social_worker", "leading_officer"})
"""Who may decide to tell on a section of law (ATL 56 §: a social worker)."""


def may_disclose(
    item: Item,
    *,
    recipient: str,
    purpose: str,
    now: datetime,
    ground: Ground | None,
    prohibitions: Iterable[Prohibition] = (),
) -> Decision:
    """The first requirement that fails is the reason of the no.

    A yes still goes through redaction and the disclosure log. The reason is for the worker: the
    recipient is told nothing of it.
    """
    if now.tzinfo is None:
        raise ValueError("The moment of disclosure needs a time zone.")
    if item.is_working_material:
        return Decision.no("not_a_record")
    if recipient in item.protected_against:
        return Decision.no("protected_against")
    asked = _Asked(item, recipient, purpose, now, _forbidding(prohibitions, item, now))
    match ground:
        case Law():
            return _by_law(ground, asked)
        case Consent():
            return _by_consent(ground, asked)
        case Permit():
            return _by_permit(ground, asked)
        case None:
            return Decision.no("no_ground")


@dataclass(frozen=True, slots=True)
class _Asked:
    item: Item
    recipient: str
    purpose: str
    now: datetime
    forbidding: tuple[Prohibition, ...]


def _forbidding(prohibitions: Iterable[Prohibition], item: Item, now: datetime) -> tuple[Prohibition, ...]:
    return tuple(
        each for each in prohibitions if each.covers(item) and _valid(each.valid_from, None, each.revoked_at, now)
    )


def section_in_force(code: str, day: date) -> Section | None:
    for section in SECTIONS:
        if section.code == code and section.valid_from <= day <= (section.valid_to or day):
            return section
    return None


def _by_law(ground: Law, asked: _Asked) -> Decision:
    section = section_in_force(ground.section, helsinki_date(asked.now))
    if section is None:
        return Decision.no("section_not_in_force", section=ground.section)
    if not ground.necessity.strip():
        return Decision.no("necessity_not_written", section=ground.section)
    if ground.decided_by_role not in DECIDER_ROLES:
        return Decision.no("role_may_not_decide", section=ground.section, role=ground.decided_by_role)
    if asked.forbidding and not section.over_prohibition:
        return Decision.no("prohibited", section=ground.section)
    return Decision.yes("law", section=ground.section)


def _by_consent(consent: Consent, asked: _Asked) -> Decision:
    if consent.revoked_at is not None and asked.now >= consent.revoked_at:
        return Decision.no("consent_revoked", at=consent.revoked_at)
    if not _valid(consent.valid_from, consent.valid_to, None, asked.now):
        return Decision.no("consent_not_valid_now")
    if (answers := _answers(consent)) is not None:
        return answers
    requirements = (
        (asked.recipient in consent.recipients, "recipient_not_in_consent"),
        (asked.purpose in consent.purposes, "purpose_not_in_consent"),
        (asked.item.topic in consent.topics, "topic_not_in_consent"),
        # The newer of two wills holds: a later prohibition ends an earlier consent.
        (all(each.valid_from < consent.valid_from for each in asked.forbidding), "prohibited"),
    )
    for holds, otherwise in requirements:
        if not holds:
            return Decision.no(otherwise)
    return Decision.yes("consent", against=_people(consent, agrees=False, competent=False))


def _answers(consent: Consent) -> Decision | None:
    """Why the answers do not carry a disclosure; None when every binding answer is a yes."""
    for_it = _people(consent, agrees=True, competent=True)
    against = _people(consent, agrees=False, competent=True)
    waiting = _people(consent, agrees=None, competent=True)
    if for_it and against:
        return Decision.no("disagreement", agree=for_it, refuse=against)
    if against:
        return Decision.no("refused", refuse=against)
    if waiting:
        return Decision.no("not_all_answered", waiting=waiting)
    if not for_it:
        return Decision.no("nobody_competent_answered")
    return None


def _people(consent: Consent, *, agrees: bool | None, competent: bool) -> tuple[str, ...]:
    return tuple(
        answer.person for answer in consent.answers if answer.agrees is agrees and answer.competent is competent
    )


def _by_permit(permit: Permit, asked: _Asked) -> Decision:
    if permit.revoked_at is not None and asked.now >= permit.revoked_at:
        return Decision.no("permit_revoked", at=permit.revoked_at)
    if not _valid(permit.valid_from, permit.valid_to, None, asked.now):
        return Decision.no("permit_not_valid_now")
    if asked.forbidding:
        return Decision.no("prohibited")
    return Decision.yes("permit")


def _valid(first: datetime, last: datetime | None, revoked: datetime | None, now: datetime) -> bool:
    """From `first` on; no longer at the very moment of the end or of the revocation."""
    return first <= now and (last is None or now < last) and (revoked is None or now < revoked)
