"""The routing table, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.domain.cases import Episode, Severity
from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier
from assistant.domain.routes import Route
from assistant.guardrails.routing import Decision, route

AT = datetime(2026, 1, 2, tzinfo=UTC)
C, T = Concern, Tier


def danger(
    concern: Concern = C.SUICIDE,
    tier: Tier = T.ELEVATED,
    *,
    other: bool = False,
    past: bool = False,
    variant: str = "",
) -> Signal:
    subject = Subject.OTHER if other else Subject.SELF
    return Signal(
        "rail", "rule", Span(0, 0), "", concern=concern, tier=tier, subject=subject, present=not past, variant=variant
    )


def asked(wanted: Route, variant: str = "", span: Span | None = None) -> Signal:
    return Signal("rail", "rule", span or Span(0, 0), "", request=wanted, variant=variant)


def decide(*signals: Signal, failed: tuple[str, ...] = (), episode: Episode | None = None, text: str = "") -> Decision:
    return route(Assessment(signals, failed), episode, text)


def episode(concern: Concern = C.SUICIDE, tier: Tier = T.ELEVATED, subject: Subject = Subject.SELF) -> Episode:
    return Episode("e", "p", tier, (concern,), subject, AT)


@pytest.mark.parametrize(
    ("signals", "failed", "expected"),
    [
        ((), (), Route.ANSWER),
        ((danger(C.SUICIDE, T.IMMINENT),), (), Route.CRISIS),
        ((danger(C.SELF_HARM),), (), Route.CRISIS),
        ((danger(C.HARM_TO_OTHERS),), (), Route.CRISIS),
        ((danger(C.ABUSE),), (), Route.CRISIS),
        ((danger(C.MEDICAL_EMERGENCY),), (), Route.RED_FLAG),
        ((danger(C.WITHDRAWAL),), (), Route.RED_FLAG),
        ((danger(C.PSYCHOSIS_MANIA),), (), Route.RED_FLAG),
        ((danger(C.SUICIDE), danger(C.MEDICAL_EMERGENCY)), (), Route.RED_FLAG),
        ((danger(C.SUICIDE, T.IMMINENT), danger(C.MEDICAL_EMERGENCY)), (), Route.CRISIS),
        ((danger(C.SUICIDE), danger(C.MEDICAL_EMERGENCY, T.IMMINENT)), (), Route.RED_FLAG),
        ((danger(past=True),), (), Route.CRISIS),
        ((danger(other=True),), (), Route.CRISIS),
        ((danger(), asked(Route.DOSING)), (), Route.CRISIS),
        ((danger(tier=T.WATCH),), (), Route.CRISIS),
        ((danger(C.MEDICAL_EMERGENCY, T.WATCH),), (), Route.CRISIS),
        ((danger(tier=T.WATCH), asked(Route.DOSING)), (), Route.CRISIS),
        ((danger(tier=T.WATCH, past=True),), (), Route.ANSWER),
        ((danger(tier=T.WATCH, other=True),), (), Route.ANSWER),
        ((danger(tier=T.WATCH, other=True), asked(Route.DOSING)), (), Route.DOSING),
        ((), ("crisis",), Route.NEEDS_HUMAN),
        ((danger(tier=T.WATCH),), ("crisis",), Route.NEEDS_HUMAN),
        ((danger(),), ("red_flags",), Route.CRISIS),
        ((asked(Route.DOSING),), ("crisis",), Route.NEEDS_HUMAN),
        ((asked(Route.DOSING),), ("classifier",), Route.DOSING),
        ((), ("classifier",), Route.NEEDS_HUMAN),
        ((asked(Route.DIAGNOSIS), asked(Route.DOSING)), (), Route.DOSING),
        ((asked(Route.MIXING), asked(Route.MEDICATION_CHANGE)), (), Route.MEDICATION_CHANGE),
        ((asked(Route.SUPPLY), asked(Route.MIXING)), (), Route.MIXING),
        ((asked(Route.DIAGNOSIS), asked(Route.SUPPLY)), (), Route.SUPPLY),
        ((asked(Route.OUT_OF_SCOPE), asked(Route.DIAGNOSIS)), (), Route.DIAGNOSIS),
        ((asked(Route.OUT_OF_SCOPE),), (), Route.OUT_OF_SCOPE),
        ((asked(Route.SMALL_TALK, "thanks"),), (), Route.SMALL_TALK),
    ],
)
def test_each_row_of_the_table_decides_the_route(
    signals: tuple[Signal, ...], failed: tuple[str, ...], expected: Route
) -> None:
    assert decide(*signals, failed=failed).route is expected


@pytest.mark.parametrize(
    ("signal", "first"),
    [
        (danger(C.SUICIDE, T.IMMINENT), "crisis-suicide-imminent"),
        (danger(C.SUICIDE, variant="method_question"), "crisis-suicide-method-question-elevated"),
        (danger(C.SUICIDE, other=True), "crisis-suicide-other"),
        (danger(C.ABUSE, variant="staff"), "crisis-abuse-staff-elevated"),
        (danger(C.ABUSE, variant="child", other=True), "crisis-abuse-child-elevated"),
        (danger(C.MEDICAL_EMERGENCY, T.IMMINENT, variant="overdose"), "red-flag-medical-emergency-overdose-imminent"),
        (danger(C.MEDICAL_EMERGENCY, T.IMMINENT, variant="overdose", other=True), "red-flag-medical-emergency-other"),
        (danger(C.PSYCHOSIS_MANIA), "red-flag-psychosis-mania-elevated"),
        (danger(C.SELF_HARM, T.WATCH), "watch-self-harm"),
        (asked(Route.DOSING, "missed_dose"), "dosing-missed-dose"),
        (asked(Route.MEDICATION_CHANGE), "medication-change"),
    ],
)
def test_the_most_specific_text_is_asked_for_first(signal: Signal, first: str) -> None:
    assert decide(signal).text_keys[0] == first


def test_the_keys_of_a_danger_end_with_its_concern_and_its_route() -> None:
    assert decide(danger(C.ABUSE, variant="partner")).text_keys[-3:] == (
        "crisis-abuse-elevated",
        "crisis-abuse",
        "crisis",
    )


def test_a_red_flag_beside_a_grave_crisis_adds_the_crisis_line() -> None:
    assert decide(danger(C.SUICIDE), danger(C.WITHDRAWAL)).add_crisis_line
    assert not decide(danger(C.SUICIDE, T.WATCH), danger(C.WITHDRAWAL)).add_crisis_line
    assert not decide(danger(C.WITHDRAWAL)).add_crisis_line


@pytest.mark.parametrize(
    ("tier", "severity", "page"),
    [
        (T.IMMINENT, Severity.IMMINENT, True),
        (T.ELEVATED, Severity.ELEVATED, True),
        (T.WATCH, Severity.WATCH, False),
    ],
)
def test_a_danger_opens_a_case_of_its_severity(tier: Tier, severity: Severity, page: bool) -> None:
    opening = decide(danger(tier=tier)).opening

    assert opening is not None
    assert (opening.severity, opening.page, opening.concerns) == (severity, page, (C.SUICIDE,))


def test_a_broken_rail_opens_a_case_that_names_it_and_pages_nobody() -> None:
    opening = decide(failed=("crisis",)).opening

    assert opening is not None
    assert (opening.severity, opening.page) == (Severity.NEEDS_HUMAN, False)
    assert "crisis" in opening.reason


@pytest.mark.parametrize("wanted", [Route.DOSING, Route.SMALL_TALK, Route.OUT_OF_SCOPE])
def test_a_request_opens_no_case(wanted: Route) -> None:
    assert decide(asked(wanted)).opening is None


def test_the_reason_of_a_case_never_holds_the_patients_words() -> None:
    signal = Signal("crisis", "rule.x", Span(0, 9), "my secret", concern=C.SUICIDE, tier=T.ELEVATED)
    opening = decide(signal, text="my secret").opening

    assert opening is not None
    assert "secret" not in opening.reason


def test_an_accusation_of_staff_alone_makes_a_restricted_case() -> None:
    opening = decide(danger(C.ABUSE, variant="staff"), danger(C.ABUSE)).opening

    assert opening is not None
    assert (opening.restricted, opening.apart) == (True, None)


@pytest.mark.parametrize("tier", [T.IMMINENT, T.ELEVATED, T.WATCH])
def test_an_accusation_beside_another_danger_makes_two_cases_and_the_ordinary_one_has_no_words(tier: Tier) -> None:
    decision = decide(danger(C.ABUSE, variant="staff"), danger(C.ABUSE), danger(C.SUICIDE, tier))
    opening = decision.opening

    assert opening is not None
    assert opening.apart is not None
    assert (opening.restricted, opening.concerns) == (False, (C.SUICIDE,))
    assert (opening.apart.restricted, opening.apart.concerns) == (True, (C.ABUSE,))
    assert [signal.excerpt for signal in opening.signals] == [""]
    assert "abuse" not in opening.reason.lower()


def test_a_partner_named_by_a_rule_is_not_hidden_because_a_classifier_guesses_staff() -> None:
    guess = replace(danger(C.ABUSE, variant="staff"), rail="classifier", score=0.8)
    opening = decide(danger(C.ABUSE, variant="partner"), guess).opening

    assert opening is not None
    assert not opening.restricted


def test_a_guess_of_staff_alone_is_hidden() -> None:
    opening = decide(replace(danger(C.ABUSE, variant="staff"), rail="classifier", score=0.8)).opening

    assert opening is not None
    assert opening.restricted


@pytest.mark.parametrize(
    ("signal", "offers"),
    [
        (danger(C.SUICIDE), ("safety_question",)),
        (danger(C.SELF_HARM), ("safety_question",)),
        (danger(C.SUICIDE, T.WATCH), ("safety_question",)),
        (danger(C.SUICIDE, T.IMMINENT), ()),
        (danger(C.SUICIDE, other=True), ()),
        (danger(C.HARM_TO_OTHERS), ("safety_question",)),
        (danger(C.MEDICAL_EMERGENCY, variant="urinary"), ("safety_question",)),
        (danger(C.WITHDRAWAL), ("safety_question",)),
        (danger(C.PSYCHOSIS_MANIA), ("safety_question",)),
        (danger(C.ABUSE), ("safety_question", "quick_exit")),
        (danger(C.ABUSE, variant="partner"), ("safety_question", "quick_exit")),
        (danger(C.ABUSE, T.IMMINENT, variant="partner"), ("quick_exit",)),
        (danger(C.ABUSE, variant="staff"), ("safety_question",)),
        (danger(C.ABUSE, other=True), ()),
        (asked(Route.DOSING), ("ask_team",)),
        (asked(Route.SUPPLY), ("ask_team",)),
        (asked(Route.SMALL_TALK, "thanks"), ()),
    ],
)
def test_each_reply_offers_what_helps_next(signal: Signal, offers: tuple[str, ...]) -> None:
    assert decide(signal).offers == offers


def test_the_patients_own_present_watch_lets_an_answer_follow() -> None:
    assert decide(danger(tier=T.WATCH)).answer_below
    assert not decide(danger(tier=T.WATCH), asked(Route.DOSING)).answer_below
    assert not decide(danger(tier=T.WATCH), episode=episode()).answer_below


@pytest.mark.parametrize("signal", [danger(tier=T.WATCH, past=True), danger(tier=T.WATCH, other=True)])
def test_any_other_watch_is_answered_with_help_lines_and_queued(signal: Signal) -> None:
    decision = decide(signal)

    assert decision.help_lines
    assert decision.opening is not None
    assert decision.opening.severity is Severity.WATCH


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (episode(C.SUICIDE), Route.CRISIS),
        (episode(C.PSYCHOSIS_MANIA), Route.RED_FLAG),
        (episode(C.WITHDRAWAL, T.IMMINENT), Route.RED_FLAG),
        (episode(C.ABUSE, T.IMMINENT), Route.CRISIS),
    ],
)
@pytest.mark.parametrize("signals", [(), (asked(Route.DOSING),), (danger(tier=T.WATCH, past=True),)])
def test_harmless_messages_in_a_stopping_episode_get_company(
    standing: Episode, expected: Route, signals: tuple[Signal, ...]
) -> None:
    decision = decide(*signals, episode=standing)

    assert (decision.route, decision.text_keys) == (expected, ("episode-company",))


def test_a_broken_rail_in_a_stopping_episode_keeps_company_and_opens_its_case() -> None:
    decision = decide(failed=("crisis",), episode=episode())

    assert decision.route is Route.CRISIS
    assert decision.opening is not None


@pytest.mark.parametrize(
    "standing", [episode(C.ABUSE), episode(C.MEDICAL_EMERGENCY), episode(C.SUICIDE, T.IMMINENT, Subject.OTHER)]
)
def test_other_episodes_let_answers_go_on_under_a_reminder(standing: Episode) -> None:
    decision = decide(episode=standing)

    assert decision.route is Route.ANSWER
    assert decision.reminder


def test_new_danger_in_an_episode_gets_its_own_reply() -> None:
    assert decide(danger(C.WITHDRAWAL, T.IMMINENT), episode=episode()).text_keys[0] == "red-flag-withdrawal-imminent"


def test_thanks_beside_a_real_question_is_answered() -> None:
    text = "Thanks! How long does the fog last?"

    assert decide(asked(Route.SMALL_TALK, "thanks", Span(0, 7)), text=text).route is Route.ANSWER
    assert decide(asked(Route.SMALL_TALK, "thanks", Span(0, 7)), text="Thanks! :)").route is Route.SMALL_TALK


def test_asked_whether_it_is_a_machine_it_says_so_before_anything_else() -> None:
    text = "Are you a robot? And how long does the fog last?"
    decision = decide(asked(Route.SMALL_TALK, "human_or_machine", Span(0, 16)), text=text)

    assert decision.route is Route.SMALL_TALK
    assert decision.answer_below


def test_the_patients_own_danger_leads_over_somebody_elses() -> None:
    lead = decide(danger(C.ABUSE, other=True), danger(C.SELF_HARM)).lead

    assert lead is not None
    assert lead.concern is C.SELF_HARM


def test_a_telling_variant_leads_over_a_general_sign() -> None:
    lead = decide(danger(C.MEDICAL_EMERGENCY), danger(C.MEDICAL_EMERGENCY, variant="urinary")).lead

    assert lead is not None
    assert lead.variant == "urinary"
