"""The JSON shapes that others rely on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from assistant.domain.cases import Alert, Case
from assistant.domain.oncall import bare_address
from assistant.domain.replies import Reply
from assistant.domain.risk import Assessment, Signal, Tier


def signal_shape(signal: Signal) -> dict[str, object]:
    """One signal as `kap screen` prints it."""
    return {
        "rail": signal.rail,
        "rule": signal.rule,
        "excerpt": signal.excerpt,
        "score": round(signal.score, 4),
        "concern": signal.concern.value if signal.concern else None,
        "tier": signal.tier.value,
        "request": signal.request.value if signal.request else None,
    }


def screen_shape(identity: object, assessment: Assessment, tier: Tier, route: str, ms: float) -> dict[str, object]:
    """One line of `kap screen`; `tier` is that of the whole conversation."""
    return {
        "id": identity,
        "tier": tier.value,
        "concerns": [concern.value for concern in assessment.concerns],
        "route": route,
        "signals": [signal_shape(signal) for signal in assessment.signals],
        "failed_rails": [*assessment.failed_rails, *assessment.advisory_failures],
        "ms": round(ms, 3),
    }


def reply_shape(identity: object, reply: Reply) -> dict[str, object]:
    """One line of `kap ask --jsonl`."""
    return {
        "id": identity,
        "tier": reply.tier.value,
        "route": reply.route.value,
        "text": reply.text,
        "citations": [{"document": c.document, "section": c.section, "quote": c.quote} for c in reply.citations],
        "composer": reply.composer,
        "prompt_version": reply.prompt_version,
        "library_version": reply.library_version,
        "ms": {name: round(value, 3) for name, value in asdict(reply.ms).items()},
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def alert_shape(alert: Alert) -> dict[str, object]:
    """One element of `kap alerts list --json`; of the address only what holds no secret."""
    return {
        "id": alert.id,
        "case": alert.case_id,
        "severity": alert.severity.value,
        "step": alert.step,
        "address": bare_address(alert.url),
        "attempts": alert.attempts,
        "made_at": _moment(alert.made_at),
    }


def case_shape(case: Case) -> dict[str, object]:
    """One element of `kap cases list --json`."""
    return {
        "id": case.id,
        "patient": case.patient_name,
        "conversation": case.conversation_id,
        "message": case.message_id,
        "severity": case.severity.value,
        "state": case.state.value,
        "concerns": [concern.value for concern in case.concerns],
        "reason": case.reason,
        "signals": [{"message": message_id, **signal_shape(signal)} for message_id, signal in case.signals],
        "opened_at": case.opened_at.isoformat(),
        "updated_at": case.updated_at.isoformat(),
        "alert_status": case.alert_status.value,
        "seen_at": _moment(case.seen_at),
        "owner": case.owner,
        "claimed_at": _moment(case.claimed_at),
        "contacted_at": _moment(case.contacted_at),
        "follow_up_on": case.follow_up_on.isoformat() if case.follow_up_on else None,
        "outcome": case.outcome.value if case.outcome else None,
        "restricted": case.restricted,
    }
