"""The records, and the alerts that leave them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from assistant import settings as settings_
from assistant.bootstrap.keys import encryption_keys
from assistant.domain.errors import KeysRefused, RecordsUnavailable, SettingsError
from assistant.domain.oncall import OnCall
from assistant.escalation.alerting import Alerting
from assistant.escalation.clinic_file import read_clinic_file
from assistant.escalation.late_records import LateAlertRecords
from assistant.ports import AlertSender, Clock, Records
from assistant.settings import Settings


def make_clock() -> Clock:
    """The system's clock."""
    from assistant.adapters.system_clock import SystemClock  # noqa: PLC0415

    return SystemClock()


def make_records(settings: Settings) -> Records:
    """The database, migrated and unlocked. Raises KeysRefused when the keys are not those it was encrypted with."""
    from assistant.adapters.sql.migrating import migrate  # noqa: PLC0415
    from assistant.adapters.sql.records import SqlRecords  # noqa: PLC0415

    url, wait_s, keys = settings.sql_url, settings.database_timeout_s, encryption_keys(settings)
    migrate(url, keys=keys, wait_s=wait_s)
    safeguarding, oncall = settings.clinic.safeguarding_urls, make_oncall(settings)
    records = SqlRecords(url, safeguarding_urls=safeguarding, keys=keys, oncall=oncall, wait_s=wait_s)
    records.unlock()
    return records


def check_keys() -> None:
    """Raise KeysRefused before anything starts; a database that does not answer is no reason not to start."""
    with suppress(RecordsUnavailable):
        try:
            make_records(settings_.load())
        except KeysRefused as error:
            raise SettingsError(str(error)) from error


def make_oncall(settings: Settings) -> OnCall:
    """Who is told of a case: the clinic's file, else one step with `KAP_ALERT_URLS`. Raises SettingsError."""
    if settings.clinic_file is None:
        chain = OnCall.of_urls(settings.alert_urls)
    else:
        chain = read_clinic_file(settings.clinic_file, settings.alert_urls)
    return replace(chain, safeguarding=settings.clinic.safeguarding_urls)


def understands(url: str) -> bool:
    """Whether an alert address is one that can be sent to; nothing is sent."""
    from assistant.adapters.apprise_sender import AppriseSender  # noqa: PLC0415

    return AppriseSender.understands(url)


def make_alerting(
    settings: Settings, records: Callable[[], Records], sender: AlertSender | None, clock: Clock, oncall: OnCall
) -> Alerting:
    """What delivers alerts, and pages directly when there are no records."""
    from assistant.adapters.apprise_sender import AppriseSender  # noqa: PLC0415

    return Alerting(
        LateAlertRecords(records),
        sender or AppriseSender(),
        clock,
        oncall=oncall,
        console_url=settings.public_url,
    )
