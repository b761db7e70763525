"""The vetted library: documents, passages, citations, help lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Vetting(Enum):
    """How far a document has been checked; only a named clinician makes it `clinician-approved`."""

    DRAFT = "draft"
    SOURCE_CHECKED = "source-checked"
    CLINICIAN_APPROVED = "clinician-approved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from and how that was verified."""

    key: str
    title: str
    publisher: str | None
    year: int | None
    link: str | None
    authors: str | None
    verified: str
    note: str = ""

    @property
    def to_verify(self) -> bool:
        """Whether a person must still check the fact against its original source."""
        return self.verified in ("to-verify", "mirror")


def laid_out(sentences: Iterable[tuple[str, bool]]) -> str:
    """(text, whether it is a list item) pairs as one text; a paragraph after a list starts on a line of its own."""
    text = ""
    after_list = False
    for words, listed in sentences:
        if listed:
            text += "\n- " if text else "- "
        elif text:
            text += "\n\n" if after_list else " "
        text += words
        after_list = listed
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, exactly as a patient may see it, and the keys of its sources."""

    text: str
    sources: tuple[str, ...] = ()
    listed: bool = False
    """Whether the sentence is an item of a list."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a vetted document that can stand alone as an answer."""

    id: str
    document_id: str
    section: str
    title: str
    topic: str
    phase: str
    language: str
    sentences: tuple[Sentence, ...]
    questions: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """More ways to ask for it, which only the search reads; no part of what is approved."""

    @property
    def text(self) -> str:
        """The sentences as shown: paragraphs joined by spaces, list items on lines of their own."""
        return laid_out((sentence.text, sentence.listed) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Document:
    """A vetted file of the library."""

    id: str
    title: str
    topic: str
    audience: str
    language: str
    phase: str
    status: Vetting
    written_on: date
    review_by: date
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class Library:
    """Every document that may be served, and the version that names exactly this text."""

    version: str
    documents: tuple[Document, ...]
    _by_passage: dict[str, tuple[Document, Passage]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table = {p.id: (d, p) for d in self.documents for p in d.passages}
        object.__setattr__(self, "_by_passage", table)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage of every document, in order."""
        return tuple(p for d in self.documents for p in d.passages)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None when this version has none."""
        found = self._by_passage.get(passage_id)
        return found[1] if found else None

    def document_of(self, passage_id: str) -> Document | None:
        """The document that holds the passage, or None."""
        found = self._by_passage.get(passage_id)
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer at a passage with an exact quote of it."""

    document: str
    section: str
    quote: str

    @property
    def passage_id(self) -> str:
        """The id of the cited passage."""
        return f"{self.document}#{self.section}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found, with its fused score (higher is nearer; comparable within one search)."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a search brought back: passages, best first, and whether they are good enough to answer from.

    `confidence` runs from 0 to 1. When `good_enough` is false the assistant abstains, and the hits
    only serve to name the nearest topics.
    """

    hits: tuple[Hit, ...]
    confidence: float
    good_enough: bool
    for_parts: tuple[str, ...] = ()
    """Ids of the passages that answer the parts of a question, in the order asked; () when one answers all of it."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of help: what it is for, how to reach it, and whether a person has checked it."""

    id: str
    name: str
    kind: str
    call: str | None
    text: str | None
    url: str | None
    hours: str | None
    languages: tuple[str, ...]
    note: str
    source: str | None
    verified: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Region:
    """The help of one region: its emergency number first."""

    code: str
    name: str
    name_es: str
    emergency_number: str | None
    lines: tuple[HelpLine, ...]
    version: str

    def of_kind(self, *kinds: str) -> tuple[HelpLine, ...]:
        """The lines of these kinds, in the file's order."""
        return tuple(line for line in self.lines if line.kind in kinds)
