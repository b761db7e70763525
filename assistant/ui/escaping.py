"""Shows words as they are: nothing a patient or a library wrote is read as Markdown."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: str) -> str:
    """The text with every Markdown character escaped; line breaks stay."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "  \n")


def marked(text: str, quote: str) -> str:
    """The text as Markdown with every part of the quote on a coloured ground."""
    start = text.find(quote)
    if start < 0 or not quote:
        return plain(text)
    before, inside, after = text[:start], quote, text[start + len(quote) :]
    lines = "  \n".join(f":green-background[{plain(line)}]" if line.strip() else "" for line in inside.split("\n"))
    return plain(before) + lines + plain(after)


def answer_markdown(text: str) -> str:
    """A reply as Markdown; its own text is vetted, only the citation numbers are set apart."""
    return re.sub(r"\[(\d+)\]", r":green[\[\1\]]", text.replace("$", r"\$"))
