"""Whether somebody has confirmed that the alerts of the chain in force arrive."""

from __future__ import annotations

from datetime import datetime

from assistant import settings as settings_
from assistant.bootstrap.keeping import check_keys, make_oncall, make_records
from assistant.domain.errors import SettingsError
from assistant.escalation.rehearsal import chain_of
from assistant.settings import Settings

UNTESTED = "nobody has confirmed that alerts of this chain arrive"
WHAT_TO_DO = "Run `kap alerts test`, then `kap alerts test --confirm CODE` for every code that arrives."


def rehearsed_at(chosen: Settings) -> datetime | None:
    """When the whole chain was last confirmed as it is now; None for never."""
    return make_records(chosen).alerts_tested_at(chain_of(make_oncall(chosen), chosen.clinic.safeguarding_urls))


def check_rehearsed(chosen: Settings) -> None:
    """Refuse a production start without a confirmed test. Raises SettingsError that says what to do."""
    if chosen.profile == "production" and rehearsed_at(chosen) is None:
        raise SettingsError(f"KAP_PROFILE=production does not start: {UNTESTED}. {WHAT_TO_DO}")


def check_start() -> None:
    """What every start of the server asks first, also without `kap serve`. Raises SystemExit that says what to do."""
    try:
        check_keys()
        check_rehearsed(settings_.load())
    except SettingsError as error:
        raise SystemExit(str(error)) from None
