"""Strings that nobody thought of: random ones, and known messages bent, cut, joined and repeated; seeded."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence

from evals.safety.perturbations import PERTURBATIONS

_LONGEST = 100_000
_PLANES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x36F),
    (0x370, 0x52F),
    (0x5D0, 0x6FF),
    (0x1100, 0x11FF),
    (0x2000, 0x206F),
    (0x2460, 0x24FF),
    (0xFB00, 0xFDFF),
    (0xFE00, 0xFEFF),
    (0xFF00, 0xFFEF),
    (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF),
    (0xE0000, 0xE01EF),
)
"""Ranges that normalisation has something to say about."""
_ODD = (
    *("\x00", "\x7f", "\ud800", "\udfff", "\u200d", "\u202e", "\u2028", "\ufeff", "\ufdfa", "\n\n"),
    *("ß", "İ", "ŉ", "ǰ", "ﬃ", "¿", "'", "*", "11", "1/2", "{hit}", "%s", "\\b"),
)
"""Signs that grow, vanish, break an encoding, or mean something to a pattern."""

Make = Callable[[random.Random, Sequence[str]], str]


def odd_text(seed: int, number: int, known: Sequence[str]) -> str:
    """The string of that number: the same for the same seed and the same known messages."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - repeatable, not secret
    make = chance.choices(_MAKERS, _WEIGHTS)[0]
    return make(chance, known)[:_LONGEST]


def _plane(chance: random.Random, _known: Sequence[str]) -> str:
    """Characters of one or two ranges."""
    planes = chance.sample(_PLANES, chance.randint(1, 2))
    return "".join(chr(chance.randint(*chance.choice(planes))) for _ in range(_length(chance)))


def _anything(chance: random.Random, _known: Sequence[str]) -> str:
    """Any code points, unpaired surrogates among them."""
    return "".join(chr(chance.randint(0, sys.maxunicode)) for _ in range(_length(chance)))


def _bent(chance: random.Random, known: Sequence[str]) -> str:
    """A known message with a few characters dropped, doubled, moved or replaced."""
    text = list(chance.choice(known))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randint(0, 6))
        piece = "".join(text[at:end])
        text[at:end] = chance.choice(("", piece * 2, piece[::-1], chance.choice(_ODD), piece + chance.choice(_ODD)))
    return "".join(text)


def _perturbed(chance: random.Random, known: Sequence[str]) -> str:
    """A known message as two or three of the evaluation's changes leave it."""
    text = chance.choice(known)
    for name in chance.sample(list(PERTURBATIONS), chance.randint(2, 3)):
        text = PERTURBATIONS[name](text, chance)
    return text


def _joined(chance: random.Random, known: Sequence[str]) -> str:
    """Halves of two known messages, with or without something between."""
    first, second = chance.choice(known), chance.choice(known)
    between = chance.choice(("", " ", chance.choice(_ODD)))
    return f"{first[: chance.randint(0, len(first))]}{between}{second[chance.randint(0, len(second)) :]}"


def _shuffled(chance: random.Random, known: Sequence[str]) -> str:
    """The words of a few known messages in any order."""
    words = " ".join(chance.sample(known, min(3, len(known)))).split(" ")
    chance.shuffle(words)
    return chance.choice((" ", "", "\t", ". ", "\n")).join(words)


def _repeated(chance: random.Random, known: Sequence[str]) -> str:
    """A part of a known message, or an odd sign, over and over; now and then very long."""
    text = chance.choice(known)
    start = chance.randrange(len(text) + 1)
    unit = text[start : start + chance.randint(1, 30)] or chance.choice(_ODD)
    return unit * (_length(chance) // len(unit) + 1)


def _length(chance: random.Random) -> int:
    """Short ones mostly: 0 to 10, to 100, to 1,000, and one in two hundred up to 30,000 characters."""
    return chance.randint(0, chance.choices((10, 100, 1_000, 30_000), (30, 45, 24.5, 0.5))[0])


_MAKERS: tuple[Make, ...] = (_plane, _anything, _bent, _perturbed, _joined, _shuffled, _repeated)
_WEIGHTS = (15, 5, 30, 20, 10, 10, 10)
