"""Cuts a message into the pieces that a classifier judges one by one.

A short message is one piece. A long one is also cut into runs of sentences of about the length that the classifier
was fitted on, so that one aside is not drowned by the harmless rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.domain.reading import NormalText, Piece
from assistant.guardrails.courtesies import without_courtesies

_ONE_PIECE = 45
"""Words up to which a message is judged only as a whole."""
_FULL = 16
"""Words from which on a run of sentences is long enough to be judged alone."""
_LONGEST = 32
_WHOLE = 4_000
_MOST = 40
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W_]+")
_DROPPED = re.compile("['’\u0300-\u036f]")
"""Apostrophes and accents: normalising drops them, and the model reads both forms alike."""
_WIDE = re.compile("[\uff01-\uff5e]")
"""Full-width letters, which fold to plain ones and which no tokenizer of the model knows."""
_STOPS = (".", "!", "?", ";")


def pieces_of(normal: NormalText) -> tuple[Piece, ...]:
    """The message as a whole, and its runs of sentences when it is long; () for a message without a word.

    Of a message of more than forty runs the first and the last twenty.
    """
    words = [match.span() for match in _WORD.finditer(normal.text)]
    if not words:
        return ()
    end = min(words[-1][1], _WHOLE)
    whole = Piece(normal.text[:end], 0, end)
    if len(words) <= _ONE_PIECE:
        return (whole,)
    runs = [Piece(normal.text[first:last], first, last) for first, last in _runs(normal.text, words)]
    if len(runs) > _MOST:
        runs = runs[: _MOST // 2] + runs[-_MOST // 2 :]
    return (whole, *runs)


def wordings(normal: NormalText, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What is read for each piece: runs normalised, the whole as written unless that hides what it says.

    A long message's whole is taken as written unless it is in full-width letters; its runs are read as they sound.
    Courtesies around the whole are not read.
    """
    if not pieces:
        return ()
    written, read = normal.original[:_WHOLE], pieces[0].text
    plain = (len(pieces) > 1 or _words(written) == _words(read)) and not _WIDE.search(written)
    return (without_courtesies(written if plain else read), *(piece.text for piece in pieces[1:]))


def _runs(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring sentences until they are long enough; a sentence without end is cut."""
    start = 0
    for index, (_, end) in enumerate(words):
        length = index + 1 - start
        stops = text[end - 1] in _STOPS and length >= _FULL
        if (stops or length >= _LONGEST) and len(words) - index > _FULL // 2:
            yield words[start][0], end
            start = index + 1
    yield words[start][0], words[-1][1]


def _words(text: str) -> list[str]:
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _LETTERS.findall(plain)
