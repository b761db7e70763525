"""The queue: what needs a human first."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.clinician.access import is_lead, may_open
from assistant.ui.clinician.acting import draw_said
from assistant.ui.clinician.filters import Show, draw_filters, view_of
from assistant.ui.clinician.row import draw_row
from assistant.ui.reading import note_reading

EVERY_S = 5
EMPTY = {
    Show.WAITING: "Nothing waits for you.",
    Show.FREE: "Somebody has every case.",
    Show.MINE: "You have no open case.",
    Show.AGAIN: "Nothing to look at again today.",
    Show.RESOLVED: "Nothing was resolved in the last 24 hours.",
}

st.title("Queue")
show, severities, teams = draw_filters(current.require(Role.CLINICIAN))


@st.fragment(run_every=EVERY_S)
def live_queue() -> None:
    """The cases, drawn again every few seconds; a row is named by its case, so nothing typed or focused is lost."""
    with boundary(lambda: current.engine().regions, None):
        draw_cases()


def draw_cases() -> None:
    """The chosen part of the queue, with how much of all that waits nobody has."""
    clinician, engine = current.require(Role.CLINICIAN), current.engine()
    records, now = engine.records(), engine.clock.now()
    waiting = records.waiting(clinician.teams, restricted=is_lead(clinician, engine.clinic))
    draw_said()
    found = records.queue(view_of(show, severities, teams, clinician, engine.clinic, now))
    cases = [case for case in found.cases if may_open(case, clinician, engine.clinic)]
    note_reading(clinician, "queue_read", ",".join(clinician.teams), (show, severities, teams, {c.id for c in cases}))
    st.caption(f"{waiting.standing} waiting, {waiting.free} of them nobody has. Refreshes by itself.")
    if not cases:
        st.success(EMPTY[show], icon=":material/check_circle:")
    for case in cases:
        draw_row(case, clinician, engine, now)
    if found.total > len(cases):
        st.caption(f"The first {len(cases)} of {found.total}. Filter to see the others.")


live_queue()
