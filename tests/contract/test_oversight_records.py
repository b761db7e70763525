"""What OversightRecords promises."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.domain.cases import Outcome, Severity
from assistant.domain.oversight import CaseFact
from assistant.domain.people import Role
from assistant.domain.risk import Concern
from assistant.ports import Records
from tests.contract.scenes import SUICIDE, WITHDRAWAL, Scene, opening
from tests.fakes.invitations import invited

EVER = datetime(2000, 1, 1, tzinfo=UTC)


def test_a_fact_holds_severity_concerns_rules_alerts_steps_and_outcome(scene: Scene) -> None:
    opened = scene.clock.now()
    scene.record(opening(Severity.ELEVATED, SUICIDE, WITHDRAWAL, SUICIDE))
    case = scene.only_case()
    first, *rest = scene.records.due_alerts(opened, 10)
    assert rest
    scene.records.alert_delivered(first.id, opened)
    claimed = scene.clock.advance(minutes=4)
    scene.records.claim(case.id, "dr-a", claimed)
    contacted = scene.clock.advance(minutes=5)
    scene.records.contact(case.id, "dr-a", contacted)
    scene.review(case, "dr-a")

    assert scene.records.case_facts(EVER) == (
        CaseFact(
            opened,
            Severity.ELEVATED,
            (Concern.SUICIDE, Concern.WITHDRAWAL),
            ("crisis/wish_to_die", "red_flags/shaking"),
            1,
            claimed,
            contacted,
            Outcome.TRUE_CRISIS,
        ),
    )


def test_giving_back_and_claiming_again_does_not_change_when_it_was_first_claimed(scene: Scene) -> None:
    case = scene.open_case(page=False)
    first = scene.clock.advance(minutes=1)
    scene.records.contact(case.id, "dr-a", first)
    scene.records.release(case.id, "dr-a", scene.clock.advance(minutes=1))
    scene.records.contact(case.id, "dr-b", scene.clock.advance(minutes=1))

    (fact,) = scene.records.case_facts(EVER)

    assert (fact.claimed_at, fact.contacted_at) == (first, first)


def test_cases_about_staff_and_cases_of_before_are_never_among_the_facts(scene: Scene) -> None:
    scene.open_case(page=False)
    scene.open_case(restricted=True)
    since = scene.clock.advance(minutes=1)
    Scene.of(scene.records, scene.clock).open_case(Severity.WATCH, page=False)

    assert [fact.severity for fact in scene.records.case_facts(EVER)] == [Severity.ELEVATED, Severity.WATCH]
    assert [fact.severity for fact in scene.records.case_facts(since)] == [Severity.WATCH]


def test_only_active_patients_are_counted(records: Records, scene: Scene) -> None:
    records.add_person("dr", Role.CLINICIAN, invited())
    gone = records.add_person("gone", Role.PATIENT, invited())
    records.set_active(gone.id, False, "admin", scene.clock.now())

    assert records.active_patients() == 1
