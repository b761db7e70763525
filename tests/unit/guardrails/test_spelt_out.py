"""A simple pattern is written out as the texts it stands for; one that says more is not."""

from __future__ import annotations

import pytest

from assistant.domain.errors import LexiconError
from assistant.guardrails.spelt_out import spelt_out


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("one dose", ("one dose",)),
        ("cuant[oa]s?", ("cuantos", "cuanto", "cuantas", "cuanta")),
        ("(?:take|use) (?:it )?now", ("take it now", "take now", "use it now", "use now")),
        ("a|b", ("a", "b")),
    ],
)
def test_a_simple_pattern_is_written_out(pattern: str, texts: tuple[str, ...]) -> None:
    assert spelt_out(pattern) == texts


@pytest.mark.parametrize("pattern", [r"\w+ dose", "a{2}", "do.e", "[abcdefghij][abcdefghij][abcdefghij]"])
def test_what_stands_for_endless_or_too_many_texts_is_not(pattern: str) -> None:
    assert spelt_out(pattern) is None


@pytest.mark.parametrize("pattern", ["(?:a", "a)", "[ab"])
def test_a_bracket_without_its_fellow_is_an_error(pattern: str) -> None:
    with pytest.raises(LexiconError, match="bracket"):
        spelt_out(pattern)
