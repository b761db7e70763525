"""Splits a clinic's own Markdown into sections of a bearable length, with LangChain's splitters."""

from __future__ import annotations

import re

from langchain_text_splitters import MarkdownHeaderTextSplitter, RecursiveCharacterTextSplitter

_LEVELS = [("#" * level, str(level)) for level in range(1, 5)]
_PLAIN = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.])[*_](?!\w)|`"), ""),
    (re.compile(r"^\s*[*+]\s+", re.MULTILINE), "- "),
)


def sections_of(markdown: str, longest: int) -> list[tuple[str, str]]:
    """(title, plain text) of every section, split further at paragraphs and sentences beyond `longest` words.

    Emphasis and links become plain words; a section without a heading has the title "".
    """
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=longest,
        chunk_overlap=0,
        separators=["\n\n", "\n", r"(?<=[.?!])\s+"],
        is_separator_regex=True,
        keep_separator="end",
        length_function=lambda text: len(text.split()),
    )
    found: list[tuple[str, str]] = []
    for part in MarkdownHeaderTextSplitter(_LEVELS).split_text(markdown):
        title = next((part.metadata[key] for key in ("4", "3", "2", "1") if key in part.metadata), "")
        text = part.page_content
        for pattern, instead in _PLAIN:
            text = pattern.sub(instead, text)
        found += [(title, piece.strip()) for piece in splitter.split_text(text) if piece.strip()]
    return found
