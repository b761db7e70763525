import threading
from typing import Any

import pytest

from assistant.domain.once import Once


def test_the_value_is_made_once_even_when_many_threads_ask() -> None:
    made = []
    together = threading.Barrier(8)

    def make() -> object:
        made.append(1)
        return object()

    value = Once(make)

    def ask() -> Any:
        together.wait()
        value()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [1]


def test_a_failed_try_is_tried_again() -> None:
    tries = iter([ValueError("first"), "made"])

    def make() -> Any:
        result = next(tries)
        if isinstance(result, Exception):
            raise result
        return result

    value = Once(make)
    with pytest.raises(ValueError, match="first"):
        value()

    assert value() == "made"
