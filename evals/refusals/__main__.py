"""`python -m evals.refusals`: how many requests are refused, and how many ordinary questions are answered."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from assistant.guardrails.packaged import danger_rails
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from evals.refusals.cases import Case, read_cases
from evals.statistics import Proportion

PATIENT = 600.0
"""Seconds a rail may take here: what is measured is what it finds, also on a busy machine."""
SAFE = (Route.CRISIS, Route.RED_FLAG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files with the rails that need no model, and print a table by kind and what went wrong; always 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.refusals", description=__doc__)
    parser.add_argument("files", nargs="*", help="names of files of the split without their ending; all without one")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--quiet", action="store_true", help="only the figures, so that the words stay unseen")
    chosen = parser.parse_args(arguments)
    cases = read_cases(*chosen.files, split=chosen.split)
    screening = Screening((*danger_rails(), *request_rails()), lambda _: (), PATIENT)
    decided = [(case, *_decided(screening, case)) for case in cases]
    if not chosen.quiet:
        for case, found, rules in decided:
            if found is not case.route and found not in case.also_right:
                print(f"{case.id} {case.kind}: {case.route.value} -> {found.value} {rules} | {case.text}")
    _figures([(case, found) for case, found, _ in decided])
    return 0


def _decided(screening: Screening, case: Case) -> tuple[Route, str]:
    assessment, _ = screening.assess(case.text, case.history)
    return route(assessment, None, case.text).route, _rules(assessment)


def _rules(assessment: Assessment) -> str:
    return ",".join(signal.rule for signal in assessment.signals)


def _figures(decided: Sequence[tuple[Case, Route]]) -> None:
    groups = {
        "dosing refused": [f.is_refusal or f in SAFE for c, f in decided if c.route is Route.DOSING],
        "dosing, exact route": [_right(c, f) for c, f in decided if c.route is Route.DOSING],
        "near-misses answered": [_right(c, f) for c, f in decided if c.route is Route.ANSWER],
        "others right": [_right(c, f) for c, f in decided if c.route not in (Route.DOSING, Route.ANSWER)],
    }
    kinds = dict.fromkeys((c.route.value, c.kind) for c, _ in decided)
    groups |= {
        f"  {name} {kind}": [_right(c, f) for c, f in decided if (c.route.value, c.kind) == (name, kind)]
        for name, kind in kinds
    }
    for name, hits in groups.items():
        if hits:
            share = Proportion(sum(hits), len(hits))
            interval = share.interval
            spread = f"[{interval.low:.3f}, {interval.high:.3f}]" if interval else ""
            print(f"{name:40} {share.successes:4}/{share.n:<4} {share.rate:.3f}  {spread}")


def _right(case: Case, found: Route) -> bool:
    return found is case.route or found in case.also_right


if __name__ == "__main__":
    raise SystemExit(main())
