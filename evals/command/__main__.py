"""`kap eval [SUITE...]`: measures a system on labelled cases, with intervals, gates and a report."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from assistant.settings import load
from evals.card.card import PAGE, card
from evals.command.table import summary
from evals.retrieval import __main__ as retrieval
from evals.runs.executing import execute
from evals.runs.progress import Progress
from evals.runs.record import write
from evals.runs.sampling import SEED
from evals.suites.registry import SUITES
from evals.suites.suite import Suite
from evals.targets.choosing import ASSISTANT, NAMES, chosen
from evals.targets.target import Target

ALL, RETRIEVAL = "all", "retrieval"
BROKEN, UNREADABLE = 1, 2


def main(arguments: Sequence[str] | None = None, target: Target | None = None) -> int:
    """Run the suites and print their figures.

    0 when every gate held, 1 when one did not or a rail broke, 2 when data cannot be read.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [RETRIEVAL]:
        return retrieval.main(given[1:])
    options = _options(given)
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
    )
    try:
        with tempfile.TemporaryDirectory(prefix="kap-eval-") as records:
            return _run(options, given, target, Path(records))
    except ValueError as error:
        _say(f"kap eval: {error}")
        return UNREADABLE


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kap eval", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"any of {', '.join(SUITES)}, or `{ALL}` (default)")
    parser.add_argument("--target", default=ASSISTANT, help=f"{', '.join(NAMES)}, or a Python file with `target()`")
    parser.add_argument("--split", choices=("dev", "test"), help="both without it; `test` shows no texts")
    parser.add_argument("--sample", type=int, metavar="N", help="only N cases of each suite, stratified")
    parser.add_argument("--seed", type=int, default=SEED, help="of that choice")
    parser.add_argument("--write", action="store_true", help="write docs/safety-model-card.md from this run")
    parser.add_argument("--out", type=Path, help="where the run is stored; by default in KAP_DATA_DIR/evals/runs")
    chosen_ = parser.parse_args(arguments)
    if chosen_.write and chosen_.sample is not None:
        parser.error("--write speaks of whole runs only: leave out --sample")
    unknown = [name for name in chosen_.suites if name not in (*SUITES, ALL)]
    if unknown:
        parser.error(f"there is no suite {', '.join(unknown)}; there are {', '.join(SUITES)} and `{ALL}`")
    return chosen_


def parts(names: Sequence[str], split: str | None) -> list[tuple[Suite, str]]:
    """The suites of those names, all for none, each with its splits or with the one named."""
    wanted = list(SUITES) if not names or ALL in names else list(dict.fromkeys(names))
    return [(SUITES[name], one) for name in wanted for one in SUITES[name].splits if split is None or one == split]


def _run(options: argparse.Namespace, given: Sequence[str], target: Target | None, records: Path) -> int:
    settings = load()
    measured_target = target or chosen(options.target, settings, records)
    runs = options.out or settings.data_dir / "evals" / "runs"
    measured = execute(
        parts(options.suites, options.split),
        measured_target,
        runs / "unfinished",
        sample=options.sample,
        seed=options.seed,
        arguments=given,
        progress=_progress,
    )
    folder = runs / measured.run.id
    (runs / "unfinished").rename(folder)
    write(measured.run, measured.cases, folder)
    print(summary(measured.run))
    if options.write:
        PAGE.write_text(card(measured.run), encoding="utf-8")
        _say(f"wrote {PAGE}")
    broken = [name for suite in measured.run.suites for name in suite.failed_rails]
    for name in dict.fromkeys(broken):
        _say(f"BROKEN  the rail {name}")
    _say(f"stored in {folder}; `inspect view --log-dir {folder / 'logs'}` shows each case")
    return BROKEN if broken else 0


def _progress(title: str, total: int) -> Callable[[], None]:
    return Progress(title, total).step


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
