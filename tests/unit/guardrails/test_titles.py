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
FEW = 0.02
"""The share of titles that the rules let pass and the classifier stops: whoever taps such a suggestion is refused."""


@pytest.mark.slow
def test_hardly_a_title_that_is_offered_is_refused_when_it_is_asked() -> None:
    library = read_library(KNOWLEDGE, Vetting.SOURCE_CHECKED, date(2026, 11, 28))
    titles = [passage.title for document in library.documents for passage in document.passages]
    screening = rails.make_screening(HashEmbedder())
    offered = [title for title in titles if title.endswith("?") and _answered(screening, title, modelled=False)]

    stopped = [title for title in offered if not _answered(screening, title, modelled=True)]

    assert len(offered) > 0.9 * len(titles)
    assert len(stopped) <= FEW * len(offered), stopped


def _answered(screening: Screening, title: str, *, modelled: bool) -> bool:
    assessment, _ = screening.assess(title, modelled=modelled)
    return route(assessment, None, title).route is Route.ANSWER
