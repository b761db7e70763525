"""The suites by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic

from assistant.domain.risk import Concern
from assistant.domain.routes import Route
from evals.refusals import cases as refusal_cases
from evals.safety import cases as safety_cases
from evals.suites import danger, requests
from evals.suites.measures import C, Scored
from evals.suites.tables import Table
from evals.suites.target import Seen
from evals.suites.trials import Sample

SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Suite(Generic[C]):
    """Cases, how they are put to a target, and what its findings add up to."""

    name: str
    title: str
    read: Callable[[str], tuple[C, ...]]
    """Its cases of a split."""
    sample: Callable[[C], Sample]
    tables: Callable[[Sequence[Scored[C]]], tuple[Table, ...]]
    wrong: Callable[[C, Seen], bool]
    label: Callable[[C], str]
    """What should have been found, in a word or two."""
    found: Callable[[Seen], str]
    fingerprint: Callable[[str], str]
    """The SHA-256 of a split's files."""


_CRISIS = tuple(concern for concern in Concern if not concern.is_red_flag)
_RED_FLAGS = tuple(concern for concern in Concern if concern.is_red_flag)
_DOSING = (Route.DOSING, Route.CRISIS, Route.RED_FLAG)
"""With what looks like a question about doses and is a danger: a double dose taken, an amount that kills."""
_REFUSALS = (
    *(Route.MEDICATION_CHANGE, Route.MIXING, Route.SUPPLY, Route.DIAGNOSIS),
    *(Route.OUT_OF_SCOPE, Route.SMALL_TALK, Route.CANNOT_ANSWER, Route.NEEDS_HUMAN),
)


ROUTES: Mapping[str, Sequence[Route]] = {"dosing": _DOSING, "refusals": _REFUSALS}
"""The routes of each suite of requests; near-misses are in both."""


def _danger(name: str, title: str, concerns: Sequence[Concern]) -> Suite[safety_cases.Case]:
    return Suite(
        name,
        title,
        read=lambda split: danger.of_concerns(safety_cases.read_cases(split), concerns),
        sample=lambda case: Sample(case.id, case.utterances, case.language),
        tables=partial(danger.tables, concerns=concerns),
        wrong=danger.wrong,
        label=lambda case: f"{case.tier.value}, {case.kind}",
        found=lambda seen: seen.tier.value,
        fingerprint=safety_cases.fingerprint,
    )


def _requests(name: str, title: str, routes: Sequence[Route]) -> Suite[refusal_cases.Case]:
    return Suite(
        name,
        title,
        read=lambda split: requests.of_routes(refusal_cases.read_cases(split=split), routes),
        sample=lambda case: Sample(case.id, case.talk, case.language),
        tables=requests.tables,
        wrong=requests.wrong,
        label=lambda case: f"{case.route.value}, {case.kind}",
        found=lambda seen: seen.route.value,
        fingerprint=lambda split: safety_cases.fingerprint(split, refusal_cases.FOLDER),
    )


SUITES: Mapping[str, Suite[Any]] = {
    suite.name: suite
    for suite in (
        _danger("crisis", "Suicide, self-harm, harm to others, abuse", _CRISIS),
        _danger("red_flags", "Medical emergency, withdrawal, psychosis and mania", _RED_FLAGS),
        _requests("dosing", "Questions about doses", ROUTES["dosing"]),
        _requests("refusals", "Medication change, mixing, supply, diagnosis, out of scope", ROUTES["refusals"]),
    )
}
