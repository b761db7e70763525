"""Keeps dosing content out of the clinic's own words, which fixed texts show to patients."""

from __future__ import annotations

from typing import Final

from assistant.domain.clinic import Clinic
from assistant.domain.errors import SettingsError
from assistant.guardrails.dosing_detector import find_dosing

_IN_NUMBERS_AND_HOURS: Final = frozenset({"number"})
"""What a telephone number or opening hours may hold; no text without anything else is a dose."""


def check_clinic(clinic: Clinic) -> None:
    """Nothing when the words may be shown. Raises SettingsError naming the setting that holds dosing content."""
    for name, words in (("NAME", clinic.name), ("PHONE", clinic.phone), ("HOURS", clinic.hours)):
        found = {finding.rule for finding in find_dosing(words or "")} - _IN_NUMBERS_AND_HOURS
        if found:
            raise SettingsError(f"KAP_CLINIC_{name} holds what reads like a dose; patients would see it. Take it out.")
