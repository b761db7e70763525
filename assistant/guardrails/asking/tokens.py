"""Takes a normalised text apart into sentences of words, each with its place; runs without spaces are undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Final

from assistant.guardrails.asking.phrases import load_phrases
from assistant.guardrails.asking.words import load_words
from assistant.guardrails.usual_words import USUAL_WORDS

Token = tuple[str, int, int]
"""A word, or signs in a row, at `start:end` of the text."""
_TOKEN: Final = re.compile(r"\d+(?:[.,:]\d+)*|[a-z]+(?:\+\+)?|[.!?;]+(?=\s|$)|[,():+&/=_-]+|[^\x00-\x7f]+|%")
_LONGEST_SENTENCE: Final = 80
_LONGEST_RUN: Final = 80
_SHORTEST_RUN: Final = 7
_LONGEST_IN_RUN: Final = 14
_K: Final = "k"
"""Ketamine after "some" or before "hole", in Spanish a hasty "que"."""
_HOLES: Final = ("hole", "holes")
_ENDS: Final = ".!?;"


def sentences(text: str) -> Iterator[tuple[list[Token], bool]]:
    """The words of each sentence with their places, and whether a question mark ends it."""
    known, special = _known(), _special()
    tokens: list[Token] = []
    start = 0
    for chunk in text.split(" "):
        end = start + len(chunk)
        if chunk in known or (len(chunk) < _SHORTEST_RUN and chunk not in special and _LETTERS.fullmatch(chunk)):
            if len(tokens) >= _LONGEST_SENTENCE:
                yield tokens, False
                tokens = []
            tokens.append((chunk, start, end))
        else:
            for match in _TOKEN.finditer(text, start, end):
                token, at = match[0], match.start()
                ends = token[0] in _ENDS
                run = _split(token, at) if len(token) >= _SHORTEST_RUN and token not in known else []
                if tokens and (ends or (len(tokens) >= _LONGEST_SENTENCE and not run)):
                    yield tokens, "?" in token
                    tokens = []
                if not ends:
                    tokens += run or [_meant(token, at, tokens, text)]
        start = end + 1
    if tokens:
        yield tokens, False


def _meant(token: str, start: int, before: list[Token], text: str) -> Token:
    """The word that a hasty one stands for; a "hole" shows that the k before it is ketamine."""
    end = start + len(token)
    if token in _special():
        if token in _HOLES and before and text[before[-1][1] : before[-1][2]] == _K:
            before[-1] = (_K, *before[-1][1:])
        if token != _K or not before or _K not in load_words().phrases.get(before[-1][0], ()):
            token = load_phrases().plain.get(token, token)
    return token, start, end


@cache
def _special() -> frozenset[str]:
    """Words that may stand for another, or show what the word before them is."""
    return frozenset((*load_phrases().plain, *_HOLES, _K))


@cache
def _known() -> frozenset[str]:
    """Words that are read as they are, wherever they stand."""
    words = load_words().vocabulary | {word for word in USUAL_WORDS if len(word) < _SHORTEST_RUN or not _split(word)}
    return frozenset(word for word in words if _LETTERS.fullmatch(word)) - _special()


_LETTERS: Final = re.compile(r"[a-z]+")


def _split(token: str, at: int = 0) -> list[Token]:
    """The known words of a run written without spaces at this place; [] for anything else."""
    words = load_words()
    vocabulary = words.vocabulary
    if len(token) > _LONGEST_RUN or token in vocabulary or not token.isalpha() or not words.may_hold_telling(token):
        return []
    best: list[list[str] | None] = [[], *([None] * len(token))]
    for start in range(len(token)):
        known = best[start]
        if known is None:
            continue
        for end in range(start + 1, min(len(token), start + _LONGEST_IN_RUN) + 1):
            word = token[start:end]
            if word in vocabulary or word in ("i", "a"):
                kept = best[end]
                if kept is None or len(known) + 1 < len(kept):
                    best[end] = [*known, word]
    found = best[-1] or []
    if len(found) < _SEVERAL or words.telling.isdisjoint(found):
        return []
    ends = list(accumulate(map(len, found), initial=at))
    return list(zip(found, ends, ends[1:], strict=False))


_SEVERAL: Final = 2
