"""How hard a text is to read.

Own code, because textstat looks English syllables up in a dictionary that it fetches from the network.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioudty]ed|[^l]e)$")
_SPLIT = re.compile(r"(?:i[aou]|eo|ua|uou)(?!u)")
_JOINED = re.compile(r"[ct]ia|[cst]io|gio|qua|gua|ques")


def syllables(word: str) -> int:
    """About how many syllables the English word has; at least 1."""
    lower = word.lower().replace("'", "")
    count = len(_VOWELS.findall(lower))
    if len(lower) > 2 and _SILENT.search(lower):  # noqa: PLR2004
        count -= 1
    count += len(_SPLIT.findall(lower)) - len(_JOINED.findall(lower))
    return max(1, count)


def grade(sentences: list[str]) -> float:
    """The Flesch-Kincaid grade of English sentences; 0.0 for none."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
