"""The server: Streamlit behind the gate, with the ways in and out, warmed up while nobody waits."""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
import structlog
from starlette.middleware import Middleware
from starlette.routing import Route as Address

from assistant.conversation.duty import stand_in
from assistant.conversation.engine import Engine
from assistant.domain.library import Region
from assistant.ui.boundary import draw_failure
from assistant.ui.doors import Doors
from assistant.ui.gate import Gate
from assistant.ui.password_door import PasswordDoor
from assistant.ui.provider_door import ProviderDoor

LOOK_EVERY_S = 15.0
"""How often the server looks whether a worker is alive; without one it does the worker's rounds itself."""

_log = structlog.get_logger(__name__)


def web_app(script: Path, engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> st.App:
    """Streamlit serving `script` behind the gate, plus the doors under /auth/."""
    doors, passwords = Doors(engine, regions), PasswordDoor(engine, regions)
    provider = ProviderDoor(engine, regions)

    @asynccontextmanager
    async def warmed(_app: st.App) -> AsyncIterator[dict[str, Any]]:
        threading.Thread(target=_warm, args=(engine,), name="warm-up", daemon=True).start()
        ended = threading.Event()
        wait = partial(ended.wait, LOOK_EVERY_S)
        threading.Thread(target=stand_in, args=(engine, wait), name="stand-in", daemon=True).start()
        yield {}
        ended.set()

    def failed(error: Exception) -> bool:
        draw_failure(error, regions, None)
        return True

    return st.App(
        script,
        lifespan=warmed,
        routes=[
            Address("/auth/login", doors.login, methods=["GET", "POST"]),
            Address("/auth/demo", doors.demo, methods=["POST"]),
            Address("/auth/logout", doors.left, methods=["GET"]),
            Address("/auth/password", passwords.password, methods=["GET", "POST"]),
            Address("/auth/provider", provider.begin, methods=["GET"]),
            Address("/auth/provider/back", provider.back, methods=["GET"]),
            Address("/auth/provider/leave", provider.leave, methods=["GET"]),
            Address("/auth/away", doors.away, methods=["GET"]),
        ],
        middleware=[Middleware(Gate, engine=engine)],
        on_script_error=failed,
    )


def listen(app: st.App) -> None:
    """Serve the app on the address and port that the command line names, until the process ends."""
    address, port = sys.argv[1:3]
    app.run(config={"server.address": address, "server.port": int(port)})


def _warm(engine: Callable[[], Engine]) -> None:
    """Open records, model and index before the first question; a failure shows again when somebody asks."""
    try:
        ready = engine()
        ready.records()
        ready.prepare()
    except Exception as error:  # noqa: BLE001 - the pages and `kap doctor` tell what is missing
        _log.error("warm_up_failed", error=type(error).__name__)
    else:
        _log.info("warm_up_done")
