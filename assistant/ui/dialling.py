"""Turns the phrases of the help-line file into links that a phone can use."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\+?\d(?:[\d\s().-]*\d)?")
_TEXT_TO = re.compile(r"\btext (?:\S+ to )?(\d{3,})", re.IGNORECASE)


def call_link(phrase: str | None) -> str | None:
    """The `tel:` link for the first number of the phrase ("988, then press 2" dials 988); None without one."""
    found = _NUMBER.search(phrase or "")
    return f"tel:{_dialled(found.group())}" if found else None


def text_link(phrase: str | None) -> str | None:
    """The `sms:` link for a phrase such as "text HOME to 741741"; None when it names no number."""
    found = _TEXT_TO.search(phrase or "")
    return f"sms:{found.group(1)}" if found else None


def web_link(url: str | None) -> str | None:
    """The address when it is a web page; None for anything else."""
    return url if url and url.startswith(("https://", "http://")) else None


def _dialled(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")
