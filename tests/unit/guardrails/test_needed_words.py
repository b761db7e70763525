"""What a pattern needs is in every text it matches, and most patterns need something."""

from __future__ import annotations

from pathlib import Path

import pytest
import re2

from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.needed_words import branches_of, needed_words
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.packaged import LEXICONS
from assistant.guardrails.worth_trying import Wording, WorthTrying

FILES = sorted(path for path in LEXICONS.glob("*.yaml") if path.stem != "fragments")


def needs(pattern: str) -> list[list[str]]:
    return sorted(sorted(needed) for alternative in needed_words(pattern) for needed in alternative)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("kill", [["kill"]]),
        ("kill myself", [["kill myself"]]),
        (r"suicid\w*", [["suicid*"]]),
        (r"\w*cide", [["*cide"]]),
        (r"\w*cide\w*", [["~cide"]]),
        (
            "(?:hang|shoot)(?:ing)? myself",
            [["hang myself", "hanging myself", "shoot myself", "shooting myself"]],
        ),
        ("gun|rope", [["gun"], ["rope"]]),
        ("(?:gun|rope)", [["gun"], ["rope"]]),
        (r"gun (?:\w+ ){0,3}hand", [["gun"], ["hand"]]),
        (r"gun(?:\w+ ){0,3}hand", [["gun*"], ["*hand"]]),
        ("pills?[.!]*$", [["pill", "pills"]]),
        (r"(?:a|the) \d+ pills", [["#"], ["a", "the"], ["pills"]]),
        (r"1[0-7] years", [[f"{year} years" for year in range(10, 18)]]),
        (r"\d+", [["#"]]),
        ("[^.!?]{0,40}", []),
        ("(?:kill)?", []),
        ("a b c", [["a b"], ["b c"]]),
    ],
)
def test_the_words_that_a_pattern_needs(pattern: str, expected: list[list[str]]) -> None:
    assert needs(pattern) == sorted(expected)


def test_the_alternatives_of_a_pattern_are_taken_apart() -> None:
    assert branches_of("(?:a|(?:b|c) d|[|]e)") == ("a", "(?:b|c) d", "[|]e")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\d+ ?mg", "took 40mg of it"),
        (r"suicid\w*", "so suicidal"),
        (r"\w{2,}azepam", "a clonazepam"),
        (r".{0,9}gurgl\w*", "he is gurgling"),
        ("kill myself", "i will kill myself"),
    ],
)
def test_a_pattern_is_worth_trying_where_its_words_stand_and_not_elsewhere(pattern: str, text: str) -> None:
    worth = WorthTrying.of([pattern])

    assert worth.among(Wording.of(text)) == [0]
    assert worth.among(Wording.of("we talked about kill bill and myself, and a walk")) == []


def test_a_word_of_any_length_is_looked_up_like_every_other() -> None:
    long = "suicid" + "e" * 5_000

    assert WorthTrying.of([r"suicid\w*"]).among(Wording.of(f"{long} {long}")) == [0]


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

        assert not found or found <= set(worth.among(Wording.of(normal))), text


def test_few_patterns_are_tried_on_every_message() -> None:
    patterns = [pattern for entry in read_entries(FILES) for pattern in entry.patterns]

    assert len(WorthTrying.of(patterns).wordless) < len(patterns) / 100
