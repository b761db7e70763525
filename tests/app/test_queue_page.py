"""What a clinician sees of the queue."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain.cases import Case, CaseState, Outcome, Review
from assistant.domain.people import Role
from assistant.ui.clinician.filters import Show
from tests.app.house import CRISIS, House, keys_of, words_of

WATCH = "I feel like a burden to everybody"


def _case_of(house: House, name: str, words: str = CRISIS) -> Case:
    patient = house.sign_in(Role.PATIENT, name)
    place = house.records.start_conversation(patient.id, house.clock.now())
    case_id = house.engine.turns.take(patient, place, words).case_id
    house.clock.advance(minutes=1)
    case = house.records.case(case_id or "")
    assert case is not None
    return case


def _rows(page: AppTest) -> list[str]:
    return [key.removeprefix("open_") for key in keys_of(page) if key.startswith("open_")]


def _shown(house: House, show: Show) -> list[str]:
    page = house.open()
    page.radio(key="queue_show").set_value(show).run()
    assert not page.exception
    return _rows(page)


def test_a_case_is_claimed_in_the_queue_itself(house: House) -> None:
    case = _case_of(house, "pat")
    house.sign_in(Role.CLINICIAN, "Ada")
    page = house.open()

    page.button(key=f"claim_{case.id}").click().run()

    assert not page.exception
    assert "Taken by you" in words_of(page)
    assert house.records.cases()[0].owner == "Ada"


def test_each_part_of_the_queue_holds_what_it_says(house: House) -> None:
    free, mine, theirs, done = (_case_of(house, name) for name in ("free", "mine", "theirs", "done"))
    ada = house.sign_in(Role.CLINICIAN, "Ada")
    house.records.claim(mine.id, ada.id, house.clock.now())
    house.records.claim(theirs.id, "dr-b", house.clock.advance(minutes=1))
    house.records.follow_up(theirs.id, "dr-b", house.clock.now().date(), house.clock.now())
    house.records.review(Review(done.id, ada.id, Outcome.FALSE_ALARM, "A film.", house.clock.now()))

    shown = {show: _shown(house, show) for show in Show}

    assert shown == {
        Show.WAITING: [free.id, mine.id, theirs.id],
        Show.FREE: [free.id],
        Show.MINE: [mine.id],
        Show.AGAIN: [theirs.id],
        Show.RESOLVED: [done.id],
    }


def test_the_queue_can_be_narrowed_to_a_severity(house: House) -> None:
    _case_of(house, "one")
    calm = _case_of(house, "two", WATCH)
    house.sign_in(Role.CLINICIAN)
    page = house.open()

    page.checkbox(key="queue_severity_watch").check().run()

    assert _rows(page) == [calm.id]


def test_patients_of_other_teams_are_not_in_the_queue_and_not_counted(house: House) -> None:
    case = _case_of(house, "pat")
    house.records.set_teams(case.patient_id, ("elsewhere",), "admin", house.clock.now())
    house.sign_in(Role.CLINICIAN)

    page = house.open()

    assert _rows(page) == []
    assert "0 waiting" in words_of(page)


def test_a_new_imminent_case_is_told_once_on_an_open_page(house: House) -> None:
    house.sign_in(Role.CLINICIAN)
    page = house.open()
    clinician = house.patch
    assert not page.toast
    _case_of(house, "pat")
    house.patch = clinician
    house.sign_in(Role.CLINICIAN)

    page.run()
    told = [toast.value for toast in page.toast]
    page.run()

    assert told == ["A new imminent case waits."]
    assert not page.toast


@pytest.mark.parametrize("state", [CaseState.OPEN, CaseState.CLAIMED])
def test_a_row_says_who_has_the_case(house: House, state: CaseState) -> None:
    case = _case_of(house, "pat")
    if state is CaseState.CLAIMED:
        house.records.claim(case.id, house.sign_in(Role.CLINICIAN, "Bea").id, house.clock.now())
    house.sign_in(Role.CLINICIAN, "Ada")

    words = words_of(house.open())

    assert ("Nobody has it]" in words, "Taken by Bea" in words) == (
        state is CaseState.OPEN,
        state is CaseState.CLAIMED,
    )


def test_the_queue_is_in_the_trail_once_for_what_it_shows_and_again_when_something_else_stands_there(
    house: House,
) -> None:
    house.sign_in(Role.PATIENT, "first")
    house.ask(CRISIS)
    doctor = house.sign_in(Role.CLINICIAN, "doctor")
    page = house.open()
    page.run()
    same = _reads(house, doctor.id)
    house.sign_in(Role.PATIENT, "second")
    house.ask(CRISIS)
    house.sign_in(Role.CLINICIAN, "doctor")
    page.run()

    assert (same, _reads(house, doctor.id)) == (1, 2)


def _reads(house: House, reader_id: str) -> int:
    return sum((row.actor, row.action) == (reader_id, "queue_read") for row in house.records.trail.rows)
