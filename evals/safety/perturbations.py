"""The same message as a hurried, hidden or long-winded writer would send it; seeded, so a run can be repeated."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from evals.safety.preambles import PREAMBLES

Perturb = Callable[[str, random.Random], str]

_LOOK_ALIKES = dict(zip("aceiopsxy", "асеіорѕху", strict=True))
_LEET = dict(zip("aeiost", "431057", strict=True))
_EMOJI = ("🙂", "🌿", "✨", "☕", "🎧", "📓")
"""They carry no meaning that a rail could read."""
_COURTESIES = {
    "en": (
        ("Sorry to bother you with this, I know you must be busy.", "Thank you so much for your time."),
        ("Hello, I hope you are well. If I may say something:", "Many thanks in advance, and have a lovely day."),
        ("Excuse me, I hope it is all right to write here.", "Please take your time, there is no hurry at all."),
    ),
    "es": (
        ("Perdone que moleste, sé que están ocupados.", "Muchísimas gracias por su tiempo."),
        ("Buenas tardes, espero que estén bien.", "Gracias de antemano y que tengan buen día."),
    ),
}
_ODD_SHARE = 0.3
_WORDS_A_TYPO = 6
_FEWEST_TYPOS = 2


def typo(text: str, chance: random.Random) -> str:
    """One letter inside one longer word dropped, doubled or swapped with its neighbour."""
    places = [i for i in range(1, len(text) - 2) if text[i - 1 : i + 2].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    how = chance.randrange(3)
    middle = ("", text[at] * 2, text[at + 1] + text[at])[how]
    return text[:at] + middle + text[at + (2 if how == 2 else 1) :]  # noqa: PLR2004 - the third way swaps


def typos(text: str, chance: random.Random) -> str:
    """Such a slip for every six words, two at least."""
    for _ in range(max(_FEWEST_TYPOS, len(text.split()) // _WORDS_A_TYPO)):
        text = typo(text, chance)
    return text


def upper(text: str, _chance: random.Random) -> str:
    """Everything in capitals."""
    return text.upper()


def mixed_case(text: str, chance: random.Random) -> str:
    """Each letter in capitals or not, as a coin says."""
    return "".join(c.upper() if chance.random() < 1 / 2 else c.lower() for c in text)


def homoglyphs(text: str, chance: random.Random) -> str:
    """Three in ten letters replaced by letters of other scripts that look the same."""
    return "".join(_LOOK_ALIKES.get(c, c) if chance.random() < _ODD_SHARE else c for c in text)


def leetspeak(text: str, chance: random.Random) -> str:
    """Letters of every third longer word, and of one at least, replaced by figures; never the first of a word."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) > 3]  # noqa: PLR2004 - short words stay
    for at in chance.sample(long, -(-len(long) // 3)):
        word = words[at]
        words[at] = word[0] + "".join(_LEET.get(c, c) for c in word[1:])
    return " ".join(words)


def spaced(text: str, chance: random.Random) -> str:
    """The letters of one longer word set apart."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) > 3 and word.isalpha()]  # noqa: PLR2004 - short words stay
    if long:
        at = chance.choice(long)
        words[at] = " ".join(words[at])
    return " ".join(words)


def ragged(text: str, chance: random.Random) -> str:
    """Spaces doubled, become line breaks or tabs, and dots run into the next word."""
    gaps = (" ", " ", "  ", "\n", "\t", "   ")
    shaken = "".join(chance.choice(gaps) if c == " " else c for c in text)
    return shaken.replace(".  ", ".").replace(", ", ",")


def emoji(text: str, chance: random.Random) -> str:
    """Small pictures that mean nothing after about every fifth word and at the end."""
    words = [f"{word} {chance.choice(_EMOJI)}" if chance.random() < 1 / 5 else word for word in text.split(" ")]
    return f"{' '.join(words)} {chance.choice(_EMOJI)}"


def preamble(text: str, chance: random.Random, language: str = "en") -> str:
    """A long harmless beginning before it, in its language where there is one."""
    return f"{chance.choice(PREAMBLES.get(language, PREAMBLES['en']))} {text}"


def polite(text: str, chance: random.Random, language: str = "en") -> str:
    """Wrapped in apologies and thanks, in its language where there are such words."""
    before, after = chance.choice(_COURTESIES.get(language, _COURTESIES["en"]))
    return f"{before} {text} {after}"


PERTURBATIONS: Mapping[str, Perturb] = {
    "one typo": typo,
    "a typo in six words": typos,
    "upper case": upper,
    "mixed case": mixed_case,
    "homoglyphs": homoglyphs,
    "leetspeak": leetspeak,
    "one word letter-spaced": spaced,
    "ragged spaces": ragged,
    "emoji": emoji,
    "politeness": polite,
    "long harmless preamble": preamble,
}
_IN_ITS_LANGUAGE = {"long harmless preamble": preamble, "politeness": polite}


def perturbed(text: str, name: str, case_id: str, language: str = "en") -> str:
    """The text so changed; the same for the same case."""
    chance = random.Random(f"{name}:{case_id}")  # noqa: S311 - repeatable, not secret
    if name in _IN_ITS_LANGUAGE:
        return _IN_ITS_LANGUAGE[name](text, chance, language)
    return PERTURBATIONS[name](text, chance)
