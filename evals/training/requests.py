"""What messages ask for, as lessons and as development cases for the outputs that know requests."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.adapters.risk_card import REQUESTS
from assistant.domain.reading import Reading, SentenceVectors
from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.request_rails import request_rails
from evals.refusals.cases import FOLDER, read_cases
from evals.refusals.cases import Case as Refusal
from evals.safety.cases import Asks, Case

REFUSALS = FOLDER
_DEV = ("_third", "_fourth", "_fifth", "_sixth", "_seventh")
"""Ends of the names of development files that curves and thresholds are fitted on; the others are learnt from."""
_MAY_ASK = re.compile(
    r"medic|meds\b|\bdos(?:e|i|ag)|pills?\b|tablet|\bm?c?g\b|milligram|prescri|refill|supplement|vitamin|ketamin|\bk\b|"
    r"\b(?:take|taking|taken|took|mix|drink|alcohol|beer|wine|weed|cannabis|cbd|caffeine)|ssri|antidepress|benzo|opioid|"
    r"diagnos|disorder|adhd|bipolar|autis|ptsd|symptom|stop(?:ped|ping)? my\b|wean|taper|interact|"
    r"pastilla|dosis|receta|tomar|tomo\b|alcohol|cerveza|vino\b|mezcl|trastorno"
)
"""Words without which nobody asks for a refusal of these kinds: where they stand, no rule's silence is an answer."""
_DANGERS = {Route.CRISIS, Route.RED_FLAG}


def learnt(folder: Path = REFUSALS, without: Collection[str] = ()) -> tuple[Case, ...]:
    """The single messages to learn from: training files but those named, and development files not checked on."""
    first = [name for name in _developed(folder) if name not in checked_on(folder)]
    dev = read_cases(*first, split="dev", folder=folder) if first else ()
    train = [path.stem for path in sorted((folder / "train").glob("*.jsonl")) if path.stem not in without]
    return _as_cases((*(read_cases(*train, split="train", folder=folder) if train else ()), *dev))


def checked(folder: Path = REFUSALS) -> tuple[Case, ...]:
    """The single messages on which curves and thresholds are fitted; another writer's than most that are learnt."""
    names = checked_on(folder)
    return _as_cases(read_cases(*names, split="dev", folder=folder)) if names else ()


def checked_on(folder: Path = REFUSALS) -> tuple[str, ...]:
    """The development files from which nothing is learnt."""
    return tuple(name for name in _developed(folder) if name.endswith(_DEV))


def _developed(folder: Path) -> list[str]:
    return [path.stem for path in sorted((folder / "dev").glob("*.jsonl"))]


def marked(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Safety cases, where harmless ones that neither a rule nor a word of medicine touches are said to ask for nothing.

    Of the others nothing is said: a question about a medicine that the rules miss would be learnt as none.
    """
    rails = request_rails()

    def asks(case: Case) -> Asks | None:
        reading = Reading(normalise(case.text), (), lambda: SentenceVectors((), ()))
        found = (signal.request for rail in rails for signal in rail.read(reading))
        asked = _MAY_ASK.search(case.text.casefold()) or any(request in REQUESTS for request in found)
        return None if case.is_danger or asked else Asks()

    return tuple(replace(case, asks=asks(case)) for case in cases)


def _as_cases(refusals: Sequence[Refusal]) -> tuple[Case, ...]:
    """Those that are one message and hold no danger; the last message of a conversation rarely says it all."""
    return tuple(
        Case(
            id=each.id,
            idea=each.idea,
            utterances=each.talk,
            tier=Tier.NONE,
            concerns=(),
            about_other=False,
            kind=each.kind,
            language=each.language,
            asks=Asks(_requests((each.route,)), _requests(each.also_right) - {each.route}),
        )
        for each in refusals
        if len(each.talk) == 1 and not _DANGERS & {each.route, *each.also_right}
    )


def _requests(routes: Sequence[Route]) -> frozenset[Route]:
    return frozenset(routes) & frozenset(REQUESTS)
