"""The records, and the alerts that leave them."""

from __future__ import annotations

from collections.abc import Callable

from assistant.escalation.alerting import Alerting
from assistant.escalation.late_records import LateAlertRecords
from assistant.ports import AlertSender, Clock, Records
from assistant.settings import Settings


def make_clock() -> Clock:
    """The system's clock."""
    from assistant.adapters.system_clock import SystemClock  # noqa: PLC0415

    return SystemClock()


def make_records(settings: Settings) -> Records:
    """The database, migrated."""
    from assistant.adapters.sql.migrating import migrate  # noqa: PLC0415
    from assistant.adapters.sql.records import SqlRecords  # noqa: PLC0415

    migrate(settings.sql_url, wait_s=(wait_s := settings.database_timeout_s))
    return SqlRecords(settings.sql_url, settings.alert_urls, settings.clinic.safeguarding_urls, wait_s=wait_s)


def make_alerting(
    settings: Settings, records: Callable[[], Records], sender: AlertSender | None, clock: Clock
) -> Alerting:
    """What delivers alerts, and pages directly when there are no records."""
    from assistant.adapters.apprise_sender import AppriseSender  # noqa: PLC0415

    return Alerting(
        LateAlertRecords(records),
        sender or AppriseSender(),
        clock,
        urls=settings.alert_urls,
        console_url=settings.public_url,
    )
