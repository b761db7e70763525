"""The stored measurements, read."""

from __future__ import annotations

from typing import Protocol

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


class Evaluations(Protocol):
    """Runs of `kap eval` and their cases: labelled texts that were written for it, never a patient's conversation.

    Every call with a run's id raises EvaluationGone when that run is not there any more or cannot be read.
    """

    @property
    def place(self) -> str:
        """The folder that runs are looked for in."""
        ...

    def runs(self) -> tuple[Run, ...]:
        """Every run that can be read, newest first."""
        ...

    def unreadable(self) -> tuple[str, ...]:
        """The names of the folders that look like a run and cannot be read."""
        ...

    def figures(self, run_id: str, part: str, grouping: str = "") -> tuple[Figure, ...]:
        """The measures of the part, or by the values of one of its groupings; () for a part that was not run."""
        ...

    def curve(self, run_id: str, part: str) -> tuple[CurvePoint, ...]:
        """The points of the threshold curve, the lowest threshold first; () where none was made."""
        ...

    def drops(self, run_id: str, part: str) -> tuple[Figure, ...]:
        """What is found in each way of writing (the group), as written first; () for a part without such."""
        ...

    def differences(self, before: str, now: str) -> tuple[Difference, ...]:
        """Every measure that both runs took on cases they share, the clearest difference first."""
        ...

    def cases(self, run_id: str, wanted: Wanted, other: str = "") -> tuple[CaseHead, ...]:
        """The cases that are wanted, the worst first; `other` is the run that `changed` speaks of."""
        ...

    def case(self, run_id: str, key: CaseKey) -> CaseRecord | None:
        """One case with all that is stored of it; None when the run has not got it."""
        ...

    def replay(self, key: CaseKey) -> Outcome:
        """Put the case to the assistant as it is now. Nothing is kept of it and nobody is alerted.

        Raises EvaluationGone when the case is in no data set any more or is one that is not put again.
        """
        ...

    def has_report(self, run_id: str) -> bool:
        """Whether the run has an HTML report."""
        ...

    def report(self, run_id: str) -> bytes:
        """The HTML report of the run. Raises EvaluationGone when it has none."""
        ...

    def lines(self, run_id: str) -> bytes:
        """Every case of the run as JSON Lines."""
        ...
