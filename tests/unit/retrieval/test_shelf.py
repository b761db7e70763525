"""What the shelf serves: exactly what the ledger allows at this moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.domain.library import Vetting
from assistant.domain.people import Person, Role
from assistant.domain.vetting import Decision
from assistant.retrieval.library import LibraryFile, read_files
from assistant.retrieval.shelf import Shelf
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords

from .conftest import FIXTURES, approved

DRIVING = "driving#driving-same-day"


class House:
    """A shelf over records in memory, and a clinician who decides."""

    def __init__(self, requires: Vetting, folder: Path = FIXTURES) -> None:
        self.records = MemoryRecords()
        self.clock = SteppedClock()
        self.files = {file.document.id: file for file in read_files(folder)}
        documents = tuple(file.document for file in self.files.values())
        self.shelf = Shelf(documents, requires, self.clock, lambda: self.records)
        self.clinician: Person = self.records.add_person("Dr Ana", Role.CLINICIAN, invited("x"))

    def decide(self, decision: Decision, document_id: str = "driving") -> None:
        file: LibraryFile = self.files[document_id]
        entry = approved(file.document, decision, person_id=self.clinician.id)
        self.records.decide(entry, file.text, by=self.clinician.id)

    def served(self) -> set[str]:
        return {document.id for document in self.shelf.library().documents}


def test_when_approval_is_required_only_approved_documents_are_served() -> None:
    house = House(Vetting.CLINICIAN_APPROVED)
    before = house.served()
    house.decide(Decision.APPROVED)
    house.clock.advance(seconds=6)

    assert (before, house.served()) == (set(), {"driving"})
    assert house.shelf.passage(DRIVING) is not None
    assert house.shelf.passage("after-effects#tired") is None


@pytest.mark.parametrize("decision", [Decision.RETIRED, Decision.RETURNED])
@pytest.mark.parametrize("requires", [Vetting.SOURCE_CHECKED, Vetting.CLINICIAN_APPROVED])
def test_what_a_clinician_takes_back_is_no_longer_served(requires: Vetting, decision: Decision) -> None:
    house = House(requires)
    house.decide(Decision.APPROVED)
    before = house.served()
    house.decide(decision)
    house.clock.advance(seconds=6)

    assert "driving" in before
    assert "driving" not in house.served()


def test_a_decision_made_elsewhere_counts_within_seconds_and_changes_the_version() -> None:
    house = House(Vetting.SOURCE_CHECKED)
    version = house.shelf.library().version
    house.decide(Decision.RETIRED)

    assert house.shelf.library().version == version
    house.clock.advance(seconds=6)
    assert house.shelf.library().version != version


def test_a_decision_read_for_a_page_counts_at_once() -> None:
    house = House(Vetting.SOURCE_CHECKED)
    house.served()
    house.decide(Decision.RETIRED)

    house.shelf.ledger()

    assert "driving" not in house.served()


def test_without_records_the_last_known_decisions_stand() -> None:
    house = House(Vetting.CLINICIAN_APPROVED)
    house.decide(Decision.APPROVED)
    house.served()
    house.records.down = True
    house.clock.advance(minutes=1)

    assert house.served() == {"driving"}


def test_without_records_from_the_start_nothing_counts_as_approved() -> None:
    house = House(Vetting.CLINICIAN_APPROVED)
    house.decide(Decision.APPROVED)
    house.records.down = True

    assert house.served() == set()


def test_what_is_known_never_waits_for_the_records() -> None:
    house = House(Vetting.SOURCE_CHECKED)
    house.records.down = True

    assert house.shelf.known().documents


def test_a_passage_is_not_given_out_once_its_review_date_has_passed_though_approved() -> None:
    house = House(Vetting.CLINICIAN_APPROVED)
    house.decide(Decision.APPROVED)
    last_day = datetime.combine(date(2027, 11, 23), datetime.min.time(), UTC)
    house.clock.advance(seconds=(last_day - house.clock.now()).total_seconds())
    on_the_day = house.shelf.passage(DRIVING)
    house.clock.advance(days=1)

    assert on_the_day is not None
    assert house.shelf.passage(DRIVING) is None


def test_the_index_holds_what_could_be_served_whatever_was_decided() -> None:
    house = House(Vetting.CLINICIAN_APPROVED)

    assert {d.id for d in house.shelf.indexed.documents} == set(house.files)
