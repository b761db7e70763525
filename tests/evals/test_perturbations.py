from __future__ import annotations

import random

import pytest

from evals.safety.perturbations import PERTURBATIONS, perturbed
from evals.statistics import Proportion, shown


def test_nothing_counted_is_a_dash_and_not_a_zero() -> None:
    assert shown(Proportion(0, 0)) == "–"
    assert shown(Proportion(1, 2)).startswith("50.0% (1/2; ")


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
