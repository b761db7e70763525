"""The classifier names what is asked for: when it is likely enough, one thing only, and of this message alone."""

from __future__ import annotations

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Assessment, Concern, Tier
from assistant.domain.routes import Route
from assistant.domain.scoring import PieceScores
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.scripted_risk_model import ScriptedRiskModel, told

LONG = "The dog was pleased about the long walk by the river and so was I this morning. " * 4


def assessed(scores: PieceScores, text: str, history: tuple[Utterance, ...] = ()) -> Assessment:
    model = ScriptedRiskModel({"ledger": scores})
    return Screening((ClassifierRail("classifier", model),), HashEmbedder().embed).assess(text, history)[0]


def test_a_likely_request_is_a_signal_that_refuses_with_its_words() -> None:
    found = assessed(told(requests={Route.DOSING: 0.8}), "The ledger, how full?")

    (signal,) = found.requests
    assert (signal.rule, signal.score, signal.request) == ("classifier.dosing", 0.8, Route.DOSING)
    assert signal.excerpt == "The ledger, how full?"
    assert route(found, None).route is Route.DOSING


def test_an_unlikely_request_is_none() -> None:
    assert assessed(told(requests={Route.DOSING: 0.49, Route.SUPPLY: 0.2}), "The ledger, how full?").requests == ()


def test_of_several_likely_requests_the_likeliest_counts() -> None:
    found = assessed(told(requests={Route.DOSING: 0.7, Route.MIXING: 0.8, Route.SUPPLY: 0.6}), "The ledger?")

    assert [signal.request for signal in found.requests] == [Route.MIXING]


def test_in_a_run_of_a_long_message_it_must_be_surer() -> None:
    class OnlyRuns(ScriptedRiskModel):
        def scores(self, texts):  # type: ignore[no-untyped-def]
            return (told(), *super().scores(texts[1:]))

    def found(score: float) -> list[Route | None]:
        model = OnlyRuns({"ledger": told(requests={Route.SUPPLY: score})})
        screening = Screening((ClassifierRail("classifier", model),), HashEmbedder().embed)
        aside = "By the way who would have a spare ledger that I could use on Thursday before we meet, as we said?"
        return [signal.request for signal in screening.assess(f"{LONG}{aside} {LONG}")[0].requests]

    assert found(0.85) == []
    assert found(0.95) == [Route.SUPPLY]


def test_what_was_asked_before_is_no_part_of_the_next_question() -> None:
    earlier = (Utterance(Author.PATIENT, "The ledger?"), Utterance(Author.ASSISTANT, "No."))

    assert assessed(told(requests={Route.DOSING: 0.9}), "Thanks. How do I write a diary?", earlier).requests == ()


def test_danger_goes_before_a_request() -> None:
    scores = told(Tier.IMMINENT, Concern.SUICIDE, requests={Route.DOSING: 0.9})

    assert route(assessed(scores, "The ledger, how full?"), None).route is Route.CRISIS


def test_how_often_to_do_a_practice_is_no_dose_whatever_the_words_alone_look_like() -> None:
    class EverythingIsADose(ScriptedRiskModel):
        def scores(self, texts):  # type: ignore[no-untyped-def]
            return tuple(told(requests={Route.DOSING: 0.9}) for _ in texts)

    def found(text: str, before: str) -> list[Route | None]:
        screening = Screening((ClassifierRail("classifier", EverythingIsADose({})),), HashEmbedder().embed)
        history = (Utterance(Author.PATIENT, before), Utterance(Author.ASSISTANT, "Like this."))
        return [signal.request for signal in screening.assess(text, history)[0].requests]

    assert found("how often should I do it?", "How do I write in my diary, any journaling tips?") == []
    assert found("how often should I take it?", "How do I write in my diary, any journaling tips?") == [Route.DOSING]
    assert found("how often should I do it?", "Can I take a lozenge at home?") == [Route.DOSING]


def test_a_drink_without_alcohol_is_no_mixture_whatever_the_words_alone_look_like() -> None:
    class EverythingIsMixed(ScriptedRiskModel):
        def scores(self, texts):  # type: ignore[no-untyped-def]
            return tuple(told(requests={Route.MIXING: 0.9}) for _ in texts)

    def found(text: str) -> list[Route | None]:
        screening = Screening((ClassifierRail("classifier", EverythingIsMixed({})),), HashEmbedder().embed)
        return [signal.request for signal in screening.assess(text, ())[0].requests]

    assert found("Is non-alcoholic beer ok?") == []
    assert found("Is non-alcoholic beer ok? And a real one?") == [Route.MIXING]
