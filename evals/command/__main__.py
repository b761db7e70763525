"""`kap eval [SUITE...]`: measures a system on labelled cases, with intervals, gates and a report."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from assistant.adapters.local_embedder import LocalEmbedder
from assistant.settings import load
from evals import reviewed
from evals.attack import __main__ as attack
from evals.card import data
from evals.card.card import PAGE, card
from evals.command import others
from evals.command.table import summary
from evals.gates import reference
from evals.gates.floors import broken_rails, judge, missed, read_floors, rows
from evals.measuring.sampling import SEED
from evals.report.page import Stored, report
from evals.runs.executing import Measured, execute
from evals.runs.progress import Progress
from evals.runs.record import REPORT, RunRow, read, read_cases, stored, write
from evals.suites.registry import SUITES
from evals.suites.suite import Suite
from evals.targets.choosing import ASSISTANT, NAMES, chosen
from evals.targets.ours import Assistant
from evals.targets.target import Target

ALL, LAST, DATA = "all", "last", "data"
_OURS = ("robustness", "latency")
BROKEN, UNREADABLE = 1, 2


def main(arguments: Sequence[str] | None = None, target: Target | None = None) -> int:
    """Run the suites and print their figures.

    0 when every gate held, 1 when one did not, a rail broke or a case leaked, 2 when data cannot be read.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [attack.NAME]:
        return attack.main(given[1:], target)
    add_reviewed(load().data_dir / "evals" / reviewed.NAME)
    options = _options(given)
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
    )
    try:
        if options.suites == [DATA]:
            page, leaked = data.write(LocalEmbedder(load().data_dir / "models").embed, _say)
            _say(f"wrote {page}; {leaked} cases nearly repeat one of another split and are not marked")
            return 1 if leaked else 0
        with tempfile.TemporaryDirectory(prefix="kap-eval-") as records:
            return _run(options, given, target, Path(records))
    except ValueError as error:
        _say(f"kap eval: {error}")
        return UNREADABLE


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kap eval", description=__doc__)
    parser.add_argument(
        "suites",
        nargs="*",
        metavar="SUITE",
        help=f"any of {', '.join(SUITES)}, or `{ALL}` (default); `{DATA}`: only the data card; "
        f"`{attack.NAME}`: the red team, which has options of its own",
    )
    parser.add_argument("--target", default=ASSISTANT, help=f"{', '.join(NAMES)}, or a Python file with `target()`")
    parser.add_argument("--baseline", metavar="RUN", help=f"compare with that run (id, folder, or `{LAST}`)")
    parser.add_argument("--split", choices=("dev", "test"), help="both without it; `test` shows no texts")
    parser.add_argument("--sample", type=int, metavar="N", help="only N cases of each suite, stratified")
    parser.add_argument("--seed", type=int, default=SEED, help="of that choice")
    parser.add_argument("--write", action="store_true", help="write docs/safety-model-card.md from this run")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep which development cases are right: none may be lost; of another system its run, for every report",
    )
    parser.add_argument("--out", type=Path, help="where the run is stored; by default in KAP_EVAL_RUNS")
    chosen_ = parser.parse_args(arguments)
    foreign = chosen_.target != ASSISTANT
    if foreign and chosen_.write:
        parser.error("--write makes the card of the assistant: leave out --target")
    if (chosen_.write or (chosen_.keep and not foreign)) and chosen_.sample is not None:
        parser.error("--write and --keep speak of whole runs only: leave out --sample")
    unknown = [name for name in chosen_.suites if name not in (*SUITES, ALL, DATA)]
    if unknown:
        parser.error(f"there is no suite {', '.join(unknown)}; there are {', '.join(SUITES)} and `{ALL}`")
    return chosen_


def add_reviewed(folder: Path) -> None:
    """Make the suite `reviewed` of the clinic's own cases, where there are any."""
    if any(folder.glob("*.jsonl")):
        SUITES[reviewed.NAME] = reviewed.suite(folder)


def parts(names: Sequence[str], split: str | None) -> list[tuple[Suite, str]]:
    """The suites of those names, all for none, each with its splits or with the one named."""
    wanted = list(SUITES) if not names or ALL in names else list(dict.fromkeys(names))
    return [(SUITES[name], one) for name in wanted for one in SUITES[name].splits if split is None or one == split]


def _run(options: argparse.Namespace, given: Sequence[str], target: Target | None, records: Path) -> int:
    settings = load()
    measured_target = target or chosen(options.target, settings, records)
    runs = options.out or settings.runs_dir
    before = _baseline(options.baseline, runs)
    wanted = parts(options.suites, options.split)
    if not isinstance(measured_target, Assistant) and (not options.suites or ALL in options.suites):
        # The assistant's own parts are nobody else's; ways of writing and times of a foreign model take hours.
        wanted = [(suite, split) for suite, split in wanted if not suite.own and suite.name not in _OURS]
    # Named for this process, so that two runs at once do not mix their logs.
    unfinished = runs / f"unfinished-{os.getpid()}"
    measured = execute(
        wanted,
        measured_target,
        unfinished,
        sample=options.sample,
        seed=options.seed,
        arguments=given,
        progress=_progress,
    )
    run = judged(measured, gated=isinstance(measured_target, Assistant))
    folder = runs / run.id
    unfinished.rename(folder)
    write(run, measured.cases, folder)
    print(summary(run))
    page = report((run, measured.cases), before, others.newest(runs, run.target))
    (folder / REPORT).write_text(page, encoding="utf-8")
    if options.write:
        PAGE.write_text(card(run), encoding="utf-8")
        _say(f"wrote {PAGE}")
    if options.keep:
        ours = options.target == ASSISTANT
        _say(f"kept {reference.keep(measured.cases) if ours else others.keep(folder)}")
    _say(f"report: {folder / REPORT}")
    _say(f"stored in {folder}; `inspect view --log-dir {folder / 'logs'}` shows each case")
    wrong = missed(run.gates)
    for gate in wrong:
        _say(f"MISSED  {gate['suite']}, {gate['split']}: {gate['title']}, {gate['found']}")
    return BROKEN if wrong else 0


def _baseline(name: str | None, runs: Path) -> Stored | None:
    """The run of that id, in that folder, or the newest (`last`). Raises ValueError when there is none."""
    if name is None:
        return None
    if name == LAST:
        found = [run.id for run in stored(runs) if run.target == ASSISTANT]
        if not found:
            raise ValueError("there is no earlier run to compare with")
        name = found[0]
    folder = runs / name if (runs / name).is_dir() else Path(name)
    return read(folder), read_cases(folder)


def judged(measured: Measured, *, gated: bool = True) -> RunRow:
    """The run with its gates: rails that broke, and for the assistant itself floors and what must stay right."""
    verdicts = broken_rails(measured.run)
    if gated:
        verdicts += (
            *judge(measured.run, SUITES, read_floors()),
            *reference.judge(measured.cases, reference.kept()),
        )
    return replace(measured.run, gates=rows(verdicts))


def _progress(title: str, total: int) -> Callable[[], None]:
    return Progress(title, total).step


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
