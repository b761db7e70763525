"""Shows words as they are: nothing a patient or a library wrote is read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.risk import Span

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_CITED = re.compile(r"\[(\d+)\]")


def plain(text: str) -> str:
    """The text with every Markdown character escaped; line breaks stay."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "  \n")


def marked(text: str, quote: str) -> str:
    """The text as Markdown with every part of the quote on a coloured ground; all plain when it is not in there."""
    start = text.find(quote) if quote else -1
    return plain(text) if start < 0 else highlighted(text, (Span(start, start + len(quote)),), "green")


def highlighted(text: str, spans: Sequence[Span], colour: str = "orange") -> str:
    """The text as Markdown with each span on a coloured ground; overlapping spans are joined."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda s: s.start):
        start, end = max(span.start, at), min(span.end, len(text))
        if end <= start:
            continue
        parts += [plain(text[at:start]), _on_ground(text[start:end], colour)]
        at = end
    return "".join([*parts, plain(text[at:])])


def answer_markdown(text: str) -> str:
    """A reply as Markdown; its own text is vetted, only the citation numbers are set apart."""
    return _CITED.sub(r":green[\[\1\]]", text.replace("$", r"\$"))


def _on_ground(text: str, colour: str) -> str:
    """Every line by itself, because a colour ends at the end of a line."""
    return "  \n".join(f":{colour}-background[{plain(line)}]" if line.strip() else line for line in text.split("\n"))
