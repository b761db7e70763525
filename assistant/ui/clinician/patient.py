"""What the clinic knows of the patient of a case: contact, safety plan, answers on or off, earlier cases."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.care import Answers
from assistant.domain.cases import Case
from assistant.domain.people import Person
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.clinician.access import may_open
from assistant.ui.clinician.acting import try_it
from assistant.ui.clinician.wording import OUTCOMES, about, severity_badge
from assistant.ui.escaping import plain

ANSWERS = {
    Answers.ON: "On",
    Answers.HELP_ONLY: "Help lines and team messages only",
    Answers.OFF: "Off",
}
EARLIER = 5


def draw_care(case: Case, engine: Engine) -> None:
    """How to reach the patient and what was agreed, and a way to change it."""
    care = engine.records().care_of(case.patient_id)
    st.subheader("Contact and safety plan", anchor=False)
    st.markdown(plain(care.contact) if care.contact else "*No contact entered.*")
    if care.safety_plan:
        st.markdown(plain(care.safety_plan))
    with st.popover("Change", icon=":material/edit:", key=f"care_{case.id}"):
        contact = st.text_area("How to reach the patient", care.contact, key=f"reach_{case.id}", height=80)
        plan = st.text_area("Safety plan", care.safety_plan, key=f"plan_{case.id}", height=160)
        if st.button("Save", key=f"care_saved_{case.id}", type="primary"):

            def keep(records: Records, one: Case, who: Person, at: datetime) -> None:
                records.set_contact(one.patient_id, contact.strip(), plan.strip(), who.id, at)

            try_it(case.id, keep, "Saved.")
            st.rerun()


def draw_answers(case: Case, engine: Engine) -> None:
    """Whether the assistant answers this patient; danger is found and paged whatever is chosen."""
    care = engine.records().care_of(case.patient_id)
    if care.answers is not Answers.ON:
        st.warning(f"Answers to this patient: {ANSWERS[care.answers].lower()}.", icon=":material/pause_circle:")
    with st.expander("Answers to this patient", icon=":material/tune:"):
        st.caption("Danger is still found, replied to and paged, whatever you choose. The patient is told.")
        options = list(ANSWERS)
        chosen = st.radio(
            "Answers", options, index=options.index(care.answers), format_func=lambda one: ANSWERS[one],
            key=f"answers_{case.id}", label_visibility="collapsed",
        )  # fmt: skip
        if st.button("Save", key=f"answers_saved_{case.id}", disabled=chosen is care.answers):

            def keep(records: Records, one: Case, who: Person, at: datetime) -> None:
                records.set_answers(one.patient_id, chosen, who.id, at)

            try_it(case.id, keep, "Saved.")
            st.rerun()


def draw_earlier(case: Case, clinician: Person, engine: Engine) -> None:
    """The patient's other cases that this clinician may open, newest first."""
    others = [one for one in engine.records().cases_of(case.patient_id, EARLIER + 1) if one.id != case.id]
    shown = [one for one in others if may_open(one, clinician, engine.clinic)][:EARLIER]
    if not shown:
        return
    with st.expander(f"Other cases ({len(shown)})", icon=":material/history:"):
        for one in shown:
            found = OUTCOMES[one.outcome].lower() if one.outcome else "not resolved"
            st.markdown(f"{severity_badge(one.severity)} {about(one)} · {one.opened_at:%d %b %Y} · {found}")
            if st.button("Open", key=f"other_{one.id}", type="tertiary", icon=":material/arrow_forward:"):
                st.switch_page(current.page("clinician/case.py"), query_params={"case": one.id})
