from __future__ import annotations

import pytest

from assistant.domain.reading import Reading, SentenceVectors
from assistant.domain.risk import Concern, Subject, Tier
from assistant.domain.scoring import PieceScores
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.screening import Screening
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.scripted_rails import ScriptedInputRail, danger
from tests.fakes.scripted_risk_model import ScriptedRiskModel, told

HARMLESS = "The dog was pleased about the long walk by the river and so was I this morning. " * 4
ASIDE = "By the way the ledger is closed and everything for Thursday is in the garage by now, as we said."


def screening(model: ScriptedRiskModel, embedder: HashEmbedder | None = None) -> Screening:
    used = embedder or HashEmbedder()
    rail = ClassifierRail("classifier", model, lambda: used.fingerprint)
    return Screening((rail,), used.embed, look=used.look)


def test_a_signal_names_rail_concern_tier_score_and_words() -> None:
    model = ScriptedRiskModel({"ledger": told(Tier.ELEVATED, Concern.SUICIDE, score=0.8)})

    assessment, _ = screening(model).assess("The ledger, it is closed.")

    (signal,) = assessment.signals
    assert (signal.rule, signal.score) == ("classifier.suicide.elevated", 0.8)
    assert (signal.concern, signal.tier) == (Concern.SUICIDE, Tier.ELEVATED)
    assert signal.excerpt == "The ledger, it is closed."


def test_nothing_above_a_threshold_is_no_signal() -> None:
    model = ScriptedRiskModel({"ledger": told(Tier.IMMINENT, Concern.SUICIDE, score=0.49)})

    assert screening(model).assess("The ledger is closed.")[0].tier is Tier.NONE


def test_one_aside_in_a_long_harmless_message_is_found_and_quoted() -> None:
    text = f"{HARMLESS}{ASIDE} {HARMLESS}"

    class OnlyPieces(ScriptedRiskModel):
        def scores(self, pieces):  # type: ignore[no-untyped-def]
            return (told(), *super().scores(pieces[1:]))

    assessment, _ = screening(OnlyPieces({"ledger": told(Tier.IMMINENT, Concern.SUICIDE)})).assess(text)

    assert assessment.tier is Tier.IMMINENT
    assert "ledger" in assessment.signals[0].excerpt
    assert len(assessment.signals[0].excerpt) < len(text) / 3


def test_a_second_concern_is_named_only_when_it_is_likely_by_itself() -> None:
    both = told(Tier.IMMINENT, Concern.SELF_HARM, Concern.MEDICAL_EMERGENCY)
    one = PieceScores(both.tiers, {**both.concerns, Concern.MEDICAL_EMERGENCY: 0.4})

    said = screening(ScriptedRiskModel({"both": both, "one": one}))

    assert said.assess("both")[0].concerns == (Concern.SELF_HARM, Concern.MEDICAL_EMERGENCY)
    assert said.assess("one")[0].concerns == (Concern.SELF_HARM,)


def test_somebody_else_and_staff_are_marked_and_staff_only_on_abuse() -> None:
    scores = told(Tier.ELEVATED, Concern.ABUSE, Concern.SUICIDE, other=0.9, staff=0.9)

    signals = screening(ScriptedRiskModel({"word": scores})).assess("word")[0].signals

    assert {s.concern: s.variant for s in signals} == {Concern.ABUSE: "staff", Concern.SUICIDE: ""}
    assert {s.subject for s in signals} == {Subject.OTHER}


def test_parameters_of_another_embedding_model_break_the_rail_and_no_other() -> None:
    model = ScriptedRiskModel({"word": told(Tier.ELEVATED, Concern.SUICIDE)}, fingerprint="another")
    used = HashEmbedder()
    lexical = ScriptedInputRail("crisis", {"word": (danger(Tier.ELEVATED),)})
    rails = (lexical, ClassifierRail("classifier", model, lambda: used.fingerprint))

    assessment, _ = Screening(rails, used.embed, look=used.look).assess("word")

    assert assessment.failed_rails == ("classifier",)
    assert assessment.tier is Tier.ELEVATED
    assert model.asked == []


def test_broken_parameters_and_a_broken_embedder_break_the_rail_loudly() -> None:
    broken_model, broken_embedder = ScriptedRiskModel(), HashEmbedder()
    broken_model.broken = broken_embedder.broken = True

    assert screening(broken_model).assess("hello")[0].tier is Tier.UNKNOWN
    assert screening(ScriptedRiskModel(), broken_embedder).assess("hello")[0].failed_rails == ("classifier",)


def test_the_imminent_lexical_path_never_asks_for_a_vector() -> None:
    used, model = HashEmbedder(), ScriptedRiskModel()
    lexical = ScriptedInputRail("crisis", {"word": (danger(Tier.IMMINENT),)})
    rails = (lexical, ClassifierRail("classifier", model, lambda: used.fingerprint))

    Screening(rails, used.embed, look=used.look).assess("word")

    assert used.calls == []
    assert model.asked == []


def test_a_short_plain_message_is_embedded_as_one_text() -> None:
    used = HashEmbedder()

    screening(ScriptedRiskModel(), used).assess("I can't sleep. Is that normal?")

    assert used.calls == [("I can't sleep. Is that normal?",)]


def test_a_disguised_message_is_also_embedded_as_it_reads() -> None:
    used = HashEmbedder()

    screening(ScriptedRiskModel(), used).assess("the lеdgеr is closed")

    assert used.calls == [("the lеdgеr is closed", "the ledger is closed")]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "…"])
def test_a_message_without_words_is_no_danger_and_no_fault(text: str) -> None:
    rail = ClassifierRail("classifier", ScriptedRiskModel(), lambda: "hash")

    assert rail.read(Reading(normalise(text), vectors=lambda: SentenceVectors((), ()))) == ()
    assert screening(ScriptedRiskModel()).assess(text)[0].tier is Tier.NONE
