"""Runs the must-match and must-not-match examples of every entry of every packaged lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant.guardrails
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_entry import LexiconEntry
from assistant.guardrails.normalisation import normalise

FOLDER = Path(assistant.guardrails.__file__).parent / "lexicons"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "fragments.yaml")
LEXICONS = {path.stem: Lexicon.load(path) for path in FILES}
ENTRIES = [(name, entry) for name, lexicon in LEXICONS.items() for entry in lexicon.entries]


def alone(entry: LexiconEntry) -> Lexicon:
    return Lexicon.of((entry,))


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[entry.id for _, entry in ENTRIES])
def test_every_entry_finds_its_must_match_examples(name: str, entry: LexiconEntry) -> None:
    lexicon = alone(entry)

    assert [text for text in entry.match if not lexicon.find(normalise(text))] == []


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[entry.id for _, entry in ENTRIES])
def test_every_entry_is_quiet_on_its_must_not_match_examples(name: str, entry: LexiconEntry) -> None:
    lexicon = alone(entry)

    assert [text for text in entry.no_match if lexicon.find(normalise(text))] == []


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[entry.id for _, entry in ENTRIES])
def test_every_entry_has_at_least_one_must_match_example(name: str, entry: LexiconEntry) -> None:
    assert entry.match


def test_ids_are_unique_over_all_lexicons() -> None:
    ids = [entry.id for _, entry in ENTRIES]

    assert len(ids) == len(set(ids))
