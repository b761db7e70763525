"""A patient in a conversation, and everything a test may let them go through."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.cases import Case, CaseOpening, CaseState, Episode, Outcome, Review, Severity
from assistant.domain.library import Citation
from assistant.domain.messages import Author, Conversation, Message
from assistant.domain.people import Person, Role
from assistant.domain.replies import Milliseconds, Reply
from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier
from assistant.domain.routes import Route
from assistant.domain.turns import Recorded, TurnRecord
from assistant.ports import Records
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited

URLS = ("json://one.example", "json://two.example")

SUICIDE = Signal("crisis", "wish_to_die", Span(0, 4), "word", 0.875, Concern.SUICIDE, Tier.ELEVATED)
WITHDRAWAL = Signal("red_flags", "shaking", Span(1, 3), "or", 1.0, Concern.WITHDRAWAL, Tier.WATCH, variant="alcohol")
DOSING = Signal("dosing", "how_much", Span(0, 2), "wo", 1.0, request=Route.DOSING, present=False)

REPLY = Reply(
    text="It can be. [1]\n- One thing\n- Another: 日本 é",
    route=Route.ANSWER,
    tier=Tier.WATCH,
    composer="extractive",
    prompt_version="answer.v1",
    library_version="abc123",
    citations=(Citation("after-a-session", "feeling-raw", "It can be."), Citation("other", "part", "“One” thing")),
    suggestions=("What helps?",),
    offers=("ask_team", "open_help"),
    language="en",
    ms=Milliseconds(1.25, 2.5, 0.1, 0.3, 4.15),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One patient, one conversation."""

    records: Records
    clock: SteppedClock
    patient: Person
    conversation: Conversation

    @staticmethod
    def of(records: Records, clock: SteppedClock) -> Scene:
        patient = records.add_person(f"patient-{uuid.uuid4().hex[:6]}", Role.PATIENT, invited())
        return Scene(records, clock, patient, records.start_conversation(patient.id, clock.now()))

    def message(self, words: str = "words", at: datetime | None = None) -> Message:
        return Message(uuid.uuid4().hex, self.conversation.id, Author.PATIENT, words, at or self.clock.now())

    def received(self, words: str = "words") -> Message:
        message = self.message(words)
        self.records.receive(message)
        return message

    def turn(
        self,
        opening: CaseOpening | None = None,
        episode: Episode | None = None,
        message: Message | None = None,
        reply: Reply = REPLY,
        assessment: Assessment | None = None,
    ) -> TurnRecord:
        return TurnRecord(
            message or self.received(),
            self.patient.id,
            reply,
            uuid.uuid4().hex,
            assessment or Assessment(),
            self.clock.now(),
            opening,
            episode,
        )

    def record(self, opening: CaseOpening | None = None, episode: Episode | None = None) -> Recorded:
        return self.records.record(self.turn(opening, episode))

    def episode(self, tier: Tier = Tier.ELEVATED, *concerns: Concern, subject: Subject = Subject.SELF) -> Episode:
        return Episode(uuid.uuid4().hex, self.patient.id, tier, concerns, subject, self.clock.now())

    def open_case(self, severity: Severity = Severity.ELEVATED, *, page: bool = True, restricted: bool = False) -> Case:
        case_id = self.record(opening(severity, page=page, restricted=restricted)).case_id
        assert case_id is not None
        return self.case(case_id)

    def case(self, case_id: str) -> Case:
        case = self.records.case(case_id)
        assert case is not None
        return case

    def only_case(self) -> Case:
        (case,) = self.records.cases()
        return case

    def review(self, case: Case, clinician: str = "dr-a", note: str = "Called them.") -> None:
        self.records.review(Review(case.id, clinician, Outcome.TRUE_CRISIS, note, self.clock.now()))

    def is_resolved(self, case: Case) -> bool:
        return self.case(case.id).state is CaseState.RESOLVED


def opening(
    severity: Severity = Severity.ELEVATED,
    *signals: Signal,
    page: bool = True,
    restricted: bool = False,
    reason: str = "A rail found something.",
) -> CaseOpening:
    """An opening with these signals and their concerns."""
    concerns = tuple(dict.fromkeys(signal.concern for signal in signals if signal.concern))
    return CaseOpening(severity, concerns, signals, reason, page, restricted)
