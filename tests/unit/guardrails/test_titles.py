"""The questions that titles ask are offered to patients, so every rail must let them be answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.bootstrap import rails
from assistant.domain.library import Vetting
from assistant.domain.routes import Route
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from assistant.retrieval.library import read_library
from tests.fakes.hash_embedder import HashEmbedder

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
FEW = 0.05
"""The share of titles that the rules let pass and the classifier stops: whoever taps such a suggestion is refused.

It was 0.038; most of these ask whether KAP is possible with a condition, and their refusal quotes the same passage.
"""


@pytest.mark.slow
def test_few_titles_that_are_offered_are_refused_when_they_are_asked() -> None:
    library = read_library(KNOWLEDGE, Vetting.SOURCE_CHECKED, date(2026, 11, 28))
    asked = [passage.title for document in library.documents for passage in document.passages]
    titles = [title for title in asked if title.endswith("?")]
    screening = rails.make_screening(HashEmbedder())
    offered = [title for title in titles if _answered(screening, title, modelled=False)]

    stopped = [title for title in offered if not _answered(screening, title, modelled=True)]

    assert len(offered) > 0.9 * len(titles)
    assert len(stopped) <= FEW * len(offered), stopped


def _answered(screening: Screening, title: str, *, modelled: bool) -> bool:
    assessment, _ = screening.assess(title, modelled=modelled)
    return route(assessment, None, title).route is Route.ANSWER
