"""The suites `groundedness`, `abstention` and `retrieval`."""

from __future__ import annotations

from functools import cache

from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from evals.data import questions
from evals.measuring.case import EvalCase
from evals.measuring.rates import Marks, Measure
from evals.measuring.seen import Observation, Quote, Seen
from evals.retrieval.bench import wire
from evals.retrieval.contenders import BARE, HYBRID, find_all
from evals.retrieval.figures import recall
from evals.retrieval.questions import read_questions
from evals.scoring import abstention, groundedness
from evals.suites.suite import Suite, replied
from evals.targets.target import Target

GROUNDEDNESS = Suite(
    "groundedness",
    "Every sentence supported, quotes exact, no number that is not in the passage",
    ("dev", "test"),
    read=questions.read_answerable,
    solve=replied,
    score=groundedness.score,
    measures=groundedness.MEASURES,
    fingerprint=questions.fingerprint_of,
    groupings=("language", "form", "kind of question"),
)
ABSTENTION = Suite(
    "abstention",
    "An answer where the library has one, silence where it has none",
    ("dev", "test"),
    read=questions.read,
    solve=replied,
    score=abstention.score,
    measures=abstention.MEASURES,
    fingerprint=questions.fingerprint_of,
    groupings=("answerable", "kind of question", "language", "form"),
)

_FIRST_THREE = 3
_MEASURES = (
    Measure("first", "a right passage first"),
    Measure("first_three", "a right passage among the first three"),
    Measure("bare_first", "bare LangChain retriever: a right passage first", lenient=True),
    Measure("bare_first_three", "bare LangChain retriever: a right passage among the first three", lenient=True),
)


def _ranked(_target: Target, case: EvalCase) -> Observation:
    """The rankings of our retriever and of a bare LangChain one over the same passages."""
    return _rankings(case.split)[case.id]


@cache
def _rankings(split: str) -> dict[str, Observation]:
    asked = tuple(question for question in read_questions(split) if question.answerable)
    return {
        one.question.id: {name: _seen(one.rankings[name]) for name in (HYBRID, BARE)} for one in find_all(wire(), asked)
    }


def _seen(ids: tuple[str, ...]) -> Seen:
    found = (key.partition("#") for key in ids)
    return Seen(
        Tier.NONE, Route.ANSWER, citations=tuple(Quote(document, section, "") for document, _, section in found)
    )


def _score(case: EvalCase, observation: Observation) -> Marks:
    marks: dict[str, bool | None] = {}
    for name, prefix in ((HYBRID, ""), (BARE, "bare_")):
        seen = observation.get(name)
        ids = tuple(f"{quote.document}#{quote.section}" for quote in seen.citations) if seen else ()
        marks[f"{prefix}first"] = bool(recall(ids, case.source.passages, 1))
        marks[f"{prefix}first_three"] = bool(recall(ids, case.source.passages, _FIRST_THREE))
    return marks


RETRIEVAL = Suite(
    "retrieval",
    "Is the right passage found; beside a bare LangChain retriever (`python -m evals.retrieval` tells more)",
    ("dev", "test"),
    read=questions.read_answerable,
    solve=_ranked,
    score=_score,
    measures=_MEASURES,
    fingerprint=questions.fingerprint_of,
    groupings=("language", "form", "kind of question"),
    own=True,
)
