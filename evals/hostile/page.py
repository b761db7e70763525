"""A page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def page(title: str, notes: Iterable[str], sections: Mapping[str, Sequence[str]]) -> str:
    """The whole document."""
    lines = [f"# {title}", "", *notes]
    for heading, body in sections.items():
        lines += ["", f"## {heading}", "", *body]
    return "\n".join(lines) + "\n"
