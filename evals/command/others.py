"""Runs of other systems: those that stand beside ours in every report, kept with the code."""

from __future__ import annotations

import shutil
from pathlib import Path

from evals.report.page import Stored
from evals.runs.record import CASES, RUN, read, read_cases, stored
from evals.targets.choosing import RULES_ALONE

OTHERS = Path(__file__).resolve().parents[1] / "figures" / "others"
"""Runs of other systems that are kept with the code."""


def newest(runs: Path, own: str, kept: Path = OTHERS) -> list[Stored]:
    """The newest run of each system but `own`, of this machine or kept with the code."""
    found: dict[str, Stored] = {}
    for place in (kept, runs):
        for run in reversed(stored(place)):
            if run.target not in (own, RULES_ALONE) and (
                run.target not in found or found[run.target][0].made < run.made
            ):
                found[run.target] = (run, read_cases(place / run.id))
    return list(found.values())


def keep(folder: Path, kept: Path = OTHERS) -> Path:
    """Copy the run to those that are kept with the code, in place of that system's earlier ones; where it lies."""
    run = read(folder)
    for earlier in stored(kept):
        if earlier.target == run.target and earlier.id != run.id:
            shutil.rmtree(kept / earlier.id)
    place = kept / run.id
    place.mkdir(parents=True, exist_ok=True)
    for name in (RUN, CASES):
        shutil.copyfile(folder / name, place / name)
    return place
