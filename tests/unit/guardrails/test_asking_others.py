"""Supplies, mixtures and changes of a medicine are found by their build, and what only sounds like them is not."""

import pytest

from assistant.domain.routes import Route
from assistant.guardrails.asking.clauses import clauses_of
from assistant.guardrails.asking.rulings import ruled
from assistant.guardrails.normalisation import normalise


def routes(text: str) -> set[Route | None]:
    return {each.route for each in ruled(clauses_of(normalise(text).text))}


@pytest.mark.parametrize(
    "text",
    [
        "ran out and my sister is on sertraline too. Can she lend me a week's worth?",
        "I have lozenges left. Could I give her one of mine?",
        "left my vyvanse on the bus. can i get another bottle",
        "somebody took my suboxone strips. will they replace em",
        "I'll pay cash, can the pharmacy fill it early, my clonazepam?",
        "can I order naltrexone with no prescription",
        "can you overnight my troches to a hotel?",
        "me sobraron tres pastillas, ¿las guardo?",
    ],
)
def test_a_supply_is_found(text: str) -> None:
    assert Route.SUPPLY in routes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dentist gave me tramadol but I'm on Zoloft. Okay together?",
        "they gave me zofran and I'm on lexapro. is that combo safe",
        "can i drink on naltrexone",
        "is kombucha ok on antabuse?",
        "are shrooms on prozac bad",
        "I take clonidine. do they clash?",
    ],
)
def test_a_mixture_is_found(text: str) -> None:
    assert Route.MIXING in routes(text)


@pytest.mark.parametrize(
    "text",
    [
        "figured i'd skip the lamictal this week",
        "inclined to give the statin a miss, keen to pause the citalopram",
        "dumped all my klonopin down the sink last night",
        "should i be on antabuse",
        "put myself back on the effexor, good idea?",
        "thinking of coming off my lexapro",
        "i want to go back on the quetiapine",
    ],
)
def test_a_change_of_a_medicine_is_found(text: str) -> None:
    assert Route.MEDICATION_CHANGE in routes(text)


@pytest.mark.parametrize(
    "text",
    [
        "do they keep a spare locker key, I lost mine",
        "will they replace the blanket, it smells",
        "Can I share what I saw with my therapist?",
        "can my wife and I talk together after the session",
        "thinking of cutting back my visits to my dad",
        "do antidepressants get in the way of it",
        "We cleaned the house and threw the old sofa out.",
    ],
)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert routes(text) == set()
