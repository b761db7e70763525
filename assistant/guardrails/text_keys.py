"""Which fixed texts may serve a decision, most specific first."""

from __future__ import annotations

from assistant.domain.risk import Concern, Signal, Subject, Tier
from assistant.domain.routes import Route

UNSURE = "unsure"
"""The variant of a signal that is a 'not sure' to the safety question."""
STAFF, PARTNER, CHILD = "staff", "partner", "child"
"""The variants of abuse by who does it, or to whom."""
STAFF_UNSURE = "staff_unsure"
"""A 'not sure' to the safety question after a report about staff."""
_URGENT = frozenset({"overdose", "driving", "blood_pressure"})
"""Variants whose only text puts the emergency first."""
_QUESTIONS = {
    Concern.SUICIDE: "safety-question-suicide",
    Concern.SELF_HARM: "safety-question-self-harm",
    Concern.HARM_TO_OTHERS: "safety-question-harm-to-others",
    Concern.MEDICAL_EMERGENCY: "safety-question-medical-emergency",
    Concern.WITHDRAWAL: "safety-question-withdrawal",
}


def danger_keys(route: Route, lead: Signal) -> tuple[str, ...]:
    """Keys of the reply to a danger: by variant, by whom it is about, by tier, and the route's own text last."""
    if lead.concern is None:
        raise ValueError("a danger names a concern")
    if lead.variant in (UNSURE, STAFF_UNSURE):
        return ("safety-answer-unsure", _word(route.value))
    base = f"{_word(route.value)}-{_word(lead.concern.value)}"
    tier = lead.tier.value
    variant = [f"{base}-{_word(lead.variant)}-{tier}", f"{base}-{_word(lead.variant)}"] if lead.variant else []
    if lead.tier is Tier.IMMINENT and route is Route.RED_FLAG and lead.variant not in _URGENT:
        variant = variant[:1]
    other = [f"{base}-other"] if lead.subject is Subject.OTHER else []
    about_child = lead.variant == CHILD
    first = [*variant, *other] if about_child else [*other, *variant]
    return (*first, f"{base}-{tier}", base, _word(route.value))


def watch_keys(lead: Signal) -> tuple[str, ...]:
    """Keys of the gentle text for a watch signal of the patient's own present."""
    return (f"watch-{_word(lead.concern.value)}", "watch-care") if lead.concern else ("watch-care",)


def question_key(lead: Signal) -> str:
    """The fixed safety question that fits the concern; one about somebody in danger where none fits better."""
    return _QUESTIONS.get(lead.concern, "safety-question") if lead.concern else "safety-question"


def request_keys(signal: Signal) -> tuple[str, ...]:
    """Keys of the reply to a request, its variant first."""
    if signal.request is None:
        raise ValueError("a request names a route")
    base = _word(signal.request.value)
    return (f"{base}-{_word(signal.variant)}", base) if signal.variant else (base,)


def _word(value: str) -> str:
    return value.replace("_", "-")
