"""The tests' own surroundings: the settings, on a data folder and an embedded PostgreSQL of their own.

pytest reads the settings before any conftest, so what they depend on is put in order here.
KUDELMA_TEST_DATABASE_URL=postgresql://user@host/name runs the whole suite on another server (15 or newer).
"""

import os
import tempfile
import zlib
from pathlib import Path

#: One database per checkout, so that two checkouts of one person never share one.
_HERE = zlib.crc32(str(Path(__file__).resolve()).encode())
_DATA = Path(tempfile.gettempdir()) / f"kudelma-tests-{os.getuid()}-{_HERE:08x}"
os.environ["KUDELMA_DATA"] = str(_DATA)
os.environ["KUDELMA_DEMO"] = "1"
_NAMED = os.environ.get("KUDELMA_TEST_DATABASE_URL", "")
if _NAMED:
    os.environ["KUDELMA_DATABASE_URL"] = _NAMED
else:
    os.environ.pop("KUDELMA_DATABASE_URL", None)

if not _NAMED:
    from kudelma.doors.terminal import database

    database.start(_DATA)

from kudelma.project.settings import *  # noqa: E402, F403 - these are the settings, once the surroundings stand
