from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.messages import Author, Utterance
from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Signal, Tier, highest
from assistant.guardrails.conversation_rail import ConversationRail
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.packaged import LEXICONS

PROMPTS = Path(__file__).parents[3] / "prompts"
RAIL = ConversationRail("conversation", Lexicon.load(LEXICONS / "conversation_signs.yaml"))


def patient(text: str) -> Utterance:
    return Utterance(Author.PATIENT, text)


def assistant(text: str) -> Utterance:
    return Utterance(Author.ASSISTANT, text)


def read(message: str, *history: Utterance) -> tuple[Signal, ...]:
    return RAIL.read(Reading(normalise(message), history))


def tier(message: str, *history: Utterance) -> Tier:
    return highest(signal.tier for signal in read(message, *history))


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("I keep thinking about suicide", "my dad's gun is in the closet", Tier.IMMINENT),
        ("I have a bottle full of pills in the drawer", "I want to die", Tier.IMMINENT),
        ("I feel hopeless", "Thanks for everything", Tier.IMMINENT),
        ("I want to kill myself", "it will be tonight", Tier.IMMINENT),
        ("there's no point", "I still have a bottle full of pills", Tier.ELEVATED),
        ("quiero morirme", "tengo la pistola de mi padre", Tier.IMMINENT),
    ],
)
def test_signs_of_two_messages_add_up(before: str, now: str, expected: Tier) -> None:
    assert tier(now, patient(before)) is expected


def test_despair_in_three_messages_is_more_than_despair_in_one() -> None:
    history = (patient("I feel hopeless"), assistant("I hear you."), patient("I can't go on"))

    assert tier("I'm just a burden", *history) is Tier.ELEVATED
    assert tier("I'm just a burden", *history[:1]) is Tier.NONE


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I want to stop drinking", "Thanks for everything"),
        ("how long do effects last", "I have a knife for cooking in my drawer"),
        ("I'm not suicidal", "it will be tonight, the party"),
        ("my brother was suicidal", "Thanks for everything"),
    ],
)
def test_a_sign_without_its_counterpart_says_nothing(before: str, now: str) -> None:
    assert read(now, patient(before)) == ()


def test_what_the_assistant_said_is_no_sign_of_the_patient() -> None:
    assert read("Thanks for everything", assistant("Are you thinking about suicide?")) == ()


@pytest.mark.parametrize(
    ("asked", "concern", "expected"),
    [
        ("Are you in danger right now?", Concern.SUICIDE, Tier.IMMINENT),
        ("Abuse is never your fault. Are you in danger right now?", Concern.ABUSE, Tier.IMMINENT),
        ("Are you thinking about killing yourself?", Concern.SUICIDE, Tier.ELEVATED),
        ("Are you thinking about killing yourself right now?", Concern.SUICIDE, Tier.IMMINENT),
        ("Do you feel you might hurt yourself right now?", Concern.SELF_HARM, Tier.IMMINENT),
        ("Do you feel you might hurt somebody right now?", Concern.HARM_TO_OTHERS, Tier.IMMINENT),
        ("¿Necesitas ayuda de emergencia en este momento?", Concern.MEDICAL_EMERGENCY, Tier.IMMINENT),
        ("¿Estás pensando en matarte?", Concern.SUICIDE, Tier.ELEVATED),
    ],
)
@pytest.mark.parametrize("answer", ["yes", "Yeah, kind of", "sí", "i think so"])
def test_a_yes_to_the_safety_question_counts(asked: str, concern: Concern, expected: Tier, answer: str) -> None:
    history = (patient("I feel low"), assistant(f"I am here. {asked}"))

    (signal,) = read(answer, *history)

    assert (signal.tier, signal.concern) == (expected, concern)


ASKING = [
    path
    for path in sorted(PROMPTS.glob("*.md"))
    if path.name.startswith(("crisis", "watch", "red-flag", "safety"))
    and path.read_text("utf-8").rstrip().endswith("?")
]


@pytest.mark.parametrize("path", ASKING, ids=lambda path: path.stem)
def test_a_yes_to_the_question_of_every_packaged_safety_text_is_understood(path: Path) -> None:
    text = path.read_text("utf-8").rstrip()

    assert tier("yes", patient("I feel low"), assistant(text)).rank >= Tier.ELEVATED.rank


@pytest.mark.parametrize("answer", ["no", "yes I'm safe", "what do you mean"])
def test_another_answer_to_the_safety_question_adds_nothing(answer: str) -> None:
    assert read(answer, patient("I feel low"), assistant("Are you in danger right now?")) == ()


def test_a_yes_to_any_other_question_adds_nothing() -> None:
    assert read("yes", patient("hi"), assistant("Shall I pass that on to your team?")) == ()


def test_the_excerpt_is_of_the_message_itself() -> None:
    message = "Well. THANKS for everything"
    (signal,) = read(message, patient("I feel hopeless"))

    assert signal.excerpt == "THANKS for everything"
    assert signal.span.of(message) == signal.excerpt
