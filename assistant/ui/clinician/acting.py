"""A clinician's step with a case, from a button to the records, and what is said when it did not work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import streamlit as st

from assistant.domain.cases import Case
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.clinician.access import may_open

_SAID = "case_said"
Step = Callable[[Records, Case, Person, datetime], None]

STEPS: Mapping[str, tuple[Step, str]] = {
    "claim": (lambda records, case, who, at: records.claim(case.id, who.id, at), "You have this case now."),
    "contact": (lambda records, case, who, at: records.contact(case.id, who.id, at), "Noted: you reached the patient."),
    "release": (
        lambda records, case, who, at: records.release(case.id, who.id, at),
        "Given back. Whoever is on call hears of it again.",
    ),
    "take_over": (
        lambda records, case, who, at: records.hand_over(case.id, case.owner_id or "", who.id, who.id, at),
        "You have this case now.",
    ),
}


def act(step: str, case_id: str) -> None:
    """Do the step as the signed-in clinician; what came of it is said on the next drawing of the page."""
    doing, done = STEPS[step]
    try_it(case_id, doing, done)


def try_it(case_id: str, doing: Step, done: str) -> bool:
    """Whether the step was done; who may not see the case may not act on it either."""
    clinician, engine = current.require(Role.CLINICIAN), current.engine()
    records = engine.records()
    try:
        doing(records, _case_for(clinician, case_id), clinician, engine.clock.now())
    except NotAllowed as refused:
        st.session_state[_SAID] = (False, str(refused))
        return False
    st.session_state[_SAID] = (True, done)
    return True


def _case_for(clinician: Person, case_id: str) -> Case:
    engine = current.engine()
    case = engine.records().case(case_id)
    if case is None or not may_open(case, clinician, engine.clinic):
        raise NotAllowed("There is no such case. Reload the queue.")
    return case


def draw_said() -> None:
    """What came of the last step, once: a passing word when it worked, a warning that stays when it did not."""
    said = st.session_state.pop(_SAID, None)
    if said is None:
        return
    worked, words = said
    if worked:
        st.toast(words, icon=":material/check:")
    else:
        st.warning(words, icon=":material/front_hand:")
