"""Which suggestions are put to the models: all once those are open, none while an answer would wait for them."""

from __future__ import annotations

from pathlib import Path

from assistant import bootstrap
from assistant.settings import Settings
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.scripted_risk_model import ScriptedRiskModel

QUESTION = "Is it normal to feel raw the day after?"


def test_titles_are_read_by_the_models_only_once_these_were_opened_in_advance(index_folder: Path) -> None:
    model = ScriptedRiskModel()
    engine = bootstrap.build_engine(Settings(data_dir=index_folder), embedder=HashEmbedder(), risk_model=model)

    first, _ = engine.judging.ask(QUESTION)
    early = tuple(model.asked)
    engine.prepare()
    again, _ = engine.judging.ask(QUESTION)

    assert len(first.suggestions) == len(again.suggestions) == 2
    assert not set(first.suggestions) & set(early)
    assert set(again.suggestions) <= set(model.asked)
