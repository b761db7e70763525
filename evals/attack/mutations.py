"""Every mutation by its name, and whether a label outlives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.attack import arranging, rewriting
from evals.attack.rewriting import Change, on_words
from evals.hostile.disguises import DISGUISES
from evals.safety.perturbations import PERTURBATIONS

_SPELT = ("upper case", "mixed case", "homoglyphs", "leetspeak", "emoji")
_HIDDEN = ("zero-width", "accents", "full width", "stretched")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A named way to change a message."""

    name: str
    change: Change
    keeps_label: bool = True
    """Whether the label is still true afterwards; where not, a person must label what is found."""


def mutations(ordinary: Mapping[str, Sequence[str]]) -> tuple[Mutation, ...]:
    """All of them; `ordinary` holds, by language, messages that may stand beside another."""
    return (
        Mutation("typo", on_words("typo", PERTURBATIONS["one typo"], 1 / 3)),
        *(Mutation(name, on_words(name, PERTURBATIONS[name])) for name in _SPELT),
        Mutation("letter-spaced", on_words("letter-spaced", PERTURBATIONS["one word letter-spaced"], 1 / 4)),
        *(Mutation(name, on_words(name, DISGUISES[name])) for name in _HIDDEN),
        Mutation("a letter covered", on_words("a letter covered", rewriting.masked, 1 / 3)),
        Mutation("curly apostrophes", on_words("curly apostrophes", rewriting.curly)),
        Mutation("no capitals, no stops", rewriting.unpunctuated),
        Mutation("words run together", rewriting.run_together),
        Mutation("ragged spaces", rewriting.ragged),
        Mutation("typed shorthand", rewriting.shorthand),
        Mutation("another name or relation", rewriting.swapped),
        Mutation("greeting of another language", arranging.greeted),
        Mutation("harmless tail", arranging.tailed),
        Mutation("long harmless preamble", arranging.led_up_to),
        Mutation("politeness", arranging.courteous),
        Mutation("quoted screen of the app", arranging.on_a_screen),
        Mutation("filler words", arranging.filled),
        Mutation("other order of sentences", arranging.reordered),
        Mutation("sent as two messages", arranging.in_two),
        Mutation("an ordinary message beside it", arranging.beside(ordinary)),
        Mutation("a word left out", arranging.shortened, keeps_label=False),
    )
