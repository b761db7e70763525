"""Replies, signals and assessments as JSON text and exactly back; what cannot be decrypted becomes one that says so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from assistant.adapters.sql.keyring import Unreadable
from assistant.domain.library import Citation
from assistant.domain.replies import Milliseconds, Reply
from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier
from assistant.domain.routes import Route

_LOST = "unreadable"
_MS = ("assess", "retrieve", "compose", "verify", "total")


def reply_to_json(reply: Reply) -> str:
    """Everything of the reply except its text, which is the message's own."""
    return _dump(
        {
            "route": reply.route.value,
            "tier": reply.tier.value,
            "composer": reply.composer,
            "prompt_version": reply.prompt_version,
            "library_version": reply.library_version,
            "citations": [[c.document, c.section, c.quote] for c in reply.citations],
            "suggestions": list(reply.suggestions),
            "offers": list(reply.offers),
            "language": reply.language,
            "ms": [getattr(reply.ms, name) for name in _MS],
        }
    )


def reply_from_json(words: str, stored: str) -> Reply:
    """The reply of that text."""
    if isinstance(stored, Unreadable):
        return Reply(words, Route.NEEDS_HUMAN, Tier.UNKNOWN, _LOST, _LOST, _LOST)
    fields = json.loads(stored)
    return Reply(
        text=words,
        route=Route(fields["route"]),
        tier=Tier(fields["tier"]),
        composer=fields["composer"],
        prompt_version=fields["prompt_version"],
        library_version=fields["library_version"],
        citations=tuple(Citation(*parts) for parts in fields["citations"]),
        suggestions=tuple(fields["suggestions"]),
        offers=tuple(fields["offers"]),
        language=fields["language"],
        ms=Milliseconds(*fields["ms"]),
    )


def assessment_to_json(assessment: Assessment) -> str:
    """The whole assessment."""
    return _dump(
        {
            "signals": [_signal_fields(signal) for signal in assessment.signals],
            "failed_rails": list(assessment.failed_rails),
            "advisory_failures": list(assessment.advisory_failures),
        }
    )


def assessment_from_json(stored: str) -> Assessment:
    """The assessment as it was."""
    if isinstance(stored, Unreadable):
        return Assessment(failed_rails=(_LOST,))
    fields = json.loads(stored)
    return Assessment(
        tuple(_signal(signal) for signal in fields["signals"]),
        tuple(fields["failed_rails"]),
        tuple(fields["advisory_failures"]),
    )


def signal_to_json(signal: Signal) -> str:
    """The whole signal."""
    return _dump(_signal_fields(signal))


def signal_from_json(stored: str) -> Signal:
    """The signal as it was."""
    if isinstance(stored, Unreadable):
        return Signal(_LOST, _LOST, Span(0, 0), stored, 0.0, request=Route.NEEDS_HUMAN)
    return _signal(json.loads(stored))


def concerns_to_json(concerns: Iterable[Concern]) -> str:
    """The concerns in order."""
    return _dump([concern.value for concern in concerns])


def concerns_from_json(stored: str) -> tuple[Concern, ...]:
    """The concerns as they were."""
    return tuple(Concern(value) for value in json.loads(stored))


def _signal_fields(signal: Signal) -> dict[str, Any]:
    return {
        "rail": signal.rail,
        "rule": signal.rule,
        "span": [signal.span.start, signal.span.end],
        "excerpt": signal.excerpt,
        "score": signal.score,
        "concern": signal.concern.value if signal.concern else None,
        "tier": signal.tier.value,
        "request": signal.request.value if signal.request else None,
        "subject": signal.subject.value,
        "present": signal.present,
        "variant": signal.variant,
    }


def _signal(fields: dict[str, Any]) -> Signal:
    return Signal(
        rail=fields["rail"],
        rule=fields["rule"],
        span=Span(*fields["span"]),
        excerpt=fields["excerpt"],
        score=fields["score"],
        concern=Concern(fields["concern"]) if fields["concern"] else None,
        tier=Tier(fields["tier"]),
        request=Route(fields["request"]) if fields["request"] else None,
        subject=Subject(fields["subject"]),
        present=fields["present"],
        variant=fields["variant"],
    )


def _dump(value: object) -> str:
    # ASCII escapes carry NUL and lone surrogates, which PostgreSQL and SQLite refuse in plain text.
    return json.dumps(value, separators=(",", ":"))
