"""Folds any text to plain words and numbers that know where they stood in the original."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from assistant.guardrails.dosing_words import KINDS, LONG_WORDS, NO_KIND, kinds_of

_CONFUSABLE: Final[dict[str, str]] = dict(
    zip("аеорсухіјѕԁɡḿмкнтвгιοαενρτκμ", "aeopcyxijsdgmmkhtbrioaevptku", strict=True)
) | {"’": "'", "‘": "'", "⁄": "/", "∕": "/", "×": "x", "·": ".", "…": "."}
_EMOJI: Final[dict[str, str]] = {
    "💊": " pill ",
    "💉": " injection ",
    "🍷": " wine ",
    "🍺": " beer ",
    "🍻": " beer ",
    "🥃": " whisky ",
}
_KNOWN: Final = _EMOJI | _CONFUSABLE
_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me", "Cs", "Co", "Cn"})
_LEET: Final = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_LEET_I: Final = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_CHUNK: Final = re.compile(r"[a-z0-9@$]+(?:(?<=\d)[.,/]\d+[a-z0-9]*|'[a-z]+)*|%|[.!?;\n]+|[,:|()\[\]=+<>/–—-]")
_NUMBER_WORD: Final = re.compile(r"^(\d+(?:[.,/]\d+)*)([a-z]*)$")
_PLAIN_OR_NOT: Final = re.compile(r"([^*_~`\x80-\U0010ffff]+)|.", re.DOTALL)
_TRIPLE: Final = re.compile(r"(.)\1{2,}")
_STRETCHED: Final = tuple(letter * 3 for letter in "abcdefghijklmnopqrstuvwxyz")
_STICKY: Final = frozenset("*_~`")
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_IS_NUMBER: Final = frozenset({"number"})
_IS_MARK: Final = frozenset({"mark"})
_IS_BREAK: Final = frozenset({"mark", "break"})
_EASY: Final = KINDS | {".": _IS_BREAK, ",": _IS_MARK, "-": _IS_MARK}
_SHORT_UNITS: Final = frozenset({"mg", "ml", "kg", "cc", "iu", "mcg", "ug"})
_SEGMENT_LIMIT: Final = 60
_STARTS: Final = frozenset(word[:end] for word in LONG_WORDS for end in range(1, len(word)))
_BEGINNINGS: Final = _STARTS - KINDS.keys()
_JOINABLE: Final = _BEGINNINGS | frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Token(NamedTuple):
    """One word, number or mark; `start:end` is its range in the original text."""

    text: str
    start: int
    end: int
    kinds: frozenset[str] = NO_KIND

    @property
    def is_break(self) -> bool:
        """Whether a sentence, line or list item ends here."""
        return self.text == "."

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation of any sort."""
        return "mark" in self.kinds

    @property
    def is_digits(self) -> bool:
        """Whether it is a number written in digits."""
        return self.text[:1].isdigit()


def fold(text: str) -> tuple[str, list[int]]:
    """The text in plain lower-case letters, and for each character the index it came from."""
    letters: list[str] = []
    origins: list[int] = []
    for match in _PLAIN_OR_NOT.finditer(text):
        start, end = match.span()
        if match[1]:
            letters.append(match[1].lower())
            origins.extend(range(start, end))
        else:
            folded = _fold_character(text[start])
            letters.append(folded)
            origins.extend([start] * len(folded))
    return "".join(letters), origins


@lru_cache(maxsize=1024)
def _fold_character(character: str) -> str:
    if character.isascii():
        if character in _STICKY:
            return ""
        return character.lower()
    known = _KNOWN.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", character)).casefold()
    if "⁄" in plain:
        plain = " " + plain
    return "".join(
        _CONFUSABLE.get(letter, letter) for letter in plain if unicodedata.category(letter) not in _INVISIBLE
    )


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of the text in order; spaced, hyphened and disguised words made whole again."""
    folded, origins = fold(text)
    found: list[Token] = []
    plain = None if any(letters in folded for letters in _STRETCHED) else NO_KIND
    for match in _CHUNK.finditer(folded):
        chunk = match[0]
        start, end = origins[match.start()], origins[match.end() - 1] + 1
        kinds = _EASY.get(chunk, plain)
        if kinds is NO_KIND:
            kinds = kinds_of(chunk) if chunk.isalpha() else None
        if kinds is None:
            found.extend(_read(chunk, start, end))
        else:
            found.append(Token(chunk, start, end, kinds))
    return tuple(_joined(found))


def _token(text: str, start: int, end: int) -> Token:
    return Token(text, start, end, kinds_of(text))


def _read(chunk: str, start: int, end: int) -> list[Token]:
    if chunk[0] in ".!?;\n":
        return [Token(".", start, end, _IS_BREAK)]
    if not (chunk[0].isalnum() or chunk[0] in "@$"):
        return [Token(chunk, start, end, _IS_MARK)]
    if chunk.isalpha() or "'" in chunk:
        return [_token(_plain_word(chunk), start, end)]
    return _with_digits(chunk, start, end)


def _with_digits(chunk: str, start: int, end: int) -> list[Token]:
    """A number, a number with its unit, or a word in which figures stand for letters."""
    parted = _NUMBER_WORD.match(chunk)
    if parted and parted[2] in _ORDINALS:
        return [Token(chunk, start, end)]
    number = [Token(parted[1], start, end, _IS_NUMBER)] if parted else []
    if parted and not parted[2]:
        return number
    meant = next((word for table in (_LEET_I, _LEET) if (word := chunk.translate(table)) in KINDS), None)
    if parted and (parted[2] in KINDS or parted[2] == "x" or meant is None):
        return [*number, _token(parted[2], start, end)]
    return [_token(meant or chunk, start, end)]


def _plain_word(word: str) -> str:
    if word in KINDS:
        return word
    if word.endswith("'s") and word[:-2] in KINDS:
        return word[:-2]
    single = _TRIPLE.sub(r"\1", word)
    return single if single in KINDS else word


def _joined(found: list[Token]) -> list[Token]:
    joined: list[Token] = []
    index = 0
    while index < len(found):
        token = found[index]
        if token.text == "special" and index + 1 < len(found) and found[index + 1].text == "k":
            joined.append(Token("ketamine", token.start, found[index + 1].end, KINDS["ketamine"]))
            index += 2
            continue
        if token.text not in _JOINABLE:
            joined.append(token)
            index += 1
            continue
        run = _run_of_letters(found, index)
        if len(run) > 1:
            joined.extend(_segments(run))
            index += _width(found, index, len(run))
            continue
        pair = _pair(found, index)
        if pair:
            joined.append(pair[0])
            index += pair[1]
            continue
        joined.append(token)
        index += 1
    return joined


def _spelled(run: list[Token]) -> str:
    return "".join(token.text for token in run)


def _run_of_letters(found: list[Token], index: int) -> list[Token]:
    """Single letters or digits that follow each other, also over hyphens, dots and commas between them."""
    run: list[Token] = []
    while index < len(found) and len(run) < _SEGMENT_LIMIT:
        token = found[index]
        if len(token.text) == 1 and token.text.isalnum():
            if run and run[0].text.isdigit() != token.text.isdigit():
                break
            run.append(token)
        elif not (run and token.text in ".-" and index + 1 < len(found) and _lone(found[index + 1], run[0])):
            break
        index += 1
    return run


def _lone(token: Token, first: Token) -> bool:
    return len(token.text) == 1 and token.text.isalpha() and first.text.isalpha()


def _width(found: list[Token], index: int, letters: int) -> int:
    """How many tokens hold that many single letters, the marks between them included."""
    width = seen = 0
    while seen < letters:
        if not found[index + width].is_mark:
            seen += 1
        width += 1
    return width


def _segments(run: list[Token]) -> list[Token]:
    """The spaced letters as words when they spell known ones, otherwise as they are."""
    word = _spelled(run)
    if word.isdigit():
        return [Token(word, run[0].start, run[-1].end, frozenset({"number"}))]
    if word in _SHORT_UNITS or (len(word) > 2 and word in KINDS):  # noqa: PLR2004
        return [_token(word, run[0].start, run[-1].end)]
    parts: list[Token] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start + 1, -1):
            piece = word[start:end]
            if piece in KINDS and (end - start > 2 or piece in _SHORT_UNITS):  # noqa: PLR2004
                parts.append(_token(piece, run[start].start, run[end - 1].end))
                start = end
                break
        else:
            parts.append(run[start])
            start += 1
    return parts


def _pair(found: list[Token], index: int) -> tuple[Token, int] | None:
    """Pieces of one long known word, split by a space or by hyphens."""
    word = found[index].text
    if word not in _BEGINNINGS or not word.isalpha():
        return None
    end = index
    for _ in range(4):
        end += 2 if end + 2 < len(found) and found[end + 1].text == "-" else 1
        if end >= len(found) or not found[end].text.isalpha():
            return None
        word += found[end].text
        if word in LONG_WORDS:
            return _token(word, found[index].start, found[end].end), end - index + 1
        if word not in _STARTS:
            return None
    return None
