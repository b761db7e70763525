"""What clinicians wrote about a case."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.domain.cases import Case
from assistant.domain.people import Person
from assistant.ports import Records
from assistant.ui.clinician.acting import try_it
from assistant.ui.escaping import plain


def draw_notes(case: Case) -> None:
    """Every note, oldest first, and a place for the next one."""
    with st.expander(f"Notes ({len(case.notes)})", expanded=bool(case.notes), icon=":material/edit_note:"):
        for note in case.notes:
            st.markdown(plain(note.text))
            st.caption(f"{plain(note.author)}, {note.at:%d %b, %H:%M} UTC")
        with st.form(f"noting_{case.id}", border=False, clear_on_submit=True):
            text = st.text_area("New note", key=f"new_note_{case.id}", height=80)
            sent = st.form_submit_button("Add note", key=f"noted_{case.id}")
    if not sent:
        return

    def add(records: Records, one: Case, who: Person, at: datetime) -> None:
        records.add_note(one.id, who.id, text, at)

    try_it(case.id, add, "Note added.")
    st.rerun()
