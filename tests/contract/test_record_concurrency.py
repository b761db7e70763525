"""Twenty threads at once: nothing is lost, doubled or refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from assistant.domain.cases import STANDING, Severity
from assistant.domain.errors import CaseTaken, NotAllowed
from assistant.domain.people import Role
from assistant.domain.risk import Concern, Tier
from assistant.ports import Records
from tests.contract.scenes import SUICIDE, URLS, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited

THREADS = 20
TURNS = 10


def test_twenty_patients_writing_at_once_lose_nothing(records: Records, clock: SteppedClock) -> None:
    scenes = [Scene.of(records, clock) for _ in range(THREADS)]

    def write(number: int) -> None:
        scene = scenes[number]
        for _ in range(TURNS):
            scene.record(opening(Severity.ELEVATED, SUICIDE), scene.episode(Tier.ELEVATED, Concern.SUICIDE))

    _at_once(write)

    for scene in scenes:
        exchanges = records.exchanges_of(scene.conversation.id)
        assert [exchange.reply is not None for exchange in exchanges] == [True] * TURNS
        case = records.open_case_of(scene.patient.id)
        assert case is not None
        assert len(case.signals) == TURNS
        assert records.open_episode(scene.patient.id) is not None
    assert len(records.cases()) == THREADS
    assert len(records.due_alerts(clock.now(), 1000)) == THREADS * len(URLS)


def test_one_patient_writing_from_twenty_pages_has_one_case_and_one_episode(scene: Scene) -> None:
    def write(number: int) -> None:
        severity = Severity.IMMINENT if number % 2 else Severity.ELEVATED
        scene.record(opening(severity, SUICIDE), scene.episode(Tier.IMMINENT if number % 2 else Tier.ELEVATED))

    _at_once(write)

    case = scene.only_case()
    episode = scene.records.open_episode(scene.patient.id)
    assert episode is not None
    assert (case.severity, episode.tier) == (Severity.IMMINENT, Tier.IMMINENT)
    assert len(case.signals) == THREADS


def test_one_turn_recorded_by_twenty_threads_counts_once(scene: Scene) -> None:
    turn = scene.turn(opening(Severity.ELEVATED, SUICIDE))
    told = set()

    def write(_: int) -> None:
        told.add(scene.records.record(turn))

    _at_once(write)

    assert len(told) == 1
    assert len(scene.only_case().signals) == 1


def test_audit_rows_of_twenty_threads_stand_in_one_chain(records: Records, clock: SteppedClock) -> None:
    def act(number: int) -> None:
        for _ in range(TURNS):
            records.audit(f"dr-{number}", "case_read", "case", clock.now())

    _at_once(act)

    assert records.verify_audit() == (THREADS * TURNS, None)


def test_of_twenty_reviews_one_wins_and_the_others_are_told(scene: Scene) -> None:
    case = scene.open_case()
    refused = []

    def decide(number: int) -> None:
        try:
            scene.review(case, f"dr-{number}", "mine")
        except NotAllowed:
            refused.append(number)

    _at_once(decide)

    assert len(refused) == THREADS - 1
    assert scene.records.verify_audit() == (3, None)
    assert scene.case(case.id).resolved_by not in {f"dr-{number}" for number in refused}


def test_of_twenty_claims_one_wins_and_the_others_are_told_who_has_it(scene: Scene) -> None:
    doctors = [scene.records.add_person(f"Dr {n}", Role.CLINICIAN, invited("x")) for n in range(THREADS)]
    case = scene.open_case()
    told = []

    def claim(number: int) -> None:
        try:
            scene.records.claim(case.id, doctors[number].id, scene.clock.now())
        except CaseTaken as taken:
            told.append((number, taken.owner))

    _at_once(claim)

    owner = scene.case(case.id).owner
    (winner,) = [doctor.name for number, doctor in enumerate(doctors) if number not in {n for n, _ in told}]
    assert {name for _, name in told} == {owner} == {winner}
    assert len(told) == THREADS - 1
    assert scene.records.verify_audit() == (THREADS + 3, None)


def test_a_turn_during_a_review_ends_in_an_open_case_or_in_a_resolved_one_never_in_neither(scene: Scene) -> None:
    case = scene.open_case()

    def act(number: int) -> None:
        if number == 0:
            scene.review(case)
        else:
            scene.record(opening(), scene.episode())

    _at_once(act)

    opened = scene.records.cases(*STANDING)
    assert len(opened) <= 1
    assert (scene.records.open_episode(scene.patient.id) is None) == (not opened)


def _at_once(act: Callable[[int], None]) -> None:
    """Call `act` with 0, 1, 2... in as many threads, all released together; the first failure is raised."""
    gate = threading.Barrier(THREADS)

    def run(number: int) -> None:
        gate.wait()
        act(number)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, range(THREADS)))
