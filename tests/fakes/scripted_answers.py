"""A small library, a retriever that finds what a test names, and a composer that quotes the first hit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.domain.library import Document, Hit, Library, Passage, Retrieved, Sentence, Vetting
from assistant.domain.lookup import Lookup
from assistant.domain.messages import Utterance
from assistant.domain.replies import Draft, DraftSentence


def passage(document: str, section: str, title: str, *sentences: str, listed: tuple[int, ...] = ()) -> Passage:
    """A passage of these sentences; the numbers in `listed` are list items."""
    held = tuple(Sentence(text, listed=number in listed) for number, text in enumerate(sentences))
    return Passage(f"{document}#{section}", document, section, title, "after", "between", "en", held)


def document(identity: str, *passages: Passage) -> Document:
    """A source-checked document."""
    return Document(
        identity, identity.title(), "after", "patients", "en", "between", Vetting.SOURCE_CHECKED,
        date(2026, 11, 1), date(2027, 11, 1), (), passages, "0" * 64,
    )  # fmt: skip


RAW = passage("raw", "normal", "Is it normal to feel raw?", "Many people feel raw.", "It often fades in days.")
REST = passage("raw", "rest", "What helps me rest?", "Rest where you feel safe.", "Drink water.", "Go slow.")
LIBRARY = Library("lib1", (document("raw", RAW, REST),))
GOOD = Retrieved((Hit(RAW, 1.0), Hit(REST, 0.5)), 0.9, good_enough=True)
POOR = Retrieved((Hit(REST, 0.2),), 0.4, good_enough=False)
NOTHING = Retrieved((), 0.0, good_enough=False)


class FixedRetriever:
    """Retriever that brings back the same passages for everything, or raises."""

    def __init__(self, found: Retrieved = GOOD, error: Exception | None = None) -> None:
        self.found = found
        self.error = error
        self.asked: list[Lookup] = []

    def retrieve(self, lookup: Lookup) -> Retrieved:
        """What it was given, or its error."""
        self.asked.append(lookup)
        if self.error is not None:
            raise self.error
        return self.found


class QuotingComposer:
    """Composer that quotes the first sentence of the first hit, or raises."""

    def __init__(self, name: str = "extractive", error: Exception | None = None) -> None:
        self.name = name
        self.error = error
        self.histories: list[tuple[Utterance, ...]] = []

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        """A draft of one quoted sentence, or its error."""
        self.histories.append(tuple(history))
        if self.error is not None:
            raise self.error
        first = retrieved.hits[0].passage
        return Draft((DraftSentence(first.sentences[0].text, first.id),), self.name, f"{self.name}.v1")
