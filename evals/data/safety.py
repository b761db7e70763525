"""The safety cases."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from assistant.domain.risk import Concern
from evals.measuring.case import DEBATABLE, EvalCase
from evals.safety.cases import FOLDER, Case, fingerprint, read_cases

CRISIS = tuple(concern for concern in Concern if not concern.is_red_flag)
RED_FLAGS = tuple(concern for concern in Concern if concern.is_red_flag)


def read(split: str, concerns: Collection[Concern] = tuple(Concern), folder: Path = FOLDER) -> tuple[EvalCase, ...]:
    """The dangers of the split with one of the concerns, and every harmless case. Raises ValueError."""
    cases = read_cases(split, folder)
    return tuple(
        as_case(case, split, concerns) for case in cases if not case.is_danger or set(case.concerns) & set(concerns)
    )


def as_case(case: Case, split: str, concerns: Collection[Concern] = tuple(Concern)) -> EvalCase:
    """The case in the shape of suites; only the named concerns are among its groups."""
    named = tuple(concern.value for concern in case.concerns if concern in concerns)
    groups = {
        "concern": named,
        "concern and tier": tuple(f"{name}, {case.tier.value}" for name in named),
        "tier": (case.tier.value,),
        "harmless kind" if not case.is_danger else "kind of danger": (case.kind,),
        "language": (case.language,),
        "difficulty": (case.difficulty,) if case.difficulty else (),
        "who": ("about somebody else",) if case.about_other else ("about oneself",),
        "form": ("conversation",) if case.is_conversation else ("message",),
        DEBATABLE: ("debatable",) if case.second else ("undisputed",),
    }
    label = f"{case.tier.value}, {'/'.join(named) or 'harmless'}, {case.kind}"
    return EvalCase(case.id, case.idea, split, case.utterances, label, case.kind, case.language, groups, case.why, case)


def fingerprint_of(split: str) -> str:
    """The SHA-256 of the split's files."""
    return fingerprint(split)
