"""Gives a reviewed case to the evaluations, after the clinician has read every word that leaves."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case
from assistant.domain.people import Person, Role
from assistant.escalation.reviewed import proposed_texts, sample_line
from assistant.ports import Records
from assistant.ui.clinician.acting import try_it

_MADE = "sample_made"


def draw_sample(case: Case, engine: Engine) -> None:
    """For a resolved case: the masked words to correct, a confirmation, and then the file."""
    if case.state.stands or case.outcome is None or case.restricted:
        return
    with st.expander("Use for the evaluations", icon=":material/science:"):
        st.caption(
            "Names, numbers, dates and addresses are masked. Read it and take out whatever else could say whose it is. "
            "What leaves is what stands here, what the checks found and your outcome."
        )
        texts = [
            st.text_area(f"Message {number}", proposed, key=f"sample_{number}_{case.id}", height=100)
            for number, proposed in enumerate(_proposed(case, engine), start=1)
        ]
        sure = st.checkbox("I have read it. Nothing in it says whose it is.", key=f"sample_sure_{case.id}")
        if st.button("Make the sample", key=f"sample_make_{case.id}", disabled=not sure):

            def make(records: Records, one: Case, who: Person, at: datetime) -> None:
                line = sample_line(one, texts)
                records.audit(who.id, "case_exported", one.id, at)
                st.session_state[_MADE] = (one.id, line)

            try_it(case.id, make, "The sample is ready.")
            st.rerun()
        made = st.session_state.get(_MADE)
        if made and made[0] == case.id:
            st.download_button(
                "Download", made[1], "reviewed-case.jsonl", "application/jsonl", key=f"sample_file_{case.id}",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _proposed(case: Case, engine: Engine) -> tuple[str, ...]:
    records = engine.records()
    apart = records.kept_apart(case.conversation_id)
    spoken = [e for e in records.exchanges_of(case.conversation_id) if e.message.id not in apart]
    staff = (person.name for person in records.people(Role.CLINICIAN))
    return proposed_texts(case, spoken, (case.patient_name, engine.clinic.name, *staff))
