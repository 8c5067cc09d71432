"""The `kudelma` command line as a person runs it: a process of its own, nothing installed."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kudelma.doors import terminal
from kudelma.doors.terminal import main

SRC = Path(__file__).parents[3] / "src"
# -S leaves out site-packages; the blocker fails even where Django lies elsewhere on the path.
BARE = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "duckdb", "ibis", "pyarrow"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocker())
from kudelma.doors.terminal import main
sys.exit(main())
"""


def _kudelma(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-S", "-B", "-c", BARE, *words],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_deadlines_run_where_nothing_is_installed() -> None:
    done = _kudelma("deadlines", "24.9.2026")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "child protection, initiated Thu 24.9.2026\n"
        "  start by          Mon 5.10.2026   LSL_26_5_START   LSL 26.5 §, in force from 1.4.2015\n"
        "  start at latest   Mon 5.10.2026   LSL_26_5_START   LSL 26.5 §, in force from 1.4.2015\n"
        "  finish by         Thu 24.12.2026  LSL_26_5_FINISH  LSL 26.5 §, in force from 1.4.2015\n"
        "  finish at latest  Mon 28.12.2026  LSL_26_5_FINISH  LSL 26.5 §, in force from 1.4.2015\n"
    )


def test_hetu_runs_where_nothing_is_installed() -> None:
    done = _kudelma("hetu", "131052-308t")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "131052-308t  FORMAT: it is not written DDMMYY, separator, three digits, check character; "
        "did you mean 131052-308T?\n"
    )


def test_help_lists_the_commands_where_nothing_is_installed() -> None:
    done = _kudelma("--help")

    assert done.returncode == 0
    assert re.findall(r"^ {4}(\w+)", done.stdout, re.MULTILINE) == [
        name for name, (module, _) in terminal._COMMANDS.items() if find_spec(f"{terminal.__name__}.{module}")
    ]


HOUSE = """
def add_commands(subparsers):
    for name in ("demo", "serve"):
        subparsers.add_parser(name).set_defaults(run=lambda arguments: print(arguments.run.__module__) or 0)
"""


@pytest.fixture
def spare_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module of commands that only this test has; two commands live in it."""
    monkeypatch.setattr(terminal, "__path__", [str(tmp_path), *terminal.__path__])
    for name in ("demo", "serve"):
        monkeypatch.setitem(terminal._COMMANDS, name, (f"{tmp_path.name}_house", "something"))
    return tmp_path / f"{tmp_path.name}_house.py"


def test_a_command_that_needs_more_says_so(spare_house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spare_house.write_text("import not_installed_anywhere\n", encoding="utf-8")

    assert main(["demo"]) == 2

    assert capsys.readouterr().err == (
        "kudelma demo: not_installed_anywhere is not installed; this command needs the whole application.\n"
    )


def test_a_command_is_loaded_when_named(spare_house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spare_house.write_text(HOUSE, encoding="utf-8")

    assert [main([name]) for name in ("demo", "serve")] == [0, 0]

    assert capsys.readouterr().out == f"{terminal.__name__}.{spare_house.stem}\n" * 2


def test_a_fault_in_our_own_imports_is_not_hidden(spare_house: Path) -> None:
    spare_house.write_text("import kudelma.no_such_room\n", encoding="utf-8")

    with pytest.raises(ModuleNotFoundError, match="no_such_room"):
        main(["demo"])


def test_an_argument_that_is_no_text_is_answered() -> None:
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [os.fsencode(sys.executable), b"-S", b"-B", b"-c", BARE.encode(), b"hetu", b"\xff131052"],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, b"")


def test_deadlines_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", "2026-12-15", "--basis", "special_support", "--json"]) == 0

    start = {"rule": "SHL_36_3_START", "section": "SHL 36.3 §", "version": "2025-01-01"}
    finish = {**start, "rule": "SHL_36_3_FINISH"}
    assert json.loads(capsys.readouterr().out) == {
        "initiated_on": "2026-12-15",
        "basis": "special_support",
        "start_alert": {"date": "2026-12-24", **start},
        "start_latest": {"date": "2026-12-28", **start},
        "finish_raw": {"date": "2027-03-15", **finish},
        "finish_rolled": {"date": "2027-03-15", **finish},
    }


def test_deadlines_of_a_general_assessment_have_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", "2026-12-15", "--basis", "general", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "initiated_on": "2026-12-15",
        "basis": "general",
        "start_alert": None,
        "start_latest": None,
        "finish_raw": None,
        "finish_rolled": None,
        "note": "The law sets no number of days: start without delay, finish without undue delay (SHL 36.2 §).",
    }


def test_deadlines_of_a_disabled_person_have_no_finish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", "1.1.2026", "--basis", "disability"]) == 0

    assert capsys.readouterr().out.splitlines()[-1] == "  The law sets no day for finishing (SHL 36.2 §)."


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("31.11.2026", "There is no 31 November."),
        ("2026-11-31", "There is no 31 November."),
        ("29.2.2027", "There is no 29 February 2027."),
        ("1.13.2026", "There is no month 13."),
        ("1.1.26", "Write the date as 10.3.2026 or 2026-03-10, not '1.1.26'."),
        ("tomorrow", "Write the date as 10.3.2026 or 2026-03-10, not 'tomorrow'."),
    ],
)
def test_a_wrong_date_is_a_wrong_use(date: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", date]) == 2

    assert capsys.readouterr().err == f"kudelma deadlines: argument DATE: {message}\n"


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("31.3.2015", "No rule for 31.3.2015: LSL_26_5_START is from 1.4.2015."),
        ("1.1.9999", "The holidays of 9999 are not known: only 1992–2199."),
        ("31.12.2199", "The holidays of 2200 are not known: only 1992–2199."),
    ],
)
def test_a_day_without_an_answer(date: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadlines", date, "--json"]) == 1

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{message}\n")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "131052-308T",
            {"code": "131052-****", "valid": True, "error": None, "born": "1952-10-13", "artificial": False},
        ),
        (
            "150615B905K",
            {"code": "150615B****", "valid": True, "error": None, "born": "2015-06-15", "artificial": True},
        ),
        ("131052-308U", {"code": None, "valid": False, "error": "CHECK", "born": None, "artificial": None}),
        ("131052-308t", {"code": None, "valid": False, "error": "FORMAT", "born": None, "artificial": None}),
    ],
)
def test_hetu_as_json(code: str, expected: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["hetu", code, "--json", "--today", "22.11.2026"])

    assert status == (0 if expected["valid"] else 1)
    assert json.loads(capsys.readouterr().out) == {"input": code, **expected}


def test_hetu_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hetu", "131052-308T"]) == 0
    assert main(["hetu", "150615B905K", "--today", "2015-06-15"]) == 0
    assert main(["hetu", "150615B905K", "--today", "2015-06-14"]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "131052-****  valid, born 13.10.1952, a number of the real range",
        "150615B****  valid, born 15.6.2015, an artificial or temporary number",
        "150615B905K  FUTURE: its birth date is still to come",
    ]


@pytest.mark.parametrize(
    "words",
    [[], ["nothing"], ["hetu"], ["deadlines"], ["deadlines", "1.1.2026", "--basis", "other"], ["--other"]],
)
def test_what_is_not_understood_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("words", [["--help"], ["hetu", "--help"], ["deadlines", "--help"]])
def test_help_is_0(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr().out.startswith("usage: kudelma")
