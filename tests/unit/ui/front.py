"""The server as a browser sees it, with a small application behind the gate in the place of Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from assistant import bootstrap
from assistant.conversation.engine import Engine
from assistant.domain.people import Role
from assistant.settings import Settings
from assistant.ui.doors import Doors
from assistant.ui.gate import Gate
from assistant.ui.password_door import PasswordDoor
from tests.fakes.clock import START, SteppedClock
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.invitations import invited
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


def opened(data: Path) -> Front:
    """A server with a patient who has a password and a clinician who was invited."""
    records, clock = MemoryRecords(), SteppedClock()
    settings = Settings(data_dir=data, demo=True, region="US")
    engine = bootstrap.build_engine(
        settings, clock=clock, embedder=HashEmbedder(), records=lambda: records, risk_model=ScriptedRiskModel()
    )
    records.add_person("demo-patient", Role.PATIENT, invited("unused"))
    anna = records.add_person("anna", Role.PATIENT, invited("open sesame"))
    records.set_password(anna.id, "open sesame", START)
    records.add_person("ines", Role.CLINICIAN, invited("come-in"))
    return Front(records, clock, engine, lambda: engine)


def enter(browser: TestClient, name: str, secret: str) -> Any:
    """What the sign-in form sends."""
    return browser.post("/auth/login", data={"name": name, "invitation": secret}, headers={"Origin": HERE})


def choose(browser: TestClient, **form: str) -> Any:
    """What the password form sends."""
    return browser.post("/auth/password", data=form, headers={"Origin": HERE})


def sign_in(browser: TestClient) -> None:
    """Come in as the demo patient."""
    browser.post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})
