from __future__ import annotations

import pytest
import re2
from structlog.testing import capture_logs

from assistant.guardrails.expression import Expression, PatternSet, Presence

PATTERNS = (rb"\bkill\b", rb"\b(?:two|three) pills\b", rb"(?:\w+ ){0,9}knife(?: \w+){0,9}", rb"^help")
TEXTS = (b"", b"\n", b"help me", b"i took three pills\nand a knife", b"to kill time", b"skilled \x00\xff", b"x" * 9_000)
TOO_LITTLE = 1 << 12


class GivesUp:
    """A set that is built, and says of every text that nothing is there, as the engine's does when memory ends."""

    def __init__(self, _options: re2.Options) -> None:
        self.added: list[bytes] = []

    def Add(self, pattern: bytes) -> int:  # noqa: N802 - the vendor's name
        self.added.append(pattern)
        return len(self.added) - 1

    def Compile(self) -> None:  # noqa: N802 - the vendor's name
        """Built."""

    def Match(self, _text: bytes) -> None:  # noqa: N802 - the vendor's name
        """Nothing."""


def holding(text: bytes) -> list[int]:
    return [number for number, pattern in enumerate(PATTERNS) if re2.search(pattern, text)]


@pytest.mark.parametrize("text", TEXTS)
def test_a_set_finds_what_each_pattern_finds_and_logs_nothing(text: bytes) -> None:
    with capture_logs() as logs:
        together = PatternSet(PATTERNS)
        found = together.found_in(text)

    assert sorted(found) == holding(text)
    assert together.holds_one(text) == bool(found)
    assert logs == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_set_that_cannot_be_built_is_loud_at_once_and_finds_the_same(text: bytes) -> None:
    with capture_logs() as logs:
        together = PatternSet(PATTERNS, memory=TOO_LITTLE)

    assert [line["event"] for line in logs] == ["pattern_set_not_built"]
    assert together.found_in(text) == holding(text)
    assert together.holds_one(text) == bool(holding(text))


def test_a_set_that_gives_up_in_a_text_is_loud_once_and_finds_the_same() -> None:
    together = PatternSet(PATTERNS, empty_set=GivesUp)
    with capture_logs() as logs:
        for text in TEXTS:
            assert together.found_in(text) == holding(text)
            assert together.holds_one(text) == bool(holding(text))

    assert [line["event"] for line in logs] == ["pattern_set_gave_up"]
    assert all(text.decode("latin-1") not in str(logs) for text in TEXTS if len(text) > 1)


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(re2.error):
        PatternSet([rb"kill", rb"(unclosed"])


def test_an_expression_says_whether_and_where() -> None:
    expression = Expression(rb"\bpills\b")

    assert expression.is_in(b"some pills")
    assert expression.place_in(b"some pills") == (5, 10)
    assert not expression.is_in(b"spills")
    assert not Presence(rb"\bpills\b").is_in(b"")
