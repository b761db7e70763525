"""Invitations, passwords and wrong tries."""

from __future__ import annotations

import pytest
from starlette.websockets import WebSocketDisconnect

from assistant.domain.people import Role
from tests.fakes.invitations import invited
from tests.unit.ui.front import STREAM, Front, choose, enter, sign_in


def test_who_comes_with_an_invitation_first_chooses_a_password(front: Front) -> None:
    browser = front.browser()

    answer = enter(browser, "ines", "come-in")

    assert answer.headers["location"] == "/auth/password"
    assert browser.get("/").headers["location"] == "/auth/password"
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(STREAM) as socket:
        socket.receive_text()
    assert "Choose your password" in browser.get("/auth/password").text


def test_the_invitation_is_worth_nothing_once_the_password_is_chosen(front: Front) -> None:
    browser = front.browser()
    enter(browser, "ines", "come-in")

    chosen = choose(browser, new="four words in a row", again="four words in a row")

    assert chosen.headers["location"] == "/"
    assert browser.get("/").text == "behind the gate"
    assert enter(front.browser(), "ines", "come-in").status_code == 401
    assert enter(front.browser(), "ines", "four words in a row").status_code == 303


@pytest.mark.parametrize(("days", "status"), [(13, 303), (14, 401)])
def test_an_invitation_lets_in_until_its_last_day_and_then_says_so(front: Front, days: int, status: int) -> None:
    front.records.add_person("bea", Role.PATIENT, invited("come-in", days=14))
    front.clock.advance(days=days)

    answer = enter(front.browser(), "bea", "come-in")

    assert answer.status_code == status
    assert ("That invitation has ended" in answer.text) is (status == 401)
    assert "has ended" not in enter(front.browser(), "bea", "wrong").text


def test_who_came_with_an_invitation_chooses_no_password_after_it_has_ended(front: Front) -> None:
    front.records.add_person("bea", Role.PATIENT, invited("come-in", days=1))
    browser = front.browser()
    front.clock.advance(hours=23)
    enter(browser, "bea", "come-in")
    front.clock.advance(hours=2)

    late = choose(browser, new="four words in a row", again="four words in a row")

    assert (late.status_code, "has ended" in late.text) == (422, True)


def test_a_new_invitation_lets_in_again_after_the_old_one_has_ended(front: Front) -> None:
    bea = front.records.add_person("bea", Role.PATIENT, invited("come-in", days=14))
    front.clock.advance(days=20)
    front.records.reset_invitation(bea.id, invited("new", days=34))

    assert enter(front.browser(), "bea", "come-in").status_code == 401
    assert enter(front.browser(), "bea", "new").status_code == 303


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("too short", "too short", "at least 12 characters"),
        ("four words in a row", "four words in a roo", "differ"),
        ("password1234", "password1234", "would guess"),
    ],
)
def test_a_password_that_does_not_do_says_why_and_changes_nothing(
    front: Front, new: str, again: str, said: str
) -> None:
    browser = front.browser()
    enter(browser, "ines", "come-in")

    answer = choose(browser, new=new, again=again)

    assert answer.status_code == 422
    assert said in answer.text
    assert "tel:911" in answer.text
    assert enter(front.browser(), "ines", "come-in").status_code == 303


def test_changing_a_password_needs_the_current_one_and_ends_every_other_session(front: Front) -> None:
    browser, elsewhere = front.browser(), front.browser()
    for each in (browser, elsewhere):
        enter(each, "anna", "open sesame")
    new = "a river and a lamp"

    refused = choose(browser, current="wrong", new=new, again=new)
    changed = choose(browser, current="open sesame", new=new, again=new)

    assert (refused.status_code, changed.status_code) == (422, 303)
    assert browser.get("/").text == "behind the gate"
    assert elsewhere.get("/").headers["location"] == "/auth/login"


def test_the_password_page_needs_a_session_of_a_local_account(front: Front) -> None:
    demo = front.browser()
    sign_in(demo)

    assert front.browser().get("/auth/password").headers["location"] == "/auth/login"
    assert demo.get("/auth/password").headers["location"] == "/"


def test_a_password_form_from_another_site_is_refused(front: Front) -> None:
    browser = front.browser()
    enter(browser, "anna", "open sesame")

    answer = browser.post("/auth/password", data={"current": "open sesame"}, headers={"Origin": "http://evil.example"})

    assert answer.status_code == 403


def test_after_wrong_tries_the_account_rests_and_the_help_lines_stay(front: Front) -> None:
    browser = front.browser()
    for _ in range(5):
        enter(browser, "anna", "wrong")

    resting = enter(browser, "anna", "open sesame")
    front.clock.advance(minutes=1)
    later = enter(browser, "anna", "open sesame")

    assert resting.status_code == 429
    assert "rests for a minute" in resting.text
    assert "tel:911" in resting.text
    assert later.status_code == 303


def test_the_rest_does_not_tell_which_names_are_accounts(front: Front) -> None:
    answers = []
    for name in ("anna", "nobody-of-that-name"):
        for _ in range(6):
            last = enter(front.browser(), name, "wrong")
        answers.append((last.status_code, last.text))

    assert answers[0] == answers[1]
