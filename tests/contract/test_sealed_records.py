"""What the database holds of people's words: nothing that can be read without the key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import Connection, delete, inspect, text

from assistant.adapters.master_keys import MasterKey, new_key, parsed
from assistant.adapters.sql.migrating import migrate
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.tables import encryption_keys
from assistant.domain.cases import Severity
from assistant.domain.errors import KeysRefused, NotAllowed, RecordsUnavailable
from assistant.domain.messages import UNREADABLE
from assistant.domain.people import Role
from assistant.domain.risk import Assessment
from assistant.domain.routes import Route
from tests.contract.conftest import QUICK, OpenDatabase
from tests.contract.scenes import REPLY, SUICIDE, URLS, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.keys import KEYS

SECRET = "zebrafish lullaby"
BEFORE = "0006"
"""The last revision without encryption."""

OpenSealed = Callable[..., SqlRecords]


@pytest.fixture
def open_sealed() -> Iterator[OpenSealed]:
    """Opens a database with these keys."""
    opened: list[SqlRecords] = []

    def open_it(url: str, *keys: MasterKey) -> SqlRecords:
        records = SqlRecords(url, URLS, keys=keys or KEYS, hasher=QUICK)
        opened.append(records)
        return records

    yield open_it
    for records in opened:
        records.close()


def told(records: SqlRecords, clock: SteppedClock) -> Scene:
    """Somebody who has said the secret in every place that keeps words."""
    patient = records.add_person(SECRET, Role.PATIENT, invited())
    scene = Scene(records, clock, patient, records.start_conversation(patient.id, clock.now()))
    signal = replace(SUICIDE, excerpt=SECRET)
    reply = replace(REPLY, text=SECRET, suggestions=(SECRET,))
    case = opening(Severity.ELEVATED, signal, reason=SECRET)
    records.record(scene.turn(case, scene.episode(), scene.received(SECRET), reply, Assessment((signal,))))
    records.audit("dr-a", "case_read", scene.only_case().id, clock.now())
    return scene


def everything(connection: Connection) -> str:
    """Every value of every table."""
    names = inspect(connection).get_table_names()
    return "".join(repr(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in names)


def tamper(open_database: OpenDatabase, url: str, statement: str) -> None:
    """Change the database behind the program's back."""
    with open_database(url).write() as connection:
        connection.execute(text(statement))


def shown(scene: Scene) -> tuple[str, str, str, str]:
    """The patient's name, their words, what was replied and why there is a case."""
    (exchange,) = scene.records.exchanges_of(scene.conversation.id)
    assert exchange.reply is not None
    case = scene.only_case()
    return case.patient_name, exchange.message.text, exchange.reply.reply.text, case.signals[0][1].excerpt


def test_no_word_and_no_name_can_be_found_in_the_database(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    scene = told(open_sealed(sql_url), clock)
    scene.review(scene.only_case(), note=SECRET)

    with open_database(sql_url).read() as connection:
        stored = everything(connection)

    assert scene.patient.id in stored
    for word in SECRET.split():
        assert word not in stored


def test_a_program_with_the_same_key_reads_them(sql_url: str, clock: SteppedClock, open_sealed: OpenSealed) -> None:
    scene = told(open_sealed(sql_url), clock)

    again = replace(scene, records=open_sealed(sql_url))

    assert shown(again) == (SECRET,) * 4
    assert again.records.person_named(SECRET) == scene.patient
    assert again.records.verify_audit() == (4, None)


def test_a_wrong_key_is_refused_with_both_ids_and_nothing_is_changed(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed
) -> None:
    scene = told(open_sealed(sql_url), clock)
    (wrong,) = parsed([new_key()])

    with pytest.raises(KeysRefused, match=KEYS[0].id) as caught:
        open_sealed(sql_url, wrong).unlock()

    assert wrong.id in str(caught.value)
    assert shown(replace(scene, records=open_sealed(sql_url))) == (SECRET,) * 4


def test_every_use_with_a_wrong_key_is_refused_as_unavailable(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed
) -> None:
    told(open_sealed(sql_url), clock)
    records = open_sealed(sql_url, *parsed([new_key()]))

    for _ in range(2):
        with pytest.raises(RecordsUnavailable):
            records.people()


def test_a_new_first_key_seals_what_comes_and_the_old_one_still_opens_what_was(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    scene = told(open_sealed(sql_url), clock)
    new, *_ = both = (*parsed([new_key()]), *KEYS)
    records = open_sealed(sql_url, *both)

    assert shown(replace(scene, records=records)) == (SECRET,) * 4
    later = replace(scene, records=records).received("later")
    with open_database(sql_url).read() as connection:
        stored = connection.execute(text("SELECT text FROM messages WHERE id = :id"), {"id": later.id}).scalar_one()
    assert stored.startswith(new.prefix)
    with pytest.raises(KeysRefused):
        open_sealed(sql_url, new).unlock()
    with pytest.raises(KeysRefused):
        open_sealed(sql_url).unlock()


def test_a_name_stays_unique_and_findable_whichever_key_is_first(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed
) -> None:
    scene = told(open_sealed(sql_url), clock)
    records = open_sealed(sql_url, *parsed([new_key()]), *KEYS)

    assert records.person_named(SECRET) == scene.patient
    with pytest.raises(NotAllowed, match="taken"):
        records.add_person(SECRET, Role.PATIENT, invited("x"))


def test_emptied_secrets_of_a_used_database_are_refused_and_not_made_anew(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    told(open_sealed(sql_url), clock)
    with open_database(sql_url).write() as connection:
        connection.execute(delete(encryption_keys))

    with pytest.raises(KeysRefused, match="encryption_keys"):
        open_sealed(sql_url).unlock()


def test_damaged_secrets_are_refused_with_advice(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    told(open_sealed(sql_url), clock)
    tamper(open_database, sql_url, "UPDATE encryption_keys SET secrets = 'nothing'")

    with pytest.raises(KeysRefused, match="backup"):
        open_sealed(sql_url).unlock()


def test_one_damaged_message_is_shown_as_unreadable_and_hides_no_other(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    scene = told(open_sealed(sql_url), clock)
    scene.received("another")
    tamper(
        open_database,
        sql_url,
        "UPDATE messages SET text = substr(text, 1, 40) WHERE seq = (SELECT min(seq) FROM messages)",
    )

    first, second = scene.records.exchanges_of(scene.conversation.id)

    assert (first.message.text, second.message.text) == (UNREADABLE, "another")
    assert first.reply is not None
    assert first.reply.reply.text == SECRET


def test_a_case_with_damaged_signals_stands_in_the_queue(
    sql_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    scene = told(open_sealed(sql_url), clock)
    tamper(open_database, sql_url, "UPDATE case_signals SET signal = 'enc1:damaged'")
    tamper(open_database, sql_url, "UPDATE cases SET reason = 'forged in plain words'")
    tamper(open_database, sql_url, "UPDATE messages SET reply = 'x' WHERE reply IS NOT NULL")

    case = scene.only_case()
    (exchange,) = scene.records.exchanges_of(scene.conversation.id)

    assert (case.severity, case.reason, case.signals[0][1].excerpt) == (Severity.ELEVATED, UNREADABLE, UNREADABLE)
    assert exchange.reply is not None
    assert exchange.reply.reply.route is Route.NEEDS_HUMAN


def test_rows_from_before_encryption_are_encrypted_and_decrypted_again_with_everything_in_place(
    bare_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    migrate(bare_url)
    odd = SECRET + " \x00 \ud800"
    scene = told(open_sealed(bare_url), clock)
    message = scene.received(odd)

    migrate(bare_url, BEFORE, keys=KEYS)
    with open_database(bare_url).read() as connection:
        plain = everything(connection)
    migrate(bare_url, keys=KEYS)

    assert plain.count(SECRET) >= 8
    assert URLS[0] in plain
    with open_database(bare_url).read() as connection:
        stored = everything(connection)
    assert SECRET not in stored
    assert URLS[0] not in stored
    records = open_sealed(bare_url)
    assert [e.message.text for e in records.exchanges_of(scene.conversation.id)] == [SECRET, odd]
    assert message.id in {m.id for m in records.unanswered(clock.advance(seconds=1))}
    found = records.person_named(SECRET)
    assert found is not None
    assert (found.id, found.invited) == (scene.patient.id, True)
    assert found.invitation_ends_at is not None
    assert records.verify_audit() == (4, None)
    assert {alert.url for alert in records.due_alerts(clock.now(), 10)} == set(URLS)


def test_rows_from_before_encryption_wait_for_a_key(
    bare_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    migrate(bare_url)
    told(open_sealed(bare_url), clock)
    migrate(bare_url, BEFORE, keys=KEYS)

    with pytest.raises(KeysRefused, match="KAP_ENCRYPTION_KEYS"):
        migrate(bare_url)

    with open_database(bare_url).read() as connection:
        assert SECRET in repr(connection.execute(text("SELECT * FROM messages")).all())


def test_a_trail_that_was_tampered_with_is_not_chained_anew(
    bare_url: str, clock: SteppedClock, open_sealed: OpenSealed, open_database: OpenDatabase
) -> None:
    migrate(bare_url)
    told(open_sealed(bare_url), clock)
    migrate(bare_url, BEFORE, keys=KEYS)
    tamper(open_database, bare_url, "UPDATE audit SET actor = 'somebody else'")

    with pytest.raises(RecordsUnavailable, match="not intact"):
        migrate(bare_url, keys=KEYS)


def test_programs_that_start_together_agree_on_the_secrets(sql_url: str, open_sealed: OpenSealed) -> None:
    from concurrent.futures import ThreadPoolExecutor

    programs = [open_sealed(sql_url) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(SqlRecords.unlock, programs))
    for number, records in enumerate(programs):
        with suppress(NotAllowed):
            records.add_person("ana" if number % 2 else "bo", Role.PATIENT, invited("x"))

    assert [len(records.people()) for records in programs] == [2] * 6
    assert {p.name for p in programs[0].people()} == {"ana", "bo"}
