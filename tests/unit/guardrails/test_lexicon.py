from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.domain.errors import LexiconError
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_entry import LexiconEntry
from assistant.guardrails.normalisation import normalise


def entry(*patterns: str, unless: tuple[str, ...] = (), name: str = "t.one") -> LexiconEntry:
    return LexiconEntry(name, patterns, concern=Concern.SUICIDE, tier=Tier.WATCH, unless=unless)


def found(lexicon: Lexicon, text: str) -> list[str]:
    normal = normalise(text)
    return [normal.text[hit.start : hit.end] for hit in lexicon.find(normal)]


def written(folder: Path, text: str) -> Path:
    path = folder / "some.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_pattern_is_found_only_between_words() -> None:
    lexicon = Lexicon.of((entry("end it"),))

    assert found(lexicon, "I want to end it.") == ["end it"]
    assert found(lexicon, "send items") == []


def test_an_unless_silences_only_its_own_sentence() -> None:
    lexicon = Lexicon.of((entry("end it", unless=("dont {hit}".format(hit="HIT"),)),))

    assert found(lexicon, "I don't end it.") == []
    assert found(lexicon, "I don't end it. Maybe I end it") == ["end it"]


def test_an_unless_without_the_hit_reads_the_plain_sentence() -> None:
    lexicon = Lexicon.of((entry("end it", unless=("joke",)),))

    assert found(lexicon, "a joke: end it") == []


def test_each_entry_is_reported_once_and_in_order_of_appearance() -> None:
    lexicon = Lexicon.of((entry("beta", name="b"), entry("alpha", "gamma", name="a")))

    assert found(lexicon, "gamma beta alpha beta") == ["beta", "alpha"]


def test_letters_of_other_scripts_keep_the_offsets_right() -> None:
    lexicon = Lexicon.of((entry("end it"),))
    text = "你好 ж end it"
    normal = normalise(text)
    (hit,) = lexicon.find(normal)

    assert normal.span(hit.start, hit.end).of(text) == "end it"


def test_a_laughing_face_can_silence_a_hit_and_keeps_the_offsets() -> None:
    lexicon = Lexicon.of((entry("end it", unless=(r"HIT\W{0,3}\x01",)),))

    assert found(lexicon, "I end it 😂") == []
    assert found(lexicon, "😂 ok. I end it 😢") == ["end it"]


def test_an_entry_that_does_not_compile_is_named() -> None:
    with pytest.raises(LexiconError, match=r"t\.one"):
        Lexicon.of((entry("(open"),))


def test_a_repeated_id_is_named() -> None:
    with pytest.raises(LexiconError, match=r"t\.one"):
        Lexicon.of((entry("a"), entry("b")))


@pytest.mark.parametrize(
    "text",
    [
        "entries: [{id: t.bad, concern: suicide, tier: watch, pattern: a, colour: red}]",
        "entries: [{id: t.bad, concern: suicide, pattern: a}]",
        "entries: [{id: t.bad, concern: suicide, request: dosing, tier: watch, pattern: a}]",
        "entries: [{id: t.bad, request: dosing, tier: watch, pattern: a}]",
        "entries: [{id: t.bad, concern: suicide, tier: unknown, pattern: a}]",
        "entries: [{id: t.bad, concern: suicide, tier: watch}]",
        "entries: [{id: t.bad, concern: suicide, tier: watch, pattern: '{nowhere}'}]",
        "fragments: {a: '{b}', b: '{a}'}\nentries: [{id: t.bad, concern: suicide, tier: watch, pattern: '{a}'}]",
        "entries: [{id: t.bad, concern: suicide, tier: watch, pattern: '('}]",
    ],
)
def test_a_wrong_entry_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(LexiconError, match=r"t\.bad"):
        Lexicon.load(written(tmp_path, text))


@pytest.mark.parametrize("text", ["words: 1", "entries: 3", ": :", "- a"])
def test_a_file_of_another_shape_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(LexiconError, match=r"some\.yaml"):
        Lexicon.load(written(tmp_path, text))


def test_fragments_beside_the_file_and_in_it_are_expanded(tmp_path: Path) -> None:
    (tmp_path / "fragments.yaml").write_text("fragments: {verb: [stop, finish]}", "utf-8")
    path = written(
        tmp_path,
        "fragments: {what: it|this}\nentries: [{id: t.a, concern: suicide, tier: watch, pattern: '{verb} {what}'}]",
    )

    assert found(Lexicon.load(path), "I don't stop this") == ["stop this"]


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon.of(()).find(normalise("anything")) == ()


@pytest.mark.parametrize("piece", ["i dont want to die ", "if i i i ", "kill ", "a", "not not not die "])
def test_cost_grows_in_step_with_length_under_hostile_text(piece: str) -> None:
    lexicon = Lexicon.of((entry(r"(?:\w+ ){0,5}die", unless=("dont (?:want )?(?:to )?HIT", "not HIT")),))

    def cost(length: int) -> float:
        normal = normalise((piece * length)[:length])
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            lexicon.find(normal)
            best = min(best, time.process_time() - began)
        return best

    assert cost(64_000) < 30 * max(cost(8_000), 0.002)


def test_a_hit_far_down_a_long_message_is_found() -> None:
    lexicon = Lexicon.of((entry("end it"),))

    assert found(lexicon, "all is well today. " * 4_000 + "I will end it") == ["end it"]


def test_a_hit_across_the_seam_of_two_windows_is_found() -> None:
    lexicon = Lexicon.of((entry("want to end it"),))

    for shift in range(0, 500, 7):
        assert found(lexicon, "x" * (3_500 + shift) + " want to end it " + "y" * 600) == ["want to end it"]


def test_lexicons_that_are_made_together_each_find_their_own_entries() -> None:
    first, second = Lexicon.together(((entry("end it"),), (entry("start it", name="s"), entry("end it", name="e"))))
    text = normalise("I end it, I start it")

    assert [hit.entry.id for hit in first.find(text)] == ["t.one"]
    assert [hit.entry.id for hit in second.find(text)] == ["e", "s"]
