"""What case an assessment asks for."""

from __future__ import annotations

from assistant.domain.cases import CaseOpening, Severity
from assistant.domain.risk import Assessment, Concern, Signal, Subject, Tier

_SEVERITIES = {
    Tier.IMMINENT: Severity.IMMINENT,
    Tier.ELEVATED: Severity.ELEVATED,
    Tier.UNKNOWN: Severity.NEEDS_HUMAN,
    Tier.WATCH: Severity.WATCH,
}


def opening_for(assessment: Assessment) -> CaseOpening | None:
    """The case that the assessment opens or joins; None when nothing was found and no rail failed.

    A message whose only grave danger is abuse by staff makes a restricted case that pages nobody. Beside another
    grave danger the accusation's signals are left out, so that help comes without showing them.
    """
    severity = _SEVERITIES.get(assessment.tier)
    if severity is None:
        return None
    signals = assessment.dangers
    accusing = tuple(signal for signal in signals if _accuses_staff(signal))
    restricted = bool(accusing) and not any(s.tier.opens_episode for s in signals if s not in accusing)
    if accusing and not restricted:
        signals = tuple(signal for signal in signals if signal not in accusing)
    return CaseOpening(
        severity=severity,
        concerns=tuple(dict.fromkeys(signal.concern for signal in signals if signal.concern)),
        signals=signals,
        reason=_reason(assessment, signals),
        page=severity in (Severity.IMMINENT, Severity.ELEVATED) and not restricted,
        restricted=restricted,
    )


def _accuses_staff(signal: Signal) -> bool:
    return signal.concern is Concern.ABUSE and signal.variant == "staff"


def _reason(assessment: Assessment, signals: tuple[Signal, ...]) -> str:
    """One plain sentence or two for the clinician, without the patient's words."""
    parts = []
    if signals:
        lead = signals[0]
        name = (lead.concern.value if lead.concern else "danger").replace("_", " ")
        whom = "" if lead.subject is Subject.SELF else ", about somebody else"
        when = "" if lead.present else ", in the past"
        more = f" and {len(signals) - 1} more" if len(signals) > 1 else ""
        rule = lead.rule.split(".")[-1].replace("_", " ").replace("-", " ")
        parts.append(f"{name.capitalize()}, {lead.tier.value}{whom}{when}: {lead.rail} rule “{rule}”{more}.")
    if assessment.failed_rails:
        parts.append(f"These checks broke and may have missed something: {', '.join(assessment.failed_rails)}.")
    return " ".join(parts)
