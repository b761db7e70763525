"""What a clinician does with a case on its page."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain.care import Answers
from assistant.domain.cases import CaseState, Outcome
from assistant.domain.people import Person, Role
from tests.app.house import CRISIS, House, keys_of, words_of
from tests.fakes.invitations import invited

PAGE = "clinician/case.py"


@pytest.fixture
def opened(house: House) -> str:
    """The id of a case of a patient in crisis, with a clinician signed in."""
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    house.clock.advance(minutes=12)
    house.sign_in(Role.CLINICIAN, "Ada")
    return house.records.cases()[0].id


def _page(house: House, case_id: str, key: str = "case") -> AppTest:
    page = house.open()
    page.query_params[key] = case_id
    return page.switch_page(f"assistant/ui/{PAGE}").run()


def _as(house: House, name: str) -> Person:
    return house.sign_in(Role.CLINICIAN, name)


def _state(house: House) -> tuple[CaseState, str | None]:
    case = house.records.cases()[0]
    return case.state, case.owner


def test_a_case_says_why_in_plain_words_with_the_patients_own(house: House, opened: str) -> None:
    page = _page(house, opened)

    assert not page.exception
    assert "Words of danger: suicide, kill self" in words_of(page)
    assert not page.error
    assert ":orange-background[kill myself]" in words_of(page)


@pytest.mark.parametrize("key", ["case", "id"])
def test_the_link_of_an_alert_opens_the_case(house: House, opened: str, key: str) -> None:
    assert "a-patient" in [title.value.replace("\\", "") for title in _page(house, opened, key).title]


def test_a_claimed_case_has_an_owner_and_the_next_steps(house: House, opened: str) -> None:
    page = _page(house, opened)

    page.button(key=f"claim_{opened}").click().run()

    assert not page.exception
    assert _state(house) == (CaseState.CLAIMED, "Ada")
    assert {f"contact_{opened}", f"release_{opened}"} <= set(keys_of(page))
    assert f"claim_{opened}" not in keys_of(page)


def test_a_second_clinician_sees_that_the_case_is_taken_and_cannot_resolve_it(house: House, opened: str) -> None:
    house.records.claim(opened, _as(house, "Ada").id, house.clock.now())
    house.clock.advance(minutes=3)
    _as(house, "Bea")

    page = _page(house, opened)

    assert "Ada has this case for 3 min." in words_of(page)
    assert f"reviewed_{opened}" not in keys_of(page)
    assert f"claim_{opened}" not in keys_of(page)


def test_of_two_who_claim_at_once_the_second_is_told_who_has_it(house: House, opened: str) -> None:
    ada = house.sign_in(Role.CLINICIAN, "Ada")
    _as(house, "Bea")
    page = _page(house, opened)
    house.records.claim(opened, ada.id, house.clock.now())

    page.button(key=f"claim_{opened}").click().run()

    assert not page.exception
    assert any("Ada has this case" in warning.value for warning in page.warning)
    assert _state(house) == (CaseState.CLAIMED, "Ada")


def test_a_case_is_taken_over_only_on_purpose(house: House, opened: str) -> None:
    house.records.claim(opened, _as(house, "Ada").id, house.clock.now())
    _as(house, "Bea")
    page = _page(house, opened)

    page.button(key=f"take_over_{opened}").click().run()

    assert _state(house) == (CaseState.CLAIMED, "Bea")


def test_a_case_is_handed_over_to_a_clinician_of_the_same_team(house: House, opened: str) -> None:
    for name, team in (("Bea", "default"), ("Carl", "elsewhere")):
        house.records.add_person(name, Role.CLINICIAN, invited(), (team,))
    house.records.claim(opened, _as(house, "Ada").id, house.clock.now())
    page = _page(house, opened)
    offered = page.selectbox(key=f"to_{opened}")
    assert offered.options == ["Bea"]

    offered.select("Bea").run()
    page.button(key=f"handed_{opened}").click().run()

    assert not page.exception
    assert _state(house) == (CaseState.CLAIMED, "Bea")


def test_reaching_the_patient_claims_the_case_and_giving_back_frees_it(house: House, opened: str) -> None:
    page = _page(house, opened)
    page.button(key=f"contact_{opened}").click().run()
    reached = _state(house)

    page.button(key=f"release_{opened}").click().run()

    assert (reached, _state(house)) == ((CaseState.CONTACTED, "Ada"), (CaseState.OPEN, None))


def test_a_case_is_resolved_with_an_outcome_and_a_reason_and_a_day_to_look_again(house: House, opened: str) -> None:
    page = _page(house, opened)
    page.radio(key=f"outcome_{opened}").set_value(Outcome.FALSE_ALARM)
    page.text_area(key=f"note_{opened}").set_value("A film title.")
    page.date_input(key=f"again_{opened}").set_value(date(2027, 1, 4))
    page.button(key=f"reviewed_{opened}").click().run()

    case = house.records.cases()[0]
    assert (case.state, case.outcome, case.note) == (CaseState.RESOLVED, Outcome.FALSE_ALARM, "A film title.")
    assert case.follow_up_on == date(2027, 1, 4)
    assert house.records.open_episode(case.patient_id) is None


def test_no_outcome_is_recorded_that_nobody_chose(house: House, opened: str) -> None:
    page = _page(house, opened)

    page.button(key=f"reviewed_{opened}").click().run()

    assert "Choose what you found first" in words_of(page)
    assert house.records.cases()[0].state is CaseState.OPEN


def test_the_end_of_an_episode_without_a_reason_is_refused_and_says_why(house: House, opened: str) -> None:
    page = _page(house, opened)
    page.radio(key=f"outcome_{opened}").set_value(Outcome.FALSE_ALARM)

    page.button(key=f"reviewed_{opened}").click().run()

    assert not page.exception
    assert any("why" in warning.value.lower() for warning in page.warning)
    assert house.records.cases()[0].state is CaseState.OPEN


def test_a_resolved_case_says_how_it_ended_and_can_be_opened_again_with_a_reason(house: House, opened: str) -> None:
    page = _resolved(house, opened)
    assert "Resolved: true crisis." in words_of(page)

    page.text_area(key=f"reason_{opened}").set_value("It goes on.")
    page.button(key=f"reopened_{opened}").click().run()

    assert not page.exception
    assert house.records.cases()[0].state is CaseState.REOPENED


def test_a_note_is_kept_with_its_author_and_what_was_typed_is_cleared(house: House, opened: str) -> None:
    page = _page(house, opened)
    page.text_area(key=f"new_note_{opened}").set_value("Rang, *no* answer.")
    page.button(key=f"noted_{opened}").click().run()

    assert not page.exception
    assert [(note.author, note.text) for note in house.records.cases()[0].notes] == [("Ada", "Rang, *no* answer.")]
    assert "Rang, *no* answer." in words_of(page)


def test_contact_and_safety_plan_are_shown_once_entered(house: House, opened: str) -> None:
    page = _page(house, opened)
    assert "No contact entered." in words_of(page)

    page.text_area(key=f"reach_{opened}").set_value("+1 555 0100, sister Mia")
    page.text_area(key=f"plan_{opened}").set_value("1. Walk the dog")
    page.button(key=f"care_saved_{opened}").click().run()

    assert not page.exception
    assert "sister Mia" in words_of(page)
    assert "Walk the dog" in words_of(page)
    assert "contact_changed" in [row.action for row in house.records.trail.rows]


def test_answers_are_switched_off_for_this_patient_and_the_page_says_so(house: House, opened: str) -> None:
    page = _page(house, opened)

    page.radio(key=f"answers_{opened}").set_value(Answers.OFF).run()
    page.button(key=f"answers_saved_{opened}").click().run()

    patient = house.records.cases()[0].patient_id
    assert house.records.care_of(patient).answers is Answers.OFF
    assert "Answers to this patient: off." in words_of(page)


def test_a_case_of_another_team_is_not_shown(house: House, opened: str) -> None:
    house.records.set_teams(house.records.cases()[0].patient_id, ("elsewhere",), "admin", house.clock.now())

    page = _page(house, opened)

    assert "another team's" in words_of(page)
    assert "kill myself" not in words_of(page)
    assert house.records.cases()[0].seen_at is None


def test_a_step_with_a_case_of_another_team_is_refused(house: House, opened: str) -> None:
    page = _page(house, opened)
    house.records.set_teams(house.records.cases()[0].patient_id, ("elsewhere",), "admin", house.clock.now())

    page.button(key=f"claim_{opened}").click().run()

    assert _state(house) == (CaseState.OPEN, None)


def test_earlier_cases_of_the_patient_can_be_opened(house: House, opened: str) -> None:
    _resolved(house, opened)
    house.sign_in(Role.PATIENT)
    house.clock.advance(minutes=1)
    house.ask(CRISIS)
    _as(house, "Ada")
    (new,) = house.records.cases(CaseState.OPEN)

    page = _page(house, new.id)

    assert not page.exception
    assert f"other_{opened}" in keys_of(page)


def test_a_sample_is_made_only_after_the_clinician_says_they_have_read_it(house: House, opened: str) -> None:
    page = _resolved(house, opened)
    assert page.button(key=f"sample_make_{opened}").disabled

    page.checkbox(key=f"sample_sure_{opened}").check().run()
    page.button(key=f"sample_make_{opened}").click().run()

    assert not page.exception
    assert [row.action for row in house.records.trail.rows].count("case_exported") == 1
    assert page.get("download_button")


def _resolved(house: House, case_id: str) -> AppTest:
    page = _page(house, case_id)
    page.radio(key=f"outcome_{case_id}").set_value(Outcome.TRUE_CRISIS)
    page.text_area(key=f"note_{case_id}").set_value("Spoke with them.")
    page.button(key=f"reviewed_{case_id}").click().run()
    return _page(house, case_id)
