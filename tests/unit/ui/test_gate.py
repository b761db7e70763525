"""The gate and the sessions that it lets through."""

from __future__ import annotations

import pytest
from starlette.websockets import WebSocketDisconnect

from assistant.ui.cookie import COOKIE
from tests.fakes.invitations import invited
from tests.unit.ui.front import STREAM, Front, choose, enter, sign_in


@pytest.mark.parametrize("path", ["/", "/queue", "/_stcore/host-config", "/media/x", "/component/x", "/authx"])
def test_the_gate_sends_a_page_without_a_session_to_the_sign_in(front: Front, path: str) -> None:
    answer = front.browser().get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, "/auth/login")


def test_the_gate_refuses_a_websocket_without_a_session(front: Front) -> None:
    browser = front.browser()

    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(STREAM) as socket:
        socket.receive_text()


def test_the_gate_refuses_a_made_up_cookie(front: Front) -> None:
    browser = front.browser()
    browser.cookies.set(COOKIE, "made-up")

    assert browser.get("/").status_code == 303
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(STREAM) as socket:
        socket.receive_text()


def test_the_gate_survives_a_cookie_that_is_no_cookie(front: Front) -> None:
    answer = front.browser().get("/", headers={"Cookie": "\x01;=;;kap_session"})

    assert answer.status_code == 303


def test_with_a_session_pages_and_websockets_open(front: Front) -> None:
    browser = front.browser()
    sign_in(browser)

    assert browser.get("/").text == "behind the gate"
    with browser.websocket_connect(STREAM) as socket:
        assert socket.receive_text() == "behind the gate"


def test_another_copy_of_the_server_knows_the_session(front: Front) -> None:
    browser, other = front.browser(), front.browser()
    enter(browser, "anna", "open sesame")

    other.cookies.set(COOKIE, browser.cookies[COOKIE])

    assert other.get("/").text == "behind the gate"


def test_the_records_hold_no_token(front: Front) -> None:
    browser = front.browser()
    enter(browser, "anna", "open sesame")

    assert browser.cookies[COOKIE] not in front.records._sessions


def test_staff_who_did_nothing_for_half_an_hour_sign_in_again(front: Front) -> None:
    browser = front.browser()
    enter(browser, "ines", "come-in")
    choose(browser, new="four words in a row", again="four words in a row")

    front.clock.advance(minutes=31)

    assert browser.get("/").headers["location"] == "/auth/login"


@pytest.mark.parametrize("change", ["disabled", "reset"])
def test_a_disabled_or_reset_account_is_out_at_once(front: Front, change: str) -> None:
    browser = front.browser()
    enter(browser, "anna", "open sesame")
    anna = front.records.person_named("anna")
    assert anna is not None

    if change == "disabled":
        front.records.set_active(anna.id, False, "admin", front.clock.now())
    else:
        front.records.reset_invitation(anna.id, invited("new"))

    assert browser.get("/").headers["location"] == "/auth/login"


def test_while_the_records_are_away_a_patient_stays_in_and_staff_are_led_to_the_help_lines(front: Front) -> None:
    patient, staff = front.browser(), front.browser()
    enter(patient, "anna", "open sesame")
    enter(staff, "ines", "come-in")
    choose(staff, new="four words in a row", again="four words in a row")
    for each in (patient, staff):
        each.get("/")

    front.records.down = True

    assert patient.get("/").text == "behind the gate"
    assert staff.get("/").headers["location"] == "/auth/login"
