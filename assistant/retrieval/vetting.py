"""The desk where clinicians vet documents: what there is to read, what changed, and what they decide."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.domain.errors import NotAllowed
from assistant.domain.library import Document, Sentence, Vetting
from assistant.domain.people import Person, Role
from assistant.domain.vetting import Decision, Ledger, LedgerEntry, fact_text, sha256_of
from assistant.ports import Clock, LibraryRecords
from assistant.retrieval.library import LibraryFile
from assistant.retrieval.shelf import Shelf

Change = tuple[str, str]
"""`-` (was there), `+` (is there now) or ` ` (stands beside them), and the words."""

_UNIT = re.compile(r"(?<=\])\s+|\n+")
_SOON = 30
"""Days before its review date at which a document is due."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document as it lies on the desk."""

    file: LibraryFile
    document: Document
    """With the status that the decisions give it."""
    history: tuple[LedgerEntry, ...]
    unchecked_facts: tuple[Sentence, ...]
    review_due: bool
    edited_since: LedgerEntry | None
    """The approval that the text has been edited since; None when nobody approved it, or exactly this text."""

    @property
    def waits(self) -> bool:
        """Whether a clinician should look at it: nobody approved exactly this text, or its review is due."""
        open_states = (Vetting.SOURCE_CHECKED, Vetting.CLINICIAN_APPROVED)
        return self.document.status in open_states and (
            self.document.status is Vetting.SOURCE_CHECKED or self.review_due
        )


class VettingDesk:
    """Reads and decides. Every method raises RecordsUnavailable when the ledger cannot be read or written now."""

    def __init__(
        self,
        files: tuple[LibraryFile, ...],
        shelf: Shelf,
        records: Callable[[], LibraryRecords],
        clock: Clock,
        broken_rules: Callable[[LibraryFile], tuple[str, ...]] = lambda _file: (),
    ) -> None:
        self._files = {file.document.id: file for file in files}
        self._shelf = shelf
        self._records = records
        self._clock = clock
        self._broken_rules = broken_rules

    def papers(self) -> tuple[Paper, ...]:
        """Every document, by id."""
        ledger = self._shelf.ledger()
        return tuple(self._paper(file, ledger) for file in self._files.values())

    def paper(self, document_id: str) -> Paper:
        """One document. Raises NotAllowed when there is none of that id."""
        return self._paper(self._file(document_id), self._shelf.ledger())

    def changes(self, document_id: str) -> tuple[Change, ...]:
        """What was edited since the last approval of any text, in sentences; () when nothing, or there is none."""
        file = self._file(document_id)
        approval = self._shelf.ledger().approval(document_id)
        if approval is None or approval.sha256 == file.document.content_hash:
            return ()
        return difference(self._records().text_read(approval.sha256) or "", file.text)

    def decide(
        self, document_id: str, sha256: str, decision: Decision, person: Person, comment: str = "", *, by: str = ""
    ) -> LedgerEntry:
        """Keep the person's decision about exactly the text of that hash; it counts at once.

        `by` names who enters it when that is not the person. Raises NotAllowed, saying why, when the text is no
        longer the one that was read, the person is no active clinician, a return or retirement has no comment, or an
        approval would be of a text that may not be approved.
        """
        paper = self.paper(document_id)
        if sha256 != paper.document.content_hash:
            raise NotAllowed("The document has changed since it was opened. Open it again and read the new text.")
        if decision is Decision.APPROVED:
            self._must_be_approvable(paper)
        elif not comment.strip():
            raise NotAllowed("Say why in the comment, so that whoever edits the document knows what to change.")
        return self._keep(document_id, paper.file.text, decision, person, comment, by)

    def check_fact(
        self, document_id: str, sentence: str, person: Person, original: str, *, by: str = ""
    ) -> LedgerEntry:
        """Keep that the person compared the `to-verify` sentence with `original`, which names that source.

        Raises NotAllowed when the document has no such open sentence, or `original` does not say anything.
        """
        paper = self.paper(document_id)
        found = next((s for s in paper.unchecked_facts if s.text == sentence), None)
        if found is None:
            raise NotAllowed("This sentence is not waiting to be verified. Open the document again.")
        if not original.strip():
            raise NotAllowed("Name the original that you compared it with: a link, a DOI, or a title and a page.")
        return self._keep(document_id, fact_text(paper.document, found), Decision.FACT_CHECKED, person, original, by)

    def obstacles(self, paper: Paper) -> tuple[str, ...]:
        """Why the text cannot be approved now, each in one sentence; () when it can."""
        found = []
        if paper.file.document.status is not Vetting.SOURCE_CHECKED:
            found.append(f"Its file says `{paper.file.document.status.value}`; it must say `source-checked` first.")
        if paper.file.document.review_by < self._clock.now().date():
            found.append("Its review date has passed. Review it and move `review_by`.")
        if paper.unchecked_facts:
            count = len(paper.unchecked_facts)
            found.append(f"{count} {'sentence' if count == 1 else 'sentences'} must be compared with an original.")
        found += [f"It breaks a rule of the library: {problem}" for problem in self._broken_rules(paper.file)]
        return tuple(found)

    def _must_be_approvable(self, paper: Paper) -> None:
        obstacles = self.obstacles(paper)
        if obstacles:
            raise NotAllowed(" ".join(("It cannot be approved yet.", *obstacles)))

    def _keep(
        self, document_id: str, text: str, decision: Decision, person: Person, comment: str, by: str
    ) -> LedgerEntry:
        if person.role is not Role.CLINICIAN or not person.active:
            raise NotAllowed("Only an active clinician's account decides about documents.")
        entry = LedgerEntry(
            uuid.uuid4().hex,
            document_id,
            decision,
            sha256_of(text),
            person.id,
            person.name,
            self._clock.now(),
            comment.strip(),
        )
        self._records().decide(entry, text, by=by or person.id)
        self._shelf.ledger()
        return entry

    def _file(self, document_id: str) -> LibraryFile:
        if document_id not in self._files:
            raise NotAllowed("There is no such document in the library. See them with: kap library status --all")
        return self._files[document_id]

    def _paper(self, file: LibraryFile, ledger: Ledger) -> Paper:
        approval = ledger.approval(file.document.id)
        edited = approval if approval and approval.sha256 != file.document.content_hash else None
        return Paper(
            file,
            replace(file.document, status=ledger.standing(file.document)),
            ledger.of(file.document.id),
            ledger.unchecked_facts(file.document),
            review_due=(file.document.review_by - self._clock.now().date()).days <= _SOON,
            edited_since=edited,
        )


def difference(old: str, new: str) -> tuple[Change, ...]:
    """What differs between two texts, sentence by sentence, with one sentence around each change; () when nothing."""
    before, after = (tuple(unit for unit in _UNIT.split(text) if unit.strip()) for text in (old, new))
    changes: list[Change] = []
    for group in SequenceMatcher(a=before, b=after, autojunk=False).get_grouped_opcodes(1):
        for tag, start, stop, new_start, new_stop in group:
            if tag == "equal":
                changes += [(" ", unit) for unit in before[start:stop]]
                continue
            changes += [("-", unit) for unit in before[start:stop]]
            changes += [("+", unit) for unit in after[new_start:new_stop]]
    return tuple(changes)
