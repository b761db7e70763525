"""One patient and the whole turn over fakes; the fixed texts, routing and episodes are the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from assistant import bootstrap
from assistant.conversation.answering import Answering
from assistant.conversation.engine import Engine
from assistant.conversation.judging import Judging
from assistant.conversation.replying import Replying
from assistant.conversation.texts import FixedTexts
from assistant.conversation.turn import Turns
from assistant.domain.clinic import Clinic
from assistant.domain.library import Vetting
from assistant.domain.messages import Author, Conversation, Message
from assistant.domain.oncall import OnCall
from assistant.domain.people import Person, Role
from assistant.domain.turns import Recorded, TurnOutcome, TurnRecord
from assistant.escalation.alerting import Alerting
from assistant.guardrails.release import Release
from assistant.guardrails.screening import Screening
from assistant.ports import Composer, Embedder, InputRail, OutputRail, Retriever
from assistant.prompts import Texts, load_texts
from assistant.retrieval.help_lines import read_help_lines
from assistant.retrieval.parts import parts_of
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.vetting import VettingDesk
from tests.fakes.clock import SteppedClock
from tests.fakes.entrance import access_to
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.recording_sender import RecordingSender
from tests.fakes.scripted_answers import LIBRARY, FixedRetriever, QuotingComposer
from tests.fakes.scripted_rails import ScriptedOutputRail

URL = "json://pager.example"
REGIONS = read_help_lines(bootstrap.share("knowledge"))


@cache
def texts() -> Texts:
    """The fixed texts that ship, read once."""
    return load_texts(bootstrap.share("prompts"))


class JournalRecords(MemoryRecords):
    """Records that note in a journal what was stored; the methods named in `broken` raise what they are given."""

    def __init__(self, alert_urls: tuple[str, ...] = (), safeguarding_urls: tuple[str, ...] = ()) -> None:
        super().__init__(alert_urls, safeguarding_urls)
        self.journal: list[str] = []
        self.broken: dict[str, Exception] = {}

    def receive(self, message: Message) -> None:
        self._break("receive")
        super().receive(message)
        self.journal.append("received")

    def record(self, turn: TurnRecord) -> Recorded:
        self._break("record")
        before = len(self.journal)
        recorded = super().record(turn)
        self.journal[before:] = ["committed"]
        return recorded

    def _break(self, method: str) -> None:
        if method in self.broken:
            raise self.broken[method]


@dataclass
class Stage:
    """Everything a test may look at or break before it calls `say`."""

    rails: Sequence[InputRail] = ()
    output_rails: Sequence[OutputRail] = field(default_factory=lambda: (ScriptedOutputRail(),))
    retriever: Retriever = field(default_factory=FixedRetriever)
    composers: Sequence[Composer] = field(default_factory=lambda: (QuotingComposer(),))
    embedder: Embedder = field(default_factory=HashEmbedder)
    clock: SteppedClock = field(default_factory=SteppedClock)
    sender: RecordingSender = field(default_factory=RecordingSender)
    records: JournalRecords = field(default_factory=lambda: JournalRecords((URL,)))
    time_limit_s: float = 2.0
    clinic: Clinic = field(default_factory=Clinic)
    answers_per_hour: int = 0

    def __post_init__(self) -> None:
        fixed = FixedTexts(texts(), self.clinic, REGIONS)
        answering = Answering(
            lambda: self.retriever,
            lambda: self.composers,
            Release(self.output_rails, self.time_limit_s),
            lambda: LIBRARY,
        )
        screening = Screening(self.rails, self.embedder.embed, self.time_limit_s, self.time_limit_s, parts_of)
        self.judging = Judging(screening, Replying(answering, fixed, REGIONS, lambda: LIBRARY.version), self.clock)
        oncall = OnCall.of_urls((URL,))
        self.alerting = Alerting(self.records, self.sender, self.clock, oncall=oncall)
        self.turns = Turns(self.judging, lambda: self.records, lambda: self.alerting, self.clock, self.answers_per_hour)
        shelf = Shelf((), Vetting.SOURCE_CHECKED, self.clock, lambda: self.records)
        self.engine = Engine(
            self.judging, self.turns, fixed, lambda: LIBRARY, Vetting.SOURCE_CHECKED, REGIONS, self.clinic, self.clock,
            lambda: self.records, lambda: self.alerting, lambda: None, demo=False,
            desk=VettingDesk((), shelf, lambda: self.records, self.clock), oncall=oncall,
            access=access_to(lambda: self.records, self.clock),
        )  # fmt: skip
        self.patient = self.new_patient("pat")
        self.conversation = self.new_conversation()

    def new_patient(self, name: str) -> Person:
        """An account."""
        return self.records.add_person(name, Role.PATIENT, invited())

    def new_conversation(self) -> Conversation:
        """Another conversation of the patient; `say` goes on in it."""
        self.conversation = self.records.start_conversation(self.patient.id, self.clock.now())
        return self.conversation

    def say(self, text: str, *, for_team: bool = False) -> TurnOutcome:
        """One stored turn, a minute after the one before."""
        self.clock.advance(minutes=1)
        return self.turns.take(self.patient, self.conversation, text, for_team=for_team)

    def received_only(self, text: str) -> Message:
        """A message that was stored just before a crash."""
        message = Message(f"lost-{text[:8]}", self.conversation.id, Author.PATIENT, text, self.clock.advance(minutes=1))
        self.records.receive(message)
        return message

    def living_in(self, region: str) -> Person:
        """Let the patient choose the help lines of that region."""
        self.records.set_region(self.patient.id, region, self.clock.now())
        self.patient = replace(self.patient, region=region)
        return self.patient
