from __future__ import annotations

import pytest

from assistant.domain.reading import NormalText


def test_what_was_worked_out_of_a_message_is_not_worked_out_again_and_a_failure_is_not_kept() -> None:
    normal, asked = NormalText("hi", "hi", (0, 1)), []

    def find() -> int | None:
        asked.append(1)
        if len(asked) == 1:
            raise RuntimeError("broken")
        return None

    with pytest.raises(RuntimeError):
        normal.once("found", find)

    assert [normal.once("found", find), normal.once("found", find), normal.once("other", lambda: 3)] == [None, None, 3]
    assert len(asked) == 2


def test_two_messages_are_equal_whatever_was_worked_out_of_one() -> None:
    first, second = NormalText("hi", "hi", (0, 1)), NormalText("hi", "hi", (0, 1))
    first.once("found", lambda: 1)

    assert first == second
    assert hash(first) == hash(second)
    assert "found" not in repr(first)
