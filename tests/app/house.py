"""Signs people in and opens pages, without a browser."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.conversation.engine import Engine
from assistant.domain.library import Citation
from assistant.domain.messages import Author, Message
from assistant.domain.people import Person, Role
from assistant.domain.replies import Reply
from assistant.domain.risk import Assessment, Tier
from assistant.domain.routes import Route
from assistant.domain.sessions import Way
from assistant.domain.turns import TurnRecord
from assistant.ui import current
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.recording_sender import RecordingSender

ROOT = Path(__file__).parents[2]
CRISIS = "I want to kill myself tonight"


@dataclass
class House:
    """An engine with its fakes, and whoever is signed in."""

    engine: Engine
    records: MemoryRecords
    sender: RecordingSender
    clock: SteppedClock
    patch: pytest.MonkeyPatch

    def sign_in(self, role: Role, name: str = "") -> Person:
        """Be that person from now on; the account is made when it is new."""
        name = name or f"a-{role.value}"
        person = self.records.person_named(name) or self.records.add_person(name, role, invited())
        token = self.engine.access.sessions.open(person, Way.DEMO)
        self.patch.setattr(current, "token", lambda: token)
        return person

    def sign_out(self) -> None:
        self.patch.setattr(current, "token", lambda: "")

    def open(self, file: str = "") -> AppTest:
        """The page that this person sees, or the page of that file under ui/."""
        self.patch.setattr(bootstrap, "shared_engine", lambda: self.engine)
        page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run()
        return page.switch_page(f"assistant/ui/{file}").run() if file else page

    def ask(self, words: str) -> AppTest:
        """The page after the patient wrote this."""
        page = self.past_welcome()
        page.chat_input(key="question").set_value(words).run()
        return page

    def past_welcome(self) -> AppTest:
        page = self.open()
        if any(button.key == "welcome_read" for button in page.button):
            page.button(key="welcome_read").click().run()
        return page

    def told(self, patient: Person, reply: Reply, words: str = "A question?") -> Message:
        """Keep one exchange as if the patient had just had it."""
        place = self.records.start_conversation(patient.id, self.clock.now())
        message = Message(uuid.uuid4().hex, place.id, Author.PATIENT, words, self.clock.now())
        self.records.receive(message)
        self.records.record(TurnRecord(message, patient.id, reply, uuid.uuid4().hex, Assessment(), self.clock.now()))
        return message

    def cited_reply(self) -> Reply:
        """An answer that quotes a real passage of the library."""
        passage = self.engine.library.passages[0]
        quote = passage.sentences[0].text
        citation = Citation(passage.document_id, passage.section, quote)
        reply = Reply(f"{quote} [1]", Route.ANSWER, Tier.NONE, "extractive", "answer.v1", "v")
        return replace(reply, citations=(citation,), suggestions=("What helps with sleep?",))


def words_of(page: AppTest) -> str:
    """Everything that can be read on the page, without the Markdown escapes."""
    parts = (*page.title, *page.markdown, *page.caption, *page.info, *page.warning, *page.error, *page.success)
    return "\n".join(part.value for part in parts).replace("\\", "")


def keys_of(page: AppTest) -> list[str]:
    """The keys of every button."""
    return [button.key for button in page.button if button.key]


def links_of(page: AppTest) -> list[str]:
    """Where the link buttons lead."""
    return [element.proto.url for element in page.get("link_button")]
