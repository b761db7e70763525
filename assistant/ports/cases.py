"""The clinicians' queue, and what clinicians do with a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from assistant.domain.cases import Case, CaseState, Review


class CaseRecords(Protocol):
    """The clinicians' queue."""

    def cases(self, *states: CaseState) -> tuple[Case, ...]:
        """Cases in one of these states (in any, when none is given), what needs a human first.

        By severity, then those nobody has before claimed and contacted ones, then longest waiting; resolved ones last.
        """
        ...

    def case(self, case_id: str) -> Case | None:
        """The case of that id, or None."""
        ...

    def open_case_of(self, patient_id: str) -> Case | None:
        """The patient's standing case that is neither a `team_question` nor restricted, or None."""
        ...

    def mark_seen(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Note the first clinician who opened the case, audited; later ones change nothing.

        Raises NotAllowed for an unknown case.
        """
        ...

    def page_silences(self, asked_before: datetime, now: datetime) -> int:
        """Page again for every safety question asked before that moment and still unanswered; how many cases.

        Each question pages once, for a standing case only; the case's reason then says that the patient fell silent.
        Whether the case counts as seen stays as it is.
        """
        ...


class CaseWork(Protocol):
    """What clinicians do with a case; each step is compared with what is stored, and audited, in one transaction.

    Every method raises NotAllowed for an unknown case or a step that does not fit its state, and CaseTaken, which
    names the owner, when somebody else has it. A step sent twice by the same clinician changes nothing the second time.
    """

    def claim(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Take a case that nobody has; of many who try at once one wins. The case counts as seen by them.

        Alerts of the case that have not gone out yet are dropped: somebody has it.
        """
        ...

    def release(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Give back a case that one has: it is free and unseen again, and its clocks begin anew."""
        ...

    def contact(self, case_id: str, clinician_id: str, at: datetime) -> None:
        """Note that the patient was spoken to; a case that nobody has is claimed by it."""
        ...

    def hand_over(self, case_id: str, owner_id: str, to_id: str, by: str, at: datetime) -> None:
        """Give the case from the owner that `by` saw to another clinician, `by` themself to take it over.

        Raises CaseTaken when it is no longer `owner_id` who has it.
        """
        ...

    def add_note(self, case_id: str, clinician_id: str, text: str, at: datetime) -> None:
        """Add a note, by whoever writes it, in any state. Raises NotAllowed for an empty one."""
        ...

    def follow_up(self, case_id: str, clinician_id: str, day: date | None, at: datetime) -> None:
        """Set or clear the day on which somebody must look again."""
        ...

    def review(self, review: Review) -> None:
        """Resolve the case with its outcome.

        Closes the patient's episode, unless the case is a `team_question` or another standing case still stands for
        it; a review that closes it needs a note. The same review again changes nothing. Raises NotAllowed for an
        unknown case, one resolved otherwise, or a missing note.
        """
        ...

    def reopen(self, case_id: str, clinician_id: str, reason: str, at: datetime) -> None:
        """Make a resolved case stand again, free and unseen, its clocks begun anew; the reason becomes a note.

        The episode that the review closed is open again. Raises NotAllowed without a reason, or when the patient has
        another standing case that it would join.
        """
        ...
