"""The demo served by its own command line to a real browser, on a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from playwright.sync_api import Page

FAMILIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "families"


@dataclass(frozen=True, slots=True)
class Served:
    """A demo that is being served."""

    address: str
    data: Path
    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(data: Path, port: int) -> Served:
    """Serve the demo on a data folder; returns when it answers."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("KUDELMA_", "DJANGO_", "PYTEST_"))}
    environment["KUDELMA_DATA"] = str(data)
    named = os.environ.get("KUDELMA_TEST_DATABASE_URL", "")
    if named:
        environment["KUDELMA_DATABASE_URL"] = _own_database(named, data)
    command = [sys.executable, "-m", "kudelma.doors.terminal", "demo", "--port", str(port)]
    with (data / "served.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 - our own command
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return Served(address, data, process, environment)
    raise RuntimeError((data / "served.log").read_text())


def _own_database(url: str, data: Path) -> str:
    """Make a database of the data folder's own on the named server; the same folder finds it again."""
    base, _, query = url.partition("?")
    query = f"?{query}" if query else ""
    head = base.rsplit("/", 1)[0]
    name = f"kudelma_e2e_{zlib.crc32(str(data).encode()):08x}"
    with psycopg.connect(f"{head}/postgres{query}", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return f"{head}/{name}{query}"


Enter = Callable[..., Page]
