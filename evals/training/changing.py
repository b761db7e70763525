"""Training texts as a hurried writer would send them, so that case, stops and typos decide nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from evals.safety.perturbations import typo

_STOPS = re.compile(r"[.,!?;:'\"¿¡]")
_WORDS_A_TYPO = 12
_LOWER, _BARE, _TYPOS, _UPPER = 0.25, 0.40, 0.60, 0.65


class Changing:
    """Changes a share of texts, each time anew; the same seed gives the same changes in the same order."""

    def __init__(self, share: float, harmless: Sequence[str], seed: int) -> None:
        self._share = share
        self._harmless = harmless
        self._chance = random.Random(seed)  # noqa: S311 - training, not a secret

    def __call__(self, text: str) -> str:
        """The text, or what became of it; a harmless text put beside it changes no label."""
        chance = self._chance
        if chance.random() >= self._share:
            return text
        how = chance.random()
        if how < _LOWER:
            return text.lower()
        if how < _BARE:
            return _STOPS.sub("", text.lower())
        if how < _TYPOS:
            for _ in range(1 + len(text.split()) // _WORDS_A_TYPO):
                text = typo(text, chance)
            return text
        if how < _UPPER or not self._harmless:
            return text.upper()
        beside = chance.choice(self._harmless)
        return f"{beside} {text}" if chance.random() < 0.6 else f"{text} {beside}"  # noqa: PLR2004 - before is likelier
