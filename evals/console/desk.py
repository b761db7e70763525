"""The stored runs of this machine, and those that are kept with the code, as the evaluator's page reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path

from assistant.conversation.engine import Engine
from assistant.domain.evaluation import (
    CaseHead,
    CaseKey,
    CaseRecord,
    CurvePoint,
    Difference,
    Figure,
    Outcome,
    Run,
    Wanted,
)
from assistant.settings import Settings
from evals.console.folders import RunFolders
from evals.console.index import CaseIndex, index_of
from evals.console.listing import listed
from evals.console.replaying import beside, replay
from evals.console.values import figures_of, point_of, record_of
from evals.report.comparing import changes
from evals.runs.record import CASES, REPORT, SuiteRow, read
from evals.suites.robustness import KINDS
from evals.targets.target import Target

KEPT = Path(__file__).resolve().parents[1] / "figures" / "others"
"""Runs of other systems that are kept with the code."""


def open_desk(settings: Settings, engine: Engine) -> RunDesk:
    """The desk over the folder of the settings; replays ask the engine."""
    return RunDesk((settings.runs_dir, KEPT), lambda: beside(engine, settings))


class RunDesk:
    """Reads run folders and nothing else; only a replay asks the assistant."""

    def __init__(self, places: Sequence[Path], target: Callable[[], AbstractContextManager[Target]]) -> None:
        self._folders = RunFolders(places)
        self._target = target

    @property
    def place(self) -> str:
        """The folder that runs are looked for in."""
        return str(self._folders.places[0])

    def runs(self) -> tuple[Run, ...]:
        """Every run that can be read, newest first."""
        return self._folders.read()[0]

    def unreadable(self) -> tuple[str, ...]:
        """The names of the folders that look like a run and cannot be read."""
        return self._folders.read()[1]

    def figures(self, run_id: str, part: str, grouping: str = "") -> tuple[Figure, ...]:
        """The measures of the part, or by the values of one of its groupings; () for a part that was not run."""
        row = self._suite(run_id, part)
        if row is None:
            return ()
        if not grouping:
            return figures_of(row.suite, row.rates)
        values = row.groups.get(grouping, {})
        return tuple(one for value, rates in values.items() for one in figures_of(row.suite, rates, value))

    def curve(self, run_id: str, part: str) -> tuple[CurvePoint, ...]:
        """The points of the threshold curve, the lowest threshold first; () where none was made."""
        row = self._suite(run_id, part)
        return tuple(point_of(point) for point in row.curve) if row else ()

    def drops(self, run_id: str, part: str) -> tuple[Figure, ...]:
        """What is found in each way of writing (the group), as written first; () for a part without such."""
        row = self._suite(run_id, part)
        named = [(*key.partition(": ")[::2], rate) for key, rate in row.rates.items()] if row else []
        return tuple(Figure(KINDS[kind], change, rate) for kind, change, rate in named if kind in KINDS and change)

    def differences(self, before: str, now: str) -> tuple[Difference, ...]:
        """Every measure that both runs took on cases they share, the clearest difference first."""
        return _differences(self._index(before), self._index(now))

    def cases(self, run_id: str, wanted: Wanted, other: str = "") -> tuple[CaseHead, ...]:
        """The cases that are wanted, the worst first; `other` is the run that `changed` speaks of."""
        return listed(self._index(run_id).rows, wanted, self._index(other).rows if other else None)

    def case(self, run_id: str, key: CaseKey) -> CaseRecord | None:
        """One case with all that is stored of it; None when the run has not got it."""
        row = self._index(run_id).whole(key)
        return record_of(row) if row else None

    def replay(self, key: CaseKey) -> Outcome:
        """Put the case to the assistant as it is now. Nothing is kept of it and nobody is alerted.

        Raises EvaluationGone when the case is in no data set any more or is one that is not put again.
        """
        with self._target() as target:
            return replay(key, target)

    def has_report(self, run_id: str) -> bool:
        """Whether the run has an HTML report."""
        return (self._folders.folder(run_id) / REPORT).is_file()

    def report(self, run_id: str) -> bytes:
        """The HTML report of the run. Raises EvaluationGone when it has none."""
        return self._folders.content(run_id, REPORT)

    def lines(self, run_id: str) -> bytes:
        """Every case of the run as JSON Lines."""
        return self._folders.content(run_id, CASES)

    def _index(self, run_id: str) -> CaseIndex:
        return index_of(self._folders.folder(run_id))

    def _suite(self, run_id: str, part: str) -> SuiteRow | None:
        suite, _, split = part.partition(", ")
        return self._folders.row(run_id).suite(suite, split)


@lru_cache(maxsize=8)
def _differences(before: CaseIndex, now: CaseIndex) -> tuple[Difference, ...]:
    first, second = ((read(one.path.parent), tuple(one.rows.values())) for one in (before, now))
    found = changes(first, second)
    return tuple(Difference(c.suite, c.split, c.title, c.before, c.now, c.pair, c.better) for c in found)
