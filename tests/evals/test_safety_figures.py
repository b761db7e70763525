from __future__ import annotations

import random

import pytest

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.screening import Screening
from evals.safety.cases import Case
from evals.safety.figures import dangers, harmless, matrix, named, reached
from evals.safety.perturbations import PERTURBATIONS, perturbed
from evals.safety.report import failures, page, shown, summary
from evals.safety.screened import Outcome, run
from evals.statistics import Proportion
from tests.fakes.scripted_rails import ScriptedInputRail, danger


def case(text: str, tier: Tier = Tier.NONE, *, earlier: str = "") -> Case:
    said = (Utterance(Author.PATIENT, earlier), Utterance(Author.ASSISTANT, "ok")) if earlier else ()
    concerns = (Concern.SUICIDE,) if tier is not Tier.NONE else ()
    return Case("c-1", "idea", (*said, Utterance(Author.PATIENT, text)), tier, concerns, False, "direct", "en")


def outcome(label: Tier, found: Tier, *concerns: Concern) -> Outcome:
    return Outcome(case("words", label), found, concerns, ("rule",), ())


OUTCOMES = (
    outcome(Tier.NONE, Tier.NONE),
    outcome(Tier.NONE, Tier.ELEVATED, Concern.ABUSE),
    outcome(Tier.WATCH, Tier.WATCH, Concern.SUICIDE),
    outcome(Tier.IMMINENT, Tier.ELEVATED, Concern.ABUSE),
)


def test_shares_are_counted_over_the_right_cases() -> None:
    assert reached(dangers(OUTCOMES), Tier.WATCH) == Proportion(2, 2)
    assert reached(dangers(OUTCOMES, Tier.IMMINENT), Tier.IMMINENT) == Proportion(0, 1)
    assert reached(harmless(OUTCOMES), Tier.ELEVATED) == Proportion(1, 2)
    assert named(OUTCOMES) == Proportion(1, 2)
    assert matrix(OUTCOMES)[Tier.IMMINENT][Tier.ELEVATED] == 1


def test_nothing_counted_is_a_dash_and_not_a_zero() -> None:
    assert shown(Proportion(0, 0)) == "–"
    assert shown(Proportion(1, 2)).startswith("50.0% (1/2; ")


def test_failures_of_the_test_split_show_no_text() -> None:
    hidden, open_ = failures(OUTCOMES, with_texts=False), failures(OUTCOMES, with_texts=True)

    assert len(hidden) == 2
    assert not any("words" in line for line in hidden)
    assert all("words" in line for line in open_)


def test_a_conversation_counts_with_its_strictest_message() -> None:
    rail = ScriptedInputRail("crisis", {"bad": (danger(Tier.ELEVATED),)})
    screening = Screening((rail,), lambda texts: tuple((1.0,) for _ in texts))

    found = run(screening, [case("fine now", Tier.ELEVATED, earlier="it is bad")])

    assert found[0].tier is Tier.ELEVATED


def test_a_change_is_made_to_the_last_message_only() -> None:
    rail = ScriptedInputRail("crisis")
    screening = Screening((rail,), lambda texts: tuple((1.0,) for _ in texts))

    run(screening, [case("the words", Tier.WATCH, earlier="the first")], "upper case")

    assert rail.read_messages == ["the first", "THE WORDS"]


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_every_change_is_repeatable_and_bears_odd_texts(name: str) -> None:
    text = "I cannot sleep at all since Monday"

    assert perturbed(text, name, "id") == perturbed(text, name, "id")
    assert any(perturbed(text, name, f"id-{n}") != text for n in range(5))
    for odd in ("", "a", "🙂", "¿?"):
        assert isinstance(perturbed(odd, name, "id"), str)


def test_a_preamble_is_in_the_language_of_the_message() -> None:
    spanish = {perturbed("no puedo dormir", "long harmless preamble", f"id-{n}", "es") for n in range(30)}
    english = {perturbed("I cannot sleep", "long harmless preamble", f"id-{n}") for n in range(30)}

    assert len(spanish) == len(english) == 3
    assert all("sesión" in text or "la semana" in text or "la clínica" in text for text in spanish)
    assert not any("semana" in text for text in english)


def test_leetspeak_leaves_the_first_letter_and_short_words() -> None:
    changed = PERTURBATIONS["leetspeak"]("as I am terribly sleepless", random.Random(1))

    assert changed.startswith("as I am ")
    assert changed != "as I am terribly sleepless"
    assert {word[0] for word in changed.split(" ")[3:]} == {"t", "s"}


def test_a_typo_changes_one_place_of_one_word() -> None:
    text = "cannot sleep"
    for seed in range(50):
        changed = PERTURBATIONS["one typo"](text, random.Random(seed))
        assert abs(len(changed) - len(text)) <= 1
        assert changed[0] == text[0]


def test_the_page_holds_every_section() -> None:
    text = page("Title", ["note"], {"Rails": summary({"all": OUTCOMES})})

    assert text.startswith("# Title\n\nnote\n\n## Rails\n")
    assert "| all | 100.0% (2/2" in text
