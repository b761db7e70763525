"""Answers to many questions, so that every quote of theirs can be held against the library."""

from __future__ import annotations

import random

from evals.retrieval.answers import Answered, compose_all
from evals.retrieval.bench import Parts
from evals.retrieval.contenders import Found, lookup_of
from evals.retrieval.questions import Question

_JOINED = 3
"""Every third question is two in one, because those answers are put together from two passages."""


def sampled(parts: Parts, count: int, seed: int = 1) -> tuple[Answered, ...]:
    """About `count` answers (seeded) to what the library's own passages say that they answer, alone and in twos."""
    drawn = random.Random(seed)  # noqa: S311 - a sample, not a secret
    passages = parts.library.passages
    found = []
    for number in range(count):
        passage = drawn.choice(passages)
        text = drawn.choice((passage.title, *passage.questions))
        if number % _JOINED == 0:
            other = drawn.choice([p for p in passages if p.language == passage.language])
            text = f"{text} {other.title}"
        vector = parts.embedder.embed([text])[0]
        question = Question(f"cited-{number}", "", text, (), passage.language, "", (passage.id,), (), ())
        found.append(Found(question, {}, parts.retriever.retrieve(lookup_of(parts, question, vector))))
    return compose_all(parts, found)
