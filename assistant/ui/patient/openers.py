"""Questions to begin with: titles of passages, so that the library can answer every one of them."""

from __future__ import annotations

from assistant.domain.library import Library

TOPICS = ("after_effects", "cravings_slips", "integration_practices")


def openers(library: Library, language: str) -> tuple[str, ...]:
    """At most one question for each of the topics, in the language."""
    asked: dict[str, str] = {}
    for document in library.documents:
        for passage in document.passages:
            if passage.language == language and passage.title.endswith("?"):
                asked.setdefault(document.topic, passage.title)
    return tuple(asked[topic] for topic in TOPICS if topic in asked)
