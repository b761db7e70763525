"""What AlertSender promises, over the fake and over Apprise with real peers."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from assistant.adapters.apprise_sender import AppriseSender
from assistant.ports import AlertSender
from tests.contract.peers import Webhook, closed_port, silent_port
from tests.fakes.recording_sender import RecordingSender

pytestmark = [
    pytest.mark.network,
    # Apprise's mail plug-in imports a module that Python 3.13 drops; Apprise carries its own copy for then.
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]

TITLE = "Care team alert: imminent"
KEY = "alert-17"
BODY = "Somebody needs a clinician now.\nOpen the console: https://clinic.example/console"
LIMIT_S = 2.0


class Mailbox:
    """An SMTP server's ear: keeps what it takes, or refuses with the given answer."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refusal: str | None = None

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        if self.refusal:
            return self.refusal
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with Webhook().running() as running:
        yield running


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=closed_port())
    controller.start()
    yield box, f"mailto://127.0.0.1:{controller.port}?from=bot@clinic.test&to=a@clinic.test&format=text"
    controller.stop()


@pytest.fixture(params=["fake", "apprise"])
def sender_and_peers(request: pytest.FixtureRequest) -> Iterator[tuple[AlertSender, str, str]]:
    """A sender, an address that takes messages, and one that does not."""
    if request.param == "fake":
        yield RecordingSender(refusing=("json://refusing",)), "json://taking", "json://refusing"
        return
    assert AppriseSender.understands("json://taking")  # so that the first send does not pay for the import
    with Webhook().running() as running:
        yield AppriseSender(limit_s=LIMIT_S), running.url, f"json://127.0.0.1:{closed_port()}/"


def sender() -> AppriseSender:
    return AppriseSender(connect_s=0.5, read_s=0.7, limit_s=LIMIT_S)


def test_a_message_taken_by_its_address_was_handed_over(sender_and_peers: tuple[AlertSender, str, str]) -> None:
    sends, taking, _ = sender_and_peers

    assert sends.send(taking, TITLE, BODY, KEY) is True


def test_a_message_refused_by_its_address_was_not(sender_and_peers: tuple[AlertSender, str, str]) -> None:
    sends, _, refusing = sender_and_peers

    assert sends.send(refusing, TITLE, BODY, KEY) is False


def test_the_webhook_gets_title_and_body_as_they_were(webhook: Webhook) -> None:
    sender().send(webhook.url, TITLE, BODY, KEY)

    (received,) = webhook.received
    assert (received["title"], received["message"]) == (TITLE, BODY)
    assert webhook.keys == [KEY]


@pytest.mark.parametrize("answer", ["error", "drop"])
def test_a_webhook_that_fails_has_not_taken_the_message(webhook: Webhook, answer: str) -> None:
    webhook.answer = answer

    assert sender().send(webhook.url, TITLE, BODY, KEY) is False


@pytest.mark.parametrize("hiccup", ["error", "drop"])
def test_a_hiccup_of_a_moment_does_not_make_a_human_wait_for_the_next_round(webhook: Webhook, hiccup: str) -> None:
    webhook.first_answers = [hiccup]

    assert sender().send(webhook.url, TITLE, BODY, KEY) is True

    assert (webhook.asked, set(webhook.keys)) == (2, {KEY})


def test_a_hang_is_not_tried_again_at_once(webhook: Webhook) -> None:
    webhook.answer = "hang"

    AppriseSender(connect_s=0.5, read_s=0.7, limit_s=6).send(webhook.url, TITLE, BODY, KEY)

    assert webhook.asked == 1


def test_a_webhook_that_hangs_is_given_up_in_time(webhook: Webhook) -> None:
    webhook.answer = "hang"

    assert _timed(webhook.url) == (False, True)


def test_a_webhook_that_drips_is_given_up_in_time(webhook: Webhook) -> None:
    webhook.answer = "drip"

    assert _timed(webhook.url) == (False, True)


def test_a_port_that_never_speaks_is_given_up_in_time() -> None:
    with silent_port() as port:
        assert _timed(f"json://127.0.0.1:{port}/") == (False, True)
        assert _timed(f"mailto://127.0.0.1:{port}?from=a@b.test&to=c@d.test") == (False, True)


def test_a_webhook_that_comes_back_takes_the_next_message(webhook: Webhook) -> None:
    sends = sender()
    webhook.answer = "error"
    failed = sends.send(webhook.url, TITLE, BODY, KEY)
    webhook.answer = "ok"

    assert (failed, sends.send(webhook.url, TITLE, BODY, KEY)) == (False, True)


def test_mail_arrives_with_subject_and_text(mailbox: tuple[Mailbox, str]) -> None:
    box, url = mailbox

    assert sender().send(url, TITLE, BODY, KEY) is True

    (envelope,) = box.mails
    mail = message_from_bytes(envelope.content)
    text = mail.get_payload(decode=True)
    assert mail["Subject"] == TITLE
    assert isinstance(text, bytes)
    assert "https://clinic.example/console" in text.decode()


def test_a_mail_server_that_refuses_has_not_taken_the_message(mailbox: tuple[Mailbox, str]) -> None:
    box, url = mailbox
    box.refusal = "550 no"

    assert sender().send(url, TITLE, BODY, KEY) is False


def test_one_refused_recipient_of_two_is_not_a_delivery(mailbox: tuple[Mailbox, str], webhook: Webhook) -> None:
    box, url = mailbox
    box.refusal = "451 later"

    assert sender().send(url.replace("to=a@clinic.test", "to=a@clinic.test,b@clinic.test"), TITLE, BODY, KEY) is False


@pytest.mark.parametrize("url", ["", "nonsense", "nosuch://host", "json://", "mailto://", "json://[", "\x00", "\ud800"])
def test_a_url_that_leads_nowhere_is_a_failure_not_an_error(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Apprise logs the address; a lone surrogate in a captured log cannot travel between pytest's processes.
    monkeypatch.setattr(logging.getLogger("apprise"), "disabled", True)

    assert sender().send(url, TITLE, BODY, KEY) is False


def test_time_outs_already_in_the_url_are_left_alone() -> None:
    sends = AppriseSender(connect_s=3, read_s=4)

    assert sends._with_time_outs("json://host/") == "json://host/?cto=3&rto=4"
    assert sends._with_time_outs("json://host/?rto=9") == "json://host/?rto=9&cto=3"
    assert sends._with_time_outs("json://host/?cto=1&rto=9") == "json://host/?cto=1&rto=9"


def test_many_stuck_sends_do_not_pile_up_for_ever(webhook: Webhook) -> None:
    webhook.answer = "hang"
    sends = AppriseSender(connect_s=0.5, read_s=5, limit_s=0.01, stuck_at_most=3)
    for _ in range(3):
        sends.send(webhook.url, TITLE, BODY, KEY)
    webhook.answer = "ok"

    refused = sends.send(webhook.url, TITLE, BODY, KEY)
    webhook.released.set()

    assert refused is False
    assert _eventually(lambda: AppriseSender.send(sends, webhook.url, TITLE, BODY, KEY) or len(webhook.received) > 0)


def _timed(url: str) -> tuple[bool, bool]:
    """Whether it was handed over, and whether that was known within the limit."""
    started = time.perf_counter()
    handed_over = sender().send(url, TITLE, BODY, KEY)
    return handed_over, time.perf_counter() - started < LIMIT_S + 1


def _eventually(holds: Any) -> bool:
    deadline = time.perf_counter() + 10
    while time.perf_counter() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False
