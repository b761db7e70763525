"""Counts how often passages were cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.domain.library import Citation
from assistant.domain.vetting import Cited


class CitationTally:
    """Replies are added one by one; each counts once for a passage, however often it quotes it."""

    def __init__(self) -> None:
        self._patients: dict[str, list[str]] = defaultdict(list)

    def add(self, patient_id: str, citations: Iterable[Citation]) -> None:
        """One reply to that patient, with these citations."""
        for passage_id in {citation.passage_id for citation in citations}:
            self._patients[passage_id].append(patient_id)

    def counts(self) -> Mapping[str, Cited]:
        """Per passage id how many replies cited it, to how many patients."""
        return {key: Cited(len(patients), len(set(patients))) for key, patients in self._patients.items()}
