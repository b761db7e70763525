"""Reads the floors, and judges a run by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from evals.measuring.rates import Rate
from evals.runs.record import RunRow
from evals.suites.suite import Suite

FLOORS = Path(__file__).with_name("floors.yaml")
HELD, MISSED, UNMEASURED = "held", "missed", "not measured"


class Floor(BaseModel):
    """One line of floors.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    split: str
    measure: str
    floor: float | None = Field(None, ge=0, le=1)
    """The least rate; just below what was measured, so that it catches a regression."""
    ceiling: float | None = Field(None, ge=0, le=1)
    """The highest rate, of what is not wanted."""
    goal: float | None = Field(None, ge=0, le=1)
    """What the issues ask for."""
    issue: int | None = None
    reason: str = Field(min_length=10)

    @model_validator(mode="after")
    def _one_side(self) -> Floor:
        if (self.floor is None) == (self.ceiling is None):
            raise ValueError(f"{self.suite}, {self.measure}: either a floor or a ceiling")
        return self

    @property
    def absolute(self) -> bool:
        """Whether a single case breaks it, so that it speaks of a sample too."""
        return self.floor == 1.0 or self.ceiling == 0.0

    def held(self, rate: float) -> bool:
        """Whether the rate is on the right side."""
        return rate >= self.floor if self.floor is not None else rate <= (self.ceiling or 0.0)

    def away(self, rate: float) -> float:
        """How far the rate is from the goal; 0.0 when it is met or there is none."""
        if self.goal is None:
            return 0.0
        return max(0.0, self.goal - rate if self.floor is not None else rate - self.goal)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One gate of one run."""

    suite: str
    split: str
    measure: str
    title: str
    limit: float
    at_least: bool
    found: str
    """The rate with its counts."""
    value: float | None
    state: str
    goal: float | None
    goal_met: bool | None
    away: float
    issue: int | None
    reason: str


def read_floors(path: Path = FLOORS) -> tuple[Floor, ...]:
    """Every floor of the file. Raises ValueError when one is malformed or named twice."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    floors = tuple(Floor(**row) for row in rows)
    names = [(floor.suite, floor.split, floor.measure) for floor in floors]
    if len(set(names)) < len(names):
        raise ValueError("a floor is named twice")
    return floors


def judge(run: RunRow, suites: Mapping[str, Suite], floors: Sequence[Floor]) -> tuple[Verdict, ...]:
    """A verdict for each floor whose suite and split were run; on a sample only for those that one case breaks."""
    verdicts = []
    for floor in floors:
        row = run.suite(floor.suite, floor.split)
        if row is None or (row.cases != row.of and not floor.absolute):
            continue
        titles = {measure.key: measure.title for measure in suites[floor.suite].measures}
        verdicts.append(_verdict(floor, titles[floor.measure], row.rates.get(floor.measure)))
    return tuple(verdicts)


def _verdict(floor: Floor, title: str, rate: Rate | None) -> Verdict:
    value = rate.value if rate else None
    # What could not be decided is no pass: a target that fails would hold every floor.
    undecided = rate is not None and rate.undecided > 0
    state = UNMEASURED if value is None else HELD if floor.held(value) and not undecided else MISSED
    if value is None and undecided:
        state = MISSED
    return Verdict(
        suite=floor.suite,
        split=floor.split,
        measure=floor.measure,
        title=title,
        limit=floor.floor if floor.floor is not None else floor.ceiling or 0.0,
        at_least=floor.floor is not None,
        found=rate.shown() if rate else "–",
        value=value,
        state=state,
        goal=floor.goal,
        goal_met=None if floor.goal is None or value is None else floor.away(value) == 0.0,
        away=0.0 if value is None else round(floor.away(value), 6),
        issue=floor.issue,
        reason=floor.reason,
    )


def broken_rails(run: RunRow) -> tuple[Verdict, ...]:
    """One verdict for each suite in which a rail broke."""
    return tuple(
        Verdict(
            suite=row.suite,
            split=row.split,
            measure="failed_rails",
            title=f"no rail breaks ({', '.join(row.failed_rails)})",
            limit=1.0,
            at_least=True,
            found="–",
            value=0.0,
            state=MISSED,
            goal=None,
            goal_met=None,
            away=0.0,
            issue=None,
            reason="A rail that breaks or runs out of time has judged nothing; its figures are none.",
        )
        for row in run.suites
        if row.failed_rails
    )


def rows(verdicts: Sequence[Verdict]) -> tuple[dict[str, Any], ...]:
    """The verdicts as plain values for the stored run."""
    return tuple(asdict(verdict) for verdict in verdicts)


def missed(verdicts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of a stored run's gates that were not held."""
    return [verdict for verdict in verdicts if verdict["state"] == MISSED]


__all__ = [
    "HELD",
    "MISSED",
    "UNMEASURED",
    "Floor",
    "Verdict",
    "broken_rails",
    "judge",
    "missed",
    "read_floors",
    "rows",
]
