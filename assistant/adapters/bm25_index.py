"""Finds passages by their words with bm25s, in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from assistant.adapters.loading import LOADING
from assistant.domain.errors import IndexUnavailable


class Bm25Index:
    """A KeywordIndex over (key, words) entries; built at the first use, in some hundredths of a second.

    `tokens` reads a question the way the entries' words were read from their texts.
    """

    def __init__(self, entries: Sequence[tuple[str, Sequence[str]]], tokens: Callable[[str], list[str]]) -> None:
        self._keys = [key for key, _ in entries]
        self._words = [list(words) for _, words in entries]
        self._tokens = tokens

    def best(self, question: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Up to `limit` (key, score) pairs with a score above 0, best first."""
        if not self._keys or limit < 1:
            return ()
        known = [word for word in self._tokens(question) if word in self._index.vocab_dict]
        if not known:
            return ()
        scores = self._index.get_scores(known)
        able = (scores > 0).nonzero()[0]
        if len(able) > limit:  # only what can be among the best is sorted
            best = scores[able].argpartition(len(able) - limit)[len(able) - limit :]
            able = able[scores[able] >= scores[able[best]].min()]
        chosen = sorted(able.tolist(), key=lambda i: (-scores[i], i))[:limit]
        return tuple((self._keys[i], float(scores[i])) for i in chosen)

    def load(self) -> None:
        """Build now what the first question would build."""
        if self._keys:
            _ = self._index

    @cached_property
    def _index(self) -> Any:
        with LOADING:
            import bm25s  # noqa: PLC0415  with scipy its import takes a tenth of a second

        try:
            index = bm25s.BM25(k1=1.2, b=0.6, backend="numpy")
            index.index(self._words, show_progress=False)
        except Exception as error:
            raise IndexUnavailable("The keyword index cannot be built; run `kap library lint`.") from error
        return index
