"""The pages over an engine with fakes: only records, sender, clock and embedder are not the real ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit import config

from assistant import bootstrap
from assistant.settings import Settings
from tests.app.house import House
from tests.fakes.clock import SteppedClock
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.recording_sender import RecordingSender
from tests.fakes.scripted_risk_model import ScriptedRiskModel

ALERT_URL = "json://on-call.example"


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture
def house(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    st.cache_resource.clear()
    config.set_option("client.showErrorDetails", "full")
    settings = Settings(data_dir=index_folder, demo=True, region="US", alert_urls=(ALERT_URL,))
    records, sender, clock = MemoryRecords((ALERT_URL,)), RecordingSender(), SteppedClock()
    engine = bootstrap.build_engine(
        settings,
        clock=clock,
        embedder=HashEmbedder(),
        records=lambda: records,
        sender=sender,
        risk_model=ScriptedRiskModel(),
    )
    return House(engine, records, sender, clock, monkeypatch)
