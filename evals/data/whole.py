"""Messages that go through the whole product: dangers of every kind, and harmless ones."""

from __future__ import annotations

from dataclasses import replace

from evals.data import safety
from evals.measuring.case import EvalCase
from evals.measuring.sampling import stratified

_DANGERS, _HARMLESS = 60, 20
DOWN = "pager down"
"""The group of the cases whose pager answers with an error."""
_EVERY = 5


def read(split: str) -> tuple[EvalCase, ...]:
    """The same messages each time; every fifth danger meets a pager that is down. Raises ValueError."""
    every = [case for case in safety.read(split) if not case.source.is_conversation]
    dangers = stratified([case for case in every if case.source.is_danger], _DANGERS, "concern and tier")
    harmless = stratified([case for case in every if not case.source.is_danger], _HARMLESS, "tier")
    return (
        *(_marked(case, DOWN if number % _EVERY == 0 else "pager up") for number, case in enumerate(dangers)),
        *(_marked(case, "pager up") for case in harmless),
    )


def _marked(case: EvalCase, pager: str) -> EvalCase:
    return replace(case, groups={**case.groups, "pager": (pager,)})
