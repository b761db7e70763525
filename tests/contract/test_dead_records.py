"""No method of records that cannot be served raises anything but RecordsUnavailable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.adapters.sql.records import SqlRecords
from assistant.domain.care import Answers
from assistant.domain.cases import CaseState, Outcome, Review, Severity
from assistant.domain.chains import Move, Watched
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.glass import Glass
from assistant.domain.people import Role
from assistant.domain.queue import QueueView
from assistant.domain.sessions import Way
from assistant.domain.vetting import Decision, LedgerEntry, sha256_of
from assistant.ports import Records
from tests.contract.conftest import POSTGRES, QUICK
from tests.contract.scenes import Scene, opening
from tests.fakes.clock import START, SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.keys import KEYS
from tests.fakes.memory_records import MemoryRecords

DECISION = LedgerEntry("d", "driving", Decision.APPROVED, sha256_of("text"), "p", "Ana", START)
WATCHED = Watched("c", Severity.WATCH, CaseState.OPEN, "default", False, START)
EVERY_METHOD: dict[str, Callable[[Records], object]] = {
    "add_person": lambda r: r.add_person("Ana", Role.PATIENT, invited("x")),
    "person_named": lambda r: r.person_named("Ana"),
    "person": lambda r: r.person("a"),
    "people": lambda r: r.people(),
    "check_secret": lambda r: r.check_secret("Ana", "x"),
    "set_region": lambda r: r.set_region("a", "GB", START),
    "set_session": lambda r: r.set_session("a", START.date(), "os:ada", START),
    "set_active": lambda r: r.set_active("a", False, "os:ada", START),
    "set_role": lambda r: r.set_role("a", Role.ADMIN, "os:ada", START),
    "set_teams": lambda r: r.set_teams("a", ("north",), "os:ada", START),
    "reset_invitation": lambda r: r.reset_invitation("a", invited("x")),
    "care_of": lambda r: r.care_of("a"),
    "set_answers": lambda r: r.set_answers("a", Answers.OFF, "dr-a", START),
    "set_contact": lambda r: r.set_contact("a", "", "", "dr-a", START),
    "set_password": lambda r: r.set_password("a", "x", START),
    "open_session": lambda r: r.open_session("t", "a", Way.LOCAL, START, START),
    "session": lambda r: r.session("t"),
    "touch_session": lambda r: r.touch_session("t", START),
    "end_session": lambda r: r.end_session("t"),
    "end_sessions_of": lambda r: r.end_sessions_of("a"),
    "break_glass": lambda r: r.break_glass(Glass("g", "a", "b", "reason", START, START)),
    "glasses_of": lambda r: r.glasses_of("a", START),
    "glasses": lambda r: r.glasses(START),
    "person_of_subject": lambda r: r.person_of_subject("s"),
    "link_subject": lambda r: r.link_subject("a", "s", START),
    "count_try": lambda r: r.count_try("Ana", START),
    "forget_tries": lambda r: r.forget_tries("Ana"),
    "start_conversation": lambda r: r.start_conversation("a", START),
    "conversation": lambda r: r.conversation("c"),
    "conversations_of": lambda r: r.conversations_of("a"),
    "exchanges_of": lambda r: r.exchanges_of("c"),
    "earlier": lambda r: r.earlier(_elsewhere().message(), "a", 5, START),
    "receive": lambda r: r.receive(_elsewhere().message()),
    "record": lambda r: r.record(_elsewhere().turn(opening(), _elsewhere().episode())),
    "unanswered": lambda r: r.unanswered(START),
    "open_episode": lambda r: r.open_episode("a"),
    "cases": lambda r: r.cases(),
    "case": lambda r: r.case("c"),
    "open_case_of": lambda r: r.open_case_of("a"),
    "queue": lambda r: r.queue(QueueView(teams=None)),
    "waiting": lambda r: r.waiting(None),
    "cases_of": lambda r: r.cases_of("a", 1),
    "case_facts": lambda r: r.case_facts(START),
    "active_patients": lambda r: r.active_patients(),
    "mark_seen": lambda r: r.mark_seen("c", "dr-a", START),
    "claim": lambda r: r.claim("c", "dr-a", START),
    "release": lambda r: r.release("c", "dr-a", START),
    "contact": lambda r: r.contact("c", "dr-a", START),
    "hand_over": lambda r: r.hand_over("c", "dr-a", "dr-b", "dr-a", START),
    "add_note": lambda r: r.add_note("c", "dr-a", "words", START),
    "follow_up": lambda r: r.follow_up("c", "dr-a", None, START),
    "reopen": lambda r: r.reopen("c", "dr-a", "words", START),
    "review": lambda r: r.review(Review("c", "dr-a", Outcome.FALSE_ALARM, "", START)),
    "due_alerts": lambda r: r.due_alerts(START, 1),
    "alert_delivered": lambda r: r.alert_delivered("a", START),
    "alert_failed": lambda r: r.alert_failed("a", None, START),
    "kept_apart": lambda r: r.kept_apart("c"),
    "page_silences": lambda r: r.page_silences(START, START),
    "alert_status": lambda r: r.alert_status("c"),
    "ledger": lambda r: r.ledger(),
    "ledger_size": lambda r: r.ledger_size(),
    "decide": lambda r: r.decide(DECISION, "text", by="dr-a"),
    "text_read": lambda r: r.text_read("a" * 64),
    "citation_counts": lambda r: r.citation_counts(START),
    "found_nothing": lambda r: r.found_nothing(("default",), START, 5),
    "watched": lambda r: r.watched(),
    "move": lambda r: r.move(WATCHED, Move(exhausted=True), START),
    "lease_alerts": lambda r: r.lease_alerts(START, START, 1),
    "dead_alerts": lambda r: r.dead_alerts(1),
    "beat": lambda r: r.beat("worker", START),
    "last_beat": lambda r: r.last_beat("worker"),
    "keep_alert_test": lambda r: r.keep_alert_test("t", "chain", {"code": "place"}, START),
    "confirm_alert_test": lambda r: r.confirm_alert_test("code", "somebody", START),
    "alerts_tested_at": lambda r: r.alerts_tested_at("chain"),
    "audit": lambda r: r.audit("dr-a", "case_read", "c", START),
    "verify_audit": lambda r: r.verify_audit(),
}


@pytest.fixture(params=["fake", "sqlite", POSTGRES])
def dead_records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    """Records that cannot be served: their tables are not there."""
    if request.param == "fake":
        fake = MemoryRecords()
        fake.down = True
        yield fake
        return
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'bare.db'}" if is_sqlite else request.getfixturevalue("bare_postgres_url")
    records = SqlRecords(url, hasher=QUICK, keys=KEYS)
    yield records
    records.close()


@pytest.mark.parametrize("call", EVERY_METHOD.values(), ids=EVERY_METHOD.keys())
def test_every_method_of_dead_records_says_that_they_are_unavailable(
    dead_records: Records, call: Callable[[Records], object]
) -> None:
    with pytest.raises(RecordsUnavailable):
        call(dead_records)


def test_no_method_of_records_is_left_out_above() -> None:
    promised = {name for part in Records.__mro__ for name in vars(part) if not name.startswith("_")}

    assert set(EVERY_METHOD) == promised


def _elsewhere() -> Scene:
    return Scene.of(MemoryRecords(), SteppedClock())
