"""What the killed processes of the crowd do: 40 patients write, 5 clinicians act, workers deliver.

Each is forked from a process that has everything loaded but no connection, so that a kill costs no start. It reports to
a file, one JSON object a line and only after the fact, so that what is reported may never be missing afterwards.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant import bootstrap
from assistant.conversation.duty import WORKER, Duty
from assistant.conversation.engine import Engine
from assistant.domain.cases import STANDING, Case, CaseState, Outcome, Review
from assistant.domain.errors import ModelUnavailable, NotAllowed, RecordsUnavailable
from assistant.domain.invitations import Invitation
from assistant.domain.messages import Conversation, Message
from assistant.domain.people import Person, Role
from assistant.domain.reading import Vector
from assistant.domain.risk import Concern, Tier
from assistant.domain.scoring import PieceScores, Thresholds
from assistant.ports import Clock, Records
from assistant.settings import Settings
from evals.soak.messages import GRAVE

PATIENTS = 40
WRITERS = 8
CLINICIANS = 5
CALM = ("How much ketamine should I take next time?", "thanks", "", "Can I take my lozenge a day early?")
"""Messages whose reply needs no model and no index, because neither is what is killed here."""
_TIERS = (Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT)


class NoEmbedder:
    """An Embedder that is never there."""

    fingerprint = "none"
    dimension = 1

    def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """Raise ModelUnavailable."""
        del texts
        raise ModelUnavailable("This soak has no embedding model.")


class NoRisk:
    """A RiskModel that never finds anything; the rules find what the crowd's grave messages say."""

    thresholds = Thresholds(dict.fromkeys(_TIERS, 0.5), dict.fromkeys(_TIERS, 0.5))

    def prepare(self) -> None:
        """Nothing to open."""

    def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
        """Nothing for every text."""
        return tuple(PieceScores(dict.fromkeys(_TIERS, 0.0), dict.fromkeys(Concern, 0.0)) for _ in texts)


class LaterClock:
    """The machine's clock, set forward by what a test adds."""

    def __init__(self) -> None:
        self._real: Clock = bootstrap.make_clock()
        self.ahead = timedelta()

    def now(self) -> Any:
        """The time, set forward."""
        return self._real.now() + self.ahead


class ReportingRecords:
    """The real records; says so when a message has been accepted."""

    def __init__(self, records: Records, report: Callable[..., None]) -> None:
        self._records = records
        self._report = report

    def receive(self, message: Message) -> None:
        """Store the message, then report it."""
        self._records.receive(message)
        self._report(accepted=message.id, grave=message.text in GRAVE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


class Report:
    """Writes to the file that it is given; before that, nothing."""

    def __init__(self) -> None:
        self.file: int | None = None

    def __call__(self, **line: object) -> None:
        """One line in one write, so that a kill leaves it whole or absent."""
        if self.file is not None:
            os.write(self.file, (json.dumps(line) + "\n").encode())


def engine_of(settings: Settings, report: Callable[..., None], clock: Clock | None = None) -> Engine:
    """The product without its models; the database opens at its first use."""
    return bootstrap.build_engine(
        settings,
        clock=clock,
        embedder=NoEmbedder(),
        risk_model=NoRisk(),
        records=lambda: ReportingRecords(bootstrap.make_records(settings), report),
    )


def app(engine: Engine, report: Callable[..., None], seed: str) -> None:
    """Patients write and clinicians act until the process dies."""
    patients, doctors = people(engine.records())
    acts: list[Callable[[], None]] = [
        lambda n=n: _write(engine, patients[n::WRITERS], f"{seed}:{n}", report)  # type: ignore[misc]
        for n in range(WRITERS)
    ]
    acts += [lambda n=n: _act(engine, doctors, n, f"{seed}:dr{n}", report) for n in range(CLINICIANS)]  # type: ignore[misc]
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def worker(engine: Engine, report: Callable[..., None], _seed: str) -> None:
    """The worker's rounds, without its pause of seconds, until the process dies."""
    duty = Duty(engine, WORKER)
    while True:
        try:
            done = duty.round()
            report(round=done.delivered + done.failed + done.given_up + done.finished + done.moved)
        except RecordsUnavailable:
            report(unavailable="worker")
        time.sleep(0.05)


def people(records: Records) -> tuple[list[Person], list[Person]]:
    """The patients and the clinicians; their accounts are made when they are missing."""
    patients = [_person(records, f"soak-patient-{n}", Role.PATIENT) for n in range(PATIENTS)]
    return patients, [_person(records, f"soak-doctor-{n}", Role.CLINICIAN) for n in range(CLINICIANS)]


def _person(records: Records, name: str, role: Role) -> Person:
    return records.person_named(name) or records.add_person(
        name, role, Invitation.for_nobody("soak", datetime.now(UTC))
    )


def _write(engine: Engine, mine: Sequence[Person], seed: str, report: Callable[..., None]) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    places: dict[str, Conversation] = {}
    for patient in itertools.cycle(mine):
        if patient.id not in places:
            places[patient.id] = engine.records().start_conversation(patient.id, engine.clock.now())
        text = chance.choice(GRAVE if chance.random() < 1 / 3 else CALM)
        outcome = engine.turns.take(patient, places[patient.id], text)
        if outcome.stored:
            report(released=outcome.message.id, case=outcome.case_id)
        else:
            report(unavailable="turn")
        time.sleep(chance.uniform(0, 0.05))


def _act(engine: Engine, doctors: Sequence[Person], number: int, seed: str, report: Callable[..., None]) -> None:
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    me, records = doctors[number], engine.records()
    while True:
        time.sleep(chance.uniform(0.01, 0.1))
        try:
            cases = records.cases(*STANDING)
            if cases:
                step = _step(engine, chance.choice(cases), me, chance.choice(doctors), chance)
                report(step=step[0], case=step[1], by=me.id)
        except NotAllowed:
            continue
        except RecordsUnavailable:
            report(unavailable="step")


def _step(engine: Engine, case: Case, me: Person, other: Person, chance: random.Random) -> tuple[str, str]:
    """One thing that a clinician does with a case; what it is called in the audit trail, and the case."""
    records, now = engine.records(), engine.clock.now()
    if case.state.is_free:
        records.claim(case.id, me.id, now)
        return "case_claimed", case.id
    if chance.random() < 0.2:  # noqa: PLR2004 - one in five
        records.add_note(case.id, me.id, "Called.", now)
        return "case_noted", case.id
    if chance.random() < 0.1 and case.owner_id and other.id != case.owner_id:  # noqa: PLR2004 - one in ten
        records.hand_over(case.id, case.owner_id, other.id, me.id, now)
        return "case_handed_over", case.id
    if chance.random() < 0.1 and case.owner_id == me.id:  # noqa: PLR2004 - one in ten
        # Only one's own: a case that its owner gave back a moment before is free already, and leaves no row.
        records.release(case.id, me.id, now)
        return "case_released", case.id
    if case.state is CaseState.CLAIMED:
        records.contact(case.id, me.id, now)
        return "case_contacted", case.id
    records.review(Review(case.id, me.id, Outcome.TRUE_CRISIS, "Spoke with them.", now))
    return "case_resolved", case.id
