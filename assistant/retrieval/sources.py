"""Where facts come from, and what the library's terms mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import LibraryError
from assistant.domain.library import Source
from assistant.retrieval.yaml_files import optional_text, read_yaml, text_of

VERIFIED = ("checked", "in-store", "low", "rule", "mirror", "to-verify")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field and what it means in plain words."""

    word: str
    meaning: str


def read_sources(folder: Path) -> dict[str, Source]:
    """Every source of `folder`/sources.yaml by its key."""
    path = folder / "sources.yaml"
    return {key: _source(str(key), entry, f"{path}: {key}") for key, entry in read_yaml(path).items()}


def _source(key: str, entry: object, where: str) -> Source:
    if not isinstance(entry, Mapping):
        raise LibraryError(f"{where}: expected fields such as `title:`.")
    year = entry.get("year")
    if year is not None and not isinstance(year, int):
        raise LibraryError(f"{where}: `year` must be a number or null.")
    verified = text_of(entry, "verified", where)
    if verified not in VERIFIED:
        raise LibraryError(f"{where}: `verified` must be one of {', '.join(VERIFIED)}.")
    return Source(
        key=key,
        title=text_of(entry, "title", where),
        publisher=optional_text(entry, "publisher", where),
        year=year,
        link=optional_text(entry, "link", where),
        authors=optional_text(entry, "authors", where),
        verified=verified,
        note=str(entry.get("note") or ""),
    )


def read_glossary(folder: Path) -> tuple[Term, ...]:
    """Every term of `folder`/glossary.yaml in the file's order; () when there is no such file."""
    path = folder / "glossary.yaml"
    if not path.exists():
        return ()
    terms = []
    for word, meaning in read_yaml(path).items():
        if not isinstance(meaning, str) or not meaning.strip():
            raise LibraryError(f"{path}: {word}: write its meaning as one text.")
        terms.append(Term(str(word), meaning.strip()))
    return tuple(terms)
