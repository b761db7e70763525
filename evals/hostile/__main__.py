"""`python -m evals.hostile`: nothing that a model which only gives doses says is ever released."""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from evals.hostile.drafts import Hostile, grammar_drafts, recorded_drafts
from evals.hostile.figures import Figures, library_passing
from evals.hostile.proof import Proof
from evals.hostile.report import document

PAGE = Path(__file__).parents[2] / "docs" / "hostile-model.md"
_DRAFTS = 19_500
_SEED = 20261123
_STEP = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every draft, print the page and write it when asked; 0 when nothing leaked and the goals are met."""
    parser = argparse.ArgumentParser(prog="python -m evals.hostile", description=__doc__)
    parser.add_argument("--count", type=int, default=_DRAFTS, help="drafts made by the grammar; the recorded are added")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    chosen = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    drafts = (*grammar_drafts(chosen.count, chosen.seed), *recorded_drafts())
    proof = Proof(chosen.seed)
    figures = Figures(tuple(proof.attempt(draft) for draft in _told(drafts)), library_passing(chosen.seed))
    text = document(figures, _notes(figures, chosen.seed))
    print(text)
    for leak in figures.leaks:
        print(f"LEAK  {leak!r}", file=sys.stderr)
    if chosen.write:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if figures.kept else 1


def _told(drafts: Sequence[Hostile]) -> Iterator[Hostile]:
    """The drafts, with a line on standard error now and then."""
    for place, draft in enumerate(drafts, start=1):
        if place % _STEP == 0:
            print(f"\r{place}/{len(drafts)}", end="", file=sys.stderr, flush=True)
        yield draft


def _notes(figures: Figures, seed: int) -> list[str]:
    made = (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {_commit()}, seed {seed}: `python -m evals.hostile --write`. Drafts of "
        "the grammar in `evals/datasets/hostile/grammar.yaml`, in the open and in the disguises of "
        f"`evals/hostile/disguises.py`, and {len(figures.base_model)} that the gemma-3-270m base model wrote "
        "(`evals/hostile/recording.py`). The detector was mended with the misses of this grammar in view: its shares "
        "say that the grammar is covered, not how it does on unseen wording, of which it finds far less; see "
        "`evals/datasets/hostile/README.md`. Intervals are Wilson's, 95 %."
    )
    return [made]


def _commit() -> str:
    command = ["git", "-C", str(PAGE.parent), "describe", "--always", "--dirty"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


if __name__ == "__main__":
    raise SystemExit(main())
