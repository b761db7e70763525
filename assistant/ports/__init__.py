"""The outside things, each behind one small Protocol in the project's own words.

What a port promises is written here and checked by the contract tests in tests/contract/, which run over
the fake and over each real counterpart.
"""

from assistant.ports.alerts import AlertRecords, ChainRecords, DutyRecords
from assistant.ports.care import CareRecords
from assistant.ports.cases import CaseRecords, CaseWork
from assistant.ports.evaluations import Evaluations
from assistant.ports.library_records import LibraryRecords
from assistant.ports.outside import (
    AlertSender,
    ChatModel,
    Clock,
    Composer,
    DirectionFit,
    Embedder,
    InputRail,
    KeywordIndex,
    Moderator,
    OutputRail,
    PassageSource,
    Reranker,
    Retriever,
    VectorStore,
)
from assistant.ports.oversight import OversightRecords
from assistant.ports.people import PeopleRecords
from assistant.ports.provider import IdentityProvider
from assistant.ports.queue import QueueRecords
from assistant.ports.records import (
    AuditRecords,
    ConversationRecords,
    Records,
)
from assistant.ports.sessions import PasswordGuessing, SessionRecords

__all__ = [
    "AlertRecords",
    "AlertSender",
    "AuditRecords",
    "CareRecords",
    "CaseRecords",
    "CaseWork",
    "ChainRecords",
    "ChatModel",
    "Clock",
    "Composer",
    "ConversationRecords",
    "DirectionFit",
    "DutyRecords",
    "Embedder",
    "Evaluations",
    "IdentityProvider",
    "InputRail",
    "KeywordIndex",
    "LibraryRecords",
    "Moderator",
    "OutputRail",
    "OversightRecords",
    "PassageSource",
    "PasswordGuessing",
    "PeopleRecords",
    "QueueRecords",
    "Records",
    "Reranker",
    "Retriever",
    "SessionRecords",
    "VectorStore",
]
