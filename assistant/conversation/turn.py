"""One turn: receive, assess, route, reply, record, release. Nothing else decides what a patient sees."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from assistant.conversation.judging import Judged, Judging
from assistant.conversation.replying import Proposal
from assistant.domain.cases import AlertStatus, CaseOpening, Severity
from assistant.domain.errors import NotAllowed
from assistant.domain.messages import Author, Conversation, Message
from assistant.domain.people import Person, Role
from assistant.domain.phases import phase_on
from assistant.domain.replies import Reply
from assistant.domain.routes import Route
from assistant.domain.turns import Earlier, Recorded, TurnOutcome, TurnRecord
from assistant.escalation.alerting import Alerting
from assistant.ports import Clock, Records

_log = structlog.get_logger(__name__)
_logged_as = structlog.contextvars.bound_contextvars
"""Every line logged inside names the turn by its message's id."""

REMEMBERED = 40
"""Lines of the conversation that rails and composers look back over."""
_PAGES_REMEMBERED = 1_000


class Turns:
    """Takes one stored patient message at a time from its arrival to the reply."""

    def __init__(
        self,
        judging: Judging,
        records: Callable[[], Records],
        alerting: Callable[[], Alerting],
        clock: Clock,
        answers_per_hour: int = 0,
    ) -> None:
        self._judging = judging
        self._records = records
        self._alerting = alerting
        self._clock = clock
        self._answers_per_hour = answers_per_hour
        self._paged: dict[str, bool] = {}

    def take(self, patient: Person, conversation: Conversation, text: str, *, for_team: bool = False) -> TurnOutcome:
        """The whole turn of one message; `for_team` also passes it on to the care team, whatever the rails say.

        Raises NotAllowed for somebody else's conversation, and nothing else.
        """
        if patient.role is not Role.PATIENT or conversation.patient_id != patient.id:
            raise NotAllowed("Only the patient of a conversation can write in it. Sign in as that patient.")
        message = Message(uuid.uuid4().hex, conversation.id, Author.PATIENT, text, self._clock.now())
        with _logged_as(turn=message.id):
            stored = self._receive(message)
            return self._finish(patient, conversation, message, stored=stored, for_team=for_team)

    def resume(self, patient: Person, conversation: Conversation, message: Message) -> TurnOutcome:
        """Finish the turn of a message that was received and never answered, for example after a crash."""
        with _logged_as(turn=message.id):
            return self._finish(patient, conversation, message, stored=True, for_team=False)

    def _finish(
        self, patient: Person, conversation: Conversation, message: Message, *, stored: bool, for_team: bool
    ) -> TurnOutcome:
        before = self._before(patient, message) if stored else Earlier()
        judged = self._judging.judge(
            message.text,
            before.lines,
            before.episode,
            patient.id,
            patient.region,
            before.standing,
            before.answers,
            phase_on(message.at.date(), patient.session_on),
            often=self._writes_often(before),
        )
        if for_team and judged.proposal.opening is None:
            judged = replace(judged, proposal=self._for_team(judged))
        recorded = self._record(patient, message, judged) if stored else None
        if recorded is not None:
            return self._released(conversation, message, judged, judged.proposal.reply, recorded, stored=True)
        paged = Recorded(None, self._page_directly(message, judged.proposal.opening, patient.team))
        return self._released(conversation, message, judged, self._unrecorded(judged), paged, stored=False)

    def _receive(self, message: Message) -> bool:
        try:
            self._records().receive(message)
        except Exception as error:  # noqa: BLE001 - a patient in danger gets the help lines whatever broke
            _log.error("receive_failed", error=type(error).__name__)
            return False
        return True

    def _before(self, patient: Person, message: Message) -> Earlier:
        """What was said before, the open episode and case; without records the message is judged alone."""
        since = message.at - timedelta(hours=1) if self._answers_per_hour else None
        try:
            return self._records().earlier(message, patient.id, REMEMBERED, since)
        except Exception as error:  # noqa: BLE001 - without its history a message is still judged
            _log.error("history_failed", error=type(error).__name__)
            return Earlier()

    def _writes_often(self, before: Earlier) -> bool:
        """Whether answers pause: a limit is set, and with this message the patient is over it."""
        return bool(self._answers_per_hour) and before.recent > self._answers_per_hour

    def _for_team(self, judged: Judged) -> Proposal:
        opening = CaseOpening(Severity.TEAM_QUESTION, (), (), "The patient asks the team to answer.", page=False)
        said = judged.proposal.reply
        keys = ("passed-on",)
        reply = self._judging.plain(keys, Route.NEEDS_HUMAN, judged.assessment.tier, judged.audience, "alert-watch")
        if said.route.is_safety:
            reply = replace(said, text=f"{said.text}\n\n{reply.text}")
        return Proposal(reply, opening)

    def _record(self, patient: Person, message: Message, judged: Judged) -> Recorded | None:
        turn = TurnRecord(
            patient_message=message,
            patient_id=patient.id,
            reply=judged.proposal.reply,
            reply_id=uuid.uuid4().hex,
            assessment=judged.assessment,
            at=self._clock.now(),
            opening=judged.proposal.opening,
            episode=judged.episode,
        )
        try:
            return self._records().record(turn)
        except Exception as error:  # noqa: BLE001 - a patient in danger gets the help lines whatever broke
            _log.error("record_failed", error=type(error).__name__)
            return None

    def _unrecorded(self, judged: Judged) -> Reply:
        """Without a commit nobody has been told: the reply says so and keeps the help lines."""
        reply = judged.proposal.reply
        if reply.route.is_safety:
            keys = (*judged.text_keys, "crisis")
            return self._judging.plain(keys, reply.route, reply.tier, judged.audience, "alert-failed")
        keys = ("records-failed",)
        return self._judging.plain(keys, Route.NEEDS_HUMAN, reply.tier, judged.audience, "alert-failed")

    def _page_directly(self, message: Message, opening: CaseOpening | None, team: str) -> AlertStatus:
        """Try the alert without records; for one message only once, because the worker resumes it again and again."""
        if opening is None or not opening.page or opening.restricted:
            return AlertStatus.NONE
        if message.id not in self._paged:
            try:
                handed_over = self._alerting().page_directly(opening.severity, team)
            except Exception as error:  # noqa: BLE001 - a patient in danger gets the help lines whatever broke
                _log.error("page_failed", error=type(error).__name__)
                handed_over = False
            self._paged[message.id] = handed_over
            while len(self._paged) > _PAGES_REMEMBERED:
                del self._paged[next(iter(self._paged))]
        return AlertStatus.DELIVERED if self._paged[message.id] else AlertStatus.UNREACHABLE

    @staticmethod
    def _released(
        conversation: Conversation, message: Message, judged: Judged, reply: Reply, recorded: Recorded, *, stored: bool
    ) -> TurnOutcome:
        case, status = recorded.case_id, recorded.alert_status
        _log.info("turn_done", route=reply.route.value, stored=stored, case_id=case, ms=round(reply.ms.total))
        return TurnOutcome(conversation, message, reply, judged.assessment, case, status, stored)
