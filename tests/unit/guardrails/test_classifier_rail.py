from __future__ import annotations

import pytest

from assistant.domain.messages import Author, Utterance
from assistant.domain.reading import Reading
from assistant.domain.risk import Assessment, Concern, Subject, Tier
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
    return Screening((ClassifierRail("classifier", model),), (embedder or HashEmbedder()).embed)


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
        def scores(self, texts):  # type: ignore[no-untyped-def]
            return (told(), *super().scores(texts[1:]))

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


def test_a_broken_model_breaks_the_rail_and_no_other() -> None:
    model = ScriptedRiskModel({"word": told(Tier.ELEVATED, Concern.SUICIDE)})
    model.broken = True
    lexical = ScriptedInputRail("crisis", {"word": (danger(Tier.ELEVATED),)})

    assessment, _ = Screening((lexical, ClassifierRail("classifier", model)), HashEmbedder().embed).assess("word")

    assert assessment.failed_rails == ("classifier",)
    assert assessment.tier is Tier.ELEVATED
    assert model.asked == []


def test_a_broken_model_alone_is_loud_and_a_broken_embedder_takes_nothing_from_the_rail() -> None:
    broken_model, broken_embedder = ScriptedRiskModel(), HashEmbedder()
    broken_model.broken = broken_embedder.broken = True
    found = ScriptedRiskModel({"hello": told(Tier.ELEVATED, Concern.SUICIDE)})

    assert screening(broken_model).assess("hello")[0].tier is Tier.UNKNOWN
    assert screening(found, broken_embedder).assess("hello")[0].tier is Tier.ELEVATED


def test_the_imminent_lexical_path_never_asks_a_model() -> None:
    used, model = HashEmbedder(), ScriptedRiskModel()
    lexical = ScriptedInputRail("crisis", {"word": (danger(Tier.IMMINENT),)})

    Screening((lexical, ClassifierRail("classifier", model)), used.embed).assess("word")

    assert used.calls == []
    assert model.asked == []


def test_a_short_plain_message_is_read_once_and_as_written() -> None:
    model = ScriptedRiskModel()

    screening(model).assess("I can't sleep. Is that normal?")

    assert model.asked == ["I can't sleep. Is that normal?"]


def test_a_disguised_message_is_read_as_it_sounds() -> None:
    model = ScriptedRiskModel()

    screening(model).assess("the lеdgеr is closed")

    assert model.asked == ["the ledger is closed"]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "…"])
def test_a_message_without_words_is_no_danger_and_no_fault(text: str) -> None:
    assert ClassifierRail("classifier", ScriptedRiskModel()).read(Reading(normalise(text))) == ()
    assert screening(ScriptedRiskModel()).assess(text)[0].tier is Tier.NONE


def talked(model: ScriptedRiskModel, *texts: str) -> Assessment:
    said = tuple(Utterance(Author.PATIENT, text) for text in texts)
    return screening(model).assess(texts[-1], said[:-1])[0]


def test_weak_signs_that_mean_more_together_are_one_signal_over_the_last_message() -> None:
    model = ScriptedRiskModel({"labels\nrope": told(Tier.IMMINENT, Concern.SUICIDE)})

    (signal,) = talked(model, "labels", "rope").signals

    assert (signal.rule, signal.excerpt) == ("classifier.suicide.imminent-together", "rope")


def test_a_grave_message_before_does_not_make_the_next_one_grave() -> None:
    model = ScriptedRiskModel({"ledger": told(Tier.ELEVATED, Concern.SUICIDE)})

    assert talked(model, "the ledger", "what time is it").signals == ()


def test_a_message_that_is_as_grave_alone_is_not_signalled_twice() -> None:
    model = ScriptedRiskModel({"ledger": told(Tier.ELEVATED, Concern.SUICIDE)})

    (signal,) = talked(model, "hello", "the ledger").signals

    assert signal.rule == "classifier.suicide.elevated"


def test_only_the_two_messages_before_are_read_together() -> None:
    model = ScriptedRiskModel()

    talked(model, "one", "two", "three", "four")

    assert model.asked == ["four", "two\nthree\nfour", "two", "three"]


def test_a_message_that_was_read_is_not_read_alone_again() -> None:
    model = ScriptedRiskModel()
    rails = Screening((ClassifierRail("classifier", model),), HashEmbedder().embed)
    rails.assess("one")

    rails.assess("two", (Utterance(Author.PATIENT, "one"),))

    assert model.asked == ["one", "two", "one\ntwo"]
