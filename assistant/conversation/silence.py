"""Silence after the safety question is a sign: whoever is on call hears of it."""

from __future__ import annotations

from datetime import timedelta

from assistant.conversation.engine import Engine

LONGEST = timedelta(minutes=10)
"""How long the safety question may stay unanswered."""


def page_silences(engine: Engine) -> int:
    """Page again for every patient who has not answered the safety question in ten minutes; how many cases.

    Raises RecordsUnavailable when the records cannot be read or written.
    """
    now = engine.clock.now()
    return engine.records().page_silences(now - LONGEST, now)
