"""Which words of the field a document uses, and whether the glossary says what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.library import Document
from assistant.retrieval.document_lint import Problem
from assistant.retrieval.sources import Term
from assistant.retrieval.words import plain, stem

_INITIALS = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]+)*\b")
_EVERYDAY = frozenset(("AI", "LSD", "UK", "US", "EU", "III", "II", "OK", "TV"))
FIELD_WORDS = (
    "abstinent", "anaesthetic", "compounded", "craving", "delirium tremens", "detoxification", "dissociation",
    "esketamine", "glutamate", "grounding", "informed consent", "integration", "lapse", "mania", "midazolam",
    "mindfulness", "naloxone", "neuroplasticity", "off-label", "placebo", "plasticity", "prescriber", "psychosis",
    "randomised", "reconsolidation", "relapse", "sedative", "tolerance", "urge surfing", "vital signs", "withdrawal",
)  # fmt: skip
"""Words that a patient may not know; a document that uses one needs it in the glossary."""


def lint_terms(documents: Sequence[Document], terms: Sequence[Term], glossary: str) -> Iterator[Problem]:
    """A problem for every word of the field and every set of initials that English documents use undefined."""
    defined = {_key(term.word) for term in terms}
    meanings = " ".join(f"{term.word} {term.meaning}" for term in terms)
    used: dict[str, str] = {}
    for document in documents:
        if document.language == "en":
            for word in _used(document):
                used.setdefault(word, document.id)
    for word, document_id in sorted(used.items()):
        if _key(word) not in defined and not re.search(rf"\b{re.escape(word)}\b", meanings):
            yield Problem(glossary, 0, "term", f"`{word}` is used in {document_id} and not defined; add it here")


def _used(document: Document) -> Iterator[str]:
    for passage in document.passages:
        yield from (found for found in _INITIALS.findall(passage.text) if found not in _EVERYDAY)
        stems = f" {' '.join(stem(word) for word in re.findall(r'[a-z-]+', plain(passage.text)))} "
        yield from (word for word in FIELD_WORDS if f" {_key(word)} " in stems)


def _key(term: str) -> str:
    return " ".join(stem(word) for word in re.findall(r"[a-z-]+", plain(term)))
