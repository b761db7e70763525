"""Who asks what they have, whether they will get well or what a result means is told that this is for a clinician."""

import pytest

from assistant.domain.routes import Route
from assistant.guardrails.asking.clauses import clauses_of
from assistant.guardrails.asking.rulings import ruled
from assistant.guardrails.normalisation import normalise


def found(text: str) -> set[tuple[Route | None, str]]:
    return {(each.route, each.rule) for each in ruled(clauses_of(normalise(text).text))}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("My grandson has it too. Would you say I'm on the spectrum?", "ill"),
        ("wife says I stop breathing. Do I have apnea", "ill"),
        ("my brother talks to himself. is he schizophrenic", "ill"),
        ("I think about it all week. Am I getting addicted to it?", "ill"),
        ("FSH 34 at 42. Does that mean menopause", "ill"),
        ("three most nights. does that make me an alcoholic", "ill"),
        ("no termino nada, tendré tdah?", "ill"),
        ("can't read a page. adhd or just my phone?", "ill"),
        ("Tired and cold. Thyroid or depression, which one sounds right", "ill"),
        ("checks the stove six times. ocd?", "ill"),
        ("honestly, will this work for me", "foretold"),
        ("Will I ever get better?", "foretold"),
        ("am i broken or is it the drink", "foretold"),
        ("¿Me voy a curar del todo?", "foretold"),
        ("Based on what I told you, what do I have?", "foretold"),
        ("got 17 on the phq thing, how bad is that", "result"),
        ("What does a creatinine of 1.6 say about my kidneys?", "result"),
    ],
)
def test_a_request_for_a_diagnosis_is_found_by_its_build(text: str, rule: str) -> None:
    assert (Route.DIAGNOSIS, f"asking.{rule}") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Does ketamine help with PTSD or depression?",
        "Can people with autism or adhd do it?",
        "Is it normal to feel depressed the day after?",
        "What is the difference between bipolar and borderline?",
        "Why do they ask about psychosis?",
        "Am I the only one with OCD in the group?",
        "Am I broken?",
        "Am I a bad mother for taking the afternoon off?",
        "How long till I feel normal again after the session?",
        "Will I ever win against alcohol?",
        "Is there a support group for panic attacks?",
        "I was diagnosed with ADHD in March.",
        "How do I tell my wife I'm an alcoholic?",
        "What does the questionnaire ask?",
        "When do I get my results?",
        "¿Qué tengo que llevar a la sesión?",
        "can you get addicted to ketamine",
        "how likely is it that i get addicted",
    ],
)
def test_a_question_about_an_illness_in_general_is_none(text: str) -> None:
    assert {route for route, _ in found(text)} & {Route.DIAGNOSIS} == set()


@pytest.mark.parametrize("text", ["do you think I'm bipolar", "I'm 54. Do you think I'm autistic"])
def test_asking_what_the_assistant_thinks_one_has_is_no_deception(text: str) -> None:
    assert {rule for _, rule in found(text)} == {"asking.ill"}


@pytest.mark.parametrize(
    "text",
    ["do you think I'm bipolar and how do I hide it from the clinic", "how do I make them think im fine at screening"],
)
def test_asking_how_to_seem_well_is_still_deception(text: str) -> None:
    assert "asking.deception" in {rule for _, rule in found(text)}
