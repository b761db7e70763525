"""What case an assessment asks for."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.cases import CaseOpening, Severity
from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier
from assistant.guardrails.text_keys import CHILD, PARTNER, STAFF, STAFF_UNSURE, UNSURE

_SEVERITIES = {
    Tier.IMMINENT: Severity.IMMINENT,
    Tier.ELEVATED: Severity.ELEVATED,
    Tier.UNKNOWN: Severity.NEEDS_HUMAN,
    Tier.WATCH: Severity.WATCH,
}
_SOMEBODY_ELSE = (PARTNER, CHILD)
_STAFF = (STAFF, STAFF_UNSURE)
_NOWHERE = Span(0, 0)
_KEPT_BACK = "The words themselves are not shown here."


def opening_for(assessment: Assessment, *, minor: bool = False) -> CaseOpening | None:
    """The case that the assessment opens or joins; None when nothing was found and no rail failed.

    Abuse by staff makes a restricted case that pages only the safeguarding lead. Another danger in the same message
    makes an ordinary case without any of the patient's words, and the restricted one stands `apart`, so that help
    comes without showing the accusation. `minor` says that the patient names an age under 18.
    """
    if assessment.tier not in _SEVERITIES:
        return None
    accusing = accusations(assessment)
    others = tuple(signal for signal in assessment.dangers if signal not in accusing)
    if not accusing:
        return _opening(assessment.dangers, assessment.failed_rails, minor=minor)
    restricted = replace(_opening(accusing, (), minor=False), restricted=True)
    if not others and not assessment.failed_rails:
        return restricted
    wordless = tuple(replace(signal, span=_NOWHERE, excerpt="") for signal in others)
    ordinary = _opening(wordless, assessment.failed_rails, minor=minor)
    return replace(ordinary, reason=f"{ordinary.reason} {_KEPT_BACK}", apart=restricted)


def accusations(assessment: Assessment) -> tuple[Signal, ...]:
    """The signals of abuse that may speak of staff; () when the accused is plainly somebody else.

    The classifier's guess that it is staff gives way to a rule that names a partner or a family.
    """
    abuse = tuple(signal for signal in assessment.dangers if signal.concern is Concern.ABUSE)
    named = any(signal.variant in _SOMEBODY_ELSE for signal in abuse)
    if not any(signal.variant in _STAFF and not (named and signal.score < 1) for signal in abuse):
        return ()
    return tuple(signal for signal in abuse if signal.variant not in _SOMEBODY_ELSE)


def _opening(signals: tuple[Signal, ...], failed: tuple[str, ...], *, minor: bool) -> CaseOpening:
    tier = Assessment(signals, failed).tier
    severity = _severity(tier, signals)
    return CaseOpening(
        severity=severity,
        concerns=tuple(dict.fromkeys(signal.concern for signal in signals if signal.concern)),
        signals=signals,
        reason=_reason(signals, failed),
        page=tier.opens_episode,
        again=any(signal.variant in (UNSURE, STAFF_UNSURE) for signal in signals),
        safeguarding=tier.opens_episode and (minor or any(signal.variant == CHILD for signal in signals)),
    )


def _severity(tier: Tier, signals: tuple[Signal, ...]) -> Severity:
    """The queue's word for it: an elevated danger that is of the body alone is `medical`."""
    leading = {signal.concern for signal in signals if signal.tier is tier}
    bodily = tier is Tier.ELEVATED and leading <= {Concern.MEDICAL_EMERGENCY, Concern.WITHDRAWAL}
    return Severity.MEDICAL if bodily else _SEVERITIES[tier]


def _reason(signals: tuple[Signal, ...], failed: tuple[str, ...]) -> str:
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
    if failed:
        parts.append(f"These checks broke and may have missed something: {', '.join(failed)}.")
    return " ".join(parts)
