"""What broken glasses promise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.errors import NotAllowed
from assistant.domain.glass import Glass
from assistant.domain.people import Role
from assistant.ports import Records
from tests.contract.scenes import Scene
from tests.fakes.clock import START
from tests.fakes.invitations import invited

HOUR = timedelta(hours=1)


def test_a_glass_counts_until_it_ends_and_is_kept_after(scene: Scene) -> None:
    records = scene.records
    doctor = records.add_person("doctor", Role.CLINICIAN, invited("x"))
    glass = Glass("g", doctor.id, scene.patient.id, "A reason: 日本", START, START + HOUR)

    records.break_glass(glass)

    assert records.glasses_of(doctor.id, START) == (glass,)
    assert records.glasses_of(doctor.id, START + HOUR) == ()
    assert records.glasses_of("somebody else", START) == ()
    assert records.glasses(START) == (glass,)
    assert records.glasses(START + HOUR) == ()
    assert records.verify_audit()[1] is None


def test_no_glass_is_broken_for_somebody_who_is_not_there(records: Records) -> None:
    doctor = records.add_person("doctor", Role.CLINICIAN, invited("x"))
    rows = records.verify_audit()

    with pytest.raises(NotAllowed):
        records.break_glass(Glass("g", doctor.id, "nobody", "A reason", START, START + HOUR))

    assert (records.glasses(START), records.verify_audit()) == ((), rows)
