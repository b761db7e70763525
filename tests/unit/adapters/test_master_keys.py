"""Keys from the configuration: what they seal only they open."""

from __future__ import annotations

import pytest

from assistant.adapters.master_keys import MasterKey, new_key, parsed, sealing_key
from assistant.domain.errors import SettingsError

ONE, OTHER = MasterKey(b"1" * 32), MasterKey(b"2" * 32)


def test_a_key_opens_what_it_sealed() -> None:
    assert ONE.opened(ONE.seal(b"words")) == b"words"


def test_another_key_does_not_open_it() -> None:
    assert OTHER.opened(ONE.seal(b"words")) is None


def test_a_text_that_is_relabelled_for_another_key_does_not_open() -> None:
    relabelled = OTHER.prefix + ONE.seal(b"words").removeprefix(ONE.prefix)

    assert OTHER.opened(relabelled) is None


def test_a_key_has_the_same_id_every_time_and_every_key_its_own() -> None:
    assert MasterKey(b"1" * 32).id == ONE.id != OTHER.id


def test_the_id_of_the_sealing_key_stands_in_front() -> None:
    assert sealing_key(ONE.seal(b"words")) == ONE.id
    assert sealing_key("plain words") is None


def test_a_new_key_is_understood_and_never_the_same() -> None:
    texts = new_key(), new_key()

    assert len({key.id for key in parsed(texts)}) == 2


@pytest.mark.parametrize(
    "text", ["", "hunter2", "A" * 44, "é" * 32, new_key()[:-5]], ids=["nothing", "a word", "padded", "not ASCII", "cut"]
)
def test_what_is_no_key_is_refused_by_its_place_and_not_repeated(text: str) -> None:
    with pytest.raises(SettingsError, match="key 2 is no key") as caught:
        parsed([new_key(), text])

    assert not text or text not in str(caught.value)
