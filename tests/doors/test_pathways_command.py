import json
from pathlib import Path

import pytest

from kudelma.doors.terminal import main
from pathways.logs import SHARED, written

LOG = str(SHARED / "patients.csv.gz")
FEW = [("a", "initiated", 1_770_000_000), ("a", "assessment_started", 1_770_000_000 + 5 * 86_400)]


def test_summary_of_a_log_and_of_its_store_is_the_same_and_names_what_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "patients.store")

    assert main(["pathways", "summary", LOG, "--json"]) == 0
    of_log = json.loads(capsys.readouterr().out)
    assert main(["pathways", "ingest", LOG, "-o", store]) == 0
    assert "5,442 events, 500 cases" in capsys.readouterr().out
    assert main(["pathways", "summary", store, "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == of_log
    assert {
        "events",
        "cases",
        "activities",
        "dfg",
        "start_activities",
        "end_activities",
        "variants",
        "top_variants",
    } < set(of_log)
    assert set(of_log["throughput"]) == {"mean", "median", "shortest", "longest"}


def test_columns_are_mapped_by_name_and_rejected_rows_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "loki.csv"
    log.write_text(
        "Asiakas;Mitä;Milloin\n1;arvio;30.11.2026 9:15\n;arvio;30.11.2026\n1;palaveri;joskus\n", encoding="utf-8"
    )
    rejected = tmp_path / "rejected.csv"
    maps = [
        "--map",
        "case_id=Asiakas",
        "--map",
        "activity=Mitä",
        "--map",
        "timestamp=Milloin",
        "--zone",
        "Europe/Helsinki",
    ]

    assert main(["pathways", "summary", str(log), "--json", *maps, "--rejected", str(rejected)]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["events"] == 1
    assert "3 rows read, 1 kept, 2 rejected" in told.err
    assert rejected.read_text(encoding="utf-8").splitlines() == [
        "row,reason,value",
        "2,no_case,arvio",
        "3,bad_time,joskus",
    ]


def test_conformance_holds_the_clock_against_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pathways", "conformance", str(written(tmp_path / "log.csv", FEW)), "--json"]) == 0

    rules = {rule["rule"]: rule for rule in json.loads(capsys.readouterr().out)}
    assert rules["started_within_7_working_days"]["counts"] == {"in_time": [1, 1]}
    assert rules["referrer_told"]["missing"] == ["assessment_approved", "feedback_given"]


PRICED = "case_id;household;activity;timestamp;cost;cost_source;cost_year\n"


def priced(path: Path) -> str:
    """Twelve families: what a placement cost is nearly all one family's."""
    rows = [f"a{n};f{n};perhetyö;2025-03-0{n % 9 + 1};{100 + n},25;kunta;2025" for n in range(12)]
    rows += [f"a{n};f{n};neuvola;2025-03-02;300;kunta;2025" for n in range(9)]
    rows += [f"a{n};f{n};sijoitus;2025-04-02;{90_000 if n == 0 else 150};kunta;2025" for n in range(6)]
    rows += ["a1;f1;neuvola;2025-05-02;;;", "a1;f1;neuvola;2025-05-02;-3;kunta;2025", "a2;f2;neuvola;2025-05-02;7;;"]
    path.write_text(PRICED + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def test_summary_of_a_log_with_costs_is_exact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = priced(tmp_path / "log.csv")

    assert main(["pathways", "summary", log]) == 0
    told = capsys.readouterr().out
    assert main(["pathways", "summary", log, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["costs"]

    assert "The cost is known of 28 events of 30" in told
    assert "  of 1 it is below 0 or above 100,000,000, and left out" in told
    assert "94,719.00  in all, 27 events, 12 clients" in told
    assert "What services cost in euros: source not told, year not told" in told
    assert (found["priced"], found["odd"]) == (28, 1)
    assert [(pool["source"], pool["year"], pool["cents"]) for pool in found["pools"]] == [
        ("kunta", 2025, 9_471_900),
        ("", 0, 700),
    ]


@pytest.mark.parametrize(
    ("lang", "title", "head"),
    [
        ("fi", "## Mitä palvelut maksoivat: kunta, vuosi 2025", "| palvelu | euroa |"),
        ("sv", "## Vad tjänsterna kostade: kunta, år 2025", "| tjänst | euro |"),
        ("en", "## What services cost: kunta, year 2025", "| service | euros |"),
    ],
)
def test_report_of_a_log_with_costs_tells_no_ones_part(
    lang: str, title: str, head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pathways", "report", priced(tmp_path / "log.csv"), "--lang", lang]) == 0

    told = capsys.readouterr().out
    section = told[told.index(title) :].split("\n## ")[0]
    assert head in section
    assert "sijoitus" not in section
    assert "90750" not in section.replace("90800", "90750")
    assert "94700" not in section  # with it, what is left would be the family's own


def test_report_is_written_and_shows_no_small_number(tmp_path: Path) -> None:
    out = tmp_path / "report.md"

    assert main(["pathways", "report", LOG, "--lang", "sv", "-o", str(out)]) == 0

    assert out.read_text(encoding="utf-8").startswith("# Servicevägar\n")


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        (["summary", "nowhere.csv"], "there is no such file"),
        (["summary", LOG, "--map", "case_id=Asiakas"], "there is no column “Asiakas”"),
        (["summary", LOG, "--zone", "Suomi"], "write it as Europe/Helsinki"),
        (["conformance", LOG, "--step", "begun=x"], "is no step; write OURS=THEIRS"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_its_cure(
    words: list[str], cure: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pathways", *words]) == 1

    told = capsys.readouterr().err
    assert cure in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("words", [["ingest", "-o"], ["report", "-o"], ["summary", "--rejected"]])
def test_what_is_written_never_takes_the_place_of_the_log(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = written(tmp_path / "log.csv", FEW)
    before = log.read_bytes()

    assert main(["pathways", words[0], str(log), words[1], str(log)]) == 1

    assert "name another file to write to" in capsys.readouterr().err
    assert log.read_bytes() == before


def test_store_takes_the_place_of_a_store_and_of_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, notes, store = written(tmp_path / "log.csv", FEW), tmp_path / "notes.txt", tmp_path / "log.store"
    notes.write_text("kept", encoding="utf-8")

    assert main(["pathways", "ingest", str(log), "-o", str(notes)]) == 1
    assert "name a new file for the store" in capsys.readouterr().err
    assert notes.read_text(encoding="utf-8") == "kept"
    assert [main(["pathways", "ingest", str(log), "-o", str(store)]) for _ in range(2)] == [0, 0]


def test_memory_that_is_no_size_or_too_little_names_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = str(written(tmp_path / "log.csv", FEW))

    assert main(["pathways", "summary", log, "--memory", "much"]) == 2
    assert "write it as 1GB" in capsys.readouterr().err
    assert main(["pathways", "summary", log, "--memory", "100KB"]) == 1

    assert capsys.readouterr().err.endswith("give more with --memory\n")
