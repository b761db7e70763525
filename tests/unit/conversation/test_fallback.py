from collections.abc import Sequence

import pytest

from assistant.conversation.fallback import FallbackComposer
from assistant.domain.errors import ModelTimeout, ModelUnavailable
from assistant.domain.library import Retrieved
from assistant.domain.messages import Utterance
from assistant.domain.replies import Draft, DraftSentence

NOTHING = Retrieved((), 1.0, good_enough=True)


class FixedComposer:
    """Always makes the same draft, or raises."""

    def __init__(self, name: str, outcome: Draft | Exception) -> None:
        self.name = name
        self._outcome = outcome
        self.asked = 0

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        self.asked += 1
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


def _draft(composer: str, *texts: str) -> Draft:
    return Draft(tuple(DraftSentence(text, "doc#a") for text in texts), composer, "v1")


EXTRACTED = _draft("extractive", "Rest.")


def _compose(first: Draft | Exception, passes: bool = True) -> Draft:
    second = FixedComposer("extractive", EXTRACTED)
    return FallbackComposer(FixedComposer("chat_model", first), second, lambda _: passes).compose(
        "q", NOTHING, (), "en"
    )


def test_a_first_draft_that_passes_is_given() -> None:
    assert _compose(_draft("chat_model", "Rest well.")).composer == "chat_model"


@pytest.mark.parametrize(
    "first",
    [
        ModelUnavailable("down"),
        ModelTimeout("late"),
        RuntimeError("anything"),
        _draft("chat_model"),
    ],
)
def test_a_first_composer_that_fails_or_says_nothing_leaves_the_answer_to_the_second(first: Draft | Exception) -> None:
    assert _compose(first) == EXTRACTED


def test_a_first_draft_that_the_rails_reject_is_replaced() -> None:
    assert _compose(_draft("chat_model", "Take two."), passes=False) == EXTRACTED


def test_a_check_that_breaks_counts_as_a_rejection() -> None:
    def broken(draft: Draft) -> bool:
        raise RuntimeError

    first = FixedComposer("chat_model", _draft("chat_model", "Rest well."))
    composer = FallbackComposer(first, FixedComposer("extractive", EXTRACTED), broken)

    assert composer.compose("q", NOTHING, (), "en") == EXTRACTED


def test_the_second_composer_is_not_asked_when_the_first_one_will_do() -> None:
    second = FixedComposer("extractive", EXTRACTED)
    first = FixedComposer("chat_model", _draft("chat_model", "Rest well."))

    FallbackComposer(first, second, lambda _: True).compose("q", NOTHING, (), "en")

    assert second.asked == 0


def test_it_goes_by_the_name_of_the_first() -> None:
    first, second = FixedComposer("chat_model", EXTRACTED), FixedComposer("extractive", EXTRACTED)

    assert FallbackComposer(first, second, lambda _: True).name == "chat_model"
