"""The assistant as it is deployed: rails, retrieval, composers, records, alerts, as its composition root wires them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant import bootstrap
from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.conversation.engine import Engine
from assistant.domain.messages import Utterance
from assistant.domain.risk import Assessment, Tier
from assistant.domain.routes import Route
from assistant.guardrails.packaged import CLASSIFIER
from assistant.guardrails.risk_model import RiskModel
from assistant.settings import Settings
from evals.measuring.seen import Quote, Seen
from evals.targets.overheard import Overheard
from evals.targets.sink import Sink
from evals.targets.stored import StoredSession

GUARDRAILS = CLASSIFIER.parent
_TELLING = (
    *("second_opinion", "second_opinion_timeout_s", "moderation", "embedding_model", "reranker_model"),
    *("library_dir", "chat_timeout_s", "answers_per_hour"),
)
"""Settings that change figures and are not told by another fact; no address, no secret."""


class Assistant:
    """The whole product. What it stores goes into a database of its own, below the folder it is given."""

    def __init__(
        self, settings: Settings, records: Path, sink: Sink | None = None, risk_model: RiskModel | None = None
    ) -> None:
        overheard = Overheard(risk_model or EncoderRiskModel(CLASSIFIER))
        engine = bootstrap.build_engine(alone(settings, records, sink), risk_model=overheard)
        self._begin(engine, settings, sink, overheard)

    def _begin(self, engine: Engine, settings: Settings, sink: Sink | None, overheard: Overheard | None) -> None:
        self.sink = sink
        """The pager that its alerts go to."""
        self.engine = engine
        self._overheard = overheard
        self._settings = settings
        self._known: dict[tuple[Utterance, ...], Seen] = {}
        self._replies: dict[tuple[Utterance, ...], Seen] = {}

    @property
    def name(self) -> str:
        """How reports call it."""
        return "assistant"

    @property
    def facts(self) -> Mapping[str, str]:
        """What somebody must know to run it again."""
        composer = f"chat_model {self._settings.chat_model}" if self._settings.uses_chat_model else "extractive"
        return {
            "composer": composer,
            "library_version": self.engine.library.version,
            "library_requires": self.engine.library_requires.value,
            "rails_version": rails_version(),
            "region": self._settings.region or "none",
            **settings_told(self._settings),
        }

    def see(self, talk: Sequence[Utterance]) -> Seen:
        """What the rails say of the whole conversation; the same one is read once, because suites share cases."""
        key = tuple(talk)
        if key not in self._known:
            seen = self._seen(key)
            # A busy machine lets a rail run out of its two seconds; what is broken is broken the second time too.
            self._known[key] = self._seen(key) if seen.failed else seen
        return self._known[key]

    def reply(self, talk: Sequence[Utterance]) -> Seen:
        """What the patient would read, with the episode that the conversation so far would have opened.

        The same conversation is answered once, because suites share cases.
        """
        key = tuple(talk)
        if key not in self._replies:
            self._replies[key] = self.fresh(key)
        return self._replies[key]

    def fresh(self, talk: Sequence[Utterance]) -> Seen:
        """The reply, made anew; once more when a rail ran out of time."""
        seen = self._fresh(talk)
        return self._fresh(talk) if seen.failed else seen

    def _fresh(self, talk: Sequence[Utterance]) -> Seen:
        if self._overheard:
            self._overheard.forget()
        started = time.perf_counter()
        reply, assessment = self.engine.judging.ask(talk[-1].text, tuple(talk[:-1]))
        ms = (time.perf_counter() - started) * 1000
        return self._made(
            reply.tier,
            reply.route,
            assessment,
            text=reply.text,
            citations=tuple(Quote(c.document, c.section, c.quote) for c in reply.citations),
            composer=reply.composer,
            ms=ms,
        )

    def session(self) -> StoredSession:
        """A new patient, with real records."""
        return StoredSession(self.engine)

    def close(self) -> None:
        """Close the database and the pager."""
        if self.sink:
            self.sink.close()
        close = getattr(self.engine.records(), "close", None)
        if close is not None:
            close()

    def _seen(self, talk: tuple[Utterance, ...]) -> Seen:
        if self._overheard:
            self._overheard.forget()
        started = time.perf_counter()
        state = self.engine.judging.screen(talk[-1].text, talk[:-1])
        ms = (time.perf_counter() - started) * 1000
        return self._made(state.tier, state.route, state.assessment, ms=ms)

    def _made(self, tier: Tier, route: Route, assessment: Assessment, **more: Any) -> Seen:
        return Seen(
            tier,
            route,
            concerns=tuple(concern.value for concern in assessment.concerns),
            rules=rules(assessment),
            failed=assessment.failed_rails,
            score=self._overheard.highest if self._overheard else None,
            by_rule=any(s.rail != "classifier" and s.tier.opens_episode for s in assessment.dangers),
            **more,
        )


def settings_told(settings: Settings) -> dict[str, str]:
    """What was set of all that changes figures, by name; of a path its last part. {} where everything is as shipped."""
    told = settings.model_dump(include=set(_TELLING), exclude_defaults=True)
    return {name: str(getattr(told[name], "name", told[name])) for name in _TELLING if name in told}


def alone(settings: Settings, records: Path, sink: Sink | None) -> Settings:
    """The settings with an empty database below the folder, and nobody to alert but the sink.

    Without the clinic's file and safeguarding contact: an evaluation would page the people on call.
    """
    records.mkdir(parents=True, exist_ok=True)
    return settings.model_copy(
        update={
            "database_url": f"sqlite:///{records / 'evaluated.db'}",
            "alert_urls": (sink.url,) if sink else (),
            "clinic_file": None,
            "safeguarding_contact": None,
            "safeguarding_lead": None,
        }
    )


def rules(assessment: Assessment) -> tuple[str, ...]:
    """The rules that fired, each once, with the classifier's probability where it is one."""
    fired = (*assessment.dangers, *assessment.requests)
    named = (f"{s.rule} {s.score:.2f}" if s.rail == "classifier" else s.rule for s in fired)
    return tuple(dict.fromkeys(named))


def rails_version() -> str:
    """The SHA-256, shortened, of every file of the rails: code, lexicons and the classifier's card and graph."""
    digest = hashlib.sha256()
    for path in sorted(GUARDRAILS.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(GUARDRAILS)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
