"""Judgements of pooled passages, and how they become labels."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Judgement:
    """The further passages that answer one question.

    `must` says what a right answer says, in English; it is wanted only where the question had no answer before.
    """

    id: str
    passages: tuple[str, ...]
    now_answerable: bool = False
    must: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """A split's lines with the judgements in them, and what that changed."""

    lines: tuple[str, ...]
    added: int
    """Labels."""
    questions: int
    """Questions that got one."""
    opened: int
    """Questions that had no answer and now have one."""


def read_judgements(path: Path, known: Collection[str]) -> tuple[Judgement, ...]:
    """Every judgement of a JSON Lines file; `known` are the library's passages.

    Raises ValueError, with the line, for one that cannot be read, names no or an unknown passage, or comes twice.
    """
    found: dict[str, Judgement] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            one = _judgement(json.loads(line))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}, line {number} holds no judgement") from error
        if not one.passages:
            raise ValueError(f"{path.name}, line {number} names no passage")
        if strange := sorted(set(one.passages) - set(known)):
            raise ValueError(f"{path.name}, line {number}: the library has no {', '.join(strange)}")
        if one.id in found:
            raise ValueError(f"{path.name}, line {number} judges {one.id} again")
        found[one.id] = one
    return tuple(found.values())


def merged(lines: Sequence[str], judgements: Sequence[Judgement]) -> Merged:
    """The questions with the judged passages after those they have; a label that is there already is left alone.

    Raises ValueError for a judgement about no question, for one that answers an unanswerable question without
    saying so, and for a newly answerable one without `must`.
    """
    wanted = {one.id: one for one in judgements}
    rows = [json.loads(line) for line in lines]
    if strange := sorted(set(wanted) - {row["id"] for row in rows}):
        raise ValueError(f"no such question: {', '.join(strange)}")
    out, added, touched, opened = [], 0, 0, 0
    for line, row in zip(lines, rows, strict=True):
        new = _new(row, wanted)
        out.append(json.dumps(_labelled(row, wanted[row["id"]], new), ensure_ascii=False) if new else line)
        added, touched, opened = added + len(new), touched + bool(new), opened + bool(new and not row["answerable"])
    return Merged(tuple(out), added, touched, opened)


def _new(row: Mapping[str, Any], wanted: Mapping[str, Judgement]) -> list[str]:
    one = wanted.get(row["id"])
    return [key for key in one.passages if key not in row["passages"]] if one else []


def _labelled(row: dict[str, Any], one: Judgement, new: list[str]) -> dict[str, Any]:
    if row["answerable"]:
        return row | {"passages": [*row["passages"], *new]}
    if not (one.now_answerable and one.must):
        raise ValueError(f"{one.id} had no answer: say `now_answerable` and what a right answer must say (`must`)")
    return row | {"answerable": True, "passages": new, "must": list(one.must)}


def _judgement(row: dict[str, Any]) -> Judgement:
    passages = tuple(dict.fromkeys(row["passages"]))
    return Judgement(row["id"], passages, row.get("now_answerable", False), tuple(row.get("must", ())))
