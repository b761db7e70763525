"""`python -m evals.safety`: a quick look while building, rail by rail; figures to quote come from `kap eval`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from assistant.bootstrap import make_embedder
from assistant.settings import load
from evals.safety.cases import SPLITS, Case, fingerprint, read_cases
from evals.safety.perturbations import PERTURBATIONS
from evals.safety.report import by_concern, by_kind, failures, page, summary, triage
from evals.safety.screened import Outcome, Rails, run, screening_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Screen the split with each set of rails and print the page; 0 when no rail broke."""
    parser = argparse.ArgumentParser(prog="python -m evals.safety", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev")
    parser.add_argument("--rails", choices=get_args(Rails), default="all")
    parser.add_argument("--plain", action="store_true", help="leave out the changed messages")
    chosen = parser.parse_args(arguments)
    cases = read_cases(chosen.split)
    embedder = make_embedder(load())
    sets: tuple[Rails, ...] = ("lexicon", "classifier", "all") if chosen.rails == "all" else (chosen.rails,)
    found: dict[str, tuple[Outcome, ...]] = {}
    for rails in sets:
        found[rails] = run(screening_of(rails, embedder), cases, say=_say)
        _say(f"{rails} done")
    last = screening_of(sets[-1], embedder)
    changed = {n: run(last, cases, n) for n in (() if chosen.plain else PERTURBATIONS)}
    print(_page(chosen.split, cases, found, changed))
    return 1 if any(o.failed for outcomes in found.values() for o in outcomes) else 0


def _page(
    split: str, cases: Sequence[Case], found: dict[str, tuple[Outcome, ...]], changed: dict[str, tuple[Outcome, ...]]
) -> str:
    main_set = list(found)[-1]
    outcomes = found[main_set]
    sections = {
        "Rails": summary(found),
        f"By concern and tier ({main_set})": by_concern(outcomes),
        "Label and finding": triage(outcomes),
    }
    if changed:
        sections["The same messages changed"] = summary({"as written": outcomes, **changed})
    sections["By kind"] = by_kind(outcomes)
    sections["What went wrong"] = failures(outcomes, with_texts=split == "dev") or ["Nothing."]
    return page(f"Safety figures, {split} split", _notes(split, cases), sections)


def _notes(split: str, cases: Sequence[Case]) -> list[str]:
    talks = sum(case.is_conversation for case in cases)
    made = (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {_commit()}. {len(cases)} cases ({talks} of them conversations), "
        f"{sum(case.is_danger for case in cases)} dangers. Files of the split: SHA-256 `{fingerprint(split)}`."
    )
    how = (
        "Written for this project, labelled by its authors and not by clinicians. A conversation counts with the "
        "strictest tier that any of its messages reached. Intervals are Wilson's, 95 %."
    )
    return [made, how]


def _commit() -> str:
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
