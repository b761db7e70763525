"""How the console names severities, concerns and waiting times."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.cases import AlertStatus, Case, CaseState, Outcome, Severity
from assistant.domain.people import Person
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from assistant.ui.escaping import plain

SEVERITIES = {
    Severity.IMMINENT: ("red", "Imminent"),
    Severity.ELEVATED: ("orange", "Elevated"),
    Severity.MEDICAL: ("orange", "Medical"),
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

ALERTS = {
    AlertStatus.QUEUED: "alert waiting to go out",
    AlertStatus.DELIVERED: "alert sent",
    AlertStatus.UNREACHABLE: "alert could not be sent",
}
TIERS = {tier: tier.value for tier in Tier}
ROUTES = {route: route.value.replace("_", " ") for route in Route}


def waited(since: datetime, now: datetime) -> str:
    """How long ago, in the largest whole unit."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} min" if minutes else "less than a minute"
    hours = minutes // 60
    return f"{hours} h {minutes % 60} min" if hours < 48 else f"{hours // 24} days"  # noqa: PLR2004


def severity_badge(severity: Severity) -> str:
    """The severity as a coloured badge that also says it in words."""
    colour, label = SEVERITIES[severity]
    return f":{colour}-badge[{label}]"


def state_badge(case: Case, clinician: Person) -> str:
    """Where the case stands and who has it, as a badge."""
    who = "you" if case.owner_id == clinician.id else plain(case.owner or "somebody")
    said = {
        CaseState.OPEN: ":gray-badge[Nobody has it]",
        CaseState.REOPENED: ":gray-badge[Reopened, nobody has it]",
        CaseState.CLAIMED: f":blue-badge[Taken by {who}]",
        CaseState.CONTACTED: f":green-badge[Reached by {who}]",
        CaseState.RESOLVED: ":gray-badge[Resolved]",
    }
    return said[case.state]


def about(case: Case) -> str:
    """What the case is about in a few words, without the patient's own."""
    return ", ".join(CONCERNS[concern] for concern in case.concerns)


def standing(case: Case, now: datetime) -> str:
    """How long the case has waited and whether anybody has looked, in one line."""
    if case.state is CaseState.RESOLVED:
        found = OUTCOMES[case.outcome] if case.outcome else "no outcome"
        return f"Resolved {waited(case.resolved_at or case.updated_at, now)} ago: {found.lower()}"
    seen = f"opened {waited(case.seen_at, now)} ago" if case.seen_at else "nobody has opened it"
    alert = f" · {ALERTS[case.alert_status]}" if case.alert_status in ALERTS else ""
    again = f" · look again on {case.follow_up_on:%d %b}" if case.follow_up_on else ""
    return f"Waiting {waited(case.opened_at, now)} · {seen}{alert}{again}"
