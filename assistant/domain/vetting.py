"""The vetting of documents as decisions: who decided what, when, about exactly which text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from assistant.domain.library import Document, Sentence, Vetting


class Decision(Enum):
    """What a clinician can decide; each stands in the ledger for good, and a later one supersedes it."""

    APPROVED = "approved"
    """May be served to patients: exactly this text."""
    RETURNED = "returned"
    """Not good enough: exactly this text is a draft again."""
    RETIRED = "retired"
    """Never served, whatever its text, until somebody approves it."""
    FACT_CHECKED = "fact-checked"
    """One `to-verify` sentence was compared with its original source; the comment says with which."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One decision of one named account. The comment is about the document and holds no patient's words."""

    id: str
    document_id: str
    decision: Decision
    sha256: str
    """Of the file's bytes as they were read; of a fact, of its `fact_text`."""
    person_id: str
    person_name: str
    at: datetime
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every decision, in the order in which they were kept."""

    entries: tuple[LedgerEntry, ...] = ()

    def of(self, document_id: str) -> tuple[LedgerEntry, ...]:
        """What was decided about the document as a whole, oldest first; an imported decision takes its own time."""
        about = (e for e in self.entries if e.document_id == document_id)
        return tuple(sorted((e for e in about if e.decision is not Decision.FACT_CHECKED), key=lambda e: e.at))

    def approval(self, document_id: str) -> LedgerEntry | None:
        """The last approval of any text of the document, or None."""
        approvals = [e for e in self.of(document_id) if e.decision is Decision.APPROVED]
        return approvals[-1] if approvals else None

    def standing(self, document: Document) -> Vetting:
        """How far exactly this text is vetted now; only an approval of exactly this text is an approval."""
        decided = self.of(document.id)
        if document.status is Vetting.RETIRED or not decided:
            return document.status
        last = decided[-1]
        if last.decision is Decision.RETIRED:
            return Vetting.RETIRED
        if last.sha256 != document.content_hash:
            return document.status
        if last.decision is Decision.RETURNED or document.status is Vetting.DRAFT:
            return Vetting.DRAFT
        return Vetting.CLINICIAN_APPROVED

    def judged(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """The documents with the status that the decisions give them."""
        return tuple(replace(d, status=self.standing(d)) if self.of(d.id) else d for d in documents)

    def fact_check(self, document: Document, sentence: Sentence) -> LedgerEntry | None:
        """The last check of the sentence against an original source, in whichever document it was made, or None."""
        wanted = sha256_of(fact_text(document, sentence))
        found = [e for e in self.entries if e.decision is Decision.FACT_CHECKED and e.sha256 == wanted]
        return found[-1] if found else None

    def unchecked_facts(self, document: Document) -> tuple[Sentence, ...]:
        """The `to-verify` sentences that nobody has compared with an original yet; they block an approval."""
        return tuple(s for s in to_verify(document) if self.fact_check(document, s) is None)


def to_verify(document: Document) -> tuple[Sentence, ...]:
    """The sentences that rest on a source which a person must still compare with the original, each text once."""
    unsure = {source.key for source in document.sources if source.to_verify}
    found = (s for passage in document.passages for s in passage.sentences if unsure.intersection(s.sources))
    return tuple({s.text: s for s in found}.values())


def fact_text(document: Document, sentence: Sentence) -> str:
    """The sentence and the sources that it leans on; other words or another source are another fact."""
    keys = sorted(source.key for source in document.sources if source.to_verify and source.key in sentence.sources)
    return "\n".join((sentence.text, *keys))


def sha256_of(text: str) -> str:
    """What names a text in the ledger; of a document the same as `sha256sum` of its file."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Cited:
    """How often answers quoted a passage, and to how many patients; no words and no names."""

    times: int
    patients: int
