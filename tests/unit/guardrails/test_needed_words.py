"""What a pattern needs is in every text it matches, and most patterns need something."""

from __future__ import annotations

from pathlib import Path

import pytest
import re2

from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.needed_words import branches_of, needed_words
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.packaged import LEXICONS
from assistant.guardrails.worth_trying import WorthTrying, words_of

FILES = sorted(path for path in LEXICONS.glob("*.yaml") if path.stem != "fragments")


def needs(pattern: str) -> list[list[str]]:
    return sorted(sorted(needed) for alternative in needed_words(pattern) for needed in alternative)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("kill", [["kill"]]),
        ("kill myself", [["kill"], ["myself"]]),
        (r"suicid\w*", [["suic*"]]),
        (r"\w*cide", []),
        ("(?:hang|shoot)(?:ing)? myself", [["hang", "hanging", "shoot", "shooting"], ["myself"]]),
        ("gun|rope", [["gun"], ["rope"]]),
        ("(?:gun|rope)", [["gun"], ["rope"]]),
        (r"gun (?:\w+ ){0,3}hand", [["gun"], ["hand"]]),
        (r"gun(?:\w+ ){0,3}hand", []),
        ("pills?[.!]*$", [["pill", "pills"]]),
        (r"(?:a|the) \d+ pills", [["#"], ["a", "the"], ["pills"]]),
        (r"1[0-7] years", [["years"], [str(year) for year in range(10, 18)]]),
        (r"\d+", [["#"]]),
        ("[^.!?]{0,40}", []),
        ("(?:kill)?", []),
        ("a b c", [["b"], ["c"]]),
    ],
)
def test_the_words_that_a_pattern_needs(pattern: str, expected: list[list[str]]) -> None:
    assert needs(pattern) == sorted(expected)


def test_the_alternatives_of_a_pattern_are_taken_apart() -> None:
    assert branches_of("(?:a|(?:b|c) d|[|]e)") == ("a", "(?:b|c) d", "[|]e")


def test_a_figure_stands_for_every_word_that_begins_with_one() -> None:
    assert words_of("took 40mg of suicidal") == {"took", "took*", "40mg", "40mg*", "of", "suicidal", "suic*", "#"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_example_of_a_lexicon_is_passed_over(path: Path) -> None:
    """Every pattern that the engine finds in an example is among those worth trying there."""
    entries = read_entries([path])
    patterns = [pattern for entry in entries for pattern in entry.patterns]
    worth = WorthTrying.of(patterns)
    compiled = [re2.compile(rf"\b(?:{pattern})(?:\b|\s|$)") for pattern in patterns]
    for text in (text for entry in entries for text in (*entry.match, *entry.no_match)):
        normal = normalise(text).text
        found = {number for number, pattern in enumerate(compiled) if normal.isascii() and pattern.search(normal)}

        assert found <= set(worth.among(words_of(normal))), text


def test_few_patterns_are_tried_on_every_message() -> None:
    patterns = [pattern for entry in read_entries(FILES) for pattern in entry.patterns]

    assert len(WorthTrying.of(patterns).always) < len(patterns) / 100
