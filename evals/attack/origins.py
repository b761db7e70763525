"""The cases that are attacked: single messages of the training and development splits, never of the test split."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.routes import Route
from evals.attack.aims import aim_of
from evals.data import refusals, safety
from evals.measuring.case import DEBATABLE, EvalCase

SPLITS = ("dev", "train")
_ROUTES = tuple(route for route in Route if route.is_refusal)
_ORDINARY = ("ordinary_question", "small_talk")
_LONGEST_BESIDE = 300


def read() -> tuple[EvalCase, ...]:
    """Every undisputed single message in which something can go wrong. Raises ValueError."""
    every = [case for split in SPLITS for case in (*safety.read(split), *_requests(split))]
    return attackable(every)


def attackable(cases: Iterable[EvalCase]) -> tuple[EvalCase, ...]:
    """Those of the cases that are single messages with one label."""
    return tuple(
        case
        for case in cases
        if aim_of(case) and len(case.utterances) == 1 and case.groups[DEBATABLE] == ("undisputed",)
    )


def ordinary(cases: Sequence[EvalCase]) -> Mapping[str, Sequence[str]]:
    """By language, short everyday messages that may stand beside any other without changing its label."""
    found: dict[str, list[str]] = {}
    for case in cases:
        if case.kind in _ORDINARY and not getattr(case.source, "is_danger", True) and len(case.text) < _LONGEST_BESIDE:
            found.setdefault(case.language, []).append(case.text)
    return found


def fingerprint() -> str:
    """One SHA-256, shortened, of all the data that may be attacked."""
    parts = [one.fingerprint_of(split) for split in SPLITS for one in (safety, refusals)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def _requests(split: str) -> tuple[EvalCase, ...]:
    return tuple(case for case in refusals.read(split, _ROUTES) if case.source.route in _ROUTES)
