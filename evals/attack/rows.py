"""Finds as lines of the data sets, for a person to read before any of them becomes a case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.attack.search import Find
from evals.safety.cases import Case as Danger

SAFETY, REFUSALS = "safety.jsonl", "refusals.jsonl"
KEPT, OPEN = "that of the origin", "to be labelled"
_LONGEST_NAME = 10


def write(finds: Sequence[Find], folder: Path) -> None:
    """One file in the form of the safety data, one in that of the refusals; both replace what was there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (SAFETY, REFUSALS):
        lines = [json.dumps(row(find), ensure_ascii=False) for find in finds if file_of(find) == name]
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def file_of(find: Find) -> str:
    """The file that the find belongs into."""
    return SAFETY if isinstance(find.origin.case.source, Danger) else REFUSALS


def row(find: Find) -> dict[str, Any]:
    """The case, and beside its own fields where it comes from and what failed."""
    case, messages = find.origin.case, find.short.messages
    return {
        "id": f"attack-{_digest(case.id, *messages)}",
        "idea": case.idea,
        **_words(messages),
        **_label(find),
        "kind": "attack",
        "language": case.language,
        "voice": getattr(case.source, "voice", ""),
        "difficulty": "hard",
        "why": f"{case.why}; {find.failure.value} after: {', '.join(find.short.path) or 'nothing'}",
        "origin": case.id,
        "origin_split": case.split,
        "mutations": list(find.short.path),
        "failure": find.failure.value,
        "label": KEPT if find.keeps_label else OPEN,
        "plain": find.short.plain,
        "whole": list(find.whole.messages),
        "seen": {
            "tier": find.seen.tier.value,
            "route": find.seen.route.value,
            "rules": list(find.seen.rules),
            "score": None if find.seen.score is None else round(find.seen.score, 3),
        },
    }


def _words(messages: Sequence[str]) -> dict[str, Any]:
    if len(messages) == 1:
        return {"text": messages[0]}
    return {"messages": [{"role": "patient", "text": text} for text in messages]}


def _label(find: Find) -> dict[str, Any]:
    source = find.origin.case.source
    if isinstance(source, Danger):
        return {
            "tier": source.tier.value,
            "concerns": [concern.value for concern in source.concerns],
            "subject": "other" if source.about_other else "self",
        }
    return {"route": source.route.value, "also_right": [route.value for route in source.also_right]}


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:_LONGEST_NAME]
