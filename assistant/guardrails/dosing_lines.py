"""A line of tokens that knows at once which words and kinds it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final, Self

from assistant.guardrails.dosing_tokens import Token

Tokens = Sequence[Token]

_TEXT: Final = attrgetter("text")
_KINDS: Final = attrgetter("kinds")


class Line(tuple[Token, ...]):  # noqa: SLOT001 - a tuple of any length cannot have slots
    """The tokens of one sentence, line or list item; `words` and `kinds` are those of all its tokens together.

    Most lines lack what a rule begins with, so a rule asks the whole line before it reads the tokens one by one.
    A slice of a line is a plain tuple.
    """

    words: frozenset[str]
    kinds: frozenset[str]

    def __new__(cls, tokens: Iterable[Token]) -> Self:
        """The tokens as a line."""
        line = super().__new__(cls, tokens)
        line.words = frozenset(map(_TEXT, line))
        line.kinds = frozenset().union(*set(map(_KINDS, line)))
        return line


def has(line: Tokens, index: int, *kinds: str) -> bool:
    """Whether the token at the index exists and is of one of the kinds; without kinds, whether it exists."""
    return 0 <= index < len(line) and (not kinds or not line[index].kinds.isdisjoint(kinds))


def any_of(line: Tokens, *kinds: str) -> bool:
    """Whether any token of the line is of one of the kinds."""
    if isinstance(line, Line):
        return not line.kinds.isdisjoint(kinds)
    return any(not token.kinds.isdisjoint(kinds) for token in line)


def any_word(line: Tokens, words: frozenset[str]) -> bool:
    """Whether any token of the line is one of the words."""
    if isinstance(line, Line):
        return not line.words.isdisjoint(words)
    return any(token.text in words for token in line)
