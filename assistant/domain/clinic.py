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
    """The address that hears of abuse by staff; without one the reply says that nobody at the clinic was told."""
    region: str | None = None
    safeguarding_lead: str | None = None
    """The account that alone may open the cases about abuse by staff."""

    @property
    def safeguarding_urls(self) -> tuple[str, ...]:
        """Where an alert for the safeguarding lead can be sent; () when the contact is no address, or there is none."""
        contact = self.safeguarding_contact or ""
        return tuple(url.strip() for url in contact.split(",") if "://" in url)
