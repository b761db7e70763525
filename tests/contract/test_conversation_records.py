"""What ConversationRecords promises about conversations and received messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.domain.errors import RecordsUnavailable
from assistant.ports import Records
from tests.contract.scenes import REPLY, Scene

ODD_TEXTS = {
    "empty": "",
    "nul": "before\x00after",
    "lone surrogate": "before\ud800after",
    "looks escaped": 'json:"x"',
    "bidirectional": "\u202eabc\u2066 \u200f",
    "emoji": "👩🏽‍🚀" * 10,
    "combining": "e\u0301",
    "line ends": "a\r\nb\rc\u2028d\x85e",
    "long": "é" * 100_000,
    "quotes": "'; DROP TABLE messages; -- %s %(x)s :name ?",
}


def test_a_conversation_is_found_again(scene: Scene) -> None:
    found = scene.records.conversation(scene.conversation.id)

    assert found == scene.conversation
    assert found.patient_id == scene.patient.id


def test_an_unknown_conversation_is_none_and_holds_nothing(records: Records) -> None:
    assert records.conversation("nothing") is None
    assert records.exchanges_of("nothing") == ()
    assert records.conversations_of("nobody") == ()


def test_conversations_come_newest_first_also_within_one_instant(scene: Scene) -> None:
    second = scene.records.start_conversation(scene.patient.id, scene.clock.now())
    third = scene.records.start_conversation(scene.patient.id, scene.clock.advance(seconds=1))
    Scene.of(scene.records, scene.clock)

    assert scene.records.conversations_of(scene.patient.id) == (third, second, scene.conversation)


def test_a_received_message_is_there_without_a_reply(scene: Scene) -> None:
    message = scene.received()

    (exchange,) = scene.records.exchanges_of(scene.conversation.id)

    assert exchange.message == message
    assert exchange.reply is None


@pytest.mark.parametrize("words", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_whatever_a_patient_writes_comes_back_exactly(scene: Scene, words: str) -> None:
    turn = scene.turn(message=scene.received(words), reply=replace(REPLY, text=words))
    scene.records.record(turn)

    (exchange,) = scene.records.exchanges_of(scene.conversation.id)

    assert exchange.message.text == words
    assert exchange.reply is not None
    assert exchange.reply.message.text == words


def test_receiving_twice_keeps_one_message_as_it_came_first(scene: Scene) -> None:
    message = scene.received()

    scene.records.receive(message)
    scene.records.receive(replace(message, text="other words"))

    assert [exchange.message for exchange in scene.records.exchanges_of(scene.conversation.id)] == [message]


def test_receiving_again_after_the_reply_leaves_the_reply(scene: Scene) -> None:
    turn = scene.turn()
    scene.records.record(turn)

    scene.records.receive(turn.patient_message)

    (exchange,) = scene.records.exchanges_of(scene.conversation.id)
    assert exchange.reply is not None


def test_messages_come_oldest_first_also_within_one_instant(scene: Scene) -> None:
    first = scene.received("first")
    second = scene.received("second")
    earlier = scene.message("earlier", at=scene.clock.now() - timedelta(microseconds=1))
    scene.records.receive(earlier)

    said = [exchange.message for exchange in scene.records.exchanges_of(scene.conversation.id)]

    assert said == [earlier, first, second]


def test_a_message_of_another_conversation_stays_there(scene: Scene) -> None:
    Scene.of(scene.records, scene.clock).received()

    assert scene.records.exchanges_of(scene.conversation.id) == ()


def test_times_come_back_in_utc_to_the_microsecond(scene: Scene) -> None:
    local = datetime(2026, 3, 29, 2, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    scene.records.receive(scene.message(at=local))

    (exchange,) = scene.records.exchanges_of(scene.conversation.id)

    assert exchange.message.at == local
    assert exchange.message.at.tzinfo is UTC


def test_a_message_of_no_known_conversation_is_refused(scene: Scene) -> None:
    with pytest.raises(RecordsUnavailable):
        scene.records.receive(replace(scene.message(), conversation_id="nothing"))


def test_a_conversation_of_nobody_is_refused(scene: Scene) -> None:
    with pytest.raises(RecordsUnavailable):
        scene.records.start_conversation("nobody", scene.clock.now())


def test_unanswered_names_what_waits_oldest_first(scene: Scene) -> None:
    other = Scene.of(scene.records, scene.clock)
    first = scene.received("first")
    scene.clock.advance(seconds=1)
    second = other.received("second")
    scene.clock.advance(seconds=1)
    third = scene.received("third")

    assert scene.records.unanswered(scene.clock.advance(seconds=1)) == (first, second, third)


def test_unanswered_leaves_out_what_has_a_reply(scene: Scene) -> None:
    scene.record()

    assert scene.records.unanswered(scene.clock.advance(seconds=1)) == ()


def test_unanswered_leaves_out_what_came_at_that_moment_or_later(scene: Scene) -> None:
    scene.received()

    assert scene.records.unanswered(scene.clock.now()) == ()
    assert len(scene.records.unanswered(scene.clock.now() + timedelta(microseconds=1))) == 1
