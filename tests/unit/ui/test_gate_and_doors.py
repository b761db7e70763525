"""The gate and the sign-in routes, with a small application behind them in the place of Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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
from assistant.ui.doors import LONGEST_FORM, Doors
from assistant.ui.gate import Gate
from assistant.ui.sessions import COOKIE
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
    engine: Engine
    make_engine: Callable[[], Engine]

    def browser(self, address: str = HERE, client: str = "127.0.0.1") -> TestClient:
        doors = Doors(self.make_engine, bootstrap.shared_regions)
        app = Starlette(
            routes=[
                Route("/auth/login", doors.login, methods=["GET", "POST"]),
                Route("/auth/demo", doors.demo, methods=["POST"]),
                Route("/auth/logout", doors.left, methods=["GET"]),
                Route("/auth/away", doors.away, methods=["GET"]),
                WebSocketRoute("/_stcore/stream", _stream),
                Route("/{path:path}", _page),
            ],
            middleware=[Middleware(Gate)],
        )
        return TestClient(app, base_url=address, client=(client, 50000), follow_redirects=False)

    def break_engine(self) -> None:
        def broken() -> Engine:
            raise RuntimeError("no engine")

        self.make_engine = broken


@pytest.fixture
def front(tmp_path_factory: pytest.TempPathFactory) -> Front:
    records = MemoryRecords()
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), demo=True, region="US")
    engine = bootstrap.build_engine(
        settings, embedder=HashEmbedder(), records=lambda: records, risk_model=ScriptedRiskModel()
    )
    records.add_person("demo-patient", Role.PATIENT, "unused")
    records.add_person("anna", Role.PATIENT, "open sesame")
    return Front(records, engine, lambda: engine)


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
