"""From a decision to the text that a patient sees."""

from __future__ import annotations

import pytest

from assistant.conversation.replying import COMPANY, COMPANY_TEXTS
from assistant.conversation.truth import alert_key
from assistant.domain.cases import CaseOpening, Severity
from assistant.domain.risk import Concern, Subject, Tier
from assistant.domain.routes import Route
from assistant.guardrails.routing import Decision
from tests.fakes.scripted_answers import FixedRetriever, QuotingComposer
from tests.fakes.scripted_rails import ScriptedInputRail, ScriptedOutputRail, danger, request
from tests.fakes.stage import Stage, texts


def opening(severity: Severity, *, page: bool = False, restricted: bool = False) -> CaseOpening:
    return CaseOpening(severity, (), (), "A reason.", page, restricted)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (None, "alert-none"),
        (opening(Severity.WATCH), "alert-watch"),
        (opening(Severity.ELEVATED, page=True), "alert-queued"),
        (opening(Severity.ELEVATED, restricted=True), "alert-staff-abuse"),
    ],
)
def test_what_is_said_of_the_alert_is_what_the_case_will_do(asked: CaseOpening | None, key: str) -> None:
    assert alert_key(asked) == key


def test_the_company_texts_can_be_told_apart_by_their_first_line() -> None:
    for language in ("en", "es"):
        rendered = [
            texts().render((f"{COMPANY}-{number}",), language, _Anything()).text.partition("\n")[0]
            for number in range(1, COMPANY_TEXTS + 1)
        ]

        assert len(set(rendered)) == COMPANY_TEXTS


def test_a_red_flag_beside_suicide_adds_the_crisis_line() -> None:
    both = (danger(Tier.ELEVATED, Concern.MEDICAL_EMERGENCY, "red_flags"), danger(Tier.ELEVATED))
    reply = Stage(rails=(ScriptedInputRail("crisis", {"both": both}),)).say("both").reply

    alone = Stage(rails=(ScriptedInputRail("crisis", {"both": both[:1]}),)).say("both").reply

    assert reply.route is Route.RED_FLAG
    added = texts().table["crisis-line-added", "en"].body.partition(" {")[0]
    assert added in reply.text
    assert added not in alone.text


def test_worry_about_somebody_gets_the_answer_and_then_help_lines() -> None:
    worry = danger(Tier.WATCH, subject=Subject.OTHER)
    reply = Stage(rails=(ScriptedInputRail("crisis", {"friend": (worry,)}),)).say("my friend feels raw").reply

    assert reply.route is Route.ANSWER
    assert reply.text.startswith("Many people feel raw. [1]")
    assert reply.prompt_version == "extractive.v1"
    assert "care team can see" in reply.text


def test_a_rejected_draft_becomes_an_abstention_without_a_case() -> None:
    from assistant.domain.replies import Verdict

    rail = ScriptedOutputRail("wording", lambda _d: Verdict("wording", passed=False, reasons=("promises",)))
    outcome = Stage(output_rails=(rail,)).say("Is it normal to feel raw?")

    assert outcome.reply.route is Route.CANNOT_ANSWER
    assert outcome.case_id is None


def test_a_broken_output_rail_becomes_the_holding_text_and_a_case_that_names_it() -> None:
    rail = ScriptedOutputRail("wording", lambda _d: None)
    stage = Stage(output_rails=(rail,))

    outcome = stage.say("Is it normal to feel raw?")

    assert outcome.reply.route is Route.NEEDS_HUMAN
    (case,) = stage.records.cases()
    assert case.severity is Severity.NEEDS_HUMAN
    assert "output rail wording" in case.reason


def test_when_the_last_composer_breaks_a_human_is_asked() -> None:
    stage = Stage(composers=(QuotingComposer(error=RuntimeError("a bug")),))

    outcome = stage.say("Is it normal to feel raw?")

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert [case.severity for case in stage.records.cases()] == [Severity.NEEDS_HUMAN]


def test_a_broken_answer_below_leaves_the_gentle_text_standing() -> None:
    watch = ScriptedInputRail("crisis", {"burden": (danger(Tier.WATCH),)})
    outcome = Stage(rails=(watch,), retriever=FixedRetriever(error=RuntimeError("a bug"))).say("I feel like a burden")

    assert outcome.reply.route is Route.CRISIS
    assert outcome.case_id is not None


@pytest.mark.parametrize(
    ("text", "answered"),
    [("I feel like a burden. How can I sleep better?", True), ("I feel like a burden to them all", False)],
)
def test_below_gentle_words_an_answer_follows_only_for_somebody_who_asked(text: str, answered: bool) -> None:
    watch = ScriptedInputRail("crisis", {"burden": (danger(Tier.WATCH),)})

    reply = Stage(rails=(watch,)).say(text).reply

    assert bool(reply.citations) is answered


def test_suggestions_are_questions_that_the_answer_did_not_quote() -> None:
    assert Stage().say("Is it normal to feel raw?").reply.suggestions == ("What helps me rest?",)


def test_a_message_in_neither_language_is_told_so_when_nothing_answers() -> None:
    from tests.fakes.scripted_answers import POOR

    reply = (
        Stage(retriever=FixedRetriever(POOR))
        .say("Ist es normal, dass ich nach der Sitzung müde bin und nicht schlafe?")
        .reply
    )

    assert reply.prompt_version.startswith("language-not-supported")


def test_a_spanish_refusal_is_in_spanish() -> None:
    dosing = ScriptedInputRail("requests", {"cuánto": (request(Route.DOSING),)})
    reply = Stage(rails=(dosing,)).say("¿cuánto debo tomar?").reply

    assert reply.language == "es"
    assert "-es" in reply.prompt_version


def test_a_decision_without_a_text_of_its_own_is_an_answer() -> None:
    assert Decision(Route.ANSWER).text_keys == ()


class _Anything(dict[str, str]):
    """Fills every placeholder."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return "x"


def test_a_follow_up_with_nothing_new_gets_the_honest_end_and_the_offer_to_ask() -> None:
    stage = Stage()
    stage.say("Is it normal to feel raw?")

    reply = stage.say("and why?").reply

    assert (reply.route, reply.offers) == (Route.CANNOT_ANSWER, ("ask_team",))
    assert reply.prompt_version == "told-all-en.v1"
    assert "Many people feel raw" not in reply.text
