"""Every input rail and the routing, without library and replies: all that decides tier and route, quickly opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import bootstrap
from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.domain.messages import Utterance
from assistant.guardrails.packaged import CLASSIFIER
from assistant.guardrails.risk_model import RiskModel
from evals.measuring.seen import Seen
from evals.targets.ours import rails_version
from evals.targets.overheard import Overheard
from evals.targets.rules_alone import judging_of, seen_by

_PATIENCE_S = 60.0
"""A busy machine must not make a rail look broken: the same seed is to give the same finds."""


class RailsAlone:
    """The assistant's rails; `glance` asks those without a model, `see` asks all."""

    name = "rails-alone"

    def __init__(self, risk_model: RiskModel | None = None) -> None:
        self._overheard = Overheard(risk_model or EncoderRiskModel(CLASSIFIER))
        lexical = bootstrap.input_rails()
        self._lexical = judging_of(lexical, _PATIENCE_S)
        self._all = judging_of((*lexical, bootstrap.make_classifier(self._overheard)), _PATIENCE_S)

    @property
    def facts(self) -> Mapping[str, str]:
        """The version of the rails."""
        return {"rails_version": rails_version()}

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """What all rails say of the whole conversation."""
        self._overheard.forget()
        seen = seen_by(self._all, talk)
        return replace(seen, score=self._overheard.highest)

    def glance(self, talk: Sequence[Utterance]) -> Seen:
        """What the rails without a model say; the classifier can only add to it."""
        return seen_by(self._lexical, talk)
