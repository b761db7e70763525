"""What decides who comes in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from assistant.access.break_glass import BreakGlass
from assistant.access.desk import Access
from assistant.access.guard import records_for
from assistant.access.inviting import Inviting
from assistant.access.provider_entry import ProviderEntry
from assistant.access.sessions import Sessions
from assistant.access.signing_in import LocalAccounts, SigningIn
from assistant.adapters.zxcvbn_guessing import ZxcvbnGuessing
from assistant.domain.sessions import SessionRules
from assistant.ports import Clock, Records
from assistant.settings import Settings

_KNOWN_WORDS = ("kap", "ketamine", "ketamina", "clinic", "therapy", "between sessions")


def make_access(settings: Settings, records: Callable[[], Records], clock: Clock) -> Access:
    """Sessions and sign-in by these settings."""
    rules = SessionRules(
        staff_idle=timedelta(minutes=settings.staff_idle_minutes),
        patient_idle=timedelta(minutes=settings.patient_idle_minutes),
        staff_longest=timedelta(hours=settings.staff_session_hours),
        patient_longest=timedelta(hours=settings.patient_session_hours),
    )
    known = (*_KNOWN_WORDS, settings.clinic.name)
    return Access(
        Sessions(records, rules, clock),
        SigningIn(records, ZxcvbnGuessing(), clock, LocalAccounts(settings.local), known),
        Inviting(clock, timedelta(days=settings.invitation_days)),
        BreakGlass(records, clock),
        _provider(settings, records, clock),
        lambda person: records_for(person, records(), settings.clinic, clock),
    )


def _provider(settings: Settings, records: Callable[[], Records], clock: Clock) -> ProviderEntry | None:
    """The clinic's own sign-in, when the settings name one."""
    if settings.oidc_metadata_url is None:
        return None
    from assistant.adapters.oidc import Oidc, OidcClient  # noqa: PLC0415

    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else ""
    client = OidcClient(
        settings.oidc_metadata_url,
        settings.oidc_client_id or "",
        secret,
        settings.public_url.rstrip("/"),
        settings.oidc_scopes,
        settings.oidc_name_claim,
        settings.oidc_role_claim,
    )
    return ProviderEntry(records, Oidc(client), clock, role_from_claim=settings.oidc_role_claim is not None)
