"""The outside things that are not records, each behind one small Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.library import Passage, Retrieved
from assistant.domain.lookup import Lookup
from assistant.domain.messages import Utterance
from assistant.domain.reading import Reading, Vector
from assistant.domain.replies import Draft, Verdict
from assistant.domain.risk import Signal


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class Embedder(Protocol):
    """Turns texts into unit vectors; raises ModelUnavailable when its files are missing or not the expected ones."""

    @property
    def fingerprint(self) -> str:
        """Names the weights exactly; vectors of different fingerprints must never be compared."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One vector of length 1 for each text, in order, from one batched call; () for no texts."""
        ...


class InputRail(Protocol):
    """One check of a patient's message."""

    @property
    def name(self) -> str:
        """How signals and failures name the rail."""
        ...

    @property
    def needs_model(self) -> bool:
        """Whether the rail waits for a model; the others run first and never read `reading.vectors()`."""
        ...

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """What the rail found; () for nothing. An exception counts as a broken rail, never as nothing."""
        ...


class OutputRail(Protocol):
    """One check of a draft reply."""

    @property
    def name(self) -> str:
        """How verdicts and failures name the rail."""
        ...

    def check(self, draft: Draft) -> Verdict:
        """Whether the draft may be shown. An exception counts as a rejection."""
        ...


class Retriever(Protocol):
    """Finds the passages that answer a question."""

    def retrieve(self, lookup: Lookup) -> Retrieved:
        """Passages that may be served now, best first, in its language before others, and whether they are good enough.

        Raises IndexUnavailable when there is no usable index.
        """
        ...


class Reranker(Protocol):
    """Reads question and passage together, which finds finer differences than comparing their vectors."""

    def scores(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """How well each text answers the question, in order: higher is better within one call; () for no texts.

        Raises ModelUnavailable when the model cannot be used.
        """
        ...


class VectorStore(Protocol):
    """Holds vectors under keys and finds the nearest."""

    def replace(self, fingerprint: str, version: str, entries: Sequence[tuple[str, Vector, str]]) -> None:
        """Make the store hold exactly these (key, vector, text) entries; all or nothing, repeatable."""
        ...

    def state(self) -> tuple[str, str, int] | None:
        """(fingerprint, version, number of entries) of what the store holds, or None when it holds nothing usable."""
        ...

    def nearest(self, vector: Vector, limit: int) -> tuple[tuple[str, float], ...]:
        """Up to `limit` (key, cosine similarity) pairs, nearest first. Raises IndexUnavailable when it cannot."""
        ...

    def ending(self, vector: Vector, suffix: str) -> tuple[tuple[str, float], ...]:
        """(key, cosine similarity) of every entry whose key ends so, in no order, exact. Raises IndexUnavailable."""
        ...


class DirectionFit(Protocol):
    """Finds the direction in which each passage's ways to ask lie, apart from those of all others."""

    @property
    def name(self) -> str:
        """Names the method exactly: an index that another one made is made anew."""
        ...

    def fit(self, vectors: Sequence[Vector], owners: Sequence[int], groups: Sequence[str]) -> tuple[Vector, ...]:
        """One direction of length 1 for each of `groups`, in order; the same for the same vectors.

        `owners` says for each vector whose it is, as a place in `groups`; only those of the same group are told apart.
        """
        ...

    def apart(self, ours: Sequence[Vector], others: Sequence[Vector]) -> Vector:
        """The direction of length 1 that leads from the others to ours, however many there are of each; none empty."""
        ...


class KeywordIndex(Protocol):
    """Finds texts by their words."""

    def best(self, question: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Up to `limit` (key, score) pairs with a score above 0, best first."""
        ...


class ChatModel(Protocol):
    """A language model that continues a conversation. Nothing it says is trusted."""

    @property
    def name(self) -> str:
        """The configured model's name, for records."""
        ...

    def complete(self, system: str, user: str) -> str:
        """The model's text. Raises ModelTimeout or ModelUnavailable; never hangs beyond its configured limit."""
        ...


class Moderator(Protocol):
    """A service that says which of its categories a text falls under. It is never trusted to calm."""

    def flagged(self, text: str) -> tuple[str, ...]:
        """The categories, () for none, ("",) for a flag without one. Raises ModelTimeout or ModelUnavailable."""
        ...


class Composer(Protocol):
    """Makes a draft answer from retrieved passages."""

    @property
    def name(self) -> str:
        """`extractive` or `chat_model`."""
        ...

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        """A draft whose every sentence names its passage or is a fixed connecting sentence."""
        ...


class AlertSender(Protocol):
    """Carries one alert to one address."""

    def send(self, url: str, title: str, body: str, key: str) -> bool:
        """Whether the message was handed over. Never raises, never takes longer than its time-out.

        The same key means the same message; it goes along wherever the way has a place for it.
        """
        ...


class PassageSource(Protocol):
    """The passages an answer may cite right now."""

    def passage(self, passage_id: str) -> Passage | None:
        """The currently servable passage of that id, or None."""
        ...
