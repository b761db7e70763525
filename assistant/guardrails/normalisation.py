"""Brings a message into the one form that rails read, with the way back to the original.

Lower case, accents folded, look-alike characters and censored, spaced or stretched words undone, apostrophes
dropped ("don't" becomes "dont", "I'll" becomes "i will"), hyphens inside words become spaces, telling emoji
become words, whitespace becomes single spaces. Commas and sentence ends stay. Cost is linear in the message.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from string import ascii_lowercase

import re2

from assistant.domain.reading import NormalText
from assistant.guardrails.spellings import CENSORED, DOUBLES, EMOJI, LEET, LOOK_ALIKES, SPELLINGS

_SURE_RUN = 4
_Rewrite = Callable[[re.Match[str]], str]
_Test = Callable[[str], bool]

_PARAGRAPH = re.compile(r"(?<![.!?])\n[ \t]{0,20}\n")
_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[ .,_/|~-]{1,2}[a-z0-9](?![a-z0-9])){2,}")
_LEET_WORD = re.compile(r"(?<![a-z])[a-z]+(?:(?:[0134578@$!|]{1,2}[a-z]+)+[01345]?(?![a-z0-9])|11(?![a-z0-9]))")
_CENSORED_WORD = re.compile(r"(?<![a-z*#%_])[a-z]+[*#%_][a-z*#%_]*")
_RUN = re.compile(r"([a-z])\1{2,}")
_WILL = re.compile(r"(?<=[a-z])'ll\b")
_APOSTROPHE = re.compile(r"'")
_INNER_DASH = re.compile(r"[-_/](?:(?<=[a-z0-9][-_/])(?=[a-z])|(?<=[a-z][-_/])(?=[0-9]))")
_ELLIPSIS = re.compile(r"\.{2,}")
_WORD = re.compile(r"[a-z0-9]+")
_SPACES = re.compile(r" \s+|[^\S ]\s*")
"""What is not a single space already."""
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def normalise(text: str) -> NormalText:
    """The message in normal form; never raises, whatever the characters. Empty text stays empty."""
    normal, origins = _folded_text(text)
    for may_hold, pattern, rewrite in _STEPS:
        if may_hold(normal):
            normal, origins = _rewritten(normal, origins, pattern, rewrite)
    if _is_misspelt(normal):
        normal, origins = _rewritten(normal, origins, _WORD, _spelt)
    if "  " in normal or "\n" in normal:
        normal, origins = _rewritten(normal, origins, _SPACES, _becomes(" "))
    start = len(normal) - len(normal.lstrip())
    normal = normal.strip()
    return NormalText(text, normal, tuple(origins[start : start + len(normal)]))


def folded_pattern(pattern: str) -> str:
    """A lexicon's pattern written with accents, apostrophes or curly quotes, in the letters of normal text."""
    plain = pattern
    if not pattern.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", pattern) if not unicodedata.combining(c))
    return plain.replace("’", "'").replace("'ll", " will").replace("'", "")


_KNOWN = {
    **{sign: f" {word} " for sign, word in EMOJI.items()},
    **LOOK_ALIKES,
    **dict.fromkeys("\n\r\x0b\x0c\u2028\u2029\x85", "\n"),
}
_DROPPED = ("Cf", "Mn", "Me")
_BLANK = ("Cc", "Cs", "Zs", "Zl", "Zp")


_LONGEST_LIGATURE = 4
"""Letters that one character may become; a few stand for whole phrases, and a text of them would grow eighteenfold."""


def _folded_text(text: str) -> tuple[str, Sequence[int]]:
    """Every character folded by itself, and where each came from; plain English goes through in one step."""
    if text.isascii():
        return text.translate(_ASCII), range(len(text))
    pieces: list[str] = []
    origins: list[int] = []
    last = 0
    for match in _FOREIGN.finditer(text):
        start, end = match.span()
        pieces.append(text[last:start].translate(_ASCII))
        origins.extend(range(last, start))
        for index in range(start, end):
            folded = _folded(text[index])
            pieces.append(folded)
            origins.extend([index] * len(folded))
        last = end
    pieces.append(text[last:].translate(_ASCII))
    origins.extend(range(last, len(text)))
    return "".join(pieces), origins


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    """What one character becomes; possibly nothing, possibly a word."""
    known = _KNOWN.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category in _BLANK:
        return " "
    plain = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in plain if not unicodedata.combining(c))[:_LONGEST_LIGATURE]
    return "".join(LOOK_ALIKES.get(c, c) for c in kept.casefold())


_ASCII = {code: _folded(chr(code)) for code in range(128)}


def _rewritten(
    text: str, origins: Sequence[int], pattern: re.Pattern[str], rewrite: _Rewrite
) -> tuple[str, Sequence[int]]:
    """Text and origins after each match became what `rewrite` says; new characters spread over the old range."""
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        new = rewrite(match)
        if new == match[0]:
            continue
        start, end = match.span()
        pieces += (text[last:start], new)
        kept += origins[last:start]
        kept += _spread(list(origins[start:end]), len(new))
        last = end
    if last == 0 and not pieces:
        return text, origins
    pieces.append(text[last:])
    kept += origins[last:]
    return "".join(pieces), kept


def _spread(origins: list[int], count: int) -> list[int]:
    if count <= 1 or len(origins) == 1:
        return origins[:1] * count
    top = len(origins) - 1
    return [origins[number * top // (count - 1)] for number in range(count)]


def _unspaced(match: re.Match[str]) -> str:
    """Letters of a spaced word joined; lists of single figures stay as they are."""
    tokens = _WORD.findall(match[0])
    letters = sum(token.isalpha() for token in tokens)
    if letters < len(tokens) and (len(tokens) < _SURE_RUN or letters * 2 < len(tokens) or not tokens[0].isalpha()):
        return match[0]
    return "".join(tokens)


def _unleet(match: re.Match[str]) -> str:
    word = match[0].replace("11", "ll")
    return "".join(LEET.get(character, character) for character in word)


def _uncensored(match: re.Match[str]) -> str:
    """The one sensitive word of this length whose letters agree; otherwise unchanged."""
    word = match[0]
    for candidate in CENSORED.get(len(word), ()):
        if all(shown == letter or shown in "*#%_" for shown, letter in zip(word, candidate, strict=True)):
            return candidate
    return word


def _spelt(match: re.Match[str]) -> str:
    """The word without stretched letters, in its usual spelling."""
    word = match[0]
    if _RUN.search(word):
        twice = _RUN.sub(r"\1\1", word)
        word = twice if twice in DOUBLES else _RUN.sub(r"\1", word)
    return SPELLINGS.get(word, word)


_MISSPELT = re2.compile(
    "|".join([letter * 3 for letter in ascii_lowercase])
    + rf"|(?:^|[^a-z0-9])(?:{'|'.join(map(re2.escape, SPELLINGS))})(?:[^a-z0-9]|$)"
)
"""A stretched letter, or a word with a usual spelling of its own; read in one pass."""


def _is_misspelt(normal: str) -> bool:
    return _MISSPELT.search(normal if normal.isascii() else normal.encode("ascii", "replace").decode()) is not None


def _becomes(text: str) -> _Rewrite:
    return lambda _: text


def _holding(*signs: str) -> _Test:
    return lambda text: any(sign in text for sign in signs)


def _finding(pattern: str) -> _Test:
    search = re.compile(pattern).search
    return lambda text: search(text) is not None


_STEPS: tuple[tuple[_Test, re.Pattern[str], _Rewrite], ...] = (
    (_holding("\n"), _PARAGRAPH, _becomes(". ")),
    (_finding(r"[ .,_/|~-][a-z0-9][ .,_/|~-]{1,2}[a-z0-9](?![a-z0-9])"), _SPACED, _unspaced),
    (_holding(*"*#%_"), _CENSORED_WORD, _uncensored),
    (_finding(r"[0134578@$!|][a-z]|11"), _LEET_WORD, _unleet),
    (_holding("'ll"), _WILL, _becomes(" will")),
    (_holding("'"), _APOSTROPHE, _becomes("")),
    (_holding(*"-_/"), _INNER_DASH, _becomes(" ")),
    (_holding(".."), _ELLIPSIS, _becomes(" ")),
)
"""(a quick test that no text fails in which something is rewritten, what is rewritten, what it becomes), in order."""
