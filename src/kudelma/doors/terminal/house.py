"""Commands that run the whole application: the demo, serving, bringing the database up to date, the trail."""

import argparse
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kudelma.doors.terminal import database

if TYPE_CHECKING:
    from kudelma.doors.terminal import Subparsers


def add_commands(commands: "Subparsers") -> None:
    for name, run, purpose in (
        ("demo", demo, "fill the demo town and serve it"),
        ("serve", serve, "serve the application"),
        ("migrate", migrate, "bring the database up to date"),
    ):
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name != "migrate":
            command.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
            command.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        command.set_defaults(run=run)
    trail = commands.add_parser("trail", help="check that the log is whole")
    asked = trail.add_subparsers(metavar="ACT", required=True)
    asked.add_parser("verify", help="walk the chain and name the first bad row").set_defaults(run=verify_trail)


def _data() -> Path:
    return Path(os.environ.get("KUDELMA_DATA", "var")).resolve()


def _begin() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kudelma.project.settings")
    import django  # noqa: PLC0415 - only these commands need it

    try:
        django.setup()
    except ValueError as why:  # the environment says all that is wrong at once
        _say(str(why))
        raise SystemExit(2) from why


def _say(what: str) -> None:
    print(f"→ {what}", file=sys.stderr, flush=True)


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - only these commands need it

    call_command("migrate", verbosity=0, interactive=False)


def migrate(_arguments: argparse.Namespace) -> int:
    """Bring the database up to date."""
    with database.running(_data()):
        _begin()
        _migrate()
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Serve with a real ASGI server until stopped; the embedded database stops with it."""
    with database.running(_data()):
        _begin()
        _migrate()
        return _uvicorn(arguments)


def _uvicorn(arguments: argparse.Namespace) -> int:
    import uvicorn  # noqa: PLC0415 - only serving needs it

    # The server hands the signal on when it has stopped; then the database must still be stopped cleanly.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt):
        uvicorn.run(
            "kudelma.project.asgi:application",
            host=arguments.host,
            port=arguments.port,
            log_level="warning",
            server_header=False,
        )
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Start the database, fill the demo town when it is empty, and serve it."""
    began = time.monotonic()
    os.environ["KUDELMA_DEMO"] = "1"
    _say("starting the database")
    with database.running(_data()):
        _begin()
        _say("bringing the tables up to date")
        _migrate()
        from kudelma.demo import town  # noqa: PLC0415 - needs the application to have begun
        from kudelma.ui.clock import now  # noqa: PLC0415 - the same

        if town.is_empty():
            _say("filling the demo town: 60 invented families")
            town.fill(now=now(), say=_say)
        ready = time.monotonic() - began
        print(
            f"\nKudelma is ready in {ready:.0f} s:  http://{arguments.host}:{arguments.port}/\n\n"
            "Sign in as (no password in the demo):\n"
            + "\n".join(f"  {name:<22} {what}" for name, what in town.who_to_be())
            + "\n\nStop with Ctrl-C; what you do is kept in "
            + f"{_data().name}/.\n",
            flush=True,
        )
        return _uvicorn(arguments)


def verify_trail(_arguments: argparse.Namespace) -> int:
    """Check the chain of the log; 0 whole, 1 with the first bad row named."""
    with database.running(_data()):
        _begin()
        from kudelma.rooms.trail.queries import verify  # noqa: PLC0415 - needs the application to have begun

        verdict = verify()
    if verdict.bad is None:
        print(f"The trail is whole: {verdict.rows} rows. Head {verdict.head}")
        return 0
    print(f"Row {verdict.bad} does not hold ({verdict.why}); {verdict.rows} rows before it do.")
    return 1
