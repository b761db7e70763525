"""Turns a routing decision into the reply that the patient will see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from assistant.conversation.answering import Answer, Answering
from assistant.conversation.audience import Audience
from assistant.conversation.places import named_region
from assistant.conversation.texts import FixedTexts
from assistant.domain.cases import CaseOpening, Severity
from assistant.domain.errors import AssistantError
from assistant.domain.library import Region
from assistant.domain.messages import Author
from assistant.domain.reading import Reading
from assistant.domain.replies import Milliseconds, Reply
from assistant.domain.risk import Assessment, Tier
from assistant.domain.routes import Route
from assistant.guardrails.routing import Decision

_log = structlog.get_logger(__name__)

LONGEST_QUESTION = 6_000
"""Characters; a longer message is assessed whole and stored, but not searched for an answer."""

_ASKS = re.compile(
    r"\?|\b(?:how|what|why|when|where|who|which|can i|could i|should i|do i|is it|are there|is there"
    r"|cómo|qué|por qué|cuándo|dónde|puedo|debo)\b",
    re.IGNORECASE,
)
"""Whether a message asks something: below gentle words an answer only helps somebody who asked."""

COMPANY = "episode-company"
COMPANY_TEXTS = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reply, and the case that it asks the records to open."""

    reply: Reply
    opening: CaseOpening | None


class Replying:
    """Makes the reply for a decision; fixed texts for everything but answers."""

    def __init__(
        self, answering: Answering, texts: FixedTexts, regions: Mapping[str, Region], library_version: str
    ) -> None:
        self._answering = answering
        self._regions = regions
        self._texts = texts
        self._library_version = library_version

    def reply(self, decision: Decision, assessment: Assessment, reading: Reading, audience: Audience) -> Proposal:
        """The proposed reply. A missing model or index makes it the holding text, never an exception."""
        if decision.route is Route.ANSWER:
            return self._answer(decision, assessment, reading, audience)
        if decision.text_keys[:1] == (COMPANY,):
            return Proposal(self._company(decision, assessment.tier, reading, audience), decision.opening)
        reply = self._fixed(decision.text_keys, decision, assessment.tier, audience)
        if decision.answer_below and _ASKS.search(reading.message):
            reply = self._with_answer_below(reply, reading, audience)
        return Proposal(reply, decision.opening)

    def plain(self, keys: tuple[str, ...], route: Route, tier: Tier, audience: Audience, alert: str) -> Reply:
        """A fixed text outside any decision, for example when the records failed."""
        rendered = self._texts.reply(keys, audience.language, audience.region, alert)
        return self._shown(rendered.text, rendered.version, route, tier, audience)

    def _fixed(
        self, keys: tuple[str, ...], decision: Decision, tier: Tier, audience: Audience, topics: tuple[str, ...] = ()
    ) -> Reply:
        extra = {"topics": "\n".join(f"- {topic}" for topic in topics)}
        rendered = self._texts.reply(keys, audience.language, audience.region, _alert(decision, audience), extra)
        text = rendered.text
        if decision.add_crisis_line:
            text = f"{text}\n\n{self._say('crisis-line-added', audience)}"
        reply = self._shown(text, rendered.version, decision.route, tier, audience)
        return replace(reply, offers=decision.offers)

    def _company(self, decision: Decision, tier: Tier, reading: Reading, audience: Audience) -> Reply:
        """Company in an episode speaks in turn, so that the same words never come twice in a row."""
        if reading.message.strip() == self._say("safety-button-safe", audience):
            return self._fixed(("safety-answer-safe",), decision, tier, audience)
        spoken = [u.text for u in reading.history if u.author is Author.ASSISTANT]
        texts = [
            self._fixed((f"{COMPANY}-{number}",), decision, tier, audience) for number in range(1, COMPANY_TEXTS + 1)
        ]
        last = _opening_line(spoken[-1]) if spoken else ""
        said = [place for place, reply in enumerate(texts) if _opening_line(reply.text) == last]
        return texts[(said[0] + 1 if said else len(spoken)) % COMPANY_TEXTS]

    def _answer(self, decision: Decision, assessment: Assessment, reading: Reading, audience: Audience) -> Proposal:
        kind = _unanswerable(reading.message)
        if kind is not None:
            route = Route.SMALL_TALK if kind == "empty-message" else Route.CANNOT_ANSWER
            changed = replace(decision, route=route)
            return Proposal(self._fixed((kind, "cannot-answer"), changed, assessment.tier, audience), decision.opening)
        try:
            answer = self._look_up(reading, audience)
        except AssistantError as error:
            _log.error("answer_failed", error=type(error).__name__)
            return self._holding(decision, assessment, audience, type(error).__name__)
        if answer.text is None and answer.broken:
            return self._holding(decision, assessment, audience, answer.broken)
        if answer.text is None:
            return Proposal(self._abstained(answer, decision, assessment, audience), decision.opening)
        parts = [answer.text]
        if decision.help_lines:
            there = replace(audience, region=named_region(reading.message, self._regions) or audience.region)
            parts.append(self._say("watch-other", there, _alert(decision, audience)))
        if decision.reminder:
            parts.append(self._say("episode-reminder", audience))
        return Proposal(self._answered("\n\n".join(parts), answer, decision, assessment, audience), decision.opening)

    def _look_up(self, reading: Reading, audience: Audience) -> Answer:
        vector = reading.vectors().query
        return self._answering.answer(reading.question or reading.message, vector, reading.history, audience.language)

    def _abstained(self, answer: Answer, decision: Decision, assessment: Assessment, audience: Audience) -> Reply:
        keys = ("cannot-answer",) if answer.topics else ("cannot-answer-no-topics", "cannot-answer")
        if audience.language == "other":
            keys = ("language-not-supported", *keys)
        changed = replace(decision, route=Route.CANNOT_ANSWER, offers=("ask_team",))
        return self._fixed(keys, changed, assessment.tier, audience, answer.topics).timed(_times(answer))

    def _holding(self, decision: Decision, assessment: Assessment, audience: Audience, cause: str) -> Proposal:
        opening = decision.opening or CaseOpening(
            Severity.NEEDS_HUMAN, (), (), f"The assistant could not look up an answer ({cause}).", page=False
        )
        changed = replace(decision, route=Route.NEEDS_HUMAN, opening=opening)
        return Proposal(self._fixed(("needs-human",), changed, assessment.tier, audience), opening)

    def _with_answer_below(self, reply: Reply, reading: Reading, audience: Audience) -> Reply:
        """The gentle text, and below it the answer when the library has one; otherwise the text alone."""
        try:
            answer = self._look_up(reading, audience)
        except AssistantError:
            return reply
        if answer.text is None:
            return reply
        text = f"{reply.text}\n\n{answer.text}"
        found = replace(reply, text=text, citations=answer.citations, suggestions=answer.suggestions)
        return found.timed(_times(answer))

    def _say(self, key: str, audience: Audience, alert: str = "alert-none") -> str:
        return self._texts.reply((key,), audience.language, audience.region, alert).text

    def _answered(
        self, text: str, answer: Answer, decision: Decision, assessment: Assessment, audience: Audience
    ) -> Reply:
        shown = self._shown(text, answer.prompt_version, Route.ANSWER, assessment.tier, audience)
        return replace(
            shown,
            composer=answer.composer,
            citations=answer.citations,
            suggestions=answer.suggestions,
            offers=decision.offers,
            ms=_times(answer),
        )

    def _shown(self, text: str, version: str, route: Route, tier: Tier, audience: Audience) -> Reply:
        return Reply(text, route, tier, "fixed_text", version, self._library_version, language=audience.language)


def alert_key(opening: CaseOpening | None) -> str:
    """Which sentence tells the truth about the alert once the opening is committed."""
    if opening is None:
        return "alert-none"
    if opening.restricted:
        return "alert-staff-abuse"
    return "alert-queued" if opening.page else "alert-watch"


def _alert(decision: Decision, audience: Audience) -> str:
    return alert_key(decision.opening if audience.stored else None)


def _unanswerable(message: str) -> str | None:
    if not any(sign.isalnum() for sign in message):
        return "empty-message"
    return "too-long" if len(message) > LONGEST_QUESTION else None


def _opening_line(text: str) -> str:
    return text.partition("\n")[0]


def _times(answer: Answer) -> Milliseconds:
    return Milliseconds(retrieve=answer.retrieve_ms, compose=answer.compose_ms, verify=answer.verify_ms)
