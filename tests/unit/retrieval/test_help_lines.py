import re
from pathlib import Path

import pytest

from assistant.conversation.texts import ELSEWHERE
from assistant.domain.errors import LibraryError
from assistant.retrieval.help_lines import read_help_lines

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"


def test_a_region_has_its_emergency_number_and_its_lines(folder: Path) -> None:
    region = read_help_lines(folder)["US"]

    assert (region.emergency_number, region.name_es, region.version) == ("911", "Estados Unidos", "2026-11-23")
    assert [line.id for line in region.of_kind("suicide_crisis")] == ["us-988"]
    assert region.lines[0].checked_on is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("checked_on: null", "checked_on: yesterday", "null until a person checked"),
        (
            'call: "988"\n        text: "text 988"\n        url: https://988lifeline.org',
            "url: null",
            "nobody can reach",
        ),
        ('call: "988"', "call: 988", "`call` is missing or is not text"),
        ("version: 2026-11-23", "version: ", "expected `version:`"),
    ],
)
def test_a_broken_help_line_is_refused_with_what_to_do(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "help_lines.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))

    with pytest.raises(LibraryError, match=message):
        read_help_lines(folder)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="restore it"):
        read_help_lines(tmp_path)


def test_where_nobody_knows_the_country_the_emergency_numbers_are_those_of_the_regions() -> None:
    regions = read_help_lines(KNOWLEDGE)
    known = {number for region in regions.values() for number in re.findall(r"\d+", region.emergency_number or "")}

    assert {line.call for line in regions[ELSEWHERE].of_kind("emergency")} == known
