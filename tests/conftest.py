"""The tests' own surroundings: a data folder and an embedded PostgreSQL of their own, or the server one names.

KUDELMA_TEST_DATABASE_URL=postgresql://user@host/name runs the whole suite on another server (15 or newer).
"""

import os
import tempfile
from pathlib import Path

import pytest
from django.utils import translation

_DATA = Path(tempfile.gettempdir()) / f"kudelma-tests-{os.getuid()}"
os.environ["KUDELMA_DATA"] = str(_DATA)
os.environ["KUDELMA_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kudelma.project.settings")
_NAMED = os.environ.get("KUDELMA_TEST_DATABASE_URL", "")
if _NAMED:
    os.environ["KUDELMA_DATABASE_URL"] = _NAMED
else:
    os.environ.pop("KUDELMA_DATABASE_URL", None)

if not _NAMED:
    from kudelma.doors.terminal import database

    database.start(_DATA)


@pytest.fixture(autouse=True)
def _language() -> None:
    """Every test begins in English, whatever the one before it chose."""
    translation.activate("en")
