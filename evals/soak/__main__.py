"""`python -m evals.soak`: 200 times kill -9 during stored turns; one summary line, exit 1 when anything was lost."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.soak import checks
from evals.soak.progress import Progress
from evals.soak.record import note
from evals.soak.run import Life, live_and_die, recover

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Go on where the last run of this seed stopped, until so many kills are done."""
    options = _options(arguments)
    data: Path = options.data or ROOT / "data" / f"soak-{options.seed}"
    data.mkdir(parents=True, exist_ok=True)
    tally = Progress.load(data / "soak.json", options.seed)
    database = data / "assistant.db"
    if tally.kills == 0:
        database.unlink(missing_ok=True)
        recover(data)
    while tally.kills < options.kills:
        before = checks.waiting(database)
        life = live_and_die(data, options.seed, tally.kills)
        _count(tally, life, [*_found(database, life, before), *checks.audit_chain(data)])
        tally.left_waiting += len(checks.waiting(database) - before)
        tally.save(data / "soak.json")
        print(f"\rkill {tally.kills}/{options.kills}", end="", file=sys.stderr, flush=True)
    recover(data)
    left = [*checks.after_recovery(database), *checks.audit_chain(data)]
    stored = ", ".join(f"{count} {name}" for name, count in checks.counts(database).items())
    lost = [*tally.violations, *left]
    line = (
        f"seed {tally.seed}: {tally.kills} kills ({tally.in_recovery} before recovery had ended), "
        f"{tally.accepted} messages accepted, {tally.released} replies released, "
        f"{tally.left_waiting} left unanswered by a kill and answered at a later start; {stored}; "
        f"{len(lost)} violations"
    )
    print(f"\n{line}")
    if options.write:
        note("turns", line)
    for violation in lost:
        print(f"VIOLATION  {violation}", file=sys.stderr)
    return 1 if lost else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.soak")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--data", type=Path, help="where database, index and progress are kept")
    parser.add_argument("--write", action="store_true", help="put the summary line in docs/soak.md")
    return parser.parse_args(arguments)


def _found(database: Path, life: Life, waiting_before: set[str]) -> list[str]:
    found = list(checks.after_kill(database, life.accepted, life.released))
    if life.recovered:
        still = waiting_before & checks.waiting(database)
        found += [f"message {m} was not assessed at the next start" for m in still]
    return found


def _count(tally: Progress, life: Life, violations: list[str]) -> None:
    tally.kills += 1
    tally.accepted += len(life.accepted)
    tally.released += len(life.released)
    tally.in_recovery += not life.recovered
    tally.violations += [f"kill {tally.kills}: {violation}" for violation in violations]


if __name__ == "__main__":
    raise SystemExit(main())
