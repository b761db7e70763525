"""Finds the passages that answer a question: by meaning and by words, fused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest

import structlog

from assistant.domain.errors import ModelUnavailable
from assistant.domain.library import Hit, Passage, Retrieved
from assistant.domain.lookup import Lookup
from assistant.domain.phases import Phase
from assistant.domain.reading import Vector
from assistant.ports import KeywordIndex, PassageSource, Reranker, VectorStore
from assistant.retrieval.abstention import Abstention, Evidence
from assistant.retrieval.fusion import fuse, spread
from assistant.retrieval.indexing import DIRECTION
from assistant.retrieval.nearness import nearness_of
from assistant.retrieval.passage_words import PassageWords

_log = structlog.get_logger(__name__)

HITS = 6
_RERANKED = 20
_VECTORS = 200
"""Of some 11,000: with 100, a passage far down loses its own nearest vector."""
_WORDS = 30
_DIRECTIONS = 30
_PARTS = 3
_FEWEST = 2
"""Stems of its own that a part needs to be looked up by itself ("and should I worry?" has one)."""
_AS_GOOD = 2
"""A passage among so many first ones of every part answers all of them."""


class HybridRetriever:
    """A Retriever over a vector store and a keyword index.

    By meaning, a passage counts with the nearest of its vectors (text, title, first sentence, the questions it answers)
    and with the direction that tells them from those of other passages; by words, with its BM25 score against the best
    one.
    """

    def __init__(
        self,
        passages: PassageSource,
        store: VectorStore,
        keywords: KeywordIndex,
        words: PassageWords,
        abstention: Abstention | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._passages = passages
        self._store = store
        self._keywords = keywords
        self._words = words
        self._abstention = abstention or Abstention()
        self._reranker = reranker

    @property
    def threshold(self) -> float:
        """The confidence from which a question is answered."""
        return self._abstention.threshold

    def retrieve(self, lookup: Lookup) -> Retrieved:
        """Passages that may be served now, best first, its language before others, and whether they are good enough.

        A question that asks several things keeps a place for the best passage of each part that has a good one. Cut out
        of its sentence a part may mean something else: when the whole is answered by none of them, the whole leads.
        """
        hits, evidence = self.search(lookup.text, lookup.vector, lookup.language, lookup.phase)
        if evidence is None:
            return Retrieved((), 0.0, good_enough=False)
        confidence = self._abstention.confidence(evidence)
        answers = self._abstention.good_enough(confidence) and hits[0].passage.language == lookup.language
        chosen: tuple[str, ...] = ()
        parts = self._for_parts(lookup, hits)
        agreed = hits[0].passage.id in {hit.passage.id for hit, _ in parts}
        if parts and (agreed or not answers):
            confidence = max(confidence, *(sure for _, sure in parts))
            hits = _with_first([hit for hit, _ in parts], hits)
            answers = self._abstention.good_enough(confidence)
            chosen = tuple(dict.fromkeys(hit.passage.id for hit, _ in parts))
        several = chosen if len(chosen) > 1 else ()
        return Retrieved(hits, round(confidence, 4), good_enough=answers, for_parts=several)

    def search(
        self, question: str, vector: Vector, language: str, phase: Phase | None = None
    ) -> tuple[tuple[Hit, ...], Evidence | None]:
        """The hits, best first, and the evidence that they answer; None when there are no hits."""
        read = self._words.read(question)
        near = nearness_of(self._store.nearest(vector, _VECTORS), self._store.ending(vector, DIRECTION))
        by_words = dict(self._keywords.best(read.searched, _WORDS))
        found = self._servable([*near.nearest, *_foremost(near.direction), *by_words])
        scores = fuse(found, near, by_words, language, phase)
        ordered = sorted(found, key=lambda key: (-scores[key], key))
        chosen = spread(self._reranked(question, ordered, found, language), found, HITS)
        if not chosen:
            return (), None
        first = chosen[0]
        evidence = Evidence(
            nearest=near.nearest_of(first),
            direction=near.direction_of(first),
            coverage=self._words.coverage(read.own, first),
            not_ours=near.not_ours,
            unknown=read.unknown,
            strangeness=self._words.strangeness(read.own),
            ours=near.ours,
        )
        return tuple(Hit(found[key], round(scores[key], 6)) for key in chosen), evidence

    def _for_parts(self, lookup: Lookup, whole: Sequence[Hit]) -> list[tuple[Hit, float]]:
        """The hit and the confidence of each part that the library answers; [] when one passage answers all of it."""
        answered: list[tuple[Hit, float]] = []
        searched: list[set[str]] = []
        for words, vector in lookup.parts[:_PARTS]:
            hits, evidence = self.search(words, vector, lookup.language, lookup.phase)
            sure = self._abstention.confidence(evidence) if evidence is not None else 0.0
            own = self._words.read(words).own
            if len(own) < _FEWEST:
                answered += self._beside(answered[-1], own, whole) if answered else []
            elif self._abstention.good_enough(sure) and hits[0].passage.language == lookup.language:
                answered.append((hits[0], sure))
                searched.append({hit.passage.id for hit in hits[:_AS_GOOD]})
        if len(answered) == len(searched) and all(whole[0].passage.id in ids for ids in searched):
            return []
        return answered

    def _beside(self, before: tuple[Hit, float], own: frozenset[str], whole: Sequence[Hit]) -> list[tuple[Hit, float]]:
        """For a part that hardly says what it is about ("and should I worry?"): a section beside the one before it."""
        held = self._words.coverage(own, before[0].passage.id)
        document = before[0].passage.document_id
        near = [hit for hit in whole if hit.passage.document_id == document and hit.passage.id != before[0].passage.id]
        better = [hit for hit in near if self._words.coverage(own, hit.passage.id) > held]
        return [(better[0], before[1])] if better else []

    def _reranked(self, question: str, ordered: list[str], found: Mapping[str, Passage], language: str) -> list[str]:
        """The ids, the first ones of the language in the reranker's order; unchanged without one, or when it fails."""
        if self._reranker is None:
            return ordered
        first = [key for key in ordered if found[key].language == language][:_RERANKED]
        try:
            scores = self._reranker.scores(question, [f"{found[key].title} {found[key].text}" for key in first])
        except ModelUnavailable as error:
            _log.warning("reranker_failed", error=type(error).__name__)
            return ordered
        better = [key for _, key in sorted(zip(scores, first, strict=True), key=lambda pair: -pair[0])]
        return [*better, *(key for key in ordered if key not in set(first))]

    def _servable(self, keys: Iterable[str]) -> dict[str, Passage]:
        looked_up = ((key, self._passages.passage(key)) for key in dict.fromkeys(keys))
        return {key: passage for key, passage in looked_up if passage is not None}


def _foremost(directions: Mapping[str, float]) -> list[str]:
    return nlargest(_DIRECTIONS, directions, key=lambda key: directions[key])


def _with_first(first: Sequence[Hit], rest: Sequence[Hit]) -> tuple[Hit, ...]:
    """Those hits before the others, no passage twice."""
    kept = {hit.passage.id: hit for hit in reversed((*first, *rest))}
    order = dict.fromkeys(hit.passage.id for hit in (*first, *rest))
    return tuple(kept[key] for key in order)[:HITS]
