"""What `kap doctor` and `kap serve` say about the on-call chain and the worker."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import bootstrap
from assistant.bootstrap.rehearsed import UNTESTED, WHAT_TO_DO
from assistant.cli.finding import Finding
from assistant.conversation.duty import STALE_AFTER, WORKER
from assistant.domain.oncall import bare_address
from assistant.settings import Settings


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
    yield from _tested(chosen)


def _tested(chosen: Settings) -> Iterator[Finding]:
    at = bootstrap.rehearsed_at(chosen)
    if at is None:
        level = "fail" if chosen.profile == "production" else "note"
        yield Finding("alert test", level, UNTESTED, WHAT_TO_DO)
    else:
        yield Finding("alert test", "ok", f"the whole chain was confirmed on {at:%Y-%m-%d %H:%M} UTC")
    last = bootstrap.make_records(chosen).last_beat(WORKER)
    if last is None or bootstrap.make_clock().now() - last > STALE_AFTER:
        yield Finding(
            "worker", "warn", "no worker has been alive in the last minute", "Run `kap serve` or `kap worker`."
        )
    else:
        yield Finding("worker", "ok", f"alive at {last:%H:%M:%S} UTC")
