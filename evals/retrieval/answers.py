"""The extractive answers to the questions, and what can be told of them without a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.extractive import ExtractiveComposer
from assistant.conversation.numbering import numbered
from assistant.conversation.suggestions import suggest
from assistant.domain.library import Citation, Library
from assistant.domain.replies import Draft
from assistant.retrieval.wording import opens_elsewhere
from evals.retrieval.bench import Parts
from evals.retrieval.contenders import Found
from evals.retrieval.facts import Facts
from evals.statistics import Proportion

LONGEST_WORDS, MOST_SOURCES, SUGGESTIONS = 165, 3, 2
"""About 150 words: a last whole sentence may pass it by a tenth."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with the answer that was composed for it."""

    found: Found
    draft: Draft
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the patient reads."""
        return tuple(sentence.text for sentence in self.draft.sentences)

    @property
    def words(self) -> int:
        """How long the answer is."""
        return sum(len(sentence.split()) for sentence in self.sentences)


def compose_all(parts: Parts, found: Sequence[Found]) -> tuple[Answered, ...]:
    """The answers to every question that retrieval found good enough."""
    composer = ExtractiveComposer()
    answers = []
    for one in found:
        if one.retrieved.good_enough:
            question = one.question
            draft = composer.compose(question.searched, one.retrieved, question.history, question.language)
            _, citations = numbered(draft, parts.library.passage)
            next_ones = suggest(parts.library, one.retrieved, citations, question.language)
            answers.append(Answered(one, draft, citations, next_ones))
    return tuple(answers)


def form(answers: Sequence[Answered]) -> dict[str, Proportion]:
    """How many answers keep each promise about their form."""
    checks = {
        f"at most {LONGEST_WORDS} words": [answer.words <= LONGEST_WORDS for answer in answers],
        f"at most {MOST_SOURCES} passages": [len(answer.citations) <= MOST_SOURCES for answer in answers],
        "no sentence twice": [len(set(answer.sentences)) == len(answer.sentences) for answer in answers],
        "first sentence stands alone": [not opens_elsewhere(answer.sentences[0]) for answer in answers],
        f"{SUGGESTIONS} next questions": [len(answer.suggestions) == SUGGESTIONS for answer in answers],
    }
    return {name: Proportion(sum(kept), len(kept)) for name, kept in checks.items()}


def facts_of(answers: Sequence[Answered], facts: Facts) -> dict[str, Proportion]:
    """The facts of right answers that are said, the same for facts of another question, and wrong ones said."""
    asked = [answer for answer in answers if answer.found.question.answerable]
    shifted = [*asked[len(asked) // 2 :], *asked[: len(asked) // 2]]
    own = [facts.stated(a.sentences, a.found.question.must, a.found.question.must_not) for a in asked]
    others = [facts.stated(a.sentences, b.found.question.must, ()) for a, b in zip(asked, shifted, strict=True)]
    whole = sum(one.must.successes == one.must.n for one in own)
    return {
        "facts a right answer must say, said": _sum([one.must for one in own]),
        "answers that say all of them": Proportion(whole, len(own)),
        "control: facts of another question, said": _sum([one.must for one in others]),
        "wrong facts, said in so many words": _sum([one.must_not for one in own]),
    }


def unfaithful(answers: Sequence[Answered], library: Library) -> tuple[str, ...]:
    """The ids of questions with a quote that does not stand exactly so in the cited passage of this library."""
    return tuple(
        answer.found.question.id
        for answer in answers
        if not all(_verbatim(citation, library) for citation in answer.citations)
    )


def _verbatim(citation: Citation, library: Library) -> bool:
    passage = library.passage(citation.passage_id)
    return passage is not None and bool(citation.quote.strip()) and citation.quote in passage.text


def _sum(parts: Sequence[Proportion]) -> Proportion:
    return Proportion(sum(part.successes for part in parts), sum(part.n for part in parts))
