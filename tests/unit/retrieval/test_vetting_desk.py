"""The vetting desk: what may be approved, by whom, and what an edit does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.errors import LibraryError, NotAllowed
from assistant.domain.library import Vetting
from assistant.domain.people import Person, Role
from assistant.domain.vetting import Decision
from assistant.retrieval.ledger_file import read_ledger, write_ledger
from assistant.retrieval.library import read_files
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.vetting import Paper, VettingDesk, difference
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords

UNSURE = "Ketamine can slow your reactions while you feel quite clear."


class Desk:
    """A desk over a folder that a test may edit; `reread` is what a restart does."""

    def __init__(self, folder: Path, broken: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.path = folder / "documents" / "driving.md"
        self.broken = broken
        self.records = MemoryRecords()
        self.clock = SteppedClock()
        self.ana = self.records.add_person("Dr Ana", Role.CLINICIAN, invited("x"))
        self.reread()

    def reread(self) -> None:
        files = read_files(self.folder)
        documents = tuple(file.document for file in files)
        self.shelf = Shelf(documents, Vetting.CLINICIAN_APPROVED, self.clock, lambda: self.records)
        self.desk = VettingDesk(files, self.shelf, lambda: self.records, self.clock, lambda _file: self.broken)

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text()
        assert old in text
        self.path.write_text(text.replace(old, new))
        self.reread()

    def paper(self) -> Paper:
        return self.desk.paper("driving")

    def decide(self, decision: Decision, comment: str = "", person: Person | None = None) -> None:
        self.clock.advance(minutes=1)
        self.desk.decide("driving", self.paper().document.content_hash, decision, person or self.ana, comment)


@pytest.fixture
def at(folder: Path) -> Desk:
    return Desk(folder)


def test_an_approval_counts_at_once(at: Desk) -> None:
    at.decide(Decision.APPROVED)

    assert at.paper().document.status is Vetting.CLINICIAN_APPROVED
    assert at.shelf.passage("driving#driving-same-day") is not None
    assert at.records.verify_audit() == (2, None)


def test_an_edited_document_falls_back_and_shows_the_changed_sentences(at: Desk) -> None:
    at.decide(Decision.APPROVED)
    at.edit("quite clear", "very clear")

    paper = at.paper()
    signs = [(sign, "very clear" in words or "quite clear" in words) for sign, words in at.desk.changes("driving")]

    assert paper.document.status is Vetting.SOURCE_CHECKED
    assert paper.edited_since is not None
    assert at.shelf.passage("driving#driving-same-day") is None
    assert [sign for sign, _ in signs] == [" ", "-", "+", " "]
    assert [changed for _, changed in signs] == [False, True, True, False]


def test_without_an_edit_there_is_no_difference(at: Desk) -> None:
    before = at.desk.changes("driving")
    at.decide(Decision.APPROVED)

    assert (before, at.desk.changes("driving"), at.paper().edited_since) == ((), (), None)


def test_a_text_that_changed_while_it_was_read_is_not_approved(at: Desk) -> None:
    read = at.paper().document.content_hash
    at.edit("quite clear", "very clear")

    with pytest.raises(NotAllowed, match="has changed"):
        at.desk.decide("driving", read, Decision.APPROVED, at.ana)
    assert at.records.ledger() == ()


@pytest.mark.parametrize("role", [Role.PATIENT, Role.EVALUATOR, Role.ADMIN])
def test_only_a_clinician_approves(at: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed, match="clinician"):
        at.decide(Decision.APPROVED, person=at.records.add_person("Somebody", role, invited("x")))


def test_a_disabled_clinician_approves_nothing(at: Desk) -> None:
    with pytest.raises(NotAllowed, match="active"):
        at.decide(Decision.APPROVED, person=replace(at.ana, active=False))


@pytest.mark.parametrize("decision", [Decision.RETURNED, Decision.RETIRED])
def test_a_return_or_a_retirement_says_why(at: Desk, decision: Decision) -> None:
    with pytest.raises(NotAllowed, match="Say why"):
        at.decide(decision, " ")
    at.decide(decision, "The second sentence frightens.")

    assert at.paper().history[-1].comment == "The second sentence frightens."


def test_a_to_verify_sentence_blocks_the_approval_until_somebody_compared_it(at: Desk) -> None:
    at.edit(f"{UNSURE} [@project-rule]", f"{UNSURE} [@short-2018]")
    at.edit("sources: [project-rule]", "sources: [project-rule, short-2018]")
    _say(at.folder, "short-2018", "to-verify")
    at.reread()

    with pytest.raises(NotAllowed, match="1 sentence must be compared"):
        at.decide(Decision.APPROVED)
    with pytest.raises(NotAllowed, match="Name the original"):
        at.desk.check_fact("driving", UNSURE, at.ana, "")
    at.desk.check_fact("driving", UNSURE, at.ana, "doi:10.1016/S2215-0366(17)30272-9, table 2")
    at.decide(Decision.APPROVED)

    assert at.paper().document.status is Vetting.CLINICIAN_APPROVED


def test_a_sentence_that_waits_for_nothing_cannot_be_checked(at: Desk) -> None:
    with pytest.raises(NotAllowed, match="not waiting"):
        at.desk.check_fact("driving", UNSURE, at.ana, "the original")


def test_a_draft_an_overdue_document_and_one_that_breaks_a_rule_are_not_approved(folder: Path) -> None:
    at = Desk(folder, ("dosing: take it out.",))
    at.edit("status: source-checked", "status: draft")
    at.clock.advance(days=400)

    with pytest.raises(NotAllowed) as refusal:
        at.decide(Decision.APPROVED)

    for reason in ("must say `source-checked`", "review date has passed", "dosing: take it out"):
        assert reason in str(refusal.value)


def test_what_waits_is_what_nobody_approved_and_what_is_due_for_review(at: Desk) -> None:
    new = at.paper().waits
    at.decide(Decision.APPROVED)
    approved = at.paper().waits
    at.clock.advance(days=350)

    assert (new, approved, at.paper().waits) == (True, False, True)


def test_an_unknown_document_is_refused(at: Desk) -> None:
    with pytest.raises(NotAllowed, match="no such document"):
        at.desk.paper("nowhere")


def test_the_ledger_goes_through_a_file_unchanged(at: Desk) -> None:
    at.decide(Decision.APPROVED, "Read ¿twice?")
    at.decide(Decision.RETIRED, "Superseded.")
    entries = at.records.ledger()
    texts = {entry.sha256: at.records.text_read(entry.sha256) or "" for entry in entries}

    assert read_ledger(write_ledger(entries, texts)) == (entries, texts)


@pytest.mark.parametrize(
    ("old", "new"),
    [("retired", "approved"), ("Dr Ana", "Dr Eva"), ("Getting home", "Getting there"), ("Superseded", "Fine")],
)
def test_a_ledger_file_that_somebody_edited_is_refused(at: Desk, old: str, new: str) -> None:
    at.decide(Decision.RETIRED, "Superseded.")
    entries = at.records.ledger()
    written = write_ledger(entries, {entries[0].sha256: at.records.text_read(entries[0].sha256) or ""})
    assert old in written

    with pytest.raises(LibraryError, match="changed after it was written"):
        read_ledger(written.replace(old, new))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 1}', "no JSON"])
def test_what_is_no_ledger_file_is_refused(text: str) -> None:
    with pytest.raises(LibraryError, match="not a vetting ledger"):
        read_ledger(text)


def test_a_decision_without_its_text_is_refused(at: Desk) -> None:
    at.decide(Decision.APPROVED)

    with pytest.raises(LibraryError, match="lacks the text"):
        read_ledger(write_ledger(at.records.ledger(), {}))


def test_an_imported_decision_takes_its_own_place_in_time(at: Desk) -> None:
    at.decide(Decision.RETIRED, "Superseded.")
    older = replace(at.records.ledger()[0], id="older", decision=Decision.APPROVED, at=at.clock.now())
    at.clock.advance(minutes=1)
    at.decide(Decision.RETIRED, "Still.")
    at.records.decide(older, at.paper().file.text, by="os:root")

    assert at.paper().document.status is Vetting.RETIRED


def test_the_difference_of_equal_texts_is_nothing() -> None:
    assert difference("One. [@a] Two. [@b]", "One. [@a] Two. [@b]") == ()


def _say(folder: Path, key: str, verified: str) -> None:
    path = folder / "sources.yaml"
    head, found, tail = path.read_text().partition(f"{key}:")
    assert found
    path.write_text(head + found + tail.replace("verified: in-store", f"verified: {verified}", 1))
