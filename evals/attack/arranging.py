"""Mutations of the whole message: what stands around it, in which order, and in how many messages."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from evals.attack.draft import BREAK, Draft, Word
from evals.attack.rewriting import Change
from evals.attack.vocabulary import FILLERS, GREETINGS, SCREENS, TAILS
from evals.safety.perturbations import polite, preamble

_MARK = "\0"


def _in(words: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return words.get(language, words["en"])


def greeted(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """A greeting, often of another language."""
    return draft.added(chance.choice(GREETINGS), "greeting of another language", before=True)


def tailed(draft: Draft, chance: random.Random, language: str) -> Draft | None:
    """One or two harmless sentences after it."""
    tails = _in(TAILS, language)
    text = " ".join(chance.sample(tails, chance.choice((1, 2))))
    return draft.added(text, "harmless tail", before=False)


def led_up_to(draft: Draft, chance: random.Random, language: str) -> Draft | None:
    """A long harmless beginning."""
    return draft.added(preamble("", chance, language).strip(), "long harmless preamble", before=True)


def courteous(draft: Draft, chance: random.Random, language: str) -> Draft | None:
    """Apologies and thanks around it."""
    before, after = polite(_MARK, chance, language).split(_MARK)
    return draft.added(before.strip(), "politeness", before=True).added(after.strip(), "politeness", before=False)


def on_a_screen(draft: Draft, chance: random.Random, language: str) -> Draft | None:
    """What an app shows, copied along."""
    return draft.added(chance.choice(_in(SCREENS, language)), "quoted screen of the app", before=True)


def filled(draft: Draft, chance: random.Random, language: str) -> Draft | None:
    """One to three filler words between words."""
    name = "filler words"
    words = list(draft.words)
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(words) + 1)
        part = words[min(at, len(words) - 1)].part
        words.insert(at, Word(chance.choice(_in(FILLERS, language)), part=part, by=(name,)))
    return draft.having(words, name)


def reordered(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """The sentences in another order."""
    parts = list(draft.parts)
    if len(parts) < 2:  # noqa: PLR2004 - one sentence has one order
        return None
    chance.shuffle(parts)
    name = "other order of sentences"
    words = [_open(word) for part in parts for word in draft.words if word.part == part]
    return draft.having(words, name)


def _open(word: Word) -> Word:
    return replace(word, gap=" ") if "\n" in word.gap else word


def in_two(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """Sent as two messages, cut between sentences where there are several, sometimes inside one."""
    if len(draft.words) < 4 or any(word.gap == BREAK for word in draft.words):  # noqa: PLR2004 - too short to cut
        return None
    inner = range(1, len(draft.words) - 2)
    between = [i for i in inner if draft.words[i].part != draft.words[i + 1].part]
    at = chance.choice(between if between and chance.random() < 3 / 4 else list(inner))
    name = "sent as two messages"
    return draft.each(lambda i, word: word.spaced(BREAK, name) if i == at else word, name)


def shortened(draft: Draft, chance: random.Random, _language: str) -> Draft | None:
    """One or two words left out; nobody has said that the label stays."""
    name = "a word left out"
    able = [i for i, word in enumerate(draft.words) if word.is_own and word.has_letters]
    if len(able) < 4:  # noqa: PLR2004 - what is left must still say something
        return None
    at = chance.sample(able, chance.choice((1, 2)))
    return draft.each(lambda i, word: word.changed("", name) if i in at else word, name)


def beside(ordinary: Mapping[str, Sequence[str]]) -> Change:
    """An ordinary message of the data, by language, before or after it."""
    name = "an ordinary message beside it"

    def change(draft: Draft, chance: random.Random, language: str) -> Draft | None:
        texts = ordinary.get(language, ())
        if not texts:
            return None
        before = chance.random() < 1 / 2
        return draft.added(chance.choice(texts), name, before=before, gap=chance.choice((" ", "\n\n")))

    return change
