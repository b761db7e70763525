"""Other ways a text can be read: decoded, turned round, put together again when it was taken apart."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import Final
from urllib.parse import unquote_plus

from assistant.guardrails.dosing_tokens import fold
from assistant.guardrails.dosing_words import KINDS, words

_FEWEST_WORDS: Final = 2
_SHORT_PIECES: Final = 4
_WORDS_OF_A_PIECE: Final = 2
_MIXED: Final = 2
_LONGEST: Final = 4_000
_LONE: Final = 6
_SPACED: Final = 8
_WIDEST_GAP: Final = 4
_TURNED_SHARE: Final = 0.35

_SENTENCE: Final = re.compile(r"(?<=[.!?\n])\s|\n|(?<=\s)[.](?=\w)")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_PIECES: Final = re.compile(r"\s*(?:\n|\||/|\t|;|•|->|→)\s*(?:[-*•>]\s+|\d[.)]\s+)?")
_BASE64: Final = re.compile(
    r"(?<![\w+/-])(?=[a-z+/_-]*[A-Z0-9])(?=[A-Z+/_-]*[a-z0-9])(?=.[^\s]*[A-Z0-9])[A-Za-z0-9+/_-]{8,}={0,2}"
)
_BASE32: Final = re.compile(r"(?<!\w)[A-Z2-7]{16,}={0,6}")
_HEX: Final = re.compile(r"(?<!\w)(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,-]?){6,}(?!\w)")
_CODES: Final = re.compile(r"(?<!\d)(?:\d{2,3}[\s,;-]+){5,}\d{2,3}(?!\d)")
_ESCAPES: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_ODD: Final = re.compile(r"[0-9@$][a-z]|[a-z][0-9@$]|([a-z])\1\1")
_MIXED_WORD: Final = re.compile(r"\b(?=\w*\d)(?=\w*[a-z])[a-z0-9@$]*[a-z][a-z0-9@$]*\b")
_LONE_LETTER: Final = re.compile(r"(?<![^\W_])[^\W_](?![^\W_])")
_NARROW_GAP: Final = re.compile(r"(?<![^\W_])([^\W_])[ .\-_](?=[^\W_](?![^\W_]))")
_AMOUNT: Final = re.compile(r"\d+(?:[.,]\d+)?(?:x|mg|g|ml|mcg|kg|h|st|nd|rd|th|am|pm)?")
_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")
_LEET: Final = (str.maketrans("013457@$", "oieastas"), str.maketrans("013457@$", "oleastas"))

_SIGNS: Final = frozenset(word for word in KINDS if len(word) > 2) | {  # noqa: PLR2004
    "with", "your", "then", "before", "night", "this", "that", "para", "antes", "noche", "you", "and", "the", "for",
    "veces", "times", "most", "people", "from", "just", "please", "once",
    "into", "than", "them", "because", "feel", "free", "help", "session", "sesion", "book", "blood", "poco", "hour",
    "asked", "plenty", "mg", "las", "por", "con", "una", "del", "que",
}  # fmt: skip


_DOUBLED: Final = words("too week weekly need needed feel free session sessions sleep keep seem food good")


def _shifted(word: str, by: int) -> str:
    turned = ascii_lowercase[by:] + ascii_lowercase[:by]
    return word.translate(str.maketrans(ascii_lowercase, turned))


_BACK: Final = {
    by: str.maketrans(ascii_lowercase, ascii_lowercase[-by:] + ascii_lowercase[:-by]) for by in range(1, 26)
}
_HALF: Final = 13
_LEAST_SHIFTED: Final = (3, 1)  # short words only count for the commonest shift: the others would meet English words
_SHIFTED: Final[dict[str, tuple[int, ...]]] = {}
for _word in _SIGNS:
    for _by in range(1, 26):
        if len(_word) > _LEAST_SHIFTED[_by == _HALF] and (_moved := _shifted(_word, _by)) not in _SIGNS:
            _SHIFTED[_moved] = (*_SHIFTED.get(_moved, ()), _by)
_REVERSED: Final = frozenset(word[::-1] for word in _SIGNS) - _SIGNS


def readings(text: str) -> Iterator[str]:
    """Every other reading of the text that its letters give reason for; none for ordinary prose."""
    decoded = {html.unescape(text), unquote_plus(text), _unescaped(text)} - {text}
    yield from decoded
    if "%" in text:
        yield from {html.unescape(reading) for reading in decoded} - decoded
    yield from _put_together(text)
    yield from _close_set(text[:_LONGEST])
    yield from _turned(text[:_LONGEST].lower())
    yield from _unmasked(fold(text[:_LONGEST])[0])
    yield from _decoded(text[:_LONGEST])


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPES.sub(lambda m: chr(int(m[1] or m[2], 16)), text).replace("\\n", "\n").replace("\\t", "\t")


def _put_together(text: str) -> Iterator[str]:
    """The text without its borders, when it stands word by word on lines or in cells."""
    pieces = [piece for piece in _PIECES.split(text) if piece.strip()]
    short = sum(len(piece.split()) <= _WORDS_OF_A_PIECE for piece in pieces)
    if short >= _SHORT_PIECES:
        yield " ".join(piece.strip(" -*") for piece in pieces)


def _close_set(text: str) -> Iterator[str]:
    """Without the sign that stands between all its letters."""
    for width in range(1, _WIDEST_GAP + 1):
        gap = text[1 : 1 + width]
        if len(text) > _SPACED and not any(map(str.isalnum, gap)) and _is_between_all(text, gap):
            yield text[:: width + 1]
    if len(_LONE_LETTER.findall(text)) >= _LONE:
        yield _NARROW_GAP.sub(r"\1", text)


def _is_between_all(text: str, gap: str) -> bool:
    step = len(gap) + 1
    return all(text.startswith(gap, place) for place in range(1, len(text) - len(gap), step))


def _turned(plain: str) -> Iterator[str]:
    """Backwards, word by word backwards, or with the alphabet moved, when words of dosing come out."""
    if _REVERSED.isdisjoint(found := _WORD.findall(plain)) and _SHIFTED.keys().isdisjoint(found):
        return
    for piece in _SENTENCE.split(plain):
        found = _WORD.findall(piece)
        if _are_many(sum(word in _REVERSED for word in found), found):
            yield piece[::-1]
            yield " ".join(word[::-1] for word in piece.split())
        shifts = Counter(by for word in found for by in _SHIFTED.get(fold(word)[0], ()))
        for by, count in shifts.most_common(2):
            if _are_many(count, found):
                yield plain.translate(_BACK[by])


def _are_many(count: int, found: Sequence[str]) -> bool:
    return count >= min(_FEWEST_WORDS, max(1, len(found) // 2)) and count >= _TURNED_SHARE * len(found)


def _unmasked(plain: str) -> Iterator[str]:
    """With letters for the figures inside words, and with stretched letters once or twice."""
    if not _ODD.search(plain):
        return
    mixed = [word for word in _MIXED_WORD.findall(plain) if not _AMOUNT.fullmatch(word)]
    if len(mixed) >= _MIXED:
        for table in _LEET:
            yield _MIXED_WORD.sub(lambda m, t=table: m[0] if _AMOUNT.fullmatch(m[0]) else m[0].translate(t), plain)  # type: ignore[misc]
            yield plain.translate(table)
    if _STRETCHED.search(plain):
        yield _WORD.sub(lambda m: _shrunk(m[0]), plain)


def _shrunk(word: str) -> str:
    """The word without stretched letters; doubled where that makes a known word."""
    twice = _STRETCHED.sub(r"\1\1", word)
    return twice if twice in _SIGNS or twice in _DOUBLED else _STRETCHED.sub(r"\1", word)


def _decoded(text: str) -> Iterator[str]:
    """What blocks of base64, base32, hexadecimal or character numbers say."""
    for match in _BASE64.finditer(text):
        yield from _said(_from_base64(match[0]))
    for match in _BASE32.finditer(text):
        yield from _said(_bytes(base64.b32decode, match[0] + "=" * (-len(match[0]) % 8)))
    for match in _HEX.finditer(text):
        yield from _said(_bytes(bytes.fromhex, re.sub(r"0x|\\x|[\s:,-]", "", match[0])))
    for match in _CODES.finditer(text):
        codes = [int(code) for code in re.findall(r"\d+", match[0])]
        if all(31 < code < 127 for code in codes):  # noqa: PLR2004 - what can be printed
            yield "".join(map(chr, codes))


def _from_base64(block: str) -> bytes:
    padded = block.rstrip("=") + "=" * (-len(block.rstrip("=")) % 4)
    return _bytes(base64.b64decode, padded.replace("-", "+").replace("_", "/"))


def _bytes(decode: object, block: str) -> bytes:
    try:
        return bytes(decode(block))  # type: ignore[operator]
    except (ValueError, binascii.Error):
        return b""


def _said(raw: bytes) -> Iterator[str]:
    """The bytes as text when they are text."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    if (len(text) > 4 and text.isprintable()) or ("\n" in text and text.replace("\n", " ").isprintable()):  # noqa: PLR2004
        yield text
