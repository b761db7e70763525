"""How the console names severities, concerns and waiting times."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.cases import Outcome, Severity
from assistant.domain.risk import Concern

SEVERITIES = {
    Severity.IMMINENT: ("red", "Imminent"),
    Severity.ELEVATED: ("orange", "Elevated"),
    Severity.NEEDS_HUMAN: ("violet", "A human must look"),
    Severity.WATCH: ("blue", "Watch"),
    Severity.TEAM_QUESTION: ("gray", "Question for the team"),
}
CONCERNS = {
    Concern.SUICIDE: "suicide",
    Concern.SELF_HARM: "self-harm",
    Concern.HARM_TO_OTHERS: "harm to others",
    Concern.ABUSE: "abuse",
    Concern.MEDICAL_EMERGENCY: "medical",
    Concern.WITHDRAWAL: "alcohol withdrawal",
    Concern.PSYCHOSIS_MANIA: "psychosis or mania",
}
OUTCOMES = {
    Outcome.TRUE_CRISIS: "True crisis",
    Outcome.ALREADY_KNOWN: "True, already known",
    Outcome.FALSE_ALARM: "False alarm",
    Outcome.COULD_NOT_REACH: "Could not reach the patient",
    Outcome.NOT_APPLICABLE: "Not applicable",
}


def waited(since: datetime, now: datetime) -> str:
    """How long ago, in the largest whole unit."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h {minutes % 60} min" if hours < 48 else f"{hours // 24} days"  # noqa: PLR2004
