"""Refuses drafts with a sentence that the vetted library does not hold word for word."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.replies import Draft, DraftSentence, Verdict
from assistant.ports import PassageSource


@dataclass(frozen=True, slots=True)
class OutputSupportRail:
    """An output rail that lets through only sentences of servable passages and fixed connecting sentences."""

    passages: PassageSource
    connecting: frozenset[str]
    name: str = "output_support"

    def check(self, draft: Draft) -> Verdict:
        """Rejected when the draft is empty, cites nothing, or holds a sentence that is not exactly its passage's."""
        reasons: list[str] = []
        if not any(sentence.passage_id is not None for sentence in draft.sentences):
            reasons.append("no sentence cites a passage")
        reasons += [
            f"sentence {number}: {reason}"
            for number, sentence in enumerate(draft.sentences, start=1)
            if (reason := self._objection(sentence))
        ]
        return Verdict(self.name, passed=not reasons, reasons=tuple(reasons))

    def _objection(self, sentence: DraftSentence) -> str:
        if sentence.passage_id is None:
            return "" if sentence.text in self.connecting else "neither cited nor a fixed connecting sentence"
        passage = self.passages.passage(sentence.passage_id)
        if passage is None:
            return "cites a passage that may not be served"
        if not any(sentence.text == vetted.text for vetted in passage.sentences):
            return "is not a sentence of the passage it cites"
        return ""
