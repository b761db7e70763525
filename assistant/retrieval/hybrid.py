"""Finds the passages that answer a question: by meaning and by words, fused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.domain.library import Hit, Passage, Retrieved
from assistant.domain.reading import Vector
from assistant.ports import KeywordIndex, PassageSource, VectorStore
from assistant.retrieval.abstention import Abstention, Evidence
from assistant.retrieval.indexing import passage_of
from assistant.retrieval.parts import parts_of
from assistant.retrieval.passage_words import PassageWords

HITS = 6
_VECTORS = 60
_WORDS = 30
_RANK = 10
"""Reciprocal ranks are 1 / (10 + rank): the first few ranks matter, the tail does not."""
_OF_NEAREST, _OF_COVERAGE, _OF_RANKS = 1.0, 0.25, 0.3
_OTHER_LANGUAGE = 1.0
_FROM_ONE_DOCUMENT = 3


class HybridRetriever:
    """A Retriever over a vector store and a keyword index.

    Of each passage the nearest of its vectors counts (text, title, first sentence, the questions it answers). Ranks of
    both searches are fused, and the scores themselves weigh in, so that a clear winner stays one.
    """

    def __init__(
        self,
        passages: PassageSource,
        store: VectorStore,
        keywords: KeywordIndex,
        words: PassageWords,
        abstention: Abstention | None = None,
    ) -> None:
        self._passages = passages
        self._store = store
        self._keywords = keywords
        self._words = words
        self._abstention = abstention or Abstention()

    def retrieve(self, question: str, vector: Vector, language: str) -> Retrieved:
        """Passages that may be served now, best first, `language` before others, and whether they are good enough."""
        read = self._words.read(question)
        near = self._nearest(vector)
        by_words = self._by_words(read.searched)
        found = self._servable([*near, *by_words])
        near_ranks, word_ranks = _ranks(near, found), _ranks(by_words, found)
        coverage = {key: self._words.coverage(read.own, key) for key in found}
        scores = {
            key: _OF_NEAREST * near.get(key, 0.0)
            + _OF_COVERAGE * coverage[key]
            + _OF_RANKS * (near_ranks.get(key, 0.0) + word_ranks.get(key, 0.0))
            - (_OTHER_LANGUAGE if passage.language != language else 0.0)
            for key, passage in found.items()
        }
        ordered = sorted(found, key=lambda key: (-scores[key], key))
        chosen = self._with_parts(question, _spread(ordered, found), found, language)
        hits = tuple(Hit(found[key], round(scores[key], 6)) for key in chosen)
        if not hits:
            return Retrieved((), 0.0, good_enough=False)
        confidence = self._confidence(hits, near, coverage)
        answers = self._abstention.good_enough(confidence) and hits[0].passage.language == language
        return Retrieved(hits, round(confidence, 4), good_enough=answers)

    def _nearest(self, vector: Vector) -> dict[str, float]:
        """Passage id -> cosine of its nearest vector, nearest first."""
        best: dict[str, float] = {}
        for key, cosine in self._store.nearest(vector, _VECTORS):
            best.setdefault(passage_of(key), cosine)
        return best

    def _by_words(self, question: str) -> dict[str, float]:
        return dict(self._keywords.best(question, _WORDS))

    def _servable(self, keys: Iterable[str]) -> dict[str, Passage]:
        looked_up = ((key, self._passages.passage(key)) for key in dict.fromkeys(keys))
        return {key: passage for key, passage in looked_up if passage is not None}

    def _with_parts(self, question: str, chosen: list[str], found: dict[str, Passage], language: str) -> list[str]:
        """A question in two parts keeps a place for the best passage of each part."""
        parts = parts_of(question)
        if len(parts) == 1:
            return chosen
        wanted = []
        for part in parts[:3]:
            ranked = self._keywords.best(self._words.read(part).searched, _WORDS)
            best = next((k for k, _ in ranked if k in found and found[k].language == language), None)
            if best is not None and best not in chosen:
                wanted.append(best)
        return [*chosen[: HITS - len(wanted)], *wanted]

    def _confidence(self, hits: tuple[Hit, ...], near: Mapping[str, float], coverage: Mapping[str, float]) -> float:
        top = hits[0].passage.id
        rest = [near.get(hit.passage.id, 0.0) for hit in hits[3:]]
        nearest = max(near.get(hit.passage.id, 0.0) for hit in hits[:2])
        lead = nearest - (sum(rest) / len(rest) if rest else 0.0)
        return self._abstention.confidence(Evidence(nearest, lead, coverage[top]))


def _ranks(found: Mapping[str, float], servable: Mapping[str, Passage]) -> dict[str, float]:
    ordered = [key for key in found if key in servable]
    return {key: _RANK / (_RANK + rank) for rank, key in enumerate(ordered)}


def _spread(ordered: list[str], found: Mapping[str, Passage]) -> list[str]:
    """The best few, of which no document gives more than three."""
    taken: list[str] = []
    counts: dict[str, int] = {}
    for key in ordered:
        document = found[key].document_id
        if counts.get(document, 0) < _FROM_ONE_DOCUMENT:
            taken.append(key)
            counts[document] = counts.get(document, 0) + 1
        if len(taken) == HITS:
            break
    return taken
