"""Turns a routing decision into the reply that the patient will see."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import structlog

from assistant.conversation.answering import Answer, Answering
from assistant.conversation.audience import Audience
from assistant.conversation.places import named_region
from assistant.conversation.repetition import last_said, opening_line, without_repeats
from assistant.conversation.safety_passages import excerpt_below
from assistant.conversation.texts import FixedTexts
from assistant.conversation.truth import alert_key
from assistant.domain.cases import CaseOpening, Severity
from assistant.domain.errors import AssistantError
from assistant.domain.library import Region
from assistant.domain.lookup import Lookup
from assistant.domain.messages import Author
from assistant.domain.reading import Reading
from assistant.domain.replies import Milliseconds, Reply
from assistant.domain.risk import Assessment, Subject, Tier
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
_TONGUES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reply, and the case that it asks the records to open."""

    reply: Reply
    opening: CaseOpening | None


class Replying:
    """Makes the reply for a decision; fixed texts for everything but answers."""

    def __init__(
        self, answering: Answering, texts: FixedTexts, regions: Mapping[str, Region], library_version: Callable[[], str]
    ) -> None:
        self._answering = answering
        self._regions = regions
        self._texts = texts
        self._library_version = library_version

    def reply(self, decision: Decision, assessment: Assessment, reading: Reading, audience: Audience) -> Proposal:
        """The proposed reply. A missing model or index makes it the holding text, never an exception."""
        if self._says_safe(reading, assessment, audience):
            route = decision.route if decision.route.is_safety else Route.CRISIS
            safe = replace(decision, route=route, offers=())
            return Proposal(self._fixed(("safety-answer-safe",), safe, assessment.tier, audience), decision.opening)
        if decision.route is Route.ANSWER:
            return self._answer(decision, assessment, reading, audience)
        if decision.text_keys[:1] == (COMPANY,):
            return Proposal(self._company(decision, assessment.tier, reading, audience), decision.opening)
        if decision.route.is_safety:
            reply = self._danger(decision, assessment, reading, audience)
        else:
            reply = self._closed(
                self._fixed(decision.text_keys, decision, assessment.tier, audience), decision, reading, audience
            )
        if decision.route.is_refusal and decision.quotes_below:
            reply = self._with_excerpt_below(reply, decision, audience)
        if self.looks_up(decision, reading.message):
            reply = self._with_answer_below(reply, reading, audience)
        return Proposal(reply, decision.opening)

    @staticmethod
    def looks_up(decision: Decision, message: str) -> bool:
        """Whether the reply to the message asks the library with the message's vectors."""
        if decision.route is Route.ANSWER:
            return _unanswerable(message) is None
        return decision.answer_below and _ASKS.search(message) is not None

    def plain(self, keys: tuple[str, ...], route: Route, tier: Tier, audience: Audience, alert: str) -> Reply:
        """A fixed text outside any decision, for example when the records failed."""
        rendered = self._texts.reply(keys, audience.language, audience.region, alert)
        return self._shown(rendered.text, rendered.version, route, tier, audience)

    def _fixed(
        self, keys: tuple[str, ...], decision: Decision, tier: Tier, audience: Audience, topics: tuple[str, ...] = ()
    ) -> Reply:
        extra = {"topics": "\n".join(f"- {topic}" for topic in topics)}
        rendered = self._texts.reply(keys, audience.language, audience.region, self._alert(decision, audience), extra)
        reply = self._shown(rendered.text, rendered.version, decision.route, tier, audience)
        return replace(reply, offers=decision.offers)

    def _danger(self, decision: Decision, assessment: Assessment, reading: Reading, audience: Audience) -> Reply:
        """The text of the danger, what belongs beside it, and the one safety question; no paragraph twice in a row."""
        last = last_said(reading.history)
        reply = self._fixed(self._fresh(decision, last, audience), decision, assessment.tier, audience)
        raised, queued = (self._say(key, audience) for key in ("alert-raised", "alert-queued"))
        parts = [reply.text.replace(raised, queued) if raised in last else reply.text]
        if decision.add_crisis_line:
            parts.append(self._say("crisis-line-added", audience))
        if decision.child_line:
            parts.append(self._say("child-line-added", audience))
        if decision.kept_apart:
            parts.append(
                self._say("staff-abuse-beside-lead" if self._texts.lead_hears else "staff-abuse-beside", audience)
            )
        if audience.language == "other":
            parts.append(self._say("language-note", audience))
        if decision.question:
            asked = self._say(decision.question, audience)
            parts.append(self._say("safety-question-again", audience) if asked in last else asked)
        return replace(reply, text=without_repeats("\n\n".join(parts), last))

    def _fresh(self, decision: Decision, last: str, audience: Audience) -> tuple[str, ...]:
        """The keys, first one whose text was not the last reply; about somebody else only the last one differs."""
        keys = self._texts.existing(decision.text_keys, audience.language)
        about_other = decision.lead is not None and decision.lead.subject is Subject.OTHER
        able = (keys[0], keys[-1]) if about_other and keys else keys
        said = opening_line(last)
        fresh = (k for k in able if opening_line(self._say(k, audience, self._alert(decision, audience))) != said)
        return (next(fresh, able[0] if able else ""), *decision.text_keys)

    def _closed(self, reply: Reply, decision: Decision, reading: Reading, audience: Audience) -> Reply:
        """The reply with the help lines of a watch and the standing reminder of an episode below it."""
        parts = [reply.text]
        if decision.help_lines and reply.route is not Route.NEEDS_HUMAN:
            there = replace(audience, region=named_region(reading.message, self._regions) or audience.region)
            past = decision.lead is not None and decision.lead.subject is Subject.SELF
            parts.append(self._say("watch-past" if past else "watch-other", there, self._alert(decision, audience)))
        if decision.reminder:
            parts.append(self._say("episode-reminder", audience))
        return replace(reply, text="\n\n".join(parts))

    def _says_safe(self, reading: Reading, assessment: Assessment, audience: Audience) -> bool:
        """Whether the message is the third answer to the safety question and nothing in it is grave."""
        words = reading.message.strip().rstrip(".").casefold()
        safe = any(
            words == self._say("safety-button-safe", replace(audience, language=la)).casefold() for la in _TONGUES
        )
        return safe and not assessment.tier.opens_episode

    def alert_of(self, opening: CaseOpening | None, audience: Audience) -> str:
        """The key of the sentence about who has been told, once the opening is committed."""
        kept = opening if audience.stored else None
        return alert_key(kept, audience.standing, lead_hears=self._texts.lead_hears)

    def _alert(self, decision: Decision, audience: Audience) -> str:
        return self.alert_of(decision.opening, audience)

    def _company(self, decision: Decision, tier: Tier, reading: Reading, audience: Audience) -> Reply:
        """Company in an episode speaks in turn, so that the same words never come twice in a row."""
        spoken = [u.text for u in reading.history if u.author is Author.ASSISTANT]
        texts = [
            self._fixed((f"{COMPANY}-{number}",), decision, tier, audience) for number in range(1, COMPANY_TEXTS + 1)
        ]
        last = opening_line(spoken[-1]) if spoken else ""
        said = [place for place, reply in enumerate(texts) if opening_line(reply.text) == last]
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
            abstained = self._abstained(answer, decision, assessment, audience)
            return Proposal(self._closed(abstained, decision, reading, audience), decision.opening)
        reply = self._answered(answer.text, answer, decision, assessment, audience)
        return Proposal(self._closed(reply, decision, reading, audience), decision.opening)

    def _look_up(self, reading: Reading, audience: Audience) -> Answer:
        vectors = reading.vectors()
        question = reading.question or reading.message
        alone = (reading.message, vectors.whole) if question != reading.message else None
        lookup = Lookup(question, vectors.query, audience.language, vectors.parts, audience.phase, alone)
        return self._answering.answer(lookup, reading.history)

    def _abstained(self, answer: Answer, decision: Decision, assessment: Assessment, audience: Audience) -> Reply:
        keys = ("cannot-answer",) if answer.topics else ("cannot-answer-no-topics", "cannot-answer")
        if answer.told_all:
            keys = ("told-all", *keys)
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

    def _with_excerpt_below(self, reply: Reply, decision: Decision, audience: Audience) -> Reply:
        """The refusal, and below it what the library says for safety; otherwise the refusal alone."""
        excerpt = excerpt_below(decision.text_keys, audience.language)
        quoted = self._answering.quoted(excerpt) if excerpt else None
        if quoted is None:
            return reply
        return replace(reply, text=f"{reply.text}\n\n{quoted[0]}", citations=quoted[1])

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
        return Reply(text, route, tier, "fixed_text", version, self._library_version(), language=audience.language)


def _unanswerable(message: str) -> str | None:
    if not any(sign.isalnum() for sign in message):
        return "empty-message"
    return "too-long" if len(message) > LONGEST_QUESTION else None


def _times(answer: Answer) -> Milliseconds:
    return Milliseconds(retrieve=answer.retrieve_ms, compose=answer.compose_ms, verify=answer.verify_ms)
