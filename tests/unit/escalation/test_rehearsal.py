"""A test of the on-call chain is confirmed when every code of it has come back."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.oncall import OnCall, Step, Team
from assistant.escalation.alerting import Alerting
from assistant.escalation.rehearsal import Rehearsed, chain_of, code_hash, rehearse
from tests.fakes.clock import SteppedClock
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.recording_sender import RecordingSender

FIRST, LEAD = Step("duty", ("json://a", "json://b")), Step("lead", ("json://lead",))
ONCALL = OnCall({"default": Team("default", (FIRST,))}, LEAD)
SAFEGUARDING = ("json://safe",)


class Desk:
    """Records, a sender and what was sent."""

    def __init__(self, refusing: tuple[str, ...] = ()) -> None:
        self.clock = SteppedClock()
        self.records = MemoryRecords()
        self.sender = RecordingSender(refusing)
        self.alerting = Alerting(self.records, self.sender, self.clock, oncall=ONCALL)

    def rehearse(self) -> tuple[Rehearsed, ...]:
        return rehearse(self.records, self.alerting, ONCALL, self.clock, SAFEGUARDING)

    def codes(self) -> list[str]:
        """Each code that arrived, once, in the order of the steps."""
        found = [re.findall(r"--confirm (\w+)", sent.body)[0] for sent in self.sender.sent]
        return list(dict.fromkeys(found))

    def confirm(self, code: str) -> tuple[str, tuple[str, ...]] | None:
        return self.records.confirm_alert_test(code_hash(code), "somebody", self.clock.now())


def test_every_step_the_fallback_and_the_safeguarding_lead_get_a_code_of_their_own() -> None:
    desk = Desk()

    sent = desk.rehearse()

    assert [(one.place, one.handed_over, one.addresses) for one in sent] == [
        ("team default, step 1: duty", 2, 2),
        ("fallback: lead", 1, 1),
        ("safeguarding lead", 1, 1),
    ]
    assert len(desk.codes()) == 3
    assert all("Nobody is in danger" in message.body for message in desk.sender.sent)


def test_an_address_that_refuses_is_named() -> None:
    assert Desk(refusing=("json://b",)).rehearse()[0].handed_over == 1


def test_the_chain_counts_as_tested_once_every_code_is_confirmed() -> None:
    desk = Desk()
    desk.rehearse()
    first, second, third = desk.codes()
    chain = chain_of(ONCALL, SAFEGUARDING)

    told = desk.confirm(first)
    desk.confirm(second)
    before = desk.records.alerts_tested_at(chain)
    last = desk.confirm(third.lower())

    assert told == ("team default, step 1: duty", ("fallback: lead", "safeguarding lead"))
    assert before is None
    assert last == ("safeguarding lead", ())
    assert desk.records.alerts_tested_at(chain) == desk.clock.now()


def test_a_changed_chain_is_untested() -> None:
    desk = Desk()
    desk.rehearse()
    for code in desk.codes():
        desk.confirm(code)

    changed = replace(ONCALL, fallback=replace(LEAD, urls=("json://new",)))

    assert desk.records.alerts_tested_at(chain_of(changed, SAFEGUARDING)) is None
    assert desk.records.alerts_tested_at(chain_of(ONCALL)) is None


def test_a_code_that_no_test_sent_confirms_nothing() -> None:
    desk = Desk()
    desk.rehearse()

    assert desk.confirm("WRONGONE") is None
