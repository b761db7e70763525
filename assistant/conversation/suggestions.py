"""Two next questions that the library can really answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.domain.library import Citation, Library, Passage, Retrieved

COUNT = 2
_NEAR = 0.8
"""What was found this near to the first passage is about the same; the rest of the document is the better guess."""


def suggest(
    library: Library,
    found: Retrieved,
    citations: Sequence[Citation],
    language: str,
    allowed: Callable[[str], bool] = lambda _question: True,
) -> tuple[str, ...]:
    """Up to two questions, each the title of a passage near to the answer that the answer did not quote.

    The titles are indexed themselves, so asking one finds its passage. `allowed` can rule a question out, for example
    because the rails would not answer it.
    """
    quoted = {citation.passage_id for citation in citations}
    suggested: list[str] = []
    for passage in _near(library, found, citations):
        new = passage.id not in quoted and passage.title not in suggested
        if new and passage.language == language and passage.title.endswith("?") and allowed(passage.title):
            suggested.append(passage.title)
        if len(suggested) == COUNT:
            break
    return tuple(suggested)


def _near(library: Library, found: Retrieved, citations: Sequence[Citation]) -> Iterator[Passage]:
    """The next section of the answer's document, what was found near it, the rest of it, what else was found."""
    document = library.document_of(citations[0].passage_id) if citations else None
    siblings = list(document.passages) if document else []
    first = next((i for i, p in enumerate(siblings) if p.id == citations[0].passage_id), 0) if citations else 0
    turned = siblings[first + 1 :] + siblings[:first]
    yield from turned[:1]
    nearest = found.hits[0].score if found.hits else 0.0
    yield from (hit.passage for hit in found.hits if hit.score >= _NEAR * nearest)
    yield from turned[1:]
    yield from (hit.passage for hit in found.hits)
