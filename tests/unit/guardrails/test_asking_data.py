"""The words, phrases and weights that requests are read with load whole, or say what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.domain.errors import LexiconError
from assistant.guardrails.asking import leaning, phrases, words
from assistant.guardrails.asking.clauses import clauses_of
from assistant.guardrails.normalisation import normalise

FOLDER = Path(leaning.__file__).parent
CODE = "\n".join(path.read_text("utf-8") for path in FOLDER.glob("*.py"))


def broken(monkeypatch: pytest.MonkeyPatch, module: object, name: str, path: Path) -> None:
    monkeypatch.setattr(module, name, path)


def test_every_phrase_that_a_rule_asks_for_exists() -> None:
    known = phrases.load_phrases()

    assert set(re.findall(r'says\(\s*"([a-z_.]+)"', CODE)) <= set(known.names)
    assert set(re.findall(r'listed\("([a-z_.]+)"\)', CODE)) <= set(known.lists)


def test_no_phrase_is_kept_that_no_rule_asks_for() -> None:
    known = phrases.load_phrases()

    assert [name for name in (*known.names, *known.lists) if f'"{name}"' not in CODE] == []


@pytest.mark.parametrize(
    ("module", "load", "name"),
    [
        (phrases, phrases.load_phrases, "_FILE"),
        (words, words.load_words, "_FILE"),
        (leaning, leaning.load_leaning, "WEIGHTS"),
    ],
)
@pytest.mark.parametrize("content", ["[1, 2", "just words", None])
def test_a_file_that_is_missing_or_broken_is_named(
    module: object, load: object, name: str, content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.file"
    if content is not None:
        path.write_text(content, "utf-8")
    monkeypatch.setattr(module, name, path)

    with pytest.raises(LexiconError, match=r"broken\.file"):
        load.__wrapped__()  # type: ignore[attr-defined]


def test_the_lean_finds_what_no_rule_names_and_leaves_an_ordinary_question() -> None:
    lean = leaning.load_leaning()

    def leans(text: str) -> bool:
        return lean.leans(clauses_of(normalise(text).text))

    assert leans("like are we talking a thimble or a shot glass of the stuff")
    assert not leans("What should I wear on the day?")


def test_the_probability_of_nothing_known_is_that_of_an_ordinary_message() -> None:
    assert leaning.load_leaning().probability(()) < leaning.load_leaning().least
