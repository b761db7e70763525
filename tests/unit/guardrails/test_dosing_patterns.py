"""A pattern is words, kinds and gaps in a row."""

import pytest

from assistant.guardrails.dosing_lines import Line
from assistant.guardrails.dosing_patterns import Patterns, pattern
from assistant.guardrails.dosing_tokens import tokens_of


def line(text: str) -> Line:
    return Line(tokens_of(text))


@pytest.mark.parametrize(
    ("written", "text", "expected"),
    [
        ("crush|grind ..3 @form", "please grind the blue tablet", [(1, 5)]),
        ("crush|grind ..3 @form", "please grind up all of your tablet", []),
        ("crush ..1 it", "crush it", [(0, 2)]),
        ("hair of the dog", "the hair of the dog helps", [(1, 5)]),
        ("hair of the dog", "the hair of a dog helps", []),
        ("@number ..1 @intoxicant", "two cold beer", [(0, 3)]),
        ("with @drug with", "with lithium and with", []),
    ],
)
def test_a_pattern_is_found_where_its_steps_follow_each_other(
    written: str, text: str, expected: list[tuple[int, int]]
) -> None:
    assert list(Patterns([pattern(written)]).found(line(text))) == expected


@pytest.mark.parametrize("written", ["", "crush ..3", "  "])
def test_a_pattern_without_an_end_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        pattern(written)
