"""The queue: what needs a human first."""

import streamlit as st

from assistant.domain.cases import STANDING, Case, Severity
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.clinician.access import may_open
from assistant.ui.clinician.wording import about, severity_badge, standing
from assistant.ui.escaping import plain

EVERY_S = 5
URGENT = (Severity.IMMINENT, Severity.ELEVATED)

current.require(Role.CLINICIAN)
st.title("Queue")
everything = st.toggle("Show reviewed cases too", key="queue_all")


@st.fragment(run_every=EVERY_S)
def live_queue() -> None:
    """The cases, drawn again every few seconds; a row is named by its case, so nothing typed or focused is lost."""
    with boundary(lambda: current.engine().regions, None):
        draw_cases()


def draw_cases() -> None:
    """Every case that this page shows, with how many nobody has opened."""
    clinician = current.require(Role.CLINICIAN)
    engine = current.engine()
    found = engine.records().cases(*() if everything else STANDING)
    cases = [case for case in found if may_open(case, clinician, engine.clinic)]
    unseen = sum(case.state.stands and case.seen_at is None for case in cases)
    st.caption(f"{len(cases)} shown, {unseen} not opened by anybody yet. Refreshes by itself.")
    if not cases:
        st.success("Nothing waits for you.", icon=":material/check_circle:")
    for case in cases:
        draw_row(case)


def draw_row(case: Case) -> None:
    """One case: how bad, about what, how long it has waited, whether somebody has seen it."""
    now = current.engine().clock.now()
    with st.container(border=True, key=f"case_{case.id}", gap="xsmall"):
        what = about(case)
        unread = case.state.stands and case.seen_at is None
        name = f"**{plain(case.patient_name)}**" if unread else plain(case.patient_name)
        st.markdown(f"{severity_badge(case.severity)} {name}{' · ' + what if what else ''}")
        st.caption(plain(f"{case.reason}\n{standing(case, now)}"))
        urgent = unread and case.severity in URGENT
        if st.button(
            "Open the case",
            key=f"open_{case.id}",
            type="primary" if urgent else "secondary",
            icon=":material/arrow_forward:",
        ):
            st.switch_page(current.page("clinician/case.py"), query_params={"case": case.id})


live_queue()
