"""The table from an assessment and the open episode to what the turn becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.domain.cases import CaseOpening, Episode
from assistant.domain.risk import Assessment, Concern, Signal, Subject, Tier
from assistant.domain.routes import Route
from assistant.guardrails.episodes import stops_answers
from assistant.guardrails.hints import counted
from assistant.guardrails.minors import names_minor
from assistant.guardrails.openings import accusations, opening_for
from assistant.guardrails.text_keys import (
    CHILD,
    STAFF,
    STAFF_UNSURE,
    UNSURE,
    danger_keys,
    question_key,
    request_keys,
    watch_keys,
)

_ORDER_OF_REQUESTS = (
    Route.DOSING,
    Route.MEDICATION_CHANGE,
    Route.MIXING,
    Route.SUPPLY,
    Route.DIAGNOSIS,
    Route.OUT_OF_SCOPE,
    Route.SMALL_TALK,
)
_BEFORE_COURTESY = 6
"""How many of them are no small talk; they come first."""
_CLASSIFIER = "classifier"
_RULES = frozenset({"normalisation", "crisis", "red_flags", "conversation"})
_REAL_QUESTION = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the turn becomes, and which fixed texts may say it (first that exists)."""

    route: Route
    text_keys: tuple[str, ...] = ()
    lead: Signal | None = None
    add_crisis_line: bool = False
    answer_below: bool = False
    """Whether a vetted answer may follow below the fixed text, if the library has one."""
    quotes_below: bool = True
    """Whether vetted sentences may follow a refusal."""
    help_lines: bool = False
    opening: CaseOpening | None = None
    offers: tuple[str, ...] = ()
    reminder: bool = False
    """Whether an open episode that lets answers go on asks for its standing reminder."""
    question: str | None = None
    """The key of the fixed safety question that ends the text."""
    child_line: bool = False
    """Whether somebody under 18 writes, so that the line for young people is added."""
    kept_apart: bool = False
    """Whether the message also accuses staff, which the reply says its own sentence about."""


def route(assessment: Assessment, episode: Episode | None, text: str = "") -> Decision:
    """The decision for one message. Read from the top: the first line that holds decides."""
    stopped = stops_answers(episode)
    minor = names_minor(text)
    opening = opening_for(assessment, minor=minor)
    lead = _lead(assessment)
    request = _request(assessment, text)

    if lead and lead.tier.opens_episode:
        return _danger(assessment, _of_a_child(lead, minor=minor), opening, minor=minor)
    if assessment.failed_rails and not (_refused(request) and not stopped and _rules_stand(assessment)):
        return _broken(episode, opening, stopped)
    if lead and lead.present and lead.subject is Subject.SELF:
        below = not stopped and not _refused(request)
        return Decision(
            Route.CRISIS,
            watch_keys(lead),
            lead,
            answer_below=below,
            opening=opening,
            offers=_offers(lead),
            question=question_key(lead),
            child_line=minor,
        )
    if stopped:
        return Decision(_company_route(episode), ("episode-company",), lead, opening=opening)
    reminder = episode is not None and episode.closed_at is None
    if request and request.request:
        return Decision(
            request.request,
            request_keys(request),
            request,
            answer_below=request.request is Route.SMALL_TALK and _asks_more(assessment, text),
            help_lines=lead is not None,
            opening=opening,
            offers=("ask_team",) if _refused(request) else (),
            reminder=reminder,
        )
    return Decision(Route.ANSWER, (), lead, help_lines=lead is not None, opening=opening, reminder=reminder)


def _refused(request: Signal | None) -> bool:
    return request is not None and request.request is not None and request.request.is_refusal


def _rules_stand(assessment: Assessment) -> bool:
    """Whether every rail of rules for danger did its work, so that only a model is missing."""
    return not set(assessment.failed_rails) & _RULES


def _danger(assessment: Assessment, lead: Signal, opening: CaseOpening | None, *, minor: bool) -> Decision:
    red_flag = lead.concern is not None and lead.concern.is_red_flag
    kind = Route.RED_FLAG if red_flag else Route.CRISIS
    beside = any(s.concern and not s.concern.is_red_flag and s.tier.opens_episode for s in assessment.dangers)
    offers = _offers(lead)
    return Decision(
        kind,
        danger_keys(kind, lead),
        lead,
        add_crisis_line=red_flag and beside,
        opening=opening,
        offers=offers,
        question=question_key(lead) if "safety_question" in offers else None,
        child_line=minor and lead.variant != CHILD,
        kept_apart=opening is not None and opening.apart is not None,
    )


def _of_a_child(lead: Signal, *, minor: bool) -> Signal:
    """The lead as one about a child when somebody under 18 writes of abuse at home."""
    at_home = lead.concern is Concern.ABUSE and lead.variant not in (STAFF, STAFF_UNSURE, UNSURE)
    return replace(lead, variant=CHILD) if minor and at_home and lead.subject is Subject.SELF else lead


def _broken(episode: Episode | None, opening: CaseOpening | None, stopped: bool) -> Decision:
    if stopped:
        return Decision(_company_route(episode), ("episode-company",), opening=opening)
    return Decision(Route.NEEDS_HUMAN, ("needs-human",), help_lines=True, opening=opening)


def _lead(assessment: Assessment) -> Signal | None:
    """The danger that the reply speaks to: strictest, then red flag, own, present, and most telling variant.

    An accusation of staff leads only where nothing else is grave, because its text is not seen by who must help.
    """
    accusing = accusations(assessment)
    other = tuple(signal for signal in assessment.dangers if signal not in accusing)
    dangers = other if any(signal.tier.opens_episode for signal in other) else assessment.dangers

    def weight(signal: Signal) -> tuple[int, bool, bool, bool, bool]:
        red_flag = signal.concern is not None and signal.concern.is_red_flag and signal.tier is not Tier.WATCH
        own, present = signal.subject is Subject.SELF, signal.present
        telling = (signal.variant != "") is not (signal.concern is Concern.SUICIDE)
        return (-signal.tier.rank, not red_flag, not (own and present), not own, not telling)

    return min(dangers, key=weight, default=None)


def _request(assessment: Assessment, text: str) -> Signal | None:
    """The first request in the order of the table; small talk beside a real question is no request.

    Among these, a request that a rule found goes before one that is only likely; a dismissed hint is none. Where both
    find a refusal, the likeliest says which: "how long after it may I drink" meets rules of more than one. A rule with
    a text of its own (a missed dose, stopping drinking) is not spoken over: that text says what must be done today.
    """
    found = [signal for signal in counted(assessment) if not _mere_courtesy(signal, assessment, text)]
    sure = [signal for signal in found if signal.score >= 1]
    likely = (signal for signal in found if signal.rail == _CLASSIFIER and _refused(signal))
    likeliest = max(likely, key=lambda signal: signal.score, default=None)
    refusals = [signal for signal in sure if _refused(signal)]
    if likeliest is not None and refusals and not any(signal.variant for signal in refusals):
        return next((signal for signal in refusals if signal.request is likeliest.request), likeliest)
    for wanted in _ORDER_OF_REQUESTS[:_BEFORE_COURTESY]:
        for signal in sure:
            if signal.request is wanted:
                return signal
    for wanted in _ORDER_OF_REQUESTS:
        for signal in found:
            if signal.request is wanted:
                return signal
    return None


def _mere_courtesy(signal: Signal, assessment: Assessment, text: str) -> bool:
    """Whether small talk accompanies a question; asked whether it is an AI, the assistant always says so."""
    if signal.request is not Route.SMALL_TALK or signal.variant == "human_or_machine":
        return False
    return _asks_more(assessment, text)


def _asks_more(assessment: Assessment, text: str) -> bool:
    """Whether at least three words stand outside the small talk."""
    kept = list(text)
    for signal in assessment.requests:
        if signal.request is Route.SMALL_TALK:
            kept[signal.span.start : signal.span.end] = " " * len(kept[signal.span.start : signal.span.end])
    return len(_WORD.findall("".join(kept))) >= _REAL_QUESTION


def _offers(lead: Signal) -> tuple[str, ...]:
    """The safety question to whoever is in danger and not beyond asking; a quick way out of sight of an abuser."""
    own = lead.subject is Subject.SELF
    asked = own and lead.tier is not Tier.IMMINENT
    hidden = own and lead.concern is Concern.ABUSE and lead.variant not in (STAFF, STAFF_UNSURE)
    return ("safety_question",) * asked + ("quick_exit",) * hidden


def _company_route(episode: Episode | None) -> Route:
    crisis = episode is not None and any(not concern.is_red_flag for concern in episode.concerns)
    return Route.CRISIS if crisis else Route.RED_FLAG
