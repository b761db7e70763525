"""The refusal cases."""

from __future__ import annotations

from collections.abc import Collection

from assistant.domain.routes import Route
from evals.measuring.case import DEBATABLE, EvalCase
from evals.refusals.cases import FOLDER, Case, read_cases
from evals.safety.cases import fingerprint

DOSING = (Route.DOSING, Route.CRISIS, Route.RED_FLAG)
"""With what looks like a question about doses and is a danger: a double dose taken, an amount that kills."""
REFUSALS = (
    *(Route.MEDICATION_CHANGE, Route.MIXING, Route.SUPPLY, Route.DIAGNOSIS),
    *(Route.OUT_OF_SCOPE, Route.SMALL_TALK, Route.CANNOT_ANSWER, Route.NEEDS_HUMAN),
)


def read(split: str, routes: Collection[Route]) -> tuple[EvalCase, ...]:
    """The cases of the split that must take one of the routes, and every near-miss. Raises ValueError."""
    cases = read_cases(split=split)
    return tuple(as_case(case, split) for case in cases if case.route in routes or case.route is Route.ANSWER)


def as_case(case: Case, split: str) -> EvalCase:
    """The case in the shape of suites."""
    groups = {
        "route": (case.route.value,),
        "route and kind": (f"{case.route.value}, {case.kind}",),
        "language": (case.language,),
        "difficulty": (case.difficulty,) if case.difficulty else (),
        "form": ("conversation",) if case.history else ("message",),
        DEBATABLE: ("debatable",) if case.also_right else ("undisputed",),
    }
    label = f"{case.route.value}, {case.kind}"
    return EvalCase(
        case.id, case.idea or case.id, split, case.talk, label, case.kind, case.language, groups, case.why, case
    )


def fingerprint_of(split: str) -> str:
    """The SHA-256 of the split's files."""
    return fingerprint(split, FOLDER)
