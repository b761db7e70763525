"""Texts and times come out of a column as they went in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.sql.columns import Moment, Words

DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)


@given(anything | anything.map(lambda text: "json:" + text))
def test_any_text_comes_back_and_can_be_stored_everywhere(text: str) -> None:
    for dialect in DIALECTS:
        stored = Words().process_bind_param(text, dialect)

        assert stored is not None
        assert "\x00" not in stored
        stored.encode()
        assert Words().process_result_value(stored, dialect) == text


def test_usual_text_is_stored_as_it_is() -> None:
    assert Words().process_bind_param("Núñez 日本 👍", DIALECTS[0]) == "Núñez 日本 👍"


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
    for column in (Words(), Moment()):
        assert column.process_bind_param(None, DIALECTS[0]) is None
        assert column.process_result_value(None, DIALECTS[0]) is None
