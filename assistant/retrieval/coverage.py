"""Which claims and topics the library must answer, and whether its passages still do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import LibraryError
from assistant.domain.library import Document
from assistant.retrieval.document_lint import Problem
from assistant.retrieval.words import plain
from assistant.retrieval.yaml_files import read_yaml, text_of


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in its corrected wording, and per passage id the words that must stand there."""

    key: str
    says: str
    passages: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a library folder says that it covers."""

    claims: tuple[Claim, ...]
    topics: Mapping[str, tuple[str, ...]]
    """Passage ids by topic."""


def read_coverage(folder: Path) -> Coverage:
    """What `folder`/coverage.yaml names; nothing when there is no such file. Raises LibraryError."""
    path = folder / "coverage.yaml"
    if not path.exists():
        return Coverage((), {})
    content = read_yaml(path)
    claims, topics = content.get("claims") or {}, content.get("topics") or {}
    if not isinstance(claims, Mapping) or not isinstance(topics, Mapping):
        raise LibraryError(f"{path}: expected `claims:` and `topics:`.")
    return Coverage(
        tuple(_claim(str(key), entry, f"{path}: {key}") for key, entry in claims.items()),
        {str(topic): _texts(ids, f"{path}: {topic}") for topic, ids in topics.items()},
    )


def lint_coverage(coverage: Coverage, documents: Sequence[Document], path: str) -> Iterator[Problem]:
    """A problem for every gap: nothing named, a passage that is gone, a passage that no longer says it."""
    texts = {p.id: plain(f"{p.title} {p.text}") for d in documents for p in d.passages}
    for claim in coverage.claims:
        if not claim.passages:
            yield Problem(path, 0, "coverage", f"{claim.key} is answered by no passage")
        for passage_id, words in claim.passages.items():
            if passage_id not in texts:
                yield Problem(path, 0, "coverage", f"{claim.key}: there is no passage {passage_id}")
                continue
            for missing in (word for word in words if plain(word) not in texts[passage_id]):
                yield Problem(path, 0, "coverage", f"{claim.key}: {passage_id} no longer says `{missing}`")
    for topic, ids in coverage.topics.items():
        if not ids:
            yield Problem(path, 0, "coverage", f"topic {topic} is answered by no passage")
        for missing in (passage_id for passage_id in ids if passage_id not in texts):
            yield Problem(path, 0, "coverage", f"topic {topic}: there is no passage {missing}")


def _claim(key: str, entry: object, where: str) -> Claim:
    if not isinstance(entry, Mapping):
        raise LibraryError(f"{where}: a claim has `says` and `passages`.")
    passages = entry.get("passages") or {}
    if not isinstance(passages, Mapping):
        raise LibraryError(f"{where}: `passages` maps a passage to words that stand in it.")
    named = {str(passage_id): _texts(words, f"{where}: {passage_id}") for passage_id, words in passages.items()}
    for passage_id, words in named.items():
        if not words:
            raise LibraryError(f"{where}: {passage_id}: name words that must stand in the passage.")
    return Claim(key, text_of(entry, "says", where), named)


def _texts(values: object, where: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise LibraryError(f"{where}: expected a list of texts; put what looks like a number in quotes.")
    return tuple(values)
