"""The part of a turn that needs no records: assess, route, reply."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from assistant.conversation.audience import Audience
from assistant.conversation.language import spoken_language
from assistant.conversation.replying import Proposal, Replying
from assistant.domain.care import Answers
from assistant.domain.cases import Case, CaseOpening, Episode, Severity
from assistant.domain.messages import UNREADABLE, Author, Utterance
from assistant.domain.phases import Phase
from assistant.domain.replies import Milliseconds, Reply
from assistant.domain.risk import Assessment, Tier, highest
from assistant.domain.routes import Route
from assistant.guardrails.episodes import advance
from assistant.guardrails.narrowing import narrowed, paused
from assistant.guardrails.routing import Decision, route
from assistant.guardrails.screening import Screening
from assistant.ports import Clock

_log = structlog.get_logger(__name__)
_RECORDS = "records"
"""Named like a rail that broke when the message itself cannot be read."""

NOBODY = "nobody"
"""The patient of a message that is stored nowhere."""


BROKEN = CaseOpening(Severity.NEEDS_HUMAN, (), (), "The assistant failed while it made a reply.", page=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """A reply with everything that led to it, before it is recorded."""

    proposal: Proposal
    assessment: Assessment
    episode: Episode | None
    audience: Audience
    text_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """What the rails say of a conversation after its last patient message."""

    assessment: Assessment
    """Every signal of every patient message; the spans are those of the message they were found in."""
    tier: Tier
    route: Route


class Judging:
    """Judges messages; keeps nothing."""

    def __init__(self, screening: Screening, replying: Replying, clock: Clock) -> None:
        self._screening = screening
        self._replying = replying
        self._clock = clock

    def judge(
        self,
        text: str,
        history: tuple[Utterance, ...] = (),
        episode: Episode | None = None,
        patient_id: str = NOBODY,
        region: str | None = None,
        standing: Case | None = None,
        answers: Answers = Answers.ON,
        phase: Phase | None = None,
        *,
        often: bool = False,
    ) -> Judged:
        """Assess, route and reply; whatever breaks on the way becomes a safe text and a case. Never raises."""
        started = time.perf_counter()

        def decided(found: Assessment) -> Decision:
            decision = narrowed(route(found, episode, text), answers)
            return paused(decision) if often and answers is Answers.ON else decision

        def ahead(found: Assessment) -> bool:
            return self._looks_up(decided, found, text)

        assessment, reading = self._screening.assess(text, history, ahead=ahead)
        if text == UNREADABLE:
            # What the patient wrote is lost, so nobody can say that it was harmless.
            assessment = replace(assessment, failed_rails=(*assessment.failed_rails, _RECORDS))
        assess_ms = (time.perf_counter() - started) * 1000
        audience = Audience(region=region, stored=patient_id != NOBODY, standing=standing, phase=phase)
        after = episode
        try:
            audience = replace(audience, language=spoken_language(text, history))
            after = advance(episode, assessment, patient_id, uuid.uuid4().hex, self._clock.now())
            decision = decided(assessment)
        except Exception as error:  # noqa: BLE001 - rule 4: what cannot be routed needs a human
            _log.error("routing_failed", error=type(error).__name__)
            decision = _unrouted(assessment)
        try:
            proposal = self._replying.reply(decision, assessment, reading, audience)
        except Exception as error:  # noqa: BLE001 - rule 4: answers fail closed, alerts fail loud
            _log.error("reply_failed", error=type(error).__name__)
            proposal = self._held(decision, assessment, audience)
        total = (time.perf_counter() - started) * 1000
        ms = proposal.reply.ms
        timed = proposal.reply.timed(Milliseconds(assess_ms, ms.retrieve, ms.compose, ms.verify, total))
        return Judged(replace(proposal, reply=timed), assessment, after, audience, decision.text_keys)

    def ask(
        self, text: str, history: tuple[Utterance, ...] = (), region: str | None = None
    ) -> tuple[Reply, Assessment]:
        """The reply to a message that is stored nowhere, with the episode that its history would have opened."""
        episode, _, _ = self._fold(history)
        judged = self.judge(text, history, episode, NOBODY, region)
        return judged.proposal.reply, judged.assessment

    def screen(self, text: str, history: tuple[Utterance, ...] = ()) -> Screened:
        """What the rails say of the conversation that ends with this message; no later message lowers the tier."""
        episode, tier, earlier = self._fold(history)
        last, _ = self._screening.assess(text, history)
        together = Assessment(
            (*last.signals, *(s for s in earlier.signals if s.concern)),
            tuple(dict.fromkeys((*earlier.failed_rails, *last.failed_rails))),
            tuple(dict.fromkeys((*earlier.advisory_failures, *last.advisory_failures))),
        )
        return Screened(together, highest((tier, last.tier)), route(last, episode, text).route)

    def plain(self, keys: tuple[str, ...], wanted: Route, tier: Tier, audience: Audience, alert: str) -> Reply:
        """A fixed text outside any decision."""
        return self._replying.plain(keys, wanted, tier, audience, alert)

    def _looks_up(self, decided: Callable[[Assessment], Decision], found: Assessment, text: str) -> bool:
        """Whether the message would be looked up if nothing more was found in it."""
        try:
            return text != UNREADABLE and self._replying.looks_up(decided(found), text)
        except Exception:  # noqa: BLE001 - what cannot be routed is reported where it is routed
            return False

    def _fold(self, history: tuple[Utterance, ...]) -> tuple[Episode | None, Tier, Assessment]:
        """The episode, the strictest tier and all findings of what the patient wrote before."""
        episode: Episode | None = None
        everything = Assessment()
        for index, utterance in enumerate(history):
            if utterance.author is Author.PATIENT:
                found, _ = self._screening.assess(utterance.text, history[:index], advised=False)
                episode = advance(episode, found, NOBODY, NOBODY, self._clock.now())
                everything = Assessment(
                    (*everything.signals, *found.signals),
                    (*everything.failed_rails, *found.failed_rails),
                    (*everything.advisory_failures, *found.advisory_failures),
                )
        return episode, everything.tier, everything

    def _held(self, decision: Decision, assessment: Assessment, audience: Audience) -> Proposal:
        opening = decision.opening or BROKEN
        safe = decision.route.is_safety
        keys = (*decision.text_keys, "crisis") if safe else ("needs-human",)
        wanted = decision.route if safe else Route.NEEDS_HUMAN
        alert = self._replying.alert_of(opening, audience)
        return Proposal(self.plain(keys, wanted, assessment.tier, audience, alert), opening)


def _unrouted(assessment: Assessment) -> Decision:
    """What a message becomes when the table itself failed: danger keeps its text and pages, all else holds."""
    if not assessment.tier.opens_episode:
        return Decision(Route.NEEDS_HUMAN, ("needs-human",), opening=BROKEN)
    severity = Severity.IMMINENT if assessment.tier is Tier.IMMINENT else Severity.ELEVATED
    opening = CaseOpening(severity, assessment.concerns, assessment.dangers, BROKEN.reason, page=True)
    return Decision(Route.CRISIS, ("crisis",), opening=opening)
