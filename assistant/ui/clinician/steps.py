"""What a clinician does next with a case: claim, reach the patient, hand over, give back, take over."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case, CaseState
from assistant.domain.people import Person, Role
from assistant.ports import Records
from assistant.ui.clinician.acting import act, try_it
from assistant.ui.clinician.wording import waited
from assistant.ui.escaping import plain

REACHED = "I reached the patient"


def draw_steps(case: Case, clinician: Person, engine: Engine) -> None:
    """The steps that fit where the case stands and who has it."""
    if not case.state.stands:
        return
    now = engine.clock.now()
    if case.state.is_free:
        with st.container(horizontal=True, gap="small"):
            _step("Claim", "claim", case, ":material/pan_tool:", first=True)
            _step(REACHED, "contact", case, ":material/call:")
        return
    if case.owner_id != clinician.id:
        _taken(case, now)
        return
    with st.container(horizontal=True, gap="small"):
        if case.state is CaseState.CLAIMED:
            _step(REACHED, "contact", case, ":material/call:", first=True)
        _hand_over(case, clinician, engine)
        _step("Give back", "release", case, ":material/undo:")


def _taken(case: Case, now: datetime) -> None:
    since = f" for {waited(case.claimed_at, now)}" if case.claimed_at else ""
    reached = " and has reached the patient" if case.state is CaseState.CONTACTED else ""
    st.info(f"{plain(case.owner or 'Somebody')} has this case{since}{reached}.", icon=":material/lock_person:")
    with st.popover("Take it over", icon=":material/swap_horiz:", key=f"over_{case.id}"):
        st.write(f"Ask {plain(case.owner or 'them')} first if you can. They are no longer responsible afterwards.")
        _step("Take this case over", "take_over", case, ":material/swap_horiz:", first=True)


def _hand_over(case: Case, clinician: Person, engine: Engine) -> None:
    if case.restricted:
        return
    everybody = engine.records().people(Role.CLINICIAN)
    others = {p.id: p.name for p in everybody if p.active and p.id != clinician.id and case.team in p.teams}
    if not others:
        return
    with st.popover("Hand over", icon=":material/swap_horiz:", key=f"hand_{case.id}"):
        chosen = st.selectbox("To whom?", list(others), index=None, format_func=others.__getitem__, key=f"to_{case.id}")
        if st.button("Hand this case over", key=f"handed_{case.id}", disabled=chosen is None, type="primary"):
            to = str(chosen)

            def give(records: Records, one: Case, who: Person, at: datetime) -> None:
                records.hand_over(one.id, who.id, to, who.id, at)

            try_it(case.id, give, f"{others[to]} has this case now.")
            st.rerun()


def _step(label: str, step: str, case: Case, icon: str, *, first: bool = False) -> None:
    key = f"{step}_{case.id}"
    st.button(label, key=key, type="primary" if first else "secondary", icon=icon, on_click=act, args=(step, case.id))
