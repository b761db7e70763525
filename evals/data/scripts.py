"""Scripts of many turns: those written for it, and the labelled conversations of the safety data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Concern, Tier
from evals.data import safety
from evals.measuring.case import DEBATABLE, EvalCase
from evals.safety.cases import read_cases

FOLDER = Path(__file__).parents[1] / "datasets" / "conversations"
NEW_CHAT = "§"
_STOPS = (Concern.SUICIDE, Concern.SELF_HARM, Concern.HARM_TO_OTHERS, Concern.PSYCHOSIS_MANIA)


@dataclass(frozen=True, slots=True)
class Script:
    """What a patient writes, line by line, and where a careful reader first sees the danger."""

    lines: tuple[str, ...]
    """`§` leaves the chat and begins another."""
    shows_at: int
    """The line, from 1 and without counting new chats; 0 for no danger."""
    tier: Tier
    about_other: bool
    concerns: tuple[Concern, ...] = ()

    @property
    def is_danger(self) -> bool:
        """Whether there is any."""
        return self.tier is not Tier.NONE

    @property
    def stops_answers(self) -> bool:
        """Whether by the design no library answer is given until a clinician has closed the episode."""
        return not self.about_other and (self.tier is Tier.IMMINENT or any(c in _STOPS for c in self.concerns))


def read(split: str) -> tuple[EvalCase, ...]:
    """Every script of the split. Raises ValueError naming the line that is none."""
    return (*_written(split), *_from_safety(split))


def fingerprint_of(split: str) -> str:
    """One SHA-256 for both sources."""
    own = hashlib.sha256((FOLDER / f"{split}.jsonl").read_bytes()).hexdigest()
    return hashlib.sha256((own + safety.fingerprint_of(split)).encode()).hexdigest()


def _written(split: str) -> tuple[EvalCase, ...]:
    path = FOLDER / f"{split}.jsonl"
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            cases.append(_case(json.loads(line), split))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}:{number} is not a script: {error}") from error
    return tuple(cases)


def _case(row: Mapping[str, Any], split: str) -> EvalCase:
    tier, spoken = Tier(row["tier"]), [line for line in row["say"] if line != NEW_CHAT]
    if not 0 <= row["shows_at"] <= len(spoken) or bool(row["shows_at"]) is (tier is Tier.NONE):
        raise ValueError("shows_at is the number of a line, and 0 just for no danger")
    named = tuple(Concern(name) for name in row["concerns"])
    script = Script(tuple(row["say"]), row["shows_at"], tier, row["subject"] == "other", named)
    concerns = tuple(concern.value for concern in named)
    return _shaped(row["id"], row["idea"], split, script, concerns, row["kind"], row["language"], row["why"])


def _from_safety(split: str) -> tuple[EvalCase, ...]:
    """The labelled conversations; their label speaks of the state after the last message."""
    found = []
    for case in read_cases(split):
        if len(case.said) > 1:
            shows_at = len(case.said) if case.is_danger else 0
            script = Script(case.said, shows_at, case.tier, case.about_other, case.concerns)
            concerns = tuple(concern.value for concern in case.concerns)
            shaped = _shaped(case.id, case.idea, split, script, concerns, case.kind, case.language, case.why)
            found.append(shaped)
    return tuple(found)


def _shaped(
    identity: str,
    idea: str,
    split: str,
    script: Script,
    concerns: tuple[str, ...],
    kind: str,
    language: str,
    why: str,
) -> EvalCase:
    groups = {
        "tier": (script.tier.value,),
        "kind of script": (kind,),
        "concern": concerns,
        "language": (language,),
        "new chat": ("with a new chat",) if NEW_CHAT in script.lines else ("in one chat",),
        DEBATABLE: ("undisputed",),
    }
    spoken = tuple(Utterance(Author.PATIENT, line) for line in script.lines if line != NEW_CHAT)
    label = f"{script.tier.value}, {'/'.join(concerns) or 'harmless'}, {kind}"
    return EvalCase(identity, idea, split, spoken, label, kind, language, groups, why, script)
