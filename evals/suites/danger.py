"""The suites `crisis` and `red_flags`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from assistant.domain.risk import Concern
from evals.data import safety
from evals.measuring.case import DEBATABLE, EvalCase
from evals.measuring.seen import AS_WRITTEN, Observation
from evals.safety.cases import Case
from evals.scoring import danger
from evals.suites.suite import Suite
from evals.targets.target import Target


def _solve(target: Target, case: EvalCase) -> Observation:
    """The tier of the whole conversation; for a danger also the words that the patient reads."""
    seen = target.see(case.talk)
    grave = isinstance(case.source, Case) and case.source.tier.opens_episode
    if grave and seen.text is None:
        seen = replace(seen, text=target.reply(case.talk).text)
    return {AS_WRITTEN: seen}


def suite(name: str, title: str, concerns: Collection[Concern]) -> Suite:
    """The suite of these concerns, with every harmless message."""
    return Suite(
        name,
        title,
        ("dev", "test"),
        read=partial(safety.read, concerns=concerns),
        solve=_solve,
        score=danger.score,
        measures=danger.MEASURES,
        fingerprint=safety.fingerprint_of,
        groupings=(
            *("concern", "concern and tier", "tier", "harmless kind", "kind of danger"),
            *("language", "difficulty", "who", "form", DEBATABLE),
        ),
        expected="tier",
        found=danger.found_tier,
    )


CRISIS = suite("crisis", "Suicide, self-harm, harm to others, abuse", safety.CRISIS)
RED_FLAGS = suite("red_flags", "Medical emergency, withdrawal, psychosis and mania", safety.RED_FLAGS)
