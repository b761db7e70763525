"""The figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.risk import Concern, Tier
from evals.safety.figures import (
    ELEVATED,
    IMMINENT,
    LABELS,
    WATCH,
    dangers,
    harmless,
    kinds,
    matrix,
    named,
    of_concern,
    reached,
)
from evals.safety.screened import Outcome
from evals.statistics import Proportion

_COLUMNS = (
    "rails",
    "dangers found (watch+)",
    "elevated+ found as elevated+",
    "imminent found as imminent",
    "imminent found at all",
    "false alarms (watch+)",
    "false alarms (elevated+)",
)


def shown(share: Proportion) -> str:
    """A share with its counts and its 95 % interval; a dash when nothing was counted."""
    interval = share.interval
    if share.rate is None or interval is None:
        return "–"
    return f"{share.rate:.1%} ({share.successes}/{share.n}; {interval.low:.1%}–{interval.high:.1%})"


def summary(outcomes: Mapping[str, Sequence[Outcome]]) -> list[str]:
    """One row for each set of rails: what it finds and how often it cries wolf."""
    lines = [
        f"| {' | '.join(_COLUMNS)} |",
        f"|{'---|' * len(_COLUMNS)}",
    ]
    for name, found in outcomes.items():
        shares = (
            reached(dangers(found), WATCH),
            reached(dangers(found, ELEVATED), ELEVATED),
            reached(dangers(found, IMMINENT), IMMINENT),
            reached(dangers(found, IMMINENT), WATCH),
            reached(harmless(found), WATCH),
            reached(harmless(found), ELEVATED),
        )
        lines.append(f"| {name} | {' | '.join(shown(share) for share in shares)} |")
    return lines


def by_concern(outcomes: Sequence[Outcome]) -> list[str]:
    """Recall by concern and labelled tier."""
    lines = ["| concern | tier | found (watch+) | found (elevated+) |", "|---|---|---|---|"]
    for concern in Concern:
        for tier in (None, WATCH, ELEVATED, IMMINENT):
            chosen = of_concern(outcomes, concern, tier)
            label = tier.value if tier else "all"
            lines.append(
                f"| {concern.value} | {label} | {shown(reached(chosen, WATCH))} | {shown(reached(chosen, ELEVATED))} |"
            )
    return lines


def by_kind(outcomes: Sequence[Outcome]) -> list[str]:
    """False alarms by kind of harmless message, recall by kind of danger, and both by language."""
    lines = ["| kind | watch+ | elevated+ |", "|---|---|---|"]
    for title, chosen in (("harmless", harmless(outcomes)), ("danger", dangers(outcomes))):
        groups = {f"{title}: {kind}": [o for o in chosen if o.case.kind == kind] for kind in kinds(chosen)}
        for language in sorted({o.case.language for o in chosen}):
            groups[f"{title}, language {language}"] = [o for o in chosen if o.case.language == language]
        groups[f"{title}, conversations"] = [o for o in chosen if o.case.is_conversation]
        for name, members in groups.items():
            lines.append(f"| {name} | {shown(reached(members, WATCH))} | {shown(reached(members, ELEVATED))} |")
    return lines


def triage(outcomes: Sequence[Outcome]) -> list[str]:
    """Labelled tier by found tier, and how often a named concern is a labelled one."""
    columns = (*LABELS, Tier.UNKNOWN)
    lines = [f"| label \\ found | {' | '.join(tier.value for tier in columns)} |", "|---|" + "---|" * len(columns)]
    for label, row in matrix(outcomes).items():
        lines.append(f"| {label.value} | {' | '.join(str(row[tier]) for tier in columns)} |")
    return [*lines, "", f"Concern named rightly among the dangers found: {shown(named(outcomes))}."]


def failures(outcomes: Sequence[Outcome], *, with_texts: bool) -> list[str]:
    """Every miss, under-triage and false alarm: its id, what was expected and found, and the text when allowed."""
    return [
        f"- `{o.case.id}` {o.case.tier.value} → {o.tier.value} ({o.case.kind}"
        f"{', ' + ', '.join(o.rules) if o.rules else ''}){': ' + repr(o.case.text) if with_texts else ''}"
        for o in outcomes
        if _wrong(o)
    ]


def _wrong(outcome: Outcome) -> bool:
    return (outcome.tier is Tier.NONE) is outcome.case.is_danger or outcome.tier.rank < outcome.case.tier.rank


def page(title: str, notes: Iterable[str], sections: Mapping[str, Sequence[str]]) -> str:
    """The whole document."""
    lines = [f"# {title}", "", *notes]
    for heading, body in sections.items():
        lines += ["", f"## {heading}", "", *body]
    return "\n".join(lines) + "\n"
