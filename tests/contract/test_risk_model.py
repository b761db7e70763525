"""What every RiskModel promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.kernel_risk_model import KernelRiskModel
from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Piece
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.packaged import CLASSIFIER
from assistant.guardrails.risk_model import RiskModel
from tests.fakes.scripted_risk_model import ScriptedRiskModel

WIDTH = 384
TIERS = {Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT}


@pytest.fixture(params=["fake", "shipped"])
def model(request: pytest.FixtureRequest) -> RiskModel:
    makers: dict[str, Callable[[], RiskModel]] = {
        "fake": ScriptedRiskModel,
        "shipped": lambda: KernelRiskModel(CLASSIFIER),
    }
    return makers[request.param]()


def piece(text: str, first: float = 1.0) -> Piece:
    return Piece(text, 0, len(text), (first, *(0.1,) * (WIDTH - 1)))


def test_every_piece_gets_all_probabilities_in_order(model: RiskModel) -> None:
    first, second = piece("one"), piece("two words", 2.0)
    alone = model.scores([second])
    both = model.scores([first, second])

    assert both[1].tiers == pytest.approx(alone[0].tiers, abs=1e-4)
    for scores in both:
        assert scores.tiers.keys() == TIERS
        assert scores.concerns.keys() == set(Concern)
        values = (*scores.tiers.values(), *scores.concerns.values(), scores.other, scores.staff)
        assert all(0 <= value <= 1 for value in values)


def test_no_pieces_give_no_scores(model: RiskModel) -> None:
    assert model.scores([]) == ()


def test_it_names_its_embedding_model_and_a_threshold_for_each_tier(model: RiskModel) -> None:
    assert model.fingerprint
    for thresholds in (model.thresholds.tiers, model.thresholds.runs):
        assert thresholds.keys() == TIERS
        assert all(0 < value < 1 for value in thresholds.values())


def test_broken_parameters_raise_instead_of_scoring(tmp_path: Path) -> None:
    fake, real = ScriptedRiskModel(), KernelRiskModel(tmp_path)
    fake.broken = True

    for model in (fake, real):
        with pytest.raises(ModelUnavailable):
            model.scores([piece("one")])
        with pytest.raises(ModelUnavailable):
            _ = model.fingerprint
