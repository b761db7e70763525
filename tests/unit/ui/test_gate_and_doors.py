"""The gate and the sign-in routes, with a small application behind them in the place of Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from assistant import bootstrap
from assistant.conversation.engine import Engine
from assistant.domain.people import Role
from assistant.settings import Settings
from assistant.ui.cookie import COOKIE
from assistant.ui.doors import Doors
from assistant.ui.gate import Gate
from assistant.ui.password_door import PasswordDoor
from assistant.ui.porch import LONGEST_FORM
from tests.fakes.clock import START, SteppedClock
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.scripted_risk_model import ScriptedRiskModel

HERE = "http://127.0.0.1:8501"
STREAM = "ws://127.0.0.1:8501/_stcore/stream"


async def _page(_request: Request) -> Response:
    return PlainTextResponse("behind the gate")


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("behind the gate")
    await socket.close()


@dataclass
class Front:
    """The server as a browser sees it."""

    records: MemoryRecords
    clock: SteppedClock
    engine: Engine
    make_engine: Callable[[], Engine]

    def browser(self, address: str = HERE, client: str = "127.0.0.1") -> TestClient:
        doors = Doors(self.make_engine, bootstrap.shared_regions)
        passwords = PasswordDoor(self.make_engine, bootstrap.shared_regions)
        app = Starlette(
            routes=[
                Route("/auth/login", doors.login, methods=["GET", "POST"]),
                Route("/auth/demo", doors.demo, methods=["POST"]),
                Route("/auth/logout", doors.left, methods=["GET"]),
                Route("/auth/password", passwords.password, methods=["GET", "POST"]),
                Route("/auth/away", doors.away, methods=["GET"]),
                WebSocketRoute("/_stcore/stream", _stream),
                Route("/{path:path}", _page),
            ],
            middleware=[Middleware(Gate, engine=self.make_engine)],
        )
        return TestClient(app, base_url=address, client=(client, 50000), follow_redirects=False)

    def break_engine(self) -> None:
        def broken() -> Engine:
            raise RuntimeError("no engine")

        self.make_engine = broken


@pytest.fixture
def front(tmp_path_factory: pytest.TempPathFactory) -> Front:
    records, clock = MemoryRecords(), SteppedClock()
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), demo=True, region="US")
    engine = bootstrap.build_engine(
        settings, clock=clock, embedder=HashEmbedder(), records=lambda: records, risk_model=ScriptedRiskModel()
    )
    records.add_person("demo-patient", Role.PATIENT, "unused")
    anna = records.add_person("anna", Role.PATIENT, "open sesame")
    records.set_password(anna.id, "open sesame", START)
    records.add_person("ines", Role.CLINICIAN, "come-in")
    return Front(records, clock, engine, lambda: engine)


def _enter(browser: TestClient, name: str, secret: str) -> Any:
    return browser.post("/auth/login", data={"name": name, "invitation": secret}, headers={"Origin": HERE})


def _choose(browser: TestClient, **form: str) -> Any:
    return browser.post("/auth/password", data=form, headers={"Origin": HERE})


def _sign_in(browser: TestClient) -> None:
    browser.post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})


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
    _sign_in(browser)

    assert browser.get("/").text == "behind the gate"
    with browser.websocket_connect(STREAM) as socket:
        assert socket.receive_text() == "behind the gate"


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(front: Front) -> None:
    answer = front.browser().post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_is_never_sent_in_the_clear(front: Front) -> None:
    browser = front.browser("https://127.0.0.1:8501")

    answer = browser.post("/auth/demo", data={"role": "patient"}, headers={"Origin": "https://127.0.0.1:8501"})

    assert "secure" in answer.headers["set-cookie"].lower()


def test_name_and_invitation_sign_in(front: Front) -> None:
    browser = front.browser()

    answer = browser.post("/auth/login", data={"name": "anna", "invitation": "open sesame"}, headers={"Origin": HERE})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").text == "behind the gate"


def test_a_wrong_invitation_shows_the_page_again_with_the_help_lines(front: Front) -> None:
    answer = front.browser().post("/auth/login", data={"name": "anna", "invitation": "wrong"}, headers={"Origin": HERE})

    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert "tel:911" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/auth/login", "/auth/demo"])
@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_forms_sent_from_another_site_are_refused(front: Front, path: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}

    answer = front.browser().post(
        path, data={"role": "patient", "name": "anna", "invitation": "open sesame"}, headers=headers
    )

    assert answer.status_code == 403


def test_demo_accounts_are_refused_from_another_machine(front: Front) -> None:
    answer = front.browser(client="203.0.113.9").post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})

    assert answer.status_code == 403


def test_demo_accounts_are_refused_under_another_name_of_this_machine(front: Front) -> None:
    elsewhere = "http://rebound.example:8501"

    answer = front.browser(elsewhere).post("/auth/demo", data={"role": "patient"}, headers={"Origin": elsewhere})

    assert answer.status_code == 403


def test_demo_accounts_are_refused_without_demo_mode(front: Front) -> None:
    front.engine = replace(front.engine, demo=False)
    front.make_engine = lambda: front.engine

    answer = front.browser().post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})

    assert answer.status_code == 403
    assert "/auth/demo" not in front.browser().get("/auth/login").text


def test_there_is_no_demo_account_for_another_role(front: Front) -> None:
    answer = front.browser().post("/auth/demo", data={"role": "admin"}, headers={"Origin": HERE})

    assert answer.status_code == 404


def test_an_oversized_form_signs_nobody_in(front: Front) -> None:
    answer = front.browser().post(
        "/auth/login",
        data={"name": "anna", "invitation": "open sesame", "rest": "x" * LONGEST_FORM},
        headers={"Origin": HERE},
    )

    assert answer.status_code == 401


def test_without_an_engine_the_sign_in_page_still_shows_help(front: Front) -> None:
    front.break_engine()

    answer = front.browser().get("/auth/login")

    assert answer.status_code == 200
    assert "Call your local emergency number." in answer.text
    assert "does not work right now" in answer.text


def test_without_records_signing_in_says_so_with_help_lines(front: Front) -> None:
    front.records.down = True

    answer = front.browser().post(
        "/auth/login", data={"name": "anna", "invitation": "open sesame"}, headers={"Origin": HERE}
    )

    assert answer.status_code == 503
    assert "tel:911" in answer.text


def test_a_link_from_elsewhere_cannot_sign_anybody_out(front: Front) -> None:
    browser = front.browser()
    _sign_in(browser)

    answer = browser.get("/auth/logout")

    assert answer.headers["location"] == "/"
    assert browser.get("/").text == "behind the gate"


def test_the_sign_in_page_may_load_nothing_from_elsewhere(front: Front) -> None:
    answer = front.browser().get("/auth/login")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_one_tap_ends_the_session_forgets_the_pages_and_leads_to_a_harmless_one(front: Front) -> None:
    browser = front.browser()
    _sign_in(browser)

    answer = browser.get("/auth/away", headers={"Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, answer.headers["location"]) == (303, "https://www.wikipedia.org/")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert answer.text == ""
    assert browser.get("/").headers["location"] == "/auth/login"


def test_a_link_on_another_site_cannot_end_a_session(front: Front) -> None:
    browser = front.browser()
    _sign_in(browser)

    browser.get("/auth/away", headers={"Sec-Fetch-Site": "cross-site"})

    assert browser.get("/").text == "behind the gate"


def test_another_copy_of_the_server_knows_the_session(front: Front) -> None:
    browser, other = front.browser(), front.browser()
    _enter(browser, "anna", "open sesame")

    other.cookies.set(COOKIE, browser.cookies[COOKIE])

    assert other.get("/").text == "behind the gate"


def test_the_records_hold_no_token(front: Front) -> None:
    browser = front.browser()
    _enter(browser, "anna", "open sesame")

    assert browser.cookies[COOKIE] not in front.records._sessions


def test_who_comes_with_an_invitation_first_chooses_a_password(front: Front) -> None:
    browser = front.browser()

    answer = _enter(browser, "ines", "come-in")

    assert answer.headers["location"] == "/auth/password"
    assert browser.get("/").headers["location"] == "/auth/password"
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect(STREAM) as socket:
        socket.receive_text()
    assert "Choose your password" in browser.get("/auth/password").text


def test_the_invitation_is_worth_nothing_once_the_password_is_chosen(front: Front) -> None:
    browser = front.browser()
    _enter(browser, "ines", "come-in")

    chosen = _choose(browser, new="four words in a row", again="four words in a row")

    assert chosen.headers["location"] == "/"
    assert browser.get("/").text == "behind the gate"
    assert _enter(front.browser(), "ines", "come-in").status_code == 401
    assert _enter(front.browser(), "ines", "four words in a row").status_code == 303


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
    _enter(browser, "ines", "come-in")

    answer = _choose(browser, new=new, again=again)

    assert answer.status_code == 422
    assert said in answer.text
    assert "tel:911" in answer.text
    assert _enter(front.browser(), "ines", "come-in").status_code == 303


def test_changing_a_password_needs_the_current_one_and_ends_every_other_session(front: Front) -> None:
    browser, elsewhere = front.browser(), front.browser()
    for each in (browser, elsewhere):
        _enter(each, "anna", "open sesame")
    new = "a river and a lamp"

    refused = _choose(browser, current="wrong", new=new, again=new)
    changed = _choose(browser, current="open sesame", new=new, again=new)

    assert (refused.status_code, changed.status_code) == (422, 303)
    assert browser.get("/").text == "behind the gate"
    assert elsewhere.get("/").headers["location"] == "/auth/login"


def test_the_password_page_needs_a_session_of_a_local_account(front: Front) -> None:
    demo = front.browser()
    _sign_in(demo)

    assert front.browser().get("/auth/password").headers["location"] == "/auth/login"
    assert demo.get("/auth/password").headers["location"] == "/"


def test_a_password_form_from_another_site_is_refused(front: Front) -> None:
    browser = front.browser()
    _enter(browser, "anna", "open sesame")

    answer = browser.post("/auth/password", data={"current": "open sesame"}, headers={"Origin": "http://evil.example"})

    assert answer.status_code == 403


def test_after_wrong_tries_the_account_rests_and_the_help_lines_stay(front: Front) -> None:
    browser = front.browser()
    for _ in range(5):
        _enter(browser, "anna", "wrong")

    resting = _enter(browser, "anna", "open sesame")
    front.clock.advance(minutes=1)
    later = _enter(browser, "anna", "open sesame")

    assert resting.status_code == 429
    assert "rests for a minute" in resting.text
    assert "tel:911" in resting.text
    assert later.status_code == 303


def test_the_rest_does_not_tell_which_names_are_accounts(front: Front) -> None:
    answers = []
    for name in ("anna", "nobody-of-that-name"):
        for _ in range(6):
            last = _enter(front.browser(), name, "wrong")
        answers.append((last.status_code, last.text))

    assert answers[0] == answers[1]


def test_staff_who_did_nothing_for_half_an_hour_sign_in_again(front: Front) -> None:
    browser = front.browser()
    _enter(browser, "ines", "come-in")
    _choose(browser, new="four words in a row", again="four words in a row")

    front.clock.advance(minutes=31)

    assert browser.get("/").headers["location"] == "/auth/login"


@pytest.mark.parametrize("change", ["disabled", "reset"])
def test_a_disabled_or_reset_account_is_out_at_once(front: Front, change: str) -> None:
    browser = front.browser()
    _enter(browser, "anna", "open sesame")
    anna = front.records.person_named("anna")
    assert anna is not None

    if change == "disabled":
        front.records.set_active(anna.id, False, "admin", front.clock.now())
    else:
        front.records.reset_invitation(anna.id, "new", "admin", front.clock.now())

    assert browser.get("/").headers["location"] == "/auth/login"


def test_while_the_records_are_away_a_patient_stays_in_and_staff_are_led_to_the_help_lines(front: Front) -> None:
    patient, staff = front.browser(), front.browser()
    _enter(patient, "anna", "open sesame")
    _enter(staff, "ines", "come-in")
    _choose(staff, new="four words in a row", again="four words in a row")
    for each in (patient, staff):
        each.get("/")

    front.records.down = True

    assert patient.get("/").text == "behind the gate"
    assert staff.get("/").headers["location"] == "/auth/login"
