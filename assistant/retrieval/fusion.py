"""Makes one ranking of passages out of a search by meaning and a search by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.library import Passage
from assistant.domain.phases import Phase
from assistant.retrieval.nearness import Nearness

_OF_NEAREST, _OF_DIRECTION, _OF_WORDS = 1.0, 1.0, 0.3
"""Weights found on the development questions. Reciprocal ranks, added in any weight, did not improve on them there."""
_OF_PHASE = 0.05
"""A passage of the phase that the patient is in: enough to decide between near ones, too little to lift a far one."""
_OTHER_LANGUAGE = 2.0
_FROM_ONE_DOCUMENT = 3


def fuse(
    found: Mapping[str, Passage],
    near: Nearness,
    by_words: Mapping[str, float],
    language: str,
    phase: Phase | None = None,
) -> dict[str, float]:
    """A score for each passage, higher is better; passages of another language come after all others."""
    best = max((score for key, score in by_words.items() if key in found), default=1.0)
    return {
        key: _OF_NEAREST * near.nearest_of(key)
        + _OF_DIRECTION * near.direction_of(key)
        + _OF_WORDS * by_words.get(key, 0.0) / best
        + (_OF_PHASE if phase is not None and passage.phase == phase.value else 0.0)
        - (_OTHER_LANGUAGE if passage.language != language else 0.0)
        for key, passage in found.items()
    }


def spread(ordered: Sequence[str], found: Mapping[str, Passage], most: int) -> list[str]:
    """The first `most` ids, of which no document gives more than three."""
    taken: list[str] = []
    counts: dict[str, int] = {}
    for key in ordered:
        document = found[key].document_id
        if counts.get(document, 0) < _FROM_ONE_DOCUMENT:
            taken.append(key)
            counts[document] = counts.get(document, 0) + 1
        if len(taken) == most:
            break
    return taken
