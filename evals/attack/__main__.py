"""`kap eval attack`: looks for texts that the rails get wrong, by changing known cases."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from assistant.settings import load
from evals.attack import origins, rows
from evals.attack.page import page, summary
from evals.attack.probe import Sees
from evals.attack.search import search
from evals.runs.executing import ROOT, commit
from evals.runs.progress import Progress
from evals.targets.choosing import ASSISTANT, NAMES, chosen
from evals.targets.rails_alone import RailsAlone

NAME = "attack"
PAGE = ROOT / "docs" / "attack-finds.md"
_SEED, _BUDGET = 6, 5_000
UNREADABLE = 2


def main(arguments: Sequence[str] | None = None, target: Sees | None = None) -> int:
    """Search, write the finds for review, print the counts; 0 also when something was found, 2 for unreadable data."""
    options = _options(arguments)
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
    )
    with tempfile.TemporaryDirectory(prefix="kap-attack-") as records:
        try:
            return _run(options, target or _target(options.target, Path(records)))
        except ValueError as error:
            print(f"kap eval attack: {error}", file=sys.stderr)
            return UNREADABLE


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kap eval attack", description=__doc__)
    parser.add_argument("--seed", type=int, default=_SEED, help="the same seed finds the same in the same versions")
    parser.add_argument("--budget", type=int, default=_BUDGET, metavar="M", help="assessments that may be made")
    parser.add_argument("--target", default=ASSISTANT, help=f"{', '.join(NAMES)}, or a Python file with `target()`")
    parser.add_argument("--out", type=Path, help="folder for the finds; by default below KAP_DATA_DIR/evals/attack")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    chosen_ = parser.parse_args(arguments)
    if chosen_.budget < 1:
        parser.error("the budget is a number of assessments, 1 or more")
    return chosen_


def _target(name: str, records: Path) -> Sees:
    """The assistant is asked by its rails alone: nothing else of it decides tier and route."""
    return RailsAlone() if name == ASSISTANT else chosen(name, load(), records)


def _run(options: argparse.Namespace, target: Sees) -> int:
    step = Progress(f"attack, {target.name}", options.budget).step
    found = search(target, origins.read(), options.seed, options.budget, step)
    folder = options.out or load().data_dir / "evals" / NAME / f"seed-{options.seed}-budget-{options.budget}"
    rows.write(found.finds, folder)
    print("\n".join(summary(found)))
    if options.write:
        facts = {"target": target.name, **target.facts, "data": origins.fingerprint()}
        PAGE.write_text(page(found, facts, f"{datetime.now(UTC):%Y-%m-%d}, commit {commit()}"), encoding="utf-8")
        print(f"wrote {PAGE}", file=sys.stderr)
    print(f"{len(found.finds)} finds for review: {folder}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
