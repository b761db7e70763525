"""Design rule 2: what forbids or defers without an amount passes, and the same without its "not" is found."""

from pathlib import Path

import pytest
import yaml

from assistant.guardrails.dosing_detector import find_dosing

DATA = Path(__file__).parent / "data"
PAIRS: list[tuple[str, str]] = [
    (protective, bare) for protective, bare in yaml.safe_load((DATA / "dosing_protective.yaml").read_text("utf-8"))
]
HARMLESS: list[str] = yaml.safe_load((DATA / "dosing_harmless.yaml").read_text("utf-8"))


def test_there_are_pairs_in_both_languages() -> None:
    spanish = [
        protective for protective, _ in PAIRS if protective.split()[0] in ("No", "Nunca", "Use", "Hable", "Siga")
    ]

    assert len(PAIRS) >= 50
    assert len(spanish) >= 12


@pytest.mark.parametrize(("protective", "bare"), PAIRS)
def test_a_protective_sentence_passes_and_its_bare_form_is_found(protective: str, bare: str) -> None:
    found = ([finding.rule for finding in find_dosing(protective)], bool(find_dosing(bare)))

    assert found == ([], True)


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_sentence_about_sessions_passes(text: str) -> None:
    found = find_dosing(text)

    assert [finding.rule for finding in found] == []
