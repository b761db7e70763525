"""What `kap doctor` and `kap serve` say about the on-call chain and the worker."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import bootstrap
from assistant.cli.finding import Finding
from assistant.conversation.duty import STALE_AFTER, WORKER
from assistant.domain.errors import SettingsError
from assistant.domain.oncall import OnCall, bare_address
from assistant.escalation.rehearsal import chain_of
from assistant.settings import Settings

UNTESTED = "nobody has confirmed that alerts of this chain arrive"
WHAT_TO_DO = "Run `kap alerts test`, then `kap alerts test --confirm CODE` for every code that arrives."


def alert_findings(chosen: Settings) -> Iterator[Finding]:
    """The chain, its addresses, its last test and the worker."""
    oncall = bootstrap.make_oncall(chosen)
    urls = [url for name in oncall.teams for step in oncall.chain(name) for url in step.urls]
    if not urls:
        yield Finding(
            "alerts",
            "warn",
            "no address: a case waits in the queue and nobody is paged",
            "Set KAP_ALERT_URLS to Apprise URLs, for example mailto://…, or KAP_CLINIC_FILE.",
        )
        return
    unknown = sorted({bare_address(url) for url in urls if not bootstrap.understands(url)})
    if unknown:
        yield Finding("alerts", "fail", f"nothing can be sent to {', '.join(unknown)}", "Write Apprise URLs.")
    steps = sum(len(oncall.chain(name)) for name in oncall.teams)
    yield Finding("alerts", "ok", f"{len(oncall.teams)} care teams, {steps} steps, {len(set(urls))} addresses")
    yield from _tested(chosen, oncall)


def check_tested(chosen: Settings) -> None:
    """Refuse a production start without a confirmed test. Raises SettingsError that says what to do."""
    if chosen.profile != "production":
        return
    for finding in _tested(chosen, bootstrap.make_oncall(chosen)):
        if finding.part == "alert test" and finding.level != "ok":
            raise SettingsError(f"KAP_PROFILE=production does not start: {finding.found}. {finding.what_to_do}")


def _tested(chosen: Settings, oncall: OnCall) -> Iterator[Finding]:
    records = bootstrap.make_records(chosen)
    at = records.alerts_tested_at(chain_of(oncall, chosen.clinic.safeguarding_urls))
    if at is None:
        level = "fail" if chosen.profile == "production" else "note"
        yield Finding("alert test", level, UNTESTED, WHAT_TO_DO)
    else:
        yield Finding("alert test", "ok", f"the whole chain was confirmed on {at:%Y-%m-%d %H:%M} UTC")
    last = records.last_beat(WORKER)
    if last is None or bootstrap.make_clock().now() - last > STALE_AFTER:
        yield Finding(
            "worker", "warn", "no worker has been alive in the last minute", "Run `kap serve` or `kap worker`."
        )
    else:
        yield Finding("worker", "ok", f"alive at {last:%H:%M:%S} UTC")
