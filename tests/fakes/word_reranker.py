"""A Reranker without a model: a text scores by the words that it shares with the question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.errors import ModelUnavailable


class WordReranker:
    """Counts shared words; can be told to break."""

    def __init__(self) -> None:
        self.broken = False

    def scores(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """The number of words that each text shares with the question."""
        if self.broken:
            raise ModelUnavailable("The fake reranker is broken on purpose.")
        words = set(question.lower().split())
        return tuple(float(len(words & set(text.lower().split()))) for text in texts)
