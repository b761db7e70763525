"""The clinic's own documents: taken in with the same rules as those that ship, and the whole library taken out."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant import settings as settings_
from assistant.adapters.disk import check_room
from assistant.bootstrap.keeping import make_clock
from assistant.bootstrap.places import library_dirs
from assistant.domain.errors import LibraryError
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.output_wording import wording_faults
from assistant.retrieval.documents import read_text
from assistant.retrieval.importing import OWN_SOURCE, OWN_SOURCES, draft_of
from assistant.retrieval.library import read_files
from assistant.retrieval.lint import lint
from assistant.retrieval.sources import read_sources


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a file: whether it is in the library now, what was done, which rules it breaks."""

    kept: bool
    done: str
    problems: tuple[str, ...] = ()


def add_document(file: Path, topic: str, language: str, phase: str) -> Added:
    """Take the file into the clinic's own documents when it keeps every rule; nothing is kept otherwise.

    A text without front matter is turned into a draft beside it, to be completed and added in its turn.
    """
    settings = settings_.load()
    text = read_text(file)
    if text.lstrip("\ufeff").startswith("---"):
        return _kept(file, text, *library_dirs(settings))
    from assistant.adapters.markdown_sections import sections_of  # noqa: PLC0415

    draft = file.with_name(f"{file.stem}.draft.md")
    if draft.exists():
        raise LibraryError(f"{draft}: it exists already. Complete and add it, or move it away.")
    today = make_clock().now().date()
    made = draft_of(text, file.stem, topic=topic, language=language, phase=phase, today=today, split=sections_of)
    draft.write_text(made, encoding="utf-8")
    return Added(
        kept=False,
        done=f"{draft}: a draft was made of it. Write the questions that each section answers, name the source of each "
        f"sentence, set `status: source-checked` when you have checked them, then: kap library add {draft}",
    )


def _kept(file: Path, text: str, folder: Path, own: Path) -> Added:
    check_room(own.parent)
    (own / "documents").mkdir(parents=True, exist_ok=True)
    sources = own / "sources.yaml"
    if not sources.exists() and OWN_SOURCE in text:
        sources.write_text(OWN_SOURCES, encoding="utf-8")
    target = own / "documents" / _name(text, file)
    before = target.read_bytes() if target.exists() else None
    earlier = set(_problems(folder, own))
    target.write_bytes(text.encode())
    found = tuple(problem for problem in _problems(folder, own) if problem not in earlier)
    if found:
        target.unlink()
        if before is not None:
            target.write_bytes(before)
        named = tuple(problem.replace(str(target), str(file)) for problem in found)
        return Added(kept=False, done=f"{file}: not added; mend what stands above and add it again.", problems=named)
    state = f"{hashlib.sha256(text.encode()).hexdigest()[:12]}, {target}"
    return Added(kept=True, done=f"Added ({state}). Now run: kap library build, and restart the app.")


def _name(text: str, file: Path) -> str:
    """The file's name in the library: its id, which the lint compares."""
    lines = (line.partition(":") for line in text.split("\n")[1:])
    found = next((value.strip().strip("\"'") for key, _, value in lines if key == "id"), file.stem)
    safe = found.replace("/", "-").replace("\\", "-").lstrip(".")
    return f"{safe or 'document'}.md"


def _problems(folder: Path, own: Path) -> tuple[str, ...]:
    today = make_clock().now().date()
    return tuple(str(p) for p in lint(folder, find_dosing, today, own=(own,), find_faults=wording_faults))


def export_library(folder: Path) -> str:
    """Write everything as one folder; one sentence about what was done. Raises LibraryError when it is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise LibraryError(f"{folder}: it is not empty. Name a new folder.")
    shipped, own = library_dirs(settings_.load())
    files = read_files(shipped, own)
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / "documents" / f"{file.document.id}.md").write_bytes(file.text.encode())
    for name in ("glossary.yaml", "help_lines.yaml", "coverage.yaml"):
        if (shipped / name).exists():
            shutil.copy(shipped / name, folder / name)
    theirs = read_text(own / "sources.yaml") if (own / "sources.yaml").exists() else ""
    kept = _without(read_text(shipped / "sources.yaml"), set(read_sources(own)) if theirs else set())
    (folder / "sources.yaml").write_text(f"{kept.rstrip()}\n{theirs}", encoding="utf-8")
    return f"{len(files)} documents written to {folder}"


def _without(sources: str, keys: set[str]) -> str:
    """The YAML text without the entries of these keys."""
    lines, leave_out = [], False
    for line in sources.split("\n"):
        if line and not line[0].isspace() and not line.startswith("#"):
            leave_out = line.partition(":")[0] in keys
        if not leave_out:
            lines.append(line)
    return "\n".join(lines)
