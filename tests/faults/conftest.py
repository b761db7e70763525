"""The product as `build_engine` makes it, in a data directory that a test may break."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import bootstrap
from assistant.conversation.engine import Engine
from assistant.domain.messages import Conversation
from assistant.domain.people import Person, Role
from assistant.domain.turns import TurnOutcome
from assistant.settings import Settings
from tests.conftest import ROOT
from tests.fakes.invitations import invited
from tests.fakes.recording_sender import RecordingSender

URL = "json://pager.example"
QUESTION = "Is it normal to feel raw the day after?"
DANGER = "I am going to kill myself tonight"
RED_FLAG = "my chest hurts badly and I cannot breathe"
FEW_DOCUMENTS = 3
"""So many documents make a library that is indexed in a moment."""


@dataclass(slots=True)
class House:
    """One engine with a patient in it."""

    engine: Engine
    sender: RecordingSender
    patient: Person
    conversation: Conversation

    def say(self, text: str) -> TurnOutcome:
        """One stored turn."""
        return self.engine.turns.take(self.patient, self.conversation, text)

    def route(self, text: str) -> str:
        """What a message becomes that is stored nowhere."""
        return self.engine.judging.ask(text)[0].route.value


OpenHouse = Callable[..., House]


@pytest.fixture
def open_house() -> Iterator[OpenHouse]:
    """Build an engine in that data directory with these settings; `records` replaces the database."""
    opened: list[Any] = []

    def build(data: Path, *, records: Any = None, **settings: Any) -> House:
        sender = RecordingSender()
        chosen = Settings(data_dir=data, alert_urls=(URL,), **settings)
        engine = bootstrap.build_engine(chosen, sender=sender, records=records)
        kept = engine.records()
        opened.append(kept)
        patient = kept.add_person(f"pat-{secrets.token_hex(3)}", Role.PATIENT, invited())
        return House(engine, sender, patient, kept.start_conversation(patient.id, engine.clock.now()))

    yield build
    for kept in opened:
        with suppress(Exception):
            kept.close()


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    """A library of a few documents, so that an index of it is built in a moment."""
    folder = tmp_path / "library"
    shutil.copytree(ROOT / "knowledge", folder)
    documents = sorted((folder / "documents").rglob("*.md"))
    kept = [d for d in documents if "raw" in d.read_text(encoding="utf-8").casefold()][:FEW_DOCUMENTS]
    for document in set(documents) - set(kept):
        document.unlink()
    return folder


@pytest.fixture
def small_data(built_data: Path, tmp_path: Path) -> Path:
    """A data directory without an index."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Mount something for the length of a test; skips where this account may not."""
    places: list[Path] = []

    def mount(place: Path, *arguments: str) -> None:
        ran = subprocess.run(["mount", *arguments, str(place)], capture_output=True, check=False)
        if ran.returncode:
            pytest.skip("this account may not mount")
        places.append(place)

    yield mount
    for place in reversed(places):
        subprocess.run(["umount", "--lazy", str(place)], capture_output=True, check=False)


def run_kap(data: Path, *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KAP_")}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={**environment, "KAP_DATA_DIR": str(data), **settings},
    )
