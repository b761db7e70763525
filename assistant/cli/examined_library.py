"""Examines the library and the help lines: what is served, what waits, what nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from assistant import bootstrap
from assistant.cli.finding import Finding
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.library import HelpLine, Vetting
from assistant.settings import Settings

VALID_DAYS = 180
"""How long a person's check of a help line counts."""


def library(chosen: Settings) -> Iterator[Finding]:
    """What is served, what waits for a clinician, and what has passed its review date."""
    opened = bootstrap.open_library(chosen)
    served = opened.library
    if not served.documents:
        yield Finding(
            "library",
            "fail",
            f"no document is {chosen.vetting.value}: every question is passed to the care team",
            "Have a clinician approve documents; for a trial without patients set KAP_PROFILE=local.",
        )
    else:
        yield Finding("library", "ok", f"{len(served.documents)} documents, {len(served.passages)} passages")
    if served.documents and chosen.vetting is not Vetting.CLINICIAN_APPROVED:
        yield Finding(
            "library", "note", "serves source-checked documents that no clinician has approved", "Not for patients."
        )
    today = opened.clock.now().date()
    overdue = [d.id for d in opened.shelf.documents if d.review_by < today and d.status is not Vetting.RETIRED]
    if overdue:
        found = f"{len(overdue)} documents have passed their review date and are not served"
        yield Finding("library review", "warn", found, "Review them: kap library status")
    try:
        waiting = sum(paper.waits for paper in opened.desk.papers())
    except RecordsUnavailable:
        return
    if waiting and chosen.vetting is Vetting.CLINICIAN_APPROVED:
        found = f"{waiting} documents wait for a clinician and are not served, or are due for review"
        yield Finding("library vetting", "warn", found, "Read them on the page “Vet the library”.")


def help_lines(chosen: Settings) -> Iterator[Finding]:
    """Whether a person has checked the lines of each region lately; in production the clinic's own region must be."""
    regions = bootstrap.load_regions(chosen)
    today = datetime.now(UTC).date()
    for region in regions.values():
        unchecked = [line for line in region.lines if not _checked(line, today)]
        if unchecked:
            yield Finding(
                f"help lines {region.code}",
                "fail" if chosen.profile == "production" and region.code == chosen.region else "warn",
                f"{len(unchecked)} of {len(region.lines)} not checked by a person in the last {VALID_DAYS} days: "
                + ", ".join(line.id for line in unchecked),
                "Call or open each one, then set its `checked_on` in help_lines.yaml (see docs/library.md).",
            )
        else:
            yield Finding(f"help lines {region.code}", "ok", f"{len(region.lines)} checked")
    if chosen.region is not None and chosen.region not in regions:
        yield Finding(
            "help lines", "fail", "no help lines are known for KAP_REGION", f"Set it to one of {', '.join(regions)}."
        )
    if chosen.region is None:
        yield Finding("help lines", "note", "no region set: worldwide lines come first", "Set KAP_REGION.")


def _checked(line: HelpLine, today: date) -> bool:
    """Whether the check still counts; one of the future does not."""
    return line.checked_on is not None and 0 <= (today - line.checked_on).days <= VALID_DAYS
