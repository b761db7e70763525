from __future__ import annotations

import hashlib

import pytest

from assistant.guardrails.recalled import Recalled


def test_what_was_kept_is_recalled_and_a_later_value_takes_its_place() -> None:
    memory: Recalled[int] = Recalled()
    memory.keep("a \ud800 text", 1)
    memory.keep("a \ud800 text", 0)

    assert (memory.get("a \ud800 text"), memory.get("another")) == (0, None)


def test_what_was_kept_longest_ago_is_forgotten_first() -> None:
    memory: Recalled[int] = Recalled(most=2)
    for number, text in enumerate(("one", "two", "one", "three")):
        memory.keep(text, number)

    assert [memory.get(text) for text in ("one", "two", "three")] == [2, None, 3]


def test_what_was_found_once_is_not_looked_for_again_and_a_failure_is_not_kept() -> None:
    memory: Recalled[tuple[str, ...]] = Recalled()
    asked: list[str] = []

    def find(text: str) -> tuple[str, ...]:
        asked.append(text)
        if len(asked) == 1:
            raise RuntimeError("broken")
        return ()

    with pytest.raises(RuntimeError):
        memory.found("one", find)

    assert [memory.found("one", find), memory.found("one", find)] == [(), ()]
    assert asked == ["one", "one"]


def test_words_are_not_in_what_it_shows() -> None:
    memory: Recalled[int] = Recalled()
    memory.keep("secret", 1)

    assert "secret" not in repr(vars(memory))


def test_who_guesses_a_text_cannot_find_it_by_a_hash_of_it() -> None:
    memory: Recalled[int] = Recalled()
    memory.keep("secret", 1)

    plain = {getattr(hashlib, name)(b"secret").digest()[:16] for name in ("sha256", "blake2b", "blake2s")}
    assert not plain & {key[:16] for key in memory._known}
