"""Splits a block of a document into sentences and takes the source markers off them."""

from __future__ import annotations

import re

from assistant.domain.library import Sentence

_MARK = r"\[@[^\]\n]*\]"
_KEY = re.compile(r"@([A-Za-z0-9_-]+)")
_SENTENCE = re.compile(
    r"(?P<text>\S.*?[.?!][\"”’)»]*)"
    rf"(?:\s*(?P<marks>(?:{_MARK}\s*)+)|(?=\s+[A-ZÁÉÍÓÚÑ¿¡\"“‘«(])|\s*\Z)",
    re.DOTALL,
)


def split_sentences(block: str, *, listed: bool = False) -> tuple[Sentence, ...] | None:
    """The sentences of the block in order, or None when something in it is not a whole sentence.

    A sentence ends at `.`, `?` or `!` before its markers, before a space and a capital, or at the end. Its text
    is exactly what a patient may see.
    """
    text = " ".join(block.split())
    sentences: list[Sentence] = []
    at = 0
    while at < len(text):
        found = _SENTENCE.match(text, at)
        if found is None or "[@" in found["text"]:
            return None
        keys = tuple(dict.fromkeys(_KEY.findall(found["marks"] or "")))
        sentences.append(Sentence(found["text"], keys, listed))
        at = found.end()
        while at < len(text) and text[at] == " ":
            at += 1
    return tuple(sentences)
