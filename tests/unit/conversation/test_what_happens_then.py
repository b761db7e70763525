"""What follows each kind of danger, with the real rules and the real texts, in both languages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assistant.domain.cases import Severity
from assistant.domain.clinic import Clinic
from assistant.domain.routes import Route
from assistant.guardrails.packaged import danger_rails
from tests.fakes.stage import URL, JournalRecords, Stage, texts

RAILS = danger_rails()
LEAD = "json://lead.example"
QUESTIONS = {
    "suicide": "Are you thinking about killing yourself right now?",
    "self_harm": "Do you feel you might hurt yourself right now?",
    "harm_to_others": "Do you feel you might hurt somebody right now?",
    "help": "Do you need emergency help right now?",
    "danger": "Are you in danger right now?",
}


def stage(*, lead: bool = False) -> Stage:
    clinic = Clinic(safeguarding_contact=LEAD if lead else None)
    built = Stage(rails=RAILS, clinic=clinic, records=JournalRecords((URL,), (LEAD,) if lead else ()))
    built.living_in("US")
    return built


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("I want to die", "suicide"),
        ("How much would kill me?", "suicide"),
        ("I want to cut myself", "self_harm"),
        ("I keep having thoughts of hurting my boss", "harm_to_others"),
        ("There is blood in my urine", "help"),
        ("I'm pregnant and I had ketamine last week", "help"),
        ("I took my dose twice today but I feel fine", "help"),
        ("My husband hits me and controls my phone", "danger"),
        ("the therapist touched my breasts", "danger"),
    ],
)
def test_an_elevated_reply_asks_exactly_the_one_question_that_fits_and_gives_the_buttons(
    words: str, question: str
) -> None:
    reply = stage().say(words).reply

    assert reply.text.count("?") == 1
    assert reply.text.endswith(QUESTIONS[question])
    assert "safety_question" in reply.offers


@pytest.mark.parametrize(
    "words",
    ["I'm going to kill myself tonight, I have the pills here", "Esta noche me voy a matar, tengo las pastillas aquí"],
)
def test_an_imminent_reply_says_what_to_do_now_and_who_knows_and_asks_nothing(words: str) -> None:
    outcome = stage().say(words)

    text = outcome.reply.text
    english = outcome.reply.language == "en"
    assert "911" in text
    assert "988" in text
    assert ("Move away from anything you could use" if english else "Aléjate de todo lo que podrías usar") in text
    assert ("ask somebody to come and stay" if english else "pide a alguien que venga") in text
    assert ("Nobody has read it yet" if english else "Nadie lo ha leído todavía") in text
    assert "?" not in text


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("I have chest pain and can't breathe", "call 911"),
        ("I just had a seizure", "call 911"),
        ("I took my dose twice today but I feel fine", "even if you feel well"),
        ("Tomé mi dosis dos veces hoy pero me siento bien", "aunque te encuentres bien"),
        ("I'm pregnant and I had ketamine last week", "whoever cares for your pregnancy"),
        ("There is blood in my urine", "when you pass urine"),
        ("Hay sangre en mi orina", "al orinar"),
    ],
)
def test_each_red_flag_has_words_of_its_own(words: str, needed: str) -> None:
    reply = stage().say(words).reply

    assert reply.route is Route.RED_FLAG
    assert needed.casefold() in reply.text.casefold()


@pytest.mark.parametrize(
    "button", ["I'm in danger now", "Estoy en peligro ahora", "I'm not sure", "No lo sé", "I'm safe for now"]
)
@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "I want to cut myself",
        "I keep having thoughts of hurting my boss",
        "There is blood in my urine",
        "My husband hits me and controls my phone",
        "I haven't slept for four days and I don't need sleep, I have a mission",
    ],
)
def test_after_every_question_the_buttons_do_what_they_say(words: str, button: str) -> None:
    at = stage()
    at.say(words)
    (case,) = at.records.cases()
    for alert in at.records.due_alerts(at.clock.now(), 10):
        at.records.alert_delivered(alert.id, at.clock.now())
    at.records.mark_seen(case.id, "dr-a", at.clock.now())

    reply = at.say(button).reply

    (after,) = at.records.cases()
    paged = bool(at.records.due_alerts(at.clock.now(), 10))
    raised = "danger" in button or "peligro" in button
    assert after.severity in ((Severity.IMMINENT,) if raised else (Severity.ELEVATED, Severity.MEDICAL))
    assert paged is ("safe" not in button)
    assert (after.seen_at is None) is paged
    assert reply.route.is_safety


def test_a_second_not_sure_pages_again_and_is_answered_in_other_words() -> None:
    at = stage()
    at.say("I want to die")

    first, second = at.say("I'm not sure").reply, at.say("I'm not sure").reply

    assert len(at.records.due_alerts(at.clock.now(), 10)) == 3
    assert first.text != second.text


def test_in_an_episode_no_paragraph_comes_twice_in_a_row_but_help_stays() -> None:
    for words in (
        "I want to die",
        "I want to kill myself tonight, I have the pills",
        "Quiero morirme",
        "My husband hits me",
    ):
        at = stage()
        said = [at.say(words).reply.text for _ in range(4)]

        for before, after in pairwise(said):
            repeated = set(before.split("\n\n")) & set(after.split("\n\n"))
            assert all(any(sign.isdigit() for sign in paragraph) for paragraph in repeated), (words, repeated)
            assert before.partition("\n")[0] != after.partition("\n")[0]
            assert "911" in after


def test_a_later_message_is_not_said_to_be_on_its_way_when_the_alert_went_out_before() -> None:
    at = stage()
    at.say("I want to die")
    for alert in at.records.due_alerts(at.clock.now(), 10):
        at.records.alert_delivered(alert.id, at.clock.now())

    again = at.say("I still want to die").reply.text

    assert "was alerted before" in again
    assert "Nobody has read it yet" not in again


@pytest.mark.parametrize("button", ["I'm in danger now", "I'm not sure"])
def test_a_reply_that_pages_again_says_so_although_the_one_before_spoke_of_an_alert(button: str) -> None:
    at = stage()
    at.say("I want to die")

    assert "marked this as urgent for your care team again" in at.say(button).reply.text


def test_two_not_sures_in_a_row_both_say_who_knows() -> None:
    at = stage()
    at.say("I want to die")

    assert all("Nobody has read" in at.say("I'm not sure").reply.text for _ in range(3))


def test_with_a_lead_an_accusation_of_staff_goes_to_the_lead_alone_and_the_reply_says_so() -> None:
    at = stage(lead=True)

    reply = at.say("the therapist touched my breasts").reply

    (case,) = at.records.cases()
    assert case.restricted
    assert [alert.url for alert in at.records.due_alerts(at.clock.now(), 10)] == [LEAD]
    assert "goes only to the person who looks after such reports" in reply.text


def test_without_a_lead_the_reply_says_that_nobody_was_told_and_names_help_outside() -> None:
    at = stage()

    reply = at.say("mi terapeuta me tocó los pechos").reply

    assert at.records.due_alerts(at.clock.now(), 10) == ()
    assert "No se ha dicho a nadie de la clínica" in reply.text
    assert "fuera de la clínica" in reply.text


def test_answering_the_question_after_an_accusation_tells_the_care_team_nothing() -> None:
    at = stage()
    at.say("the therapist touched my breasts")
    at.say("I'm not sure")
    at.say("I'm in danger now")

    assert all(case.restricted for case in at.records.cases())
    assert at.records.due_alerts(at.clock.now(), 10) == ()


@pytest.mark.parametrize("lead", [True, False])
def test_an_accusation_beside_another_danger_makes_two_cases_and_keeps_the_words_from_the_team(lead: bool) -> None:
    at = stage(lead=lead)

    outcome = at.say("the therapist touched my breasts and I want to die")

    ordinary, apart = sorted(at.records.cases(), key=lambda case: case.restricted)
    assert (ordinary.restricted, apart.restricted) == (False, True)
    assert outcome.case_id == ordinary.id
    assert [signal.excerpt for _, signal in ordinary.signals] == [""] * len(ordinary.signals)
    assert at.records.kept_apart(at.conversation.id) == {outcome.message.id}
    told = [alert.url for alert in at.records.due_alerts(at.clock.now(), 10)]
    assert sorted(told) == sorted([URL, LEAD] if lead else [URL])
    assert "988" in outcome.reply.text
    assert "your care team cannot see it" in outcome.reply.text.casefold()


@pytest.mark.parametrize(
    "words", ["My dad beats me. I am 14.", "I'm 16 and I want to die", "Tengo 15 años y quiero morirme"]
)
def test_somebody_under_18_gets_the_child_line_and_safeguarding_hears_of_it(words: str) -> None:
    at = stage(lead=True)

    reply = at.say(words).reply

    child_line = at.engine.texts.values(reply.language, "US")["child_line"]
    assert child_line in reply.text
    assert {alert.url for alert in at.records.due_alerts(at.clock.now(), 10)} == {URL, LEAD}


def test_a_grown_up_gets_no_child_line() -> None:
    at = stage(lead=True)

    at.say("I'm 45 and I want to die")

    assert {alert.url for alert in at.records.due_alerts(at.clock.now(), 10)} == {URL}


def test_a_short_word_in_a_spanish_episode_is_answered_in_spanish() -> None:
    at = stage()
    at.say("Quiero morirme")

    assert [at.say(words).reply.language for words in ("ya", "ok", "...")] == ["es"] * 3


def test_danger_seen_in_another_language_says_that_it_may_be_misread() -> None:
    reply = stage().say("Je suis suicidal, je veux mourir, kill myself, je suis très triste").reply

    assert reply.route is Route.CRISIS
    assert texts().table["language-note", "en"].body in reply.text


def test_a_refusal_in_an_episode_that_lets_answers_go_on_carries_the_standing_reminder() -> None:
    from tests.fakes.turn_rails import REQUESTS

    at = Stage(rails=(*RAILS, REQUESTS))
    at.say("There is blood in my urine")

    reply = at.say("how much").reply

    assert reply.route is Route.DOSING
    assert "What you wrote earlier still matters" in reply.text
