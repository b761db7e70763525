"""The detector must find every kind of dosing content and leave what forbids, defers or counts people alone."""

from pathlib import Path

import pytest
import yaml

from assistant.guardrails.dosing_detector import find_dosing

DATA = Path(__file__).parent / "data"
BLOCKED: list[str] = yaml.safe_load((DATA / "dosing_block.yaml").read_text("utf-8"))
PASSED: list[str] = yaml.safe_load((DATA / "dosing_pass.yaml").read_text("utf-8"))
PAIRS = (
    ("Do not stop your medicine before you talk to your prescriber.", "Stop your medicine before you talk."),
    ("Do not stop heavy drinking suddenly without medical help.", "Stop heavy drinking suddenly."),
    ("Use naloxone as its leaflet says.", "Use naloxone."),
    ("Never mix ketamine with alcohol.", "Mix ketamine with alcohol."),
    ("Ask your prescriber before you take any supplement.", "Take any supplement."),
    ("Do not take extra to make up for it.", "Take extra to make up for it."),
    ("Do not taper on your own.", "Taper on your own."),
    ("No mezcle la ketamina con alcohol.", "Mezcle la ketamina con alcohol."),
    ("No deje su medicamento antes de hablar con su médico.", "Deje su medicamento."),
    ("Keep taking your medicines as prescribed.", "Keep taking two of your medicines."),
)


def test_there_are_at_least_150_drafts_of_each_kind_and_none_twice() -> None:
    assert len(set(BLOCKED)) == len(BLOCKED) >= 150

    assert len(set(PASSED)) == len(PASSED) >= 150


@pytest.mark.parametrize("text", BLOCKED)
def test_dosing_content_is_found(text: str) -> None:
    found = find_dosing(text)

    assert found


@pytest.mark.parametrize("text", PASSED)
def test_a_needed_sentence_passes(text: str) -> None:
    found = find_dosing(text)

    assert [finding.rule for finding in found] == []


@pytest.mark.parametrize(("protective", "bare"), PAIRS)
def test_a_protective_form_passes_and_its_bare_form_is_found(protective: str, bare: str) -> None:
    found = (bool(find_dosing(protective)), bool(find_dosing(bare)))

    assert found == (False, True)


def test_the_span_holds_the_words_that_were_found() -> None:
    text = "Some people say: take 100 m\u200bg at night."

    found = find_dosing(text)

    assert "100 m\u200bg" in [finding.span.of(text) for finding in found]


def test_a_finding_stays_a_finding_inside_a_long_harmless_text() -> None:
    preamble = " ".join(PASSED[:60])

    missed = [text for text in BLOCKED[:60] if len(find_dosing(f"{preamble}\n\n{text}")) == 0]

    assert missed == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂", "\u202e", "|||", "1.", "a" * 5_000, "1 " * 5_000])
def test_odd_texts_are_read_without_an_error(text: str) -> None:
    found = find_dosing(text)

    assert isinstance(found, tuple)


def test_a_text_too_long_to_be_a_reply_is_refused_unread() -> None:
    found = find_dosing("All is calm. " * 5_000)

    assert [finding.rule for finding in found] == ["too_long"]
