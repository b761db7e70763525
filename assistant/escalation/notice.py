"""What an alert says: a severity and a link, never who or what."""

from __future__ import annotations

from assistant.domain.cases import Severity

_LOOK = {
    Severity.IMMINENT: "Somebody needs a clinician now.",
    Severity.ELEVATED: "Somebody needs a clinician within the hour.",
    Severity.MEDICAL: "Somebody needs medical advice from a clinician within the hour.",
    Severity.NEEDS_HUMAN: "The assistant could not judge a message; a clinician must look.",
    Severity.WATCH: "A conversation needs a look today.",
    Severity.TEAM_QUESTION: "Somebody asks the team a question.",
}


def title_of(severity: Severity) -> str:
    """One line for a lock screen."""
    return f"Care team alert: {severity.value.replace('_', ' ')}"


def body_of(severity: Severity, console_url: str) -> str:
    """What to do, and where; without an address it says so in words."""
    where = f"Open the console: {console_url}" if console_url else "Open the console."
    return f"{_LOOK[severity]}\nSeverity: {severity.value.replace('_', ' ')}.\n{where}"
