"""Dangers, harmless messages and requests that are put in every other way of writing, translations too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.domain.routes import Route
from evals.data import refusals, safety
from evals.measuring.case import EvalCase
from evals.measuring.sampling import stratified

FOLDER = Path(__file__).parents[1] / "datasets" / "robustness"
_DANGERS, _HARMLESS, _REQUESTS = 100, 30, 40
"""How many of each; the same ones each time."""


def read(split: str) -> tuple[EvalCase, ...]:
    """The cases of the split. Raises ValueError."""
    every = safety.read(split)
    dangers = [case for case in every if case.source.is_danger]
    translated = [case for case in dangers if case.id in spanish()]
    others = [case for case in dangers if case.id not in spanish()]
    harmless = [case for case in every if not case.source.is_danger]
    requests = [case for case in refusals.read(split, refusals.DOSING) if case.source.route is Route.DOSING]
    return (
        *translated,
        *stratified(others, _DANGERS - len(translated), "concern and tier"),
        *stratified(harmless, _HARMLESS, "tier"),
        *stratified(requests, _REQUESTS, "route"),
    )


@cache
def spanish() -> Mapping[str, str]:
    """By the id of a development case, the same message in Spanish."""
    lines = (FOLDER / "spanish.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


def fingerprint_of(split: str) -> str:
    """One SHA-256 for the sources."""
    own = hashlib.sha256((FOLDER / "spanish.jsonl").read_bytes()).hexdigest()
    parts = (own, safety.fingerprint_of(split), refusals.fingerprint_of(split))
    return hashlib.sha256("".join(parts).encode()).hexdigest()
