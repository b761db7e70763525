"""Numbers the citations of a released draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from assistant.domain.library import Citation, Passage
from assistant.domain.replies import Draft, DraftSentence


def numbered(draft: Draft, passage: Callable[[str], Passage | None]) -> tuple[str, tuple[Citation, ...]]:
    """The draft's text with [1], [2] … after each run of quoted sentences, and the citations in that order.

    A run is a stretch of sentences that stand next to each other in one passage, so that its quote occurs
    verbatim in the passage's text. The same quote gets the same number. Connecting sentences get none.
    """
    parts: list[str] = []
    citations: list[Citation] = []
    for run in _runs(draft, passage):
        text = Draft(tuple(run), draft.composer, draft.prompt_version).text
        source = passage(run[0].passage_id) if run[0].passage_id else None
        if source is not None:
            quote = _verbatim(source, run) or text.removeprefix("- ")
            citation = Citation(source.document_id, source.section, quote)
            if citation not in citations:
                citations.append(citation)
            text = f"{text} [{citations.index(citation) + 1}]"
        parts.append(text)
    return "\n\n".join(parts), tuple(citations)


def _verbatim(source: Passage, run: Sequence[DraftSentence]) -> str:
    """The run as it stands in the passage, with its list marks and empty lines, whatever the reply made of them."""
    start = source.text.find(run[0].text)
    end = source.text.find(run[-1].text, start)
    return source.text[start : end + len(run[-1].text)] if 0 <= start <= end else ""


def _runs(draft: Draft, passage: Callable[[str], Passage | None]) -> Iterator[list[DraftSentence]]:
    """Split at every change of passage and at every gap within one."""

    def place(indexed: tuple[int, DraftSentence]) -> tuple[str | None, int]:
        index, sentence = indexed
        source = passage(sentence.passage_id) if sentence.passage_id else None
        if source is None:
            return None, -index
        texts = [s.text for s in source.sentences]
        return source.id, texts.index(sentence.text) - index if sentence.text in texts else -index

    for _, group in groupby(enumerate(draft.sentences), key=place):
        yield [sentence for _, sentence in group]
