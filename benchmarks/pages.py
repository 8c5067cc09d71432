"""How long the server takes for each page, for one user, on the demo and with thousands of cases more.

    .venv/bin/python benchmarks/pages.py [--cases 5000] [--rounds 15] [--events 1000000]

The lead's pages are measured on a log of so many invented events, brought in as any other. Server time is measured inside the process, from the request to the last byte of the answer: no network, no browser.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path

PAGES = ("/today/", "/families/", "/families/?q=Korhonen", "/families/?order=family&page=40", "/arrivals/", "/team/")
LEAD = ("flow", "paths", "states", "waiting", "participation", "costs", "report/pdf")
LOOKS = ("", "&first=1.3.2021", "&source=source+1")
INSIDE = ("", "family/", "words/", "assessments/", "meetings/", "steps/", "permissions/", "documents/", "log/")


def more_cases(number: int) -> None:
    """Add so many cases to one team, by bulk: what pages read, without the story behind it."""
    from kudelma.core.names import sort_key
    from kudelma.demo.place import key
    from kudelma.rooms.casework.models import Arrival, Assessment, Matter, Task
    from kudelma.rooms.people.models import Belonging, Family, Person
    from kudelma.ui.clock import now, today

    team, worker, source = key("team", "koivu"), key("worker", "sanna"), key("source", "school")
    families = [
        Family(name=f"Perhe {n:05}", sort_name=sort_key(f"Perhe {n:05}"), team_id=team, created_at=now())
        for n in range(number)
    ]
    children = [
        Person(id=uuid.uuid4(), born=today() - timedelta(days=3000), name=f"Lapsi Perhe{n}") for n in range(number)
    ]
    matters = [Matter(family=f, responsible_id=worker, opened_on=today()) for f in families]
    arrivals = [
        Arrival(
            kind="notification", team_id=team, family=f, matter=m, received_at=now(), initiated_on=today(),
            channel="phone", received_by_id=worker, source_id=source, who_it_concerns="x", outcome="assessment",
        )
        for f, m in zip(families, matters, strict=True)
    ]  # fmt: skip
    Family.objects.bulk_create(families, batch_size=1000)
    Person.objects.bulk_create(children, batch_size=1000)
    Belonging.objects.bulk_create(
        [Belonging(family=f, person=c, is_client_child=True) for f, c in zip(families, children, strict=True)],
        batch_size=1000,
    )
    Matter.objects.bulk_create(matters, batch_size=1000)
    Arrival.objects.bulk_create(arrivals, batch_size=1000)
    Assessment.objects.bulk_create(
        [
            Assessment(
                matter=m, arrival=a, child=c, basis="child_protection", initiated_on=today() - timedelta(days=n % 80)
            )
            for n, (m, a, c) in enumerate(zip(matters, arrivals, children, strict=True))
        ],
        batch_size=1000,
    )
    Task.objects.bulk_create(
        [
            Task(matter=m, kind="other", what="x", due_on=today() + timedelta(days=n % 60), who_id=worker)
            for n, m in enumerate(matters)
        ],
        batch_size=1000,
    )


def measure(rounds: int) -> list[tuple[str, float, float]]:
    """Return (page, median, 95th percentile) in milliseconds."""
    from django.test import Client

    from kudelma.demo.place import key
    from kudelma.rooms.casework.models import Matter
    from kudelma.rooms.organisation.models import Worker

    client = Client()
    client.force_login(Worker.objects.get(pk=key("worker", "sanna")))
    matter = Matter.objects.get(family=key("family", 0))
    rows = []
    for page in [*PAGES, *(f"/families/{matter.pk}/{part}" for part in INSIDE)]:
        client.get(page)
        took = []
        for _ in range(rounds):
            began = time.perf_counter()
            assert client.get(page).status_code == 200, page
            took.append(1000 * (time.perf_counter() - began))
        rows.append((page.replace(str(matter.pk), "…"), statistics.median(took), sorted(took)[int(0.95 * rounds)]))
    return rows


def bring_in(events: int) -> str:
    """Let the leader bring in an invented log with families, sources, roles and prices; return its id."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kudelma.demo.place import key
    from kudelma.rooms.insight import logs
    from kudelma.rooms.organisation.queries import actor
    from kudelma.ui.clock import now

    sys.path.insert(0, str(Path(__file__).parent / "pathways"))
    from invented_log import write

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        write(path, events)
        table = pq.read_table(path)
        number = np.array([int(case, 16) for case in table["case_id"].to_pylist()], np.uint64)
        for name, parts in (("household", 2**40), ("source", 6), ("role", 7)):
            word = {"household": "family"}.get(name, name)
            table = table.append_column(name, pa.array([f"{word} {n}" for n in (number % np.uint64(parts)).tolist()]))
        chances = np.random.default_rng(1)
        euros = np.round(chances.lognormal(5, 1.2, len(table)), 2)
        table = table.append_column("cost", pa.array(euros, mask=chances.random(len(table)) < 0.1))
        table = table.append_column("cost_source", pa.array(np.full(len(table), "price list")))
        table = table.append_column("cost_year", pa.array(chances.integers(2020, 2023, len(table))))
        pq.write_table(table, path)
        leader = actor(key("worker", "liisa"), now=now())
        assert leader is not None
        with path.open("rb") as file:
            log = logs.bring_in(by=leader, key=uuid.uuid4(), name="Invented", file_name=path.name, file=file)
    names = ("case_id", "activity", "timestamp", "household", "source", "role", "cost", "cost_source", "cost_year")
    columns = {name: name for name in names}
    logs.name_columns(by=leader, log_id=log.id, columns=columns)
    return str(log.id)


def measure_lead(log: str, rounds: int) -> list[tuple[str, list[float]]]:
    """Return (page, medians in milliseconds of the whole log, of a period, of one source)."""
    from django.test import Client

    from kudelma.demo.place import key
    from kudelma.rooms.organisation.models import Worker

    client = Client()
    client.force_login(Worker.objects.get(pk=key("worker", "liisa")))
    rows = []
    for page in LEAD:
        medians = []
        for look in LOOKS:
            took = []
            for _ in range(rounds):
                began = time.perf_counter()
                answer = client.get(f"/lead/{page}/?log={log}{look}")
                took.append(1000 * (time.perf_counter() - began))
                assert answer.status_code == 200, page
            medians.append(statistics.median(took))
        rows.append((page, medians))
    return rows


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--cases", type=int, default=5000)
    words.add_argument("--rounds", type=int, default=15)
    words.add_argument("--events", type=lambda text: int(float(text)), default=1_000_000)
    asked = words.parse_args()
    data = Path(tempfile.mkdtemp(prefix="kudelma-bench-"))
    data.chmod(0o755)
    os.environ |= {
        "KUDELMA_DEMO": "1",
        "KUDELMA_HOSTS": "testserver",
        "KUDELMA_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "kudelma.project.settings",
    }
    from kudelma.doors.terminal import database

    with database.running(data):
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from kudelma.demo import town
        from kudelma.ui.clock import now

        town.fill(now=now(), say=lambda _what: None)
        lead = measure_lead(bring_in(asked.events), 5)
        demo = measure(asked.rounds)
        more_cases(asked.cases)
        grown = {page: (median, p95) for page, median, p95 in measure(asked.rounds)}
    print(f"| page | demo p50 ms | demo p95 | +{asked.cases} cases p50 | p95 |\n|---|---|---|---|---|")
    for page, median, p95 in demo:
        print(f"| {page} | {median:.0f} | {p95:.0f} | {grown[page][0]:.0f} | {grown[page][1]:.0f} |")
    print(f"\n| lead, {asked.events:,} events | whole log p50 ms | a period | one source |\n|---|---|---|---|")
    for page, medians in lead:
        print(f"| {page} | {' | '.join(f'{median:.0f}' for median in medians)} |")


if __name__ == "__main__":
    main()
