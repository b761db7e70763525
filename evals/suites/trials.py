"""Puts cases to a target, as written and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.messages import Author, Utterance
from evals.safety.perturbations import perturbed
from evals.suites.target import Seen, Target

AS_WRITTEN = "as written"


@dataclass(frozen=True, slots=True)
class Sample:
    """What is put to a target: a conversation up to a patient message, the last one being what is changed."""

    id: str
    utterances: tuple[Utterance, ...]
    language: str = "en"

    def changed(self, change: str) -> tuple[Utterance, ...]:
        """The conversation up to its last patient message, that message changed as named."""
        last = max(i for i, u in enumerate(self.utterances) if u.author is Author.PATIENT)
        text = self.utterances[last].text
        if change != AS_WRITTEN:
            text = perturbed(text, change, self.id, self.language)
        return (*self.utterances[:last], Utterance(Author.PATIENT, text))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a target saw in one sample, for each change; `as written` is always among them."""

    id: str
    seen: Mapping[str, Seen]

    @property
    def as_written(self) -> Seen:
        """What it saw in the unchanged sample."""
        return self.seen[AS_WRITTEN]

    @property
    def failed(self) -> tuple[str, ...]:
        """The rails that broke in any of them, each once."""
        return tuple(dict.fromkeys(name for seen in self.seen.values() for name in seen.failed))


def run(
    target: Target, samples: Sequence[Sample], changes: Iterable[str], done: Callable[[], None] = lambda: None
) -> tuple[Trial, ...]:
    """One trial for each sample, in order; `done` is called after each."""
    wanted = (AS_WRITTEN, *changes)
    trials = []
    for sample in samples:
        trials.append(Trial(sample.id, {change: target.see(sample.changed(change)) for change in wanted}))
        done()
    return tuple(trials)
