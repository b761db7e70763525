"""Turns a clinic's own text into a draft document of the library, for a person to complete."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.retrieval.words import plain

OWN_SOURCE = "clinic-own"
"""The key of the clinic's own texts among its sources: an original that a clinician must still name."""
OWN_SOURCES = f"""# Sources of this clinic's own documents, in the form of the library's sources.yaml.
{OWN_SOURCE}:
  authors: null
  title: "Written by this clinic; no source named yet"
  publisher: null
  year: null
  link: null
  verified: to-verify
  checked_on: null
  note: "name the real source of each fact in its place"
"""

Split = Callable[[str, int], Sequence[tuple[str, str]]]
"""(Markdown, most words) to (title, text) of its sections."""

_WORDS = 110
_END = re.compile(r"(?<=[.?!])\s+(?=[\"“‘«(¿¡A-ZÁÉÍÓÚÑ])")


def draft_of(markdown: str, name: str, *, topic: str, language: str, phase: str, today: date, split: Split) -> str:
    """The text as a draft in the library's format: sections named, every sentence marked as the clinic's own.

    The questions that each section answers are left for a person to write; the lint says how many.
    """
    sections = list(split(markdown, _WORDS))
    title = next((head for head, _ in sections if head), name.replace("-", " ").capitalize())
    taken: dict[str, int] = {}
    body, asked = [], []
    for head, text in sections:
        slug = _slug(head or title)
        taken[slug] = taken.get(slug, 0) + 1
        slug = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        asked.append(f"  {slug}:\n    questions: []")
        blocks = [" ".join(_marked(block)) for block in _blocks(text)]
        body.append(f"## {head or title} {{#{slug}}}\n\n" + "\n\n".join(blocks))
    front = (
        f"id: {_slug(name)}",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"topic: {topic}",
        "audience: patient",
        f"language: {language}",
        f"phase: {phase}",
        "status: draft",
        f"written_on: {today.isoformat()}",
        f"review_by: {_next_year(today).isoformat()}",
        f"sources: [{OWN_SOURCE}]",
        "passages:",
        *asked,
    )
    return "\n".join(("---", *front, "---", "", *(f"{section}\n" for section in body)))


def _blocks(text: str) -> list[str]:
    """Paragraphs and list items, each by itself."""
    found: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if not stripped:
            found.append("")
        elif stripped.startswith("- ") or re.match(r"\d+\.\s", stripped) or not found or not found[-1]:
            found.append(stripped)
        else:
            found[-1] += f" {stripped}"
    return [block for block in found if block]


def _marked(block: str) -> list[str]:
    sentences = _END.split(block)
    return [f"{s if s.rstrip().endswith(('.', '?', '!')) else f'{s.rstrip()}.'} [@{OWN_SOURCE}]" for s in sentences]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")[:60].strip("-") or "section"


def _next_year(today: date) -> date:
    return today.replace(year=today.year + 1, day=min(today.day, 28))
