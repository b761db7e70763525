"""Marks of `abstention`: is silence kept where the library has no answer, and only there."""

from __future__ import annotations

from assistant.domain.routes import Route
from evals.measuring.case import EvalCase
from evals.measuring.rates import Marks, Measure
from evals.measuring.seen import AS_WRITTEN, Observation

MEASURES = (
    Measure("answered", "answerable questions answered"),
    Measure("silent", "unanswerable questions met with silence, a refusal or a human"),
    Measure("right_answer", "answers to answerable questions that cite a right passage"),
)


def score(case: EvalCase, observation: Observation) -> Marks:
    """The marks of one question."""
    seen = observation[AS_WRITTEN]
    answers = seen.route is Route.ANSWER
    if not case.source.answerable:
        return {"silent": not answers}
    found: dict[str, bool | None] = {"answered": answers}
    if answers:
        cited = {f"{quote.document}#{quote.section}" for quote in seen.citations}
        found["right_answer"] = bool(cited & set(case.source.passages)) if cited or not seen.inferred else None
    return found
