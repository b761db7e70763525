"""What every RiskModel promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.domain.errors import ModelUnavailable
from assistant.domain.risk import Concern, Tier
from assistant.guardrails.packaged import CLASSIFIER
from assistant.guardrails.risk_model import RiskModel
from tests.fakes.scripted_risk_model import ScriptedRiskModel

TIERS = {Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT}


@pytest.fixture(params=["fake", "shipped"])
def model(request: pytest.FixtureRequest) -> RiskModel:
    makers: dict[str, Callable[[], RiskModel]] = {
        "fake": ScriptedRiskModel,
        "shipped": lambda: EncoderRiskModel(CLASSIFIER),
    }
    return makers[request.param]()


def test_every_text_gets_all_probabilities_in_order(model: RiskModel) -> None:
    alone = model.scores(["two words that are longer than the other ones"])
    both = model.scores(["one", "two words that are longer than the other ones"])

    # An eight-bit graph scales its inputs batch by batch, so that neighbours move the last digits.
    assert both[1].tiers == pytest.approx(alone[0].tiers, abs=0.05)
    for scores in both:
        assert scores.tiers.keys() == TIERS
        assert scores.concerns.keys() == set(Concern)
        values = (*scores.tiers.values(), *scores.concerns.values(), scores.other, scores.staff)
        assert all(0 <= value <= 1 for value in values)


def test_a_prepared_model_says_the_same(model: RiskModel) -> None:
    before = model.scores(["I do not know what to do any more"])
    model.prepare()

    assert model.scores(["I do not know what to do any more"]) == before


def test_no_texts_give_no_scores(model: RiskModel) -> None:
    assert model.scores([]) == ()


def test_the_same_texts_give_the_same_scores(model: RiskModel) -> None:
    texts = ["I walked the dog", "", "🙂"]

    assert model.scores(texts) == model.scores(texts)


def test_there_is_a_threshold_for_each_tier(model: RiskModel) -> None:
    for thresholds in (model.thresholds.tiers, model.thresholds.runs):
        assert thresholds.keys() == TIERS
        assert all(0 < value < 1 for value in thresholds.values())


def test_broken_files_raise_instead_of_scoring(tmp_path: Path) -> None:
    fake, real = ScriptedRiskModel(), EncoderRiskModel(tmp_path)
    fake.broken = True

    for model in (fake, real):
        with pytest.raises(ModelUnavailable):
            model.prepare()
        with pytest.raises(ModelUnavailable):
            model.scores(["one"])
        with pytest.raises(ModelUnavailable):
            _ = model.thresholds
