from __future__ import annotations

import pytest

from assistant.domain.people import Person, Role


def test_a_patient_of_several_teams_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="several care teams"):
        Person("p", "ana", Role.PATIENT, more_teams=("north",))


def test_the_first_team_comes_first() -> None:
    assert Person("c", "doctor", Role.CLINICIAN, team="south", more_teams=("north",)).teams == ("south", "north")
