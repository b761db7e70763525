"""Reply text made comparable: typographic variants and marks removed, cut into lines, sentences and clauses."""

import re
import unicodedata

__all__ = ["plain", "sentences"]

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "*": "", "`": "", "\u00a0": " ", "‑": "-", "\u200b": ""}
)
_CITATION_MARK = re.compile(r"\s*\[\d{1,3}\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+")


def plain(text: str) -> str:
    """Return the text on one line with plain quotes and without citation marks or Markdown stars."""
    return " ".join(_marks_removed(text).split())


def sentences(text: str) -> tuple[str, ...]:
    """Return the plain sentences in order; a line break also ends a sentence, as it does in a list."""
    lines = (" ".join(line.split()) for line in _marks_removed(text).splitlines())
    return tuple(sentence for line in lines for sentence in _SENTENCE_END.split(line) if sentence)


def _marks_removed(text: str) -> str:
    return _CITATION_MARK.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES))
