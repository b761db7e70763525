from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant.access.guard import records_for
from assistant.domain.cases import CaseState, Outcome
from assistant.domain.people import Role
from tests.app.house import CRISIS, House, keys_of, words_of


def _after_crisis(house: House) -> AppTest:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    house.clock.advance(minutes=12)
    house.sign_in(Role.CLINICIAN)
    return house.open()


def _case_page(house: House) -> AppTest:
    page = _after_crisis(house)
    return page.button(key=f"open_{house.records.cases()[0].id}").click().run()


def test_the_queue_shows_how_bad_about_what_since_when_and_that_nobody_looked(house: House) -> None:
    page = _after_crisis(house)

    assert not page.exception
    shown = words_of(page)
    assert "red-badge[Imminent]" in shown
    assert "a-patient" in shown
    assert "suicide" in shown
    assert "Waiting 12 min · nobody has opened it" in shown


def test_an_empty_queue_says_that_nothing_waits(house: House) -> None:
    house.sign_in(Role.CLINICIAN)

    assert "Nothing waits for you" in words_of(house.open())


def test_a_case_shows_the_transcript_with_the_triggering_words_marked(house: House) -> None:
    page = _case_page(house)

    assert not page.exception
    marked = [part.value for part in page.markdown if ":orange-background[" in part.value]
    assert any("kill myself" in value for value in marked)
    assert "I am really glad you told me" in words_of(page)


def test_opening_a_case_tells_the_patient_and_the_audit_trail(house: House) -> None:
    _case_page(house)

    case = house.records.cases()[0]
    assert case.seen_at == house.clock.now()
    assert [row.action for row in house.records.trail.rows].count("case_read") == 1


def test_a_case_is_reviewed_with_an_outcome_and_a_reason_in_two_clicks(house: House) -> None:
    page = _case_page(house)
    case = house.records.cases()[0]

    page.text_area(key=f"note_{case.id}").set_value("The title of a film.")
    page.radio(key=f"outcome_{case.id}").set_value(Outcome.FALSE_ALARM)
    page.button(key=f"reviewed_{case.id}").click().run()

    reviewed = house.records.cases()[0]
    assert (reviewed.state, reviewed.outcome) == (CaseState.RESOLVED, Outcome.FALSE_ALARM)


def test_an_episode_is_not_ended_without_a_reason(house: House) -> None:
    page = _case_page(house)
    case = house.records.cases()[0]

    page.radio(key=f"outcome_{case.id}").set_value(Outcome.FALSE_ALARM)
    page.button(key=f"reviewed_{case.id}").click().run()

    assert "Write why" in words_of(page)
    assert house.records.cases()[0].state is CaseState.OPEN


def test_a_restricted_case_is_never_shown_to_clinicians(house: House) -> None:
    page = _after_crisis(house)
    case = house.records.cases()[0]
    house.records._cases[case.id] = replace(case, restricted=True)

    queue = house.open()
    page.query_params["case"] = case.id
    shown = page.switch_page("assistant/ui/clinician/case.py").run()

    assert f"open_{case.id}" not in keys_of(queue)
    assert "kill myself" not in words_of(shown)
    assert house.records.cases()[0].seen_at is None


def test_the_evaluator_sees_what_the_rails_find_and_nothing_is_stored(house: House) -> None:
    house.sign_in(Role.EVALUATOR)

    page = house.open()
    page.text_area(key="try_text").set_value(CRISIS)
    page.button(key="try_run").click().run()

    assert not page.exception
    assert [metric.value for metric in page.metric][:2] == ["imminent", "crisis"]
    assert house.records.cases() == ()
    assert house.sender.sent == []


def test_the_evaluator_sees_the_report_or_how_to_make_one(house: House) -> None:
    house.sign_in(Role.EVALUATOR)

    page = house.open("evaluator/report.py")

    assert not page.exception
    assert page.markdown


@pytest.mark.parametrize(
    ("role", "file"),
    [
        (Role.PATIENT, "clinician/queue.py"),
        (Role.PATIENT, "clinician/case.py"),
        (Role.PATIENT, "evaluator/try_it.py"),
        (Role.CLINICIAN, "patient/talk.py"),
        (Role.CLINICIAN, "patient/earlier.py"),
        (Role.CLINICIAN, "patient/yours.py"),
        (Role.ADMIN, "patient/yours.py"),
        (Role.CLINICIAN, "evaluator/try_it.py"),
        (Role.EVALUATOR, "clinician/queue.py"),
        (Role.EVALUATOR, "clinician/case.py"),
        (Role.EVALUATOR, "patient/earlier.py"),
        (Role.ADMIN, "clinician/case.py"),
    ],
)
def test_a_page_of_another_role_does_not_exist(house: House, role: Role, file: str) -> None:
    house.sign_in(role)

    with pytest.raises(ValueError, match="Could not find a navigation page"):
        house.open(file)


def test_a_page_that_is_reached_all_the_same_refuses_another_role(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.ui import app

    _after_crisis(house)
    monkeypatch.setattr(app, "PAGES", {**app.PAGES, Role.PATIENT: app.PAGES[Role.CLINICIAN]})
    monkeypatch.setattr(app, "may_open_page", lambda *_: True)
    house.sign_in(Role.PATIENT)

    page = house.open()

    assert "This page is for another role" in words_of(page)
    assert not any(key.startswith("open_") for key in keys_of(page))


def test_the_library_can_be_searched_and_read(house: House) -> None:
    house.sign_in(Role.CLINICIAN)

    page = house.open("library/browse.py")
    everything = len(page.expander)
    page.text_input(key="library_find").set_value("naloxone").run()

    assert not page.exception
    assert 0 < len(page.expander) < everything


def test_every_page_of_the_demo_says_that_it_is_one(house: House) -> None:
    for role in Role:
        house.sign_in(role)
        assert "Demo on this machine" in words_of(house.open())


def test_signed_out_people_see_help_and_nothing_else(house: House) -> None:
    house.sign_out()

    page = house.open()

    assert "You are signed out" in words_of(page)
    assert "sign_in" in keys_of(page)
    assert not page.chat_input


def test_a_page_left_open_shows_nothing_more_once_its_session_has_ended(house: House) -> None:
    page = _after_crisis(house)
    case = house.records.cases()[0]

    house.sign_out()
    page.run()

    assert f"open_{case.id}" not in keys_of(page)
    assert "a-patient" not in words_of(page)


def test_the_safeguarding_lead_alone_opens_a_restricted_case(house: House) -> None:
    page = _after_crisis(house)
    case = house.records.cases()[0]
    house.records._cases[case.id] = replace(case, restricted=True)
    clinic = replace(house.engine.clinic, safeguarding_lead="lead")
    narrow = replace(house.engine.access, records_for=lambda who: records_for(who, house.records, clinic, house.clock))
    house.engine = replace(house.engine, clinic=clinic, access=narrow)
    house.sign_in(Role.CLINICIAN, "lead")

    queue = house.open()
    page = queue.button(key=f"open_{case.id}").click().run()

    assert not page.exception
    assert "kill myself" in words_of(page)


def test_a_message_that_accuses_staff_is_missing_from_every_other_transcript(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    house.ask("my therapist touched my breasts")
    house.clock.advance(minutes=1)
    house.ask(CRISIS)
    house.sign_in(Role.CLINICIAN)
    (ordinary,) = [case for case in house.records.cases() if not case.restricted]

    page = house.open().button(key=f"open_{ordinary.id}").click().run()

    assert not page.exception
    assert patient.name in words_of(page)
    assert "kill myself" in words_of(page)
    assert "breasts" not in words_of(page)


def test_a_case_that_is_opened_again_after_the_queue_is_read_again(house: House) -> None:
    page = _case_page(house)
    page.switch_page("assistant/ui/clinician/queue.py").run()
    page.query_params["case"] = house.records.cases()[0].id
    page.switch_page("assistant/ui/clinician/case.py").run()

    assert [row.action for row in house.records.trail.rows].count("case_read") == 2
