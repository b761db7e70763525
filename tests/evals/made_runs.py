"""Small runs made by hand, stored as `kap eval` stores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.gates.floors import Floor, judge, rows
from evals.measuring.case import withheld
from evals.measuring.rates import rate
from evals.runs.record import REPORT, CaseRow, RunRow, SuiteRow, write
from evals.suites.registry import SUITES

WORDS = "the blue ladder <b>today</b>"
FLOORS = (
    Floor(suite="crisis", split="dev", measure="found", floor=0.9, goal=0.97, issue=3, reason="a reason to read"),
    Floor(suite="crisis", split="dev", measure="false_alarm", ceiling=0.5, reason="another reason to read"),
)
TITLE = "dangers found (watch+)"


def case(identity: str, *, found: bool = True, split: str = "dev", tier: str = "elevated", **more: Any) -> CaseRow:
    """A crisis case that was found or missed; of a split without words it has none."""
    hidden = withheld(split)
    concern = more.pop("concern", "suicide")
    seen: dict[str, Any] = {"tier": tier if found else "none", "route": "crisis" if found else "answer", "score": 0.41}
    seen |= {"rules": ["suicide.plan"]} if found else {}
    seen |= {} if hidden else {"text": "A reply."}
    made = CaseRow(
        suite="crisis",
        split=split,
        id=identity,
        idea=f"idea of {identity}",
        label=f"{tier}, {concern}",
        kind="direct",
        groups={"tier": (tier,), "concern": (concern,)},
        marks={"found": found, "paged": found},
        failed=() if found else (TITLE,),
        grave=not found and tier == "imminent",
        seen={"as written": seen},
        patient=() if hidden else (WORDS,),
        why="" if hidden else "because",
    )
    return replace(made, **more)


def store(place: Path, identity: str, cases: Sequence[CaseRow], **more: Any) -> Path:
    """Store a run of these cases below the place; its folder."""
    splits = dict.fromkeys(one.split for one in cases)
    suites = tuple(_suite([one for one in cases if one.split == split], split) for split in splits)
    run = RunRow(identity, "2026-11-27T10:00:00Z", "abc1234", "assistant", {"seed": "6"}, ("crisis",), 12.0, suites)
    run = replace(run, **more)
    run = replace(run, gates=rows(judge(run, SUITES, FLOORS)))
    folder = write(run, cases, place / identity)
    (folder / REPORT).write_text("<!doctype html><p>The report.</p>", encoding="utf-8")
    return folder


def _suite(cases: Sequence[CaseRow], split: str) -> SuiteRow:
    def rates(some: Sequence[CaseRow]) -> dict[str, Any]:
        return {key: rate([one.marked for one in some], key) for key in ("found", "paged")}

    concerns = sorted({one.groups["concern"][0] for one in cases})
    return SuiteRow(
        suite="crisis",
        split=split,
        title="Suicide and others",
        cases=len(cases),
        of=len(cases),
        ideas=len(cases),
        errors=0,
        seconds=3.0,
        data_sha256="f" * 64,
        failed_rails=(),
        rates=rates(cases),
        groups={"concern": {c: rates([one for one in cases if one.groups["concern"][0] == c]) for c in concerns}},
        curve=(
            {"threshold": 0.5, "missed": 1.0, "dangers": 10.0, "alerts": 2.0, "harmless": 10.0, "chosen": 1.0},
            {"threshold": 0.9, "missed": 4.0, "dangers": 10.0, "alerts": 0.0, "harmless": 10.0, "chosen": 0.0},
        ),
    )
