"""What replies of every kind are asked for: dangers, requests, questions, and questions about who is speaking."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.domain.routes import Route
from evals.data import questions, refusals, safety
from evals.data.plain import read_lines
from evals.measuring.case import EvalCase
from evals.measuring.sampling import stratified

FOLDER = Path(__file__).parents[1] / "datasets" / "disclosure"
_EACH = 60
"""Cases of each other data set; the same ones each time."""


def read(split: str) -> tuple[EvalCase, ...]:
    """The cases of the split. Raises ValueError."""
    asked = read_lines(FOLDER / f"{split}.jsonl", split)
    requests = tuple(case for case in refusals.read(split, tuple(Route)) if case.source.route is not Route.ANSWER)
    return (
        *asked,
        *stratified(safety.read(split), _EACH, "concern and tier"),
        *stratified(requests, _EACH, "route"),
        *stratified(questions.read(split), _EACH, "kind of question"),
    )


def fingerprint_of(split: str) -> str:
    """One SHA-256 for all the files."""
    parts = (safety.fingerprint_of(split), refusals.fingerprint_of(split), questions.fingerprint_of(split))
    own = hashlib.sha256((FOLDER / f"{split}.jsonl").read_bytes()).hexdigest()
    return hashlib.sha256("".join((*parts, own)).encode()).hexdigest()
