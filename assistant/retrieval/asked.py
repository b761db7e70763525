"""More ways in which patients ask for a passage: they lead the search there, and nobody is ever shown them.

They stand beside the documents, in `asked/<document id>.txt`, because they are no part of the text that a clinician
reads and approves: a new one changes the index and no approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document


def with_asked(document: Document, folder: Path) -> Document:
    """The document with what `folder` holds for its sections; as it is when the folder has nothing for it.

    Raises LibraryError, naming file and line, for a section that the document does not have.
    """
    path = folder / "asked" / f"{document.id}.txt"
    if not path.exists():
        return document
    asked = _read(path, {passage.section for passage in document.passages})
    return replace(document, passages=tuple(replace(p, asked=asked.get(p.section, ())) for p in document.passages))


def _read(path: Path, sections: set[str]) -> Mapping[str, tuple[str, ...]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path}: it cannot be read as UTF-8 text.") from error
    asked: dict[str, tuple[str, ...]] = {}
    section = ""
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text.startswith("## "):
            section = text.removeprefix("## ").strip()
            if section not in sections:
                raise LibraryError(f"{path}:{number}: the document has no section `{section}`.")
        elif text and not section:
            raise LibraryError(f"{path}:{number}: a line before the first `## section`.")
        elif text:
            asked[section] = (*asked.get(section, ()), text)
    return asked
