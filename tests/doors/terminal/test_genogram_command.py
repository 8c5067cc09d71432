import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kudelma.core.kinship.document import dump_family
from kudelma.doors.terminal import genogram
from tools.genogram.families import crossed_cousins, separated


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "family.json"
    path.write_text(dump_family(separated()), encoding="utf-8")
    return path


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    genogram.add_commands(parser.add_subparsers(required=True))
    try:
        args = parser.parse_args(["genogram", *map(str, words)])
    except SystemExit as end:
        return int(end.code or 0)
    return int(args.run(args))


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_draw_writes_each_form(file: Path, tmp_path: Path, ending: str, start: bytes) -> None:
    out = tmp_path / f"out.{ending}"

    assert run("draw", file, "-o", out, "--as-of", "2026-11-01", "--index", "a", "--lang", "sv") == 0
    assert out.read_bytes().startswith(start)


def test_draw_of_a_focus_shows_near_relatives_only(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"

    assert run("draw", file, "-o", out, "--focus", "e", "--generations", "1") == 0
    assert sorted(re.findall(r'data-person="(\w+)"', out.read_text(encoding="utf-8"))) == ["e", "f", "s", "x"]
    assert run("draw", file, "-o", out, "--focus", "nobody") == genogram.BAD


def test_draw_on_paper_makes_a_pdf_and_nothing_else(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"

    assert run("draw", file, "-o", out, "--paper", "A4") == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert run("draw", file, "-o", tmp_path / "out.svg", "--paper", "A4") == genogram.MISUSED


def test_layout_prints_its_parts(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("layout", file) == 0
    found = json.loads(capsys.readouterr().out)

    assert sorted(found) == [
        "feelings",
        "labels",
        "metrics",
        "nodes",
        "outlines",
        "routes",
        "stubs",
        "unions",
    ]
    assert len(found["nodes"]) == 15


def test_layout_of_a_focus_counts_who_is_left_out(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("layout", file, "--focus", "e", "--generations", "1") == 0
    found = json.loads(capsys.readouterr().out)

    assert sorted(node["id"] for node in found["nodes"]) == ["e", "f", "s", "x"]
    assert found["stubs"] == {"f": 5}


def test_layout_counts_its_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "crossed.json"
    path.write_text(dump_family(crossed_cousins()), encoding="utf-8")

    assert run("layout", path, "--copies", "1") == 0
    found = json.loads(capsys.readouterr().out)

    assert (len([node for node in found["nodes"] if "copy_of" in node]), found["metrics"]["copies"]) == (1, 1)
    assert found["metrics"]["crossings"] < 3


def test_layout_stays_near_the_one_before(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("layout", file)
    before = capsys.readouterr().out
    (tmp_path / "before.json").write_text(before, encoding="utf-8")

    assert run("layout", file, "--previous", tmp_path / "before.json") == 0
    now = {node["id"]: node["x"] for node in json.loads(capsys.readouterr().out)["nodes"]}
    assert [node["id"] for node in json.loads(before)["nodes"] if abs(now[node["id"]] - node["x"]) > 5] == []


def test_describe_and_kin_speak_the_language(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("describe", file, "--lang", "en") == 0
    assert run("kin", file, "v", "a", "--lang", "sv") == 0
    told = capsys.readouterr().out

    assert "Tauno Ranta. man; 1948–2015; has died" in told
    assert told.endswith("halvsyster: Väinö Koskinen – mor Liisa Ranta-Rautiainen – dotter Aino Rautiainen\n")


def test_convert_writes_gedcom_without_what_is_nobodys_business(file: Path, tmp_path: Path) -> None:
    assert run("convert", file, tmp_path / "out.ged") == 0
    text = (tmp_path / "out.ged").read_text(encoding="utf-8")

    assert text.count("RESN CONFIDENTIAL") == 15 + 6
    assert "koti" not in text


@pytest.mark.parametrize(
    "words",
    [
        ("draw", "nowhere.json"),
        ("draw", "FILE", "--index", "nobody"),
        ("draw", "FILE", "-o", "x.gif"),
        ("layout", "FILE", "--focus", "nobody"),
        ("layout", "FILE", "--previous", "FILE"),
        ("kin", "FILE", "a", "nobody"),
        ("convert", "FILE", "x.doc"),
        ("describe", "BAD"),
    ],
)
def test_bad_file_or_person_is_told_in_one_line(
    file: Path, tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"persons": [\n{"id": "1"},\n{"id": "1"}]}', encoding="utf-8")
    places = {"FILE": str(file), "BAD": str(bad)}

    assert run(*(places.get(w, w) for w in words)) == 1
    told = capsys.readouterr().err
    assert (told.count("\n"), told.startswith("kudelma genogram: ")) == (1, True)


@pytest.mark.parametrize(
    "words",
    [(), ("draw",), ("paint", "x"), ("draw", "x", "--lang", "de"), ("draw", "x", "--as-of", "2.1.26")],
)
def test_command_not_understood_is_usage(words: tuple[str, ...]) -> None:
    assert run(*words) == 2


def test_runs_without_django(file: Path) -> None:
    code = (
        "import sys, argparse; sys.modules['django'] = None\n"
        "from kudelma.doors.terminal import genogram\n"
        "p = argparse.ArgumentParser(); genogram.add_commands(p.add_subparsers())\n"
        "a = p.parse_args(['genogram', 'draw', sys.argv[1]]); sys.exit(a.run(a))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, check=False)  # noqa: S603

    assert (done.returncode, done.stdout[:4]) == (0, b"<svg")


def test_layout_keeps_pins_and_says_so(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("layout", file)
    before = json.loads(capsys.readouterr().out)
    for node in before["nodes"]:
        if node["id"] == "e":
            node.update(pinned=True, x=node["x"] - 150)
    (tmp_path / "before.json").write_text(json.dumps(before), encoding="utf-8")

    assert run("layout", file, "--previous", tmp_path / "before.json", "--pin", "a") == 0
    kept = json.loads(capsys.readouterr().out)
    assert run("layout", file, "--previous", tmp_path / "before.json", "--tidy") == 0
    afresh = json.loads(capsys.readouterr().out)

    assert {node["id"] for node in kept["nodes"] if node.get("pinned")} == {"a", "e"}
    assert [node["id"] for node in afresh["nodes"] if node.get("pinned")] == ["e"]
    assert (type(kept["tidier"]), kept["metrics"]["sibling_inversions"]) == (bool, 0)


def test_draw_marks_what_changed_since_an_earlier_day(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"

    assert run("draw", file, "-o", out, "--as-of", "2026-11-01", "--compared-with", "2019-05-01") == 0
    assert "Muuttunut 1.5.2019 jälkeen:" in out.read_text(encoding="utf-8")


def test_comparing_with_a_later_day_is_usage(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("draw", file, "--as-of", "2019-05-01", "--compared-with", "2026-11-01") == 2
    assert capsys.readouterr().err.count("\n") == 1
