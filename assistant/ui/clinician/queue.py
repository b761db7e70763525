"""The queue: what needs a human first."""

import streamlit as st

from assistant.domain.cases import Case, CaseState, Severity
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.clinician.wording import CONCERNS, SEVERITIES, waited

EVERY_S = 5

current.require(Role.CLINICIAN)
st.title("Queue")
everything = st.toggle("Show reviewed cases too", key="queue_all")


@st.fragment(run_every=EVERY_S)
def live_queue() -> None:
    """The cases, drawn again every few seconds; a row is named by its case, so nothing typed or focused is lost."""
    current.require(Role.CLINICIAN)
    engine = current.engine()
    cases = [c for c in engine.records().cases(None if everything else CaseState.OPEN) if not c.restricted]
    if not cases:
        st.success("Nothing waits for you.", icon=":material/check_circle:")
    for case in cases:
        draw_row(case)


def draw_row(case: Case) -> None:
    """One case: how bad, about what, how long it has waited, whether somebody has seen it."""
    engine = current.engine()
    with st.container(border=True, key=f"case_{case.id}"):
        colour, label = SEVERITIES[case.severity]
        about = ", ".join(CONCERNS[concern] for concern in case.concerns) or case.reason
        state = "reviewed" if case.state is CaseState.RESOLVED else "seen" if case.seen_at else "not seen yet"
        st.markdown(
            f":{colour}-badge[{label}] **{case.patient_name}** · {about}  \n"
            f"waiting {waited(case.opened_at, engine.clock.now())} · {state} · alert {case.alert_status.value}"
        )
        kind = "primary" if case.severity in {Severity.IMMINENT, Severity.ELEVATED} else "secondary"
        if st.button("Open", key=f"open_{case.id}", type=kind):
            st.session_state["case_id"] = case.id
            st.switch_page(current.page("clinician/case.py"))


live_queue()
