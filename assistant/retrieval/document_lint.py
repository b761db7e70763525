"""The rules that one document keeps beyond its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.library import Document, Passage
from assistant.retrieval.wording import barred_words, has_markup, opens_elsewhere

FindDosing = Callable[[str], Sequence[object]]
"""What finds dosing content in a text; empty when there is none."""
FindFaults = Callable[[str], Sequence[str]]
"""What names the rules of wording that the output rails would reject a sentence for, `method` among them."""


def no_faults(_text: str) -> tuple[str, ...]:
    """Finds nothing."""
    return ()


TOPICS = frozenset(
    (
        "what_is_kap", "phases", "set_setting", "experience", "after_effects", "session_day_safety", "red_flags",
        "medical_emergency", "alcohol_withdrawal", "suitability", "diagnosis_eligibility", "medicines_to_discuss",
        "mixing_drugs", "stopping_medicines", "evidence_alcohol", "other_treatments", "evidence_other", "mechanism",
        "regulation", "supply_self_administration", "misuse_bladder", "integration_practices", "difficult_experience",
        "benign_lookalike", "cravings_slips", "family", "contact_team", "crisis_info", "suicide_crisis", "ai_privacy",
        "safety_risk",
    )
)  # fmt: skip
PHASES = frozenset(("screening", "preparation", "session_day", "first_72_hours", "integration", "any"))
LANGUAGES = frozenset(("en", "es"))

_PASSAGES, _SENTENCES, _WORDS, _QUESTIONS = (1, 6), (3, 8), (30, 120), (4, 12)
_LONGEST_SENTENCE = 30
_ENOUGH = 40

Found = tuple[str, str, str]
"""The rule, what to do, and text by which its line is found."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: where, which, and what to do."""

    file: str
    line: int
    """0 when the whole file is meant."""
    rule: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.rule}: {self.message}"


def lint_document(
    document: Document, path: Path, today: date, find_dosing: FindDosing, find_faults: FindFaults = no_faults
) -> Iterator[Problem]:
    """Every rule that the document in the file breaks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [*_of_front_matter(document, path.stem, today), *_of_sources(document)]
    if has_markup("\n".join(lines[_end_of_front_matter(lines) :])):
        found.append(("markup", "only paragraphs and simple lists: no bold, links, images, tables, nested lists", ""))
    for passage in document.passages:
        checks = (_of_size(passage), _of_sentences(passage), _of_words(passage, find_dosing, find_faults))
        found += [(rule, f"{passage.section}: {message}", near) for check in checks for rule, message, near in check]
    for rule, message, near in found:
        line = next((n for n, text in enumerate(lines, 1) if near and near[:_ENOUGH] in text), 0)
        yield Problem(str(path), line, rule, message)


def _end_of_front_matter(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if n and line.strip() == "---"), 0)


def _of_front_matter(document: Document, stem: str, today: date) -> Iterator[Found]:
    if document.id != stem:
        yield "id", f"the id `{document.id}` is not the file's name", "id:"
    known = (
        ("topic", document.topic, TOPICS),
        ("phase", document.phase, PHASES),
        ("language", document.language, LANGUAGES),
    )
    for name, value, allowed in known:
        if value not in allowed:
            yield name, f"`{value}` is not one of {', '.join(sorted(allowed))}", f"{name}:"
    if document.written_on > today or document.review_by <= document.written_on:
        yield "dates", "`written_on` is not in the future and `review_by` comes after it", "written_on:"
    if document.review_by < today:
        yield "dates", "the review date has passed; review the document and move `review_by`", "review_by:"
    if not _within(len(document.passages), _PASSAGES):
        yield "passages", f"{len(document.passages)} sections; {_PASSAGES[0]} to {_PASSAGES[1]} fit a page", ""


def _of_sources(document: Document) -> Iterator[Found]:
    used = {key for passage in document.passages for sentence in passage.sentences for key in sentence.sources}
    declared = {source.key for source in document.sources}
    for key in sorted(used - declared):
        yield "sources", f"`{key}` is cited but not in `sources:`", f"@{key}"
    for key in sorted(declared - used):
        yield "sources", f"`{key}` is in `sources:` but no sentence cites it", "sources:"


def _of_size(passage: Passage) -> Iterator[Found]:
    sizes = (
        ("length", len(passage.text.split()), _WORDS, "words"),
        ("length", len(passage.sentences), _SENTENCES, "sentences"),
        ("questions", len(passage.questions), _QUESTIONS, "questions"),
    )
    for rule, number, allowed, what in sizes:
        if not _within(number, allowed):
            yield rule, f"{number} {what}; {allowed[0]} to {allowed[1]} are allowed", f"{{#{passage.section}}}"


def _of_sentences(passage: Passage) -> Iterator[Found]:
    if opens_elsewhere(passage.sentences[0].text):
        yield "alone", "the first sentence points at something before it; name the thing", passage.sentences[0].text
    for sentence in passage.sentences:
        if len(sentence.text.split()) > _LONGEST_SENTENCE:
            yield "sentence", f"more than {_LONGEST_SENTENCE} words in one sentence; make two", sentence.text
        if not sentence.sources:
            yield "sources", "the sentence ends without its [@source]", sentence.text


def _of_words(passage: Passage, find_dosing: FindDosing, find_faults: FindFaults) -> Iterator[Found]:
    for text in (passage.title, *(sentence.text for sentence in passage.sentences)):
        for found, reason in barred_words(text):
            yield "wording", f"`{found}`: {reason}", text
    for sentence in passage.sentences:
        for fault in find_faults(sentence.text):
            rule = "method" if fault == "method" else "wording"
            yield rule, f"the rails would never let this sentence out ({fault}); say it otherwise", sentence.text
    for text in (passage.title, passage.text):  # questions are never shown; patients do ask for doses
        if find_dosing(text):
            yield "dosing", "dosing content never stands in the library; take it out", text


def _within(number: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= number <= bounds[1]
