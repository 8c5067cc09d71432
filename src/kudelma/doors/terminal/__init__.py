"""The `kudelma` command line.

Each command is a module here with `add_commands(subparsers)`. Only the module of the command that
was asked for is imported, so that those which need nothing run where nothing is installed.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 (argparse names it nowhere else)

_COMMANDS = {
    "deadlines": ("deadlines", "when an assessment must be started and finished"),
    "hetu": ("hetu", "whether a personal identity code is valid"),
    "genogram": ("genogram", "draw a family"),
    "pathways": ("pathways", "how services follow one another"),
    "demo": ("house", "fill the demo town and serve it"),
    "serve": ("house", "serve the application"),
    "migrate": ("house", "bring the database up to date"),
    "trail": ("house", "check that the log is whole"),
}
"""Command → the module that knows it, and what it does."""

USAGE = 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; the usage is one `--help` away."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 for yes, 1 for no, 2 for a command that was not understood."""
    words = list(sys.argv[1:] if argv is None else argv)
    asked = _COMMANDS.get(words[0]) if words else None
    try:
        parser = _parser(asked[0] if asked else None)
        if not words:
            parser.print_help(sys.stderr)
            return USAGE
        arguments = parser.parse_args(words)
        return int(arguments.run(arguments))
    except SystemExit as end:  # argparse leaves this way, after --help too
        return end.code if isinstance(end.code, int) else USAGE
    except ModuleNotFoundError as missing:
        if (missing.name or "kudelma").split(".", 1)[0] == "kudelma":
            raise
        print(
            f"kudelma {words[0]}: {missing.name} is not installed; this command needs the whole application.",
            file=sys.stderr,
        )
        return USAGE


def _parser(asked: str | None) -> Parser:
    parser = Parser(prog="kudelma", description="A working tool for child-and-family social work.", allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for name, (module, purpose) in _COMMANDS.items():
        if module == asked or find_spec(f"{__name__}.{module}") is None:
            continue
        # Listed, not loaded: only its line of help is needed.
        commands.add_parser(name, help=purpose)
    if asked is not None and find_spec(f"{__name__}.{asked}") is not None:
        import_module(f"{__name__}.{asked}").add_commands(commands)
    return parser
