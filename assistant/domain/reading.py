"""One patient message, made ready for the rails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Signal, Span

Vector = tuple[float, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NormalText:
    """A message in the one form the rails read, with the way back to the original.

    `text` is the normalised text. `origins[i]` is the index in `original` of the character that
    `text[i]` came from, so `len(origins) == len(text)`.
    """

    original: str
    text: str
    origins: tuple[int, ...] = field(repr=False)
    _known: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What rails worked out about it. It goes with the message, so that no patient's words outlive the turn."""

    def __post_init__(self) -> None:
        if len(self.origins) != len(self.text):
            raise ValueError("every normalised character needs its origin")

    def span(self, start: int, end: int) -> Span:
        """The range of the original message behind `text[start:end]`."""
        if start >= end:
            return Span(0, 0)
        return Span(self.origins[start], self.origins[end - 1] + 1)

    def once(self, name: object, find: Callable[[], T]) -> T:
        """What `find` says of the message, asked only the first time; what it raises is not kept."""
        known = self._known
        if name not in known:
            known[name] = find()
        return cast(T, known[name])


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message that a classifier judges alone: normalised text and its range in it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """The embedding of one message.

    `query` is what retrieval searches with: the whole, or for a follow-up ("and how long does that last?") the
    message joined with the question before it. Both come from one batched call.
    """

    whole: Vector
    query: Vector
    parts: tuple[tuple[str, Vector], ...] = ()
    """(words, vector) of each part of a message that asks more than one thing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an input rail may look at: the message, what was said before, and (lazily) its vectors.

    `vectors()` embeds the message the first time and returns the same value ever after; it raises
    ModelUnavailable when there is no model. A rail that needs no model must not call it.
    """

    normal: NormalText
    history: tuple[Utterance, ...] = ()
    vectors: Callable[[], SentenceVectors] = field(repr=False, default=lambda: SentenceVectors((), ()))
    question: str = ""
    """What retrieval looks up: the message, or for a follow-up the message joined with the question before it."""
    found: tuple[Signal, ...] = ()
    """What the rails that need no model found, for those that read after them."""

    @property
    def message(self) -> str:
        """The patient's words as written."""
        return self.normal.original

    @property
    def earlier_patient_texts(self) -> tuple[str, ...]:
        """What the patient wrote before in this conversation, oldest first."""
        return tuple(u.text for u in self.history if u.author is Author.PATIENT)
