"""What the clinic's configuration says about itself; the only source of names, numbers and hours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic that runs the assistant. `None` means not configured, and texts then say it without the value."""

    name: str = "your clinic"
    phone: str | None = None
    hours: str | None = None
    safeguarding_contact: str | None = None
    """Who hears of abuse by staff; with none configured the reply says that nobody at the clinic was told."""
    region: str | None = None
