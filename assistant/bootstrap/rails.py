"""Every rail, wired."""

from __future__ import annotations

from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.domain.errors import LexiconError
from assistant.guardrails.advice import Advice
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.output_dosing import OutputDosingRail
from assistant.guardrails.output_support import OutputSupportRail
from assistant.guardrails.output_wording import OutputWordingRail
from assistant.guardrails.packaged import CLASSIFIER, danger_rails
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.risk_model import RiskModel
from assistant.guardrails.screening import Screening
from assistant.ports import Embedder, InputRail, OutputRail, PassageSource
from assistant.prompts import TextKind, Texts
from assistant.retrieval.parts import parts_of


def make_screening(embedder: Embedder, risk_model: RiskModel | None = None, advice: Advice | None = None) -> Screening:
    """Every input rail; the embedding is for what is looked up, the classifier reads with encoders of its own."""
    return Screening((*input_rails(), make_classifier(risk_model)), embedder.embed, split=parts_of, advice=advice)


def make_risk_model() -> RiskModel:
    """The packaged one; it is opened, and compared with its card, at its first message."""
    return EncoderRiskModel(CLASSIFIER)


def make_classifier(risk_model: RiskModel | None = None) -> InputRail:
    """The trained rail."""
    return ClassifierRail("classifier", risk_model or make_risk_model())


def input_rails() -> tuple[InputRail, ...]:
    """Every rail that needs no model. Raises LexiconError when one has nothing to look for."""
    rails = (*danger_rails(), *request_rails())
    empty = [rail.name for rail in rails if isinstance(rail, LexiconRail) and not rail.lexicon.entries]
    if empty:
        raise LexiconError(f"The lexicon of {', '.join(empty)} is empty; install the package again.")
    return rails


def output_rails(passages: PassageSource, connecting: frozenset[str]) -> tuple[OutputRail, ...]:
    """Every rail that a draft must pass."""
    return OutputSupportRail(passages, connecting), OutputDosingRail(), OutputWordingRail()


def connecting_sentences(texts: Texts) -> frozenset[str]:
    """The fixed sentences that may stand between library sentences."""
    return frozenset(line for text in texts.of_kind(TextKind.CONNECTING) for line in text.lines)
