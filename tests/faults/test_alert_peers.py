"""Real mail and web servers that refuse, hang, answer 500, drop, or come back: the chain goes on, and nothing is lost.

Each first step is such a server. The clock is the test's own, so an hour of retries takes seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from assistant.adapters.apprise_sender import AppriseSender
from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.oncall import OnCall, Step, Team
from assistant.escalation.alerting import Alerting
from assistant.escalation.moving import move_cases
from tests.contract.peers import Webhook, closed_port
from tests.contract.scenes import Scene
from tests.fakes.clock import SteppedClock
from tests.fakes.memory_records import MemoryRecords

pytestmark = [
    pytest.mark.network,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]
FIVE_MINUTES = 300
TEN_MINUTES = 600
ONE_HOUR = 3600
TICK = 15


class MailPeer:
    """A mail server on loopback whose answer can be changed; it keeps the reference of each mail it took."""

    def __init__(self) -> None:
        self.answer = "ok"
        self.keys: list[str] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=closed_port())

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self._controller.port}?from=bot@clinic.test&to=a@clinic.test&format=text&cto=0.5"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        with suppress(AssertionError, RuntimeError):
            self._controller.stop()

    async def handle_DATA(self, server: Any, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        if self.answer == "hang":
            await asyncio.sleep(1.5)
        if self.answer in ("hang", "drop"):
            server.transport.abort()
        if self.answer == "error":
            return "451 later"
        if self.answer == "ok":
            text = message_from_bytes(envelope.content).get_payload(decode=True)
            assert isinstance(text, bytes)
            self.keys.append(text.decode().split("Reference: ")[1].split()[0])
        return "250 OK"


class WebPeer(Webhook):
    """A webhook whose sends are given up soon."""

    @property
    def url(self) -> str:
        return f"{super().url}?cto=0.5&rto=0.5"


class Clinic:
    """Records, a real sender, and a chain of three steps: the peer under test, a webhook, and the lead's webhook."""

    def __init__(self, first: str, second: Webhook, lead: Webhook) -> None:
        self.clock = SteppedClock()
        wait = timedelta(seconds=FIVE_MINUTES)
        steps = (Step("first", (first,), wait), Step("second", (second.url,), wait))
        self.oncall = OnCall({"default": Team("default", steps)}, Step("lead", (lead.url,), wait))
        self.records = MemoryRecords(oncall=self.oncall)
        self.alerting = Alerting(self.records, AppriseSender(limit_s=3), self.clock, oncall=self.oncall)
        self.case = Scene.of(self.records, self.clock).open_case(Severity.IMMINENT)
        self.took: dict[str, int] = {}

    def run(self, seconds: int, looks: dict[str, Callable[[], int]], at: dict[int, Callable[[], None]]) -> None:
        """So many seconds of a worker's rounds; `at` changes something at a moment, `looks` note who had it when."""
        for second in range(0, seconds, TICK):
            at.get(second, lambda: None)()
            self.alerting.deliver_due()
            move_cases(self.records, self.oncall, self.clock)
            self.alerting.deliver_due()
            for name, count in looks.items():
                if count() and name not in self.took:
                    self.took[name] = second
            self.clock.advance(seconds=TICK)


@pytest.fixture
def others() -> Iterator[tuple[Webhook, Webhook]]:
    with Webhook().running() as second, Webhook().running() as lead:
        yield second, lead


@pytest.fixture(params=["mail", "webhook"])
def peer(request: pytest.FixtureRequest) -> Iterator[Any]:
    with ExitStack() as stack:
        if request.param == "mail":
            mail = MailPeer()
            mail.start()
            stack.callback(mail.stop)
            yield mail
        else:
            yield stack.enter_context(WebPeer().running())


@pytest.mark.parametrize("fault", ["error", "hang", "drop"])
def test_a_first_step_that_fails_for_good_is_a_visible_dead_letter_and_the_others_hear_in_order(
    peer: Any, others: tuple[Webhook, Webhook], fault: str
) -> None:
    second, lead = others
    peer.answer = fault
    clinic = Clinic(peer.url, second, lead)

    clinic.run(ONE_HOUR, {"second": lambda: len(second.keys), "lead": lambda: len(lead.keys)}, {})

    assert clinic.took == {"second": FIVE_MINUTES, "lead": 2 * FIVE_MINUTES}
    (dead,) = clinic.records.dead_alerts(10)
    assert (dead.step, dead.url, dead.attempts) == (1, peer.url, 10)
    assert len(second.keys) == 1
    # The lead hears of it after ten minutes, and, because nobody answers, again at half past and at a quarter to.
    assert len(lead.keys) == len(set(lead.keys)) == 3
    assert clinic.records.alert_status(clinic.case.id) is AlertStatus.UNREACHABLE


def test_a_server_that_refuses_every_connection_is_a_dead_letter_too(others: tuple[Webhook, Webhook]) -> None:
    second, lead = others
    for scheme in ("json://127.0.0.1:{}/", "mailto://127.0.0.1:{}?from=a@b.test&to=c@d.test&cto=0.5"):
        clinic = Clinic(scheme.format(closed_port()), second, lead)
        second.keys.clear()
        lead.keys.clear()

        clinic.run(ONE_HOUR, {"second": lambda: len(second.keys), "lead": lambda: len(lead.keys)}, {})

        assert clinic.took == {"second": FIVE_MINUTES, "lead": 2 * FIVE_MINUTES}
        assert [alert.step for alert in clinic.records.dead_alerts(10)] == [1]


@pytest.mark.parametrize("fault", ["error", "hang", "drop"])
def test_a_server_that_comes_back_after_ten_minutes_gets_the_alert_once(
    peer: Any, others: tuple[Webhook, Webhook], fault: str
) -> None:
    second, lead = others
    peer.answer = fault
    clinic = Clinic(peer.url, second, lead)

    def came_back() -> None:
        peer.answer = "ok"
        peer.keys.clear()

    looks = {"first": lambda: len(peer.keys) if peer.answer == "ok" else 0, "second": lambda: len(second.keys)}
    looks["lead"] = lambda: len(lead.keys)
    clinic.run(ONE_HOUR, looks, {TEN_MINUTES: came_back})

    assert (clinic.took["second"], clinic.took["lead"]) == (FIVE_MINUTES, 2 * FIVE_MINUTES)
    assert TEN_MINUTES <= clinic.took["first"] <= 2 * TEN_MINUTES + TICK
    assert len(peer.keys) == 1
    assert clinic.records.dead_alerts(10) == ()


def test_a_mail_server_that_is_away_for_ten_minutes_gets_the_alert_once(others: tuple[Webhook, Webhook]) -> None:
    second, lead = others
    mail = MailPeer()
    clinic = Clinic(mail.url, second, lead)

    looks = {"first": lambda: len(mail.keys), "second": lambda: len(second.keys), "lead": lambda: len(lead.keys)}
    clinic.run(ONE_HOUR, looks, {TEN_MINUTES: mail.start})
    mail.stop()

    assert (clinic.took["second"], clinic.took["lead"]) == (FIVE_MINUTES, 2 * FIVE_MINUTES)
    assert TEN_MINUTES <= clinic.took["first"] <= 2 * TEN_MINUTES + TICK
    assert len(mail.keys) == 1
    assert clinic.records.dead_alerts(10) == ()


def test_somebody_who_claims_ends_the_chain_and_what_has_not_gone_out(others: tuple[Webhook, Webhook]) -> None:
    second, lead = others
    second.answer = "error"
    clinic = Clinic(f"json://127.0.0.1:{closed_port()}/", second, lead)

    def claim() -> None:
        clinic.records.claim(clinic.case.id, "dr-a", clinic.clock.now())
        clinic.records.contact(clinic.case.id, "dr-a", clinic.clock.now())
        second.answer = "ok"
        second.keys.clear()

    clinic.run(ONE_HOUR, {}, {FIVE_MINUTES + 2 * TICK: claim})

    assert (second.keys, lead.keys) == ([], [])
    assert clinic.records.dead_alerts(10) == ()
    assert clinic.records.alert_status(clinic.case.id) is AlertStatus.SEEN


def test_all_alerts_of_a_dead_first_step_do_not_hold_the_next_step_back(others: tuple[Webhook, Webhook]) -> None:
    """When every try of a step is used up before its silence is, the next one is told at once."""
    second, lead = others
    clinic = Clinic(f"json://127.0.0.1:{closed_port()}/", second, lead)
    (alert,) = clinic.records.due_alerts(clinic.clock.now(), 10)
    clinic.records.alert_failed(alert.id, None, clinic.clock.now())

    clinic.run(TICK, {"second": lambda: len(second.keys)}, {})

    assert clinic.took == {"second": 0}
