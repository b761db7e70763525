from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain.care import Answers
from assistant.domain.cases import Severity
from assistant.domain.messages import Author, Message
from assistant.domain.people import Role
from assistant.ui.patient.openers import openers
from tests.app.house import CRISIS, House, keys_of, links_of, words_of


def test_the_patient_reads_before_the_first_question_what_the_assistant_is(house: House) -> None:
    house.sign_in(Role.PATIENT)

    page = house.open()

    assert not page.exception
    assert "I am an AI" in words_of(page)
    assert "Nobody watches this chat in real time" in words_of(page)
    assert not page.chat_input


def test_the_welcome_is_read_once(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    house.told(patient, house.cited_reply())

    page = house.open()

    assert "welcome_read" not in keys_of(page)
    assert page.chat_input(key="question") is not None


def test_every_example_question_is_one_that_the_library_holds(house: House) -> None:
    titles = {passage.title for passage in house.engine.library.passages}

    assert len(openers(house.engine.library, "en")) == len(openers(house.engine.library, "es")) == 3
    assert {*openers(house.engine.library, "en"), *openers(house.engine.library, "es")} <= titles


def test_a_crisis_message_shows_help_that_one_tap_calls_and_opens_a_case(house: House) -> None:
    house.sign_in(Role.PATIENT)

    page = house.ask(CRISIS)

    assert not page.exception
    assert "tel:911" in links_of(page)
    assert "tel:988" in links_of(page)
    assert house.records.cases()[0].severity is Severity.IMMINENT


def test_the_safety_question_can_be_answered_with_a_button(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.ask("I want to kill myself")
    danger = next(key for key in keys_of(page) if key.startswith("safety_danger_"))

    page.button(key=danger).click().run()

    assert not page.exception
    assert "I'm in danger now" in words_of(page)


def test_the_danger_button_makes_the_case_imminent(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.ask("I want to kill myself")
    danger = next(key for key in keys_of(page) if key.startswith("safety_danger_"))

    page.button(key=danger).click().run()

    assert house.records.cases()[0].severity is Severity.IMMINENT


def test_a_citation_opens_the_passage_with_the_quote_highlighted_and_its_standing(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    message = house.told(patient, house.cited_reply())

    page = house.open()
    page.button(key=f"cite_{message.id}_1").click().run()

    assert not page.exception
    assert ":green-background[" in "\n".join(part.value for part in page.markdown)
    assert "not yet approved by a clinician" in words_of(page)
    assert house.engine.library.passages[0].title in words_of(page)


def test_answers_say_that_no_clinician_approved_them_yet(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    house.told(patient, house.cited_reply())

    assert "not yet approved by a clinician" in words_of(house.open())


def test_a_suggested_question_is_asked_with_one_tap(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    message = house.told(patient, house.cited_reply())

    page = house.open()
    page.button(key=f"next_0_{message.id}").click().run()

    (conversation,) = house.records.conversations_of(patient.id)
    assert [e.message.text for e in house.records.exchanges_of(conversation.id)][-1] == "What helps with sleep?"


def test_asking_the_care_team_files_a_question_for_them(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    message = house.told(patient, replace(house.cited_reply(), offers=("ask_team",)))

    page = house.open()
    page.button(key=f"team_{message.id}").click().run()

    assert not page.exception
    assert [case.severity for case in house.records.cases()] == [Severity.TEAM_QUESTION]
    assert "now in your care team's list" in words_of(page)


def test_a_spanish_message_gets_spanish_words_around_the_reply(house: House) -> None:
    house.sign_in(Role.PATIENT)

    page = house.ask("Quiero matarme esta noche, no aguanto más")

    assert page.button(key="help_now").label == "Ayuda ahora"
    assert any(
        element.proto.label.replace("\\", "") == "Emergencia: llama al 911" for element in page.get("link_button")
    )


def test_a_new_conversation_leaves_the_old_one_to_be_found_again(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    house.told(patient, house.cited_reply(), "What was that about?")

    page = house.open()
    page.button(key="new_conversation").click().run()
    shown_anew = words_of(page)
    (old,) = house.records.conversations_of(patient.id)
    earlier = page.switch_page("assistant/ui/patient/earlier.py").run()
    found = words_of(earlier)
    again = earlier.button(key=f"open_{old.id}").click().run()

    assert "What was that about?" not in shown_anew
    assert "What was that about?" in found
    assert "What was that about?" in words_of(again)


def test_a_patient_never_sees_the_conversations_of_another(house: House) -> None:
    other = house.sign_in(Role.PATIENT, "somebody-else")
    house.told(other, house.cited_reply(), "My secret question")
    house.sign_in(Role.PATIENT, "me")

    page = house.open("patient/earlier.py")

    assert "My secret question" not in words_of(page)
    assert "My secret question" not in words_of(house.open())


def test_help_is_one_tap_away_on_every_patient_page(house: House) -> None:
    house.sign_in(Role.PATIENT)

    pages = [house.open(), house.open("patient/earlier.py"), house.open("library/browse.py")]

    assert all("help_now" in keys_of(page) for page in pages)


def test_the_region_that_was_picked_is_remembered(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)

    page = house.open()
    page.button(key="help_now").click().run()
    page.selectbox(key="region_picked").set_value("GB").run()
    page.button(key="help_now").click().run()
    kept = house.records.person(patient.id)

    assert "tel:999" in links_of(page)
    assert kept is not None
    assert kept.region == "GB"


def test_without_a_region_each_emergency_number_stands_with_its_countries(house: House) -> None:
    house.sign_in(Role.PATIENT)

    page = house.open()
    page.button(key="help_now").click().run()
    page.selectbox(key="region_picked").set_value("elsewhere").run()
    page.button(key="help_now").click().run()

    assert "call your local emergency number" in words_of(page)
    assert not any(link.startswith("tel:") and not link[4:].lstrip("+").isdigit() for link in links_of(page))
    for number in ("911", "999", "000", "112"):
        assert f"tel:{number}" in links_of(page)


def test_what_a_patient_wrote_is_shown_as_words_and_never_read_as_markup(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    house.told(patient, house.cited_reply(), "[click](http://evil.example) **bold** <b>x</b>")

    page = house.open()

    shown = [part.value for part in page.markdown if "click" in part.value]
    assert shown == [r"\[click\]\(http\://evil\.example\) \*\*bold\*\* \<b\>x\</b\>"]


def test_a_message_without_a_reply_is_shown_as_such(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    place = house.records.start_conversation(patient.id, house.clock.now())
    house.records.receive(Message("m1", place.id, Author.PATIENT, "Hello?", house.clock.now()))

    assert "it has no reply yet" in words_of(house.open())


def test_a_question_that_was_passed_on_calmly_shows_no_emergency_buttons(house: House) -> None:
    patient = house.sign_in(Role.PATIENT)
    message = house.told(patient, replace(house.cited_reply(), offers=("ask_team",)))

    page = house.open()
    page.button(key=f"team_{message.id}").click().run()

    assert links_of(page) == []


def _ways_out(page: AppTest) -> list[str]:
    return [element.proto.body for element in page.get("html") if "/auth/away" in element.proto.body]


def test_violence_by_a_partner_brings_a_way_out_of_sight_that_stays_with_the_conversation(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.ask("my husband hits me")
    house.clock.advance(minutes=1)
    later = house.ask("hello")

    assert not page.exception
    assert len(_ways_out(page)) == len(_ways_out(later)) == 1


def test_an_ordinary_conversation_has_no_way_out_of_sight(house: House) -> None:
    house.sign_in(Role.PATIENT)

    assert _ways_out(house.ask("hello")) == []


@pytest.mark.parametrize("answers", [Answers.OFF, Answers.HELP_ONLY])
def test_a_patient_reads_before_typing_that_answers_are_switched_off(house: House, answers: Answers) -> None:
    person = house.sign_in(Role.PATIENT)
    house.records.set_answers(person.id, answers, "dr-a", house.clock.now())

    page = house.past_welcome()

    assert not page.exception
    assert "still check every message for danger" in words_of(page)
    assert not [key for key in keys_of(page) if key.startswith("opener_")]
