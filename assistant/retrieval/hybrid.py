"""Finds the passages that answer a question: by meaning and by words, fused."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.library import Hit, Passage, Retrieved
from assistant.domain.reading import Vector
from assistant.ports import KeywordIndex, PassageSource, VectorStore
from assistant.retrieval.abstention import Abstention, Evidence
from assistant.retrieval.fusion import fuse, spread
from assistant.retrieval.nearness import nearness_of
from assistant.retrieval.parts import parts_of
from assistant.retrieval.passage_words import PassageWords

HITS = 6
_VECTORS = 100
_WORDS = 30


class HybridRetriever:
    """A Retriever over a vector store and a keyword index.

    By meaning, a passage counts with the nearest of its vectors (text, title, first sentence, the questions it answers)
    and with their mean; by words, with its BM25 score against the best one.
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

    @property
    def threshold(self) -> float:
        """The confidence from which a question is answered."""
        return self._abstention.threshold

    def retrieve(self, question: str, vector: Vector, language: str) -> Retrieved:
        """Passages that may be served now, best first, `language` before others, and whether they are good enough."""
        hits, evidence = self.search(question, vector, language)
        if evidence is None:
            return Retrieved((), 0.0, good_enough=False)
        confidence = self._abstention.confidence(evidence)
        answers = self._abstention.good_enough(confidence) and hits[0].passage.language == language
        return Retrieved(hits, round(confidence, 4), good_enough=answers)

    def search(self, question: str, vector: Vector, language: str) -> tuple[tuple[Hit, ...], Evidence | None]:
        """The hits, best first, and the evidence that they answer; None when there are no hits."""
        read = self._words.read(question)
        near = nearness_of(self._store.nearest(vector, _VECTORS))
        by_words = dict(self._keywords.best(read.searched, _WORDS))
        found = self._servable([*near.nearest, *near.mean, *by_words])
        scores = fuse(found, near, by_words, language)
        ordered = sorted(found, key=lambda key: (-scores[key], key))
        chosen = self._with_parts(question, spread(ordered, found, HITS), found, language)
        if not chosen:
            return (), None
        first = chosen[0]
        evidence = Evidence(
            nearest=near.nearest_of(first),
            mean=near.mean_of(first),
            coverage=self._words.coverage(read.own, first),
            not_ours=near.not_ours,
            unknown=read.unknown,
            strangeness=self._words.strangeness(read.own),
        )
        return tuple(Hit(found[key], round(scores[key], 6)) for key in chosen), evidence

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
