"""The table from an assessment and the open episode to what the turn becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.cases import CaseOpening, Episode
from assistant.domain.risk import Assessment, Concern, Signal, Subject, Tier
from assistant.domain.routes import Route
from assistant.guardrails.episodes import stops_answers
from assistant.guardrails.openings import opening_for
from assistant.guardrails.text_keys import danger_keys, request_keys, watch_keys

_ORDER_OF_REQUESTS = (
    Route.DOSING,
    Route.MEDICATION_CHANGE,
    Route.MIXING,
    Route.SUPPLY,
    Route.DIAGNOSIS,
    Route.OUT_OF_SCOPE,
    Route.SMALL_TALK,
)
_RULES = frozenset({"normalisation", "crisis", "red_flags", "conversation"})
_ASKED_ABOUT = (Concern.SUICIDE, Concern.SELF_HARM)
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
    help_lines: bool = False
    opening: CaseOpening | None = None
    offers: tuple[str, ...] = ()
    reminder: bool = False
    """Whether an open episode that lets answers go on asks for its standing reminder."""


def route(assessment: Assessment, episode: Episode | None, text: str = "") -> Decision:
    """The decision for one message. Read from the top: the first line that holds decides."""
    stopped = stops_answers(episode)
    opening = opening_for(assessment)
    lead = _lead(assessment)
    request = _request(assessment, text)

    if lead and lead.tier.opens_episode:
        return _danger(assessment, lead, opening)
    if assessment.failed_rails and not (_refused(request) and not stopped and _rules_stand(assessment)):
        return _broken(episode, opening, stopped)
    if lead and lead.present and lead.subject is Subject.SELF:
        below = not stopped and not _refused(request)
        return Decision(Route.CRISIS, watch_keys(lead), lead, answer_below=below, opening=opening, offers=_offers(lead))
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


def _danger(assessment: Assessment, lead: Signal, opening: CaseOpening | None) -> Decision:
    red_flag = lead.concern is not None and lead.concern.is_red_flag
    kind = Route.RED_FLAG if red_flag else Route.CRISIS
    beside = any(s.concern and not s.concern.is_red_flag and s.tier.opens_episode for s in assessment.dangers)
    return Decision(
        kind, danger_keys(kind, lead), lead, add_crisis_line=red_flag and beside, opening=opening, offers=_offers(lead)
    )


def _broken(episode: Episode | None, opening: CaseOpening | None, stopped: bool) -> Decision:
    if stopped:
        return Decision(_company_route(episode), ("episode-company",), opening=opening)
    return Decision(Route.NEEDS_HUMAN, ("needs-human",), help_lines=True, opening=opening)


def _lead(assessment: Assessment) -> Signal | None:
    """The danger that the reply speaks to: strictest, then red flag, own, present, and most telling variant."""

    def weight(signal: Signal) -> tuple[int, bool, bool, bool, bool]:
        red_flag = signal.concern is not None and signal.concern.is_red_flag and signal.tier is not Tier.WATCH
        own, present = signal.subject is Subject.SELF, signal.present
        telling = (signal.variant != "") is not (signal.concern is Concern.SUICIDE)
        return (-signal.tier.rank, not red_flag, not (own and present), not own, not telling)

    return min(assessment.dangers, key=weight, default=None)


def _request(assessment: Assessment, text: str) -> Signal | None:
    """The first request in the order of the table; small talk beside a real question is no request."""
    for wanted in _ORDER_OF_REQUESTS:
        for signal in assessment.requests:
            if signal.request is wanted and not _mere_courtesy(signal, assessment, text):
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
    asked = lead.concern in _ASKED_ABOUT and lead.subject is Subject.SELF and lead.tier is not Tier.IMMINENT
    return ("safety_question",) if asked else ()


def _company_route(episode: Episode | None) -> Route:
    crisis = episode is not None and any(not concern.is_red_flag for concern in episode.concerns)
    return Route.CRISIS if crisis else Route.RED_FLAG
