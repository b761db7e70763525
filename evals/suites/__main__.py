"""`kap eval SUITE`: measures the rails on labelled cases, with intervals."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

import structlog

from assistant.domain.messages import Author
from assistant.settings import load
from evals.retrieval import __main__ as retrieval
from evals.suites import card
from evals.suites.measuring import Measured, measure
from evals.suites.registry import SPLITS, SUITES, Suite
from evals.suites.report import page
from evals.suites.runs import keep, write_trials
from evals.suites.target import Target, rules_alone, whole

ALL, CARD, RETRIEVAL = "all", "card", "retrieval"
UNREADABLE = 2


def main(arguments: Sequence[str] | None = None, target: Target | None = None) -> int:
    """Run the suites, print their figures; 0 when every rail held, 1 when one broke, 2 when data cannot be read."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [RETRIEVAL]:
        return retrieval.main(given[1:])
    chosen = _options(given)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        if chosen.suite == CARD:
            _say(f"wrote {card.write()}")
            return 0
        return _run(chosen, target)
    except ValueError as error:
        _say(f"kap eval: {error}")
        return UNREADABLE


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="kap eval", description=__doc__)
    parser.add_argument(
        "suite",
        choices=(*SUITES, ALL, CARD, RETRIEVAL),
        help=f"`{ALL}`: each suite of the rails; `{CARD}`: only write the model card again; "
        f"`{RETRIEVAL}` has options of its own (`kap eval {RETRIEVAL} --help`)",
    )
    parser.add_argument("--split", choices=SPLITS, default="dev", help="`test` shows no texts; tune nothing to it")
    parser.add_argument("--rules-alone", action="store_true", help="only the rails that need no model")
    parser.add_argument("--plain", action="store_true", help="leave out the changed messages")
    parser.add_argument("--sample", type=int, metavar="N", help="only N cases, the same ones each time")
    parser.add_argument("--failures", action="store_true", help="list what went wrong; with the texts of dev")
    parser.add_argument("--write", action="store_true", help="keep the figures, and write docs/safety-model-card.md")
    chosen = parser.parse_args(arguments)
    if chosen.write and (chosen.plain or chosen.sample is not None or chosen.rules_alone):
        parser.error("--write keeps whole runs only: leave out --plain, --sample and --rules-alone")
    return chosen


def _run(chosen: argparse.Namespace, given: Target | None) -> int:
    settings = load()
    target = given or (rules_alone() if chosen.rules_alone else whole(settings))
    broken: list[str] = []
    for suite in SUITES.values() if chosen.suite == ALL else (SUITES[chosen.suite],):
        measured = measure(suite, chosen.split, target, changed=not chosen.plain, sample=chosen.sample)
        print(page(measured.run))
        if chosen.failures:
            print("\n".join(_failures(suite, measured)))
        trials = settings.data_dir / "evals" / f"{suite.name}-{chosen.split}.jsonl"
        write_trials((one.trial for one in measured.scored), trials)
        _say(f"what was seen of each case: {trials}")
        if chosen.write:
            _say(f"kept {keep(measured.run)}")
        broken += [f"BROKEN  {suite.name}: the rail {name}" for name in measured.run.failed_rails]
    if chosen.write:
        _say(f"wrote {card.write()}")
    for line in broken:
        _say(line)
    return 1 if broken else 0


def _failures(suite: Suite[Any], measured: Measured) -> list[str]:
    """What went wrong, one line each; with the patient's words only where they may be read."""
    lines = [f"- {line}" for line in measured.run.wrong]
    if measured.run.split == "test":
        return lines
    wrong = [one.case for one in measured.scored if suite.wrong(one.case, one.trial.as_written)]
    said = (suite.sample(case).utterances for case in wrong)
    texts = [" / ".join(u.text for u in utterances if u.author is Author.PATIENT) for utterances in said]
    return [f"{line}: {text!r}" for line, text in zip(lines, texts, strict=True)]


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
