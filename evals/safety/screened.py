"""Runs the real screening over cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant import bootstrap
from assistant.domain.messages import Utterance
from assistant.domain.risk import Assessment, Concern, Tier
from assistant.guardrails.packaged import danger_rails
from assistant.guardrails.screening import Screening
from assistant.ports import Embedder
from evals.safety.cases import Case
from evals.safety.perturbations import perturbed

Rails = Literal["lexicon", "classifier", "all"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what the rails said."""

    case: Case
    tier: Tier
    concerns: tuple[Concern, ...]
    rules: tuple[str, ...]
    failed: tuple[str, ...]


def screening_of(rails: Rails, embedder: Embedder) -> Screening:
    """The screening with all rails as the product wires them, or only those named."""
    if rails == "lexicon":
        return Screening(danger_rails(), embedder.embed)
    if rails == "classifier":
        return Screening((bootstrap.make_classifier(),), embedder.embed)
    return bootstrap.make_screening(embedder)


def run(
    screening: Screening, cases: Sequence[Case], change: str | None = None, say: Callable[[str], None] = lambda _: None
) -> tuple[Outcome, ...]:
    """What the screening says of each case, its last patient message changed as asked."""
    found = []
    for number, case in enumerate(cases, start=1):
        assessment, tier = screening.screen_conversation(_spoken(case, change))
        found.append(_outcome(case, assessment, tier))
        if number % 500 == 0:
            say(f"{number} of {len(cases)}")
    return tuple(found)


def _spoken(case: Case, change: str | None) -> tuple[Utterance, ...]:
    if change is None:
        return case.utterances
    last = max(i for i, u in enumerate(case.utterances) if u.text == case.text)
    altered = Utterance(case.utterances[last].author, perturbed(case.text, change, case.id, case.language))
    return (*case.utterances[:last], altered, *case.utterances[last + 1 :])


def _outcome(case: Case, assessment: Assessment, tier: Tier) -> Outcome:
    rules = tuple(dict.fromkeys(signal.rule for signal in assessment.dangers))
    return Outcome(case, tier, assessment.concerns, rules, assessment.failed_rails)
