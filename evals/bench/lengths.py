"""Texts of a wanted length: messages as people write them, and messages made to slow a rail down."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

USUAL = 300
"""Characters of the message that the requirement speaks of."""
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
"""From a long message to the longest that is measured."""


def messages(texts: Sequence[str], count: int, seed: int, length: int = USUAL) -> list[str]:
    """So many messages of about the length (within a fifth), each made of whole short texts in random order."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    short = [text for text in texts if len(text) < length]
    return [_joined(short, length, chance) for _ in range(count)]


def _joined(texts: Sequence[str], length: int, chance: random.Random) -> str:
    made = ""
    while len(made) < length * 0.8:
        fitting = [text for text in texts if len(made) + len(text) < length * 1.2]
        made = f"{made} {chance.choice(fitting or texts)}".strip()
    return made[: round(length * 1.2)]


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "one letter": _repeated("a"),
    "letters apart": _repeated("k i l l "),
    "figures for letters": _repeated("k1ll my53lf "),
    "stars in words": _repeated("s*****e "),
    "nearly a pattern": _repeated("i want to i want to not "),
    "a pattern, denied": _repeated("i am not going to kill myself "),
    "signs of despair": _repeated("nobody would miss me and "),
    "questions about doses": _repeated("how many mg of it can i take if i "),
    "no full stop": _repeated("and then he said that she said "),
    "full stops": _repeated(". "),
    "marks upon marks": _repeated("e\u0301\u0301\u0301\u0301"),
    "nothing to see": _repeated("a\u200b\u200d\u2060"),
    "small pictures": _repeated("🔪💊👩‍👩‍👧 "),
    "other scripts": _repeated("умереть 死にたい אני "),
    "wide ligatures": _repeated("\ufdfa"),
    "line breaks": _repeated("\n \n"),
    "quotation marks": _repeated("\"'“‘"),
    "dashes": _repeated("self-harm-self_harm/"),
}
"""By name, a text of exactly so many characters that costs a rail all it can."""
