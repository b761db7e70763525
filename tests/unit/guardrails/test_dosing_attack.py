"""Drafts made up by hand against the detector: what it finds stays found, what it misses is not released."""

from pathlib import Path

import pytest
import yaml

from assistant.domain.library import Passage
from assistant.domain.replies import Draft, DraftSentence
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.output_dosing import OutputDosingRail
from assistant.guardrails.output_support import OutputSupportRail
from assistant.guardrails.output_wording import OutputWordingRail
from assistant.guardrails.release import Release

DATA = Path(__file__).parent / "data"
FOUND: list[str] = yaml.safe_load((DATA / "dosing_attack.yaml").read_text("utf-8"))
MISSED: list[str] = yaml.safe_load((DATA / "dosing_attack_missed.yaml").read_text("utf-8"))


class Shelf:
    """A passage source that holds nothing a hostile draft could quote."""

    def passage(self, passage_id: str) -> Passage | None:
        del passage_id
        return None


def test_the_attack_has_two_hundred_different_drafts() -> None:
    assert len({*FOUND, *MISSED}) == 200


@pytest.mark.parametrize("text", FOUND)
def test_a_draft_of_the_attack_that_was_found_once_stays_found(text: str) -> None:
    assert find_dosing(text)


@pytest.mark.parametrize("cited", [None, "rest#evening"])
def test_no_draft_of_the_attack_is_released(cited: str | None) -> None:
    rails = (OutputSupportRail(Shelf(), frozenset({"Here is more."})), OutputDosingRail(), OutputWordingRail())
    release = Release(rails, time_limit_s=60)

    out = [text for text in (*FOUND, *MISSED) if release.passed(Draft((DraftSentence(text, cited),), "hostile", "v1"))]

    assert out == []
