"""The assistant never poses as a person or a therapist, promises, stigmatises, teaches a method or locks out."""

import pytest

from assistant.domain.replies import Draft, DraftSentence
from assistant.guardrails.output_wording import OutputWordingRail, wording_faults

REFUSED = (
    ("therapist", "I am your therapist."),
    ("therapist", "I'm a virtual therapist."),
    ("therapist", "As your therapist, I think you should rest."),
    ("therapist", "Welcome back to our therapy."),
    ("therapist", "I offer gentle therapy."),
    ("therapist", "This chat is a kind of therapy."),
    ("therapist", "Soy tu terapeuta."),
    ("therapist", "Think of me as a counsellor."),
    ("human", "I am a human."),
    ("human", "I'm a real person, just like you."),
    ("human", "I am a nurse."),
    ("human", "I am your doctor."),
    ("human", "I am not a bot."),
    ("human", "No soy un robot."),
    ("human", "Soy una persona."),
    ("human", "As a doctor, I would wait."),
    ("promise", "You will be fine."),
    ("promise", "You'll be okay."),
    ("promise", "You are going to be all right."),
    ("promise", "I promise that it gets better."),
    ("promise", "Success is guaranteed."),
    ("promise", "Everything will be okay."),
    ("promise", "It is perfectly safe."),
    ("promise", "There is nothing to worry about."),
    ("promise", "You will never relapse."),
    ("promise", "Te prometo que mejora."),
    ("promise", "Todo va a salir bien."),
    ("promise", "Help is on its way."),
    ("promise", "Nobody will know."),
    ("suicide_wording", "He committed suicide."),
    ("suicide_wording", "It was a failed attempt."),
    ("suicide_wording", "Cometió suicidio."),
    ("stigma", "Many addicts feel so."),
    ("stigma", "An alcoholic never changes."),
    ("stigma", "Substance abuse is common."),
    ("stigma", "This is your own fault."),
    ("stigma", "You have failed."),
    ("stigma", "Los drogadictos mienten."),
    ("method", "People hang themselves there."),
    ("method", "The quickest way is this."),
    ("method", "There is a painless method."),
    ("lock_out", "Please end this conversation."),
    ("lock_out", "I have to end this chat."),
    ("lock_out", "This conversation is over."),
    ("lock_out", "I cannot talk to you any more."),
    ("lock_out", "You have been blocked."),
    ("lock_out", "Termine esta conversación."),
)
NEEDED = (
    "Your therapist can help you make sense of it.",
    "Ask your therapist for a meeting soon.",
    "Therapy in KAP may explore what drives drinking.",
    "I am an AI, a computer program.",
    "I am not a person, a doctor or a nurse.",
    "Soy una IA; no soy una persona.",
    "I am not a therapist, and this is not therapy.",
    "Tell the clinic as soon as the person is safe.",
    "Say whether you are safe right now.",
    "I am glad you are safe for now.",
    "A craving does not mean that you failed.",
    "It is not your fault.",
    "Alcoholics Anonymous is a mutual-help group.",
    "Alcohol use disorder is common.",
    "You can close this chat at any time and come back.",
    "Nobody can promise you a result.",
    "He died by suicide.",
    "If you think of suicide, call a crisis line now.",
    "Have I slept, eaten and drunk something since the session?",
    "A doctor or nurse is with you in the session.",
    "You do not have to do it alone.",
    "You may feel better, and you may not.",
    "It may not be safe to drive.",
    "The session may feel safe and calm.",
    "Tell me if it gets worse.",
)


@pytest.mark.parametrize(("rule", "text"), REFUSED)
def test_unwanted_words_are_found(rule: str, text: str) -> None:
    faults = wording_faults(text)

    assert rule in faults


@pytest.mark.parametrize("text", NEEDED)
def test_needed_words_pass(text: str) -> None:
    faults = wording_faults(text)

    assert faults == ()


def test_a_fault_in_spaced_or_disguised_letters_is_found() -> None:
    faults = wording_faults("I a\u200bm your **ther**apist; you  will\nbe fine")

    assert faults == ("therapist", "promise")


def test_the_rail_rejects_a_draft_and_names_the_rule_only() -> None:
    draft = Draft((DraftSentence("You will be fine."),), "fake", "v1")

    verdict = OutputWordingRail().check(draft)

    assert (verdict.passed, verdict.reasons) == (False, ("wording: promise",))


def test_the_rail_finds_a_fault_that_spans_two_sentences() -> None:
    draft = Draft((DraftSentence("You will"), DraftSentence("be fine.")), "fake", "v1")

    verdict = OutputWordingRail().check(draft)

    assert not verdict.passed
