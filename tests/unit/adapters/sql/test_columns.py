"""Texts and times come out of a column as they went in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.sql.columns import AnyText, Moment, Name, Words, give
from assistant.adapters.sql.keyring import Keyring, Secrets, Unreadable
from assistant.domain.errors import KeysRefused
from assistant.domain.messages import UNREADABLE
from tests.fakes.keys import KEYS

DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)


KEYRING = Keyring(KEYS, Secrets.fresh())
for _dialect in DIALECTS:
    give(_dialect, KEYRING)
COLUMNS = (Words(), Name(), AnyText())


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: type(column).__name__)
@given(text=anything | anything.map(lambda text: "json:" + text) | anything.map(lambda text: "enc1:" + text))
def test_any_text_comes_back_and_can_be_stored_everywhere(column: Words | Name | AnyText, text: str) -> None:
    for dialect in DIALECTS:
        stored = column.process_bind_param(text, dialect)

        assert stored is not None
        assert "\x00" not in stored
        stored.encode()
        assert column.process_result_value(stored, dialect) == text


def test_text_that_is_no_secret_is_stored_as_it_is() -> None:
    assert AnyText().process_bind_param("Núñez 日本 👍", DIALECTS[0]) == "Núñez 日本 👍"


def test_words_are_never_stored_twice_the_same() -> None:
    one, other = (Words().process_bind_param("words", DIALECTS[0]) for _ in range(2))

    assert one is not None
    assert one != other
    assert "words" not in one


def test_a_name_is_stored_the_same_every_time_so_that_it_is_unique_and_found() -> None:
    one, other, third = (Name().process_bind_param(name, DIALECTS[0]) for name in ("ana", "ana", "Ana"))

    assert one == other != third
    assert one is not None
    assert "ana" not in one


@pytest.mark.parametrize("column", [Words(), Name()])
@pytest.mark.parametrize("place", [0, 8, 20, -2])
def test_an_altered_text_comes_back_as_unreadable_and_never_as_another(column: Words | Name, place: int) -> None:
    stored = column.process_bind_param("how are you today", DIALECTS[0])
    assert stored is not None
    letters = list(stored)
    letters[place] = "A" if letters[place] != "A" else "B"

    assert isinstance(column.process_result_value("".join(letters), DIALECTS[0]), Unreadable)


@pytest.mark.parametrize("stored", ["plain words", "enc1:", "enc1:00000000:", "siv1:", "siv1:!", "enc1:00000000:AAAA"])
@pytest.mark.parametrize("column", [Words(), Name()])
def test_what_this_program_did_not_seal_is_unreadable(column: Words | Name, stored: str) -> None:
    assert column.process_result_value(stored, DIALECTS[0]) == UNREADABLE


def test_an_unreadable_text_is_reported_without_its_content(capsys: pytest.CaptureFixture[str]) -> None:
    Words().process_result_value("plain words", DIALECTS[0])

    said = capsys.readouterr()
    assert "unreadable_text" in said.out + said.err
    assert "plain words" not in said.out + said.err


@pytest.mark.parametrize("column", [Words(), Name()])
def test_without_a_key_words_are_neither_written_nor_read(column: Words | Name) -> None:
    locked = sqlite.dialect()

    with pytest.raises(KeysRefused, match="KAP_ENCRYPTION_KEYS"):
        column.process_bind_param("words", locked)
    with pytest.raises(KeysRefused, match="KAP_ENCRYPTION_KEYS"):
        column.process_result_value("enc1:x", locked)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_any_time_comes_back_as_the_same_instant_in_utc(moment: datetime) -> None:
    for dialect in DIALECTS:
        again = Moment().process_result_value(Moment().process_bind_param(moment, dialect), dialect)

        assert again == moment.astimezone(UTC)
        assert again.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), DIALECTS[0])  # noqa: DTZ001 - that is the point


def test_nothing_stays_nothing() -> None:
    for column in (*COLUMNS, Moment()):
        assert column.process_bind_param(None, DIALECTS[0]) is None
        assert column.process_result_value(None, DIALECTS[0]) is None
