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


def body_of(severity: Severity, console_url: str, case_id: str = "", key: str = "") -> str:
    """What to do, and where; without an address it says so in words. The reference tells repeats of one alert apart."""
    lines = [_LOOK[severity], f"Severity: {severity.value.replace('_', ' ')}."]
    if key:
        lines.append(f"Reference: {key} (the same reference is the same alert).")
    link = f"{console_url.rstrip('/')}/case?case={case_id}" if case_id else console_url
    lines.append(f"Open the console: {link}" if console_url else "Open the console.")
    return "\n".join(lines)


TEST_TITLE = "Care team alert: TEST"


def test_body(who: str, code: str) -> str:
    """What a test of the chain says to that step."""
    return (
        f"This is a test. Nobody is in danger.\nStep: {who}.\n"
        f"Say that it arrived, on the machine of the assistant: kap alerts test --confirm {code}"
    )
