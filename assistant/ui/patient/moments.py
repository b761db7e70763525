"""Moments as the reader's own clock shows them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}


def clock_words(at: datetime, now: datetime, language: str) -> str:
    """`14:05`, with the day when it is not today's, and with `UTC` when the browser does not say where it is."""
    local, today = (moment.astimezone(_zone()) for moment in (at, now))
    named = f"{local:%H:%M}" if _zone() is not UTC else f"{local:%H:%M} UTC"
    if local.date() == today.date():
        return named
    return f"{named} ({local.day} {_MONTHS['es' if language == 'es' else 'en'][local.month - 1]})"


def opening_words(at: datetime | None, now: datetime, language: str) -> str:
    """`today at 14:00`, `on Monday at 09:00`; without a moment `later`."""
    spanish = language == "es"
    if at is None:
        return "más adelante" if spanish else "later"
    local, today = (moment.astimezone(_zone()) for moment in (at, now))
    clock = f"{local:%H:%M}" if _zone() is not UTC else f"{local:%H:%M} UTC"
    if local.date() == today.date():
        return f"hoy a las {clock}" if spanish else f"today at {clock}"
    day = _DAYS["es" if spanish else "en"][local.weekday()]
    return f"el {day} a las {clock}" if spanish else f"on {day} at {clock}"


def _zone() -> tzinfo:
    named = st.context.timezone
    try:
        return ZoneInfo(named) if isinstance(named, str) and named else UTC
    except (KeyError, ValueError, OSError):
        return UTC
