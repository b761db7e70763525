"""One case: why it is here, what was said, what the patient saw, and the review."""

import streamlit as st

from assistant.domain.cases import Case, CaseState, Outcome, Review
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.clinician.transcript import draw_transcript
from assistant.ui.clinician.wording import CONCERNS, OUTCOMES, SEVERITIES, waited

clinician = current.require(Role.CLINICIAN)
engine = current.engine()
records = engine.records()


def draw_review(case: Case) -> None:
    """What was found, in two clicks; a note when there is something to say."""
    with st.form(f"review_{case.id}"):
        outcome = st.radio("What did you find?", list(OUTCOMES), format_func=OUTCOMES.get, key=f"outcome_{case.id}")
        note = st.text_area("Note (optional)", key=f"note_{case.id}")
        if st.form_submit_button("Mark as reviewed", type="primary") and isinstance(outcome, Outcome):
            records.review(Review(case.id, clinician.id, outcome, note, engine.clock.now()))
            st.session_state.pop("case_id", None)
            st.switch_page(current.page("clinician/queue.py"))


chosen = st.session_state.get("case_id")
case = records.case(chosen) if isinstance(chosen, str) else None
if case is None or case.restricted:
    st.title("Case")
    st.write("Choose a case in the queue.")
    st.stop()

records.mark_seen(case.id, clinician.id, engine.clock.now())
colour, label = SEVERITIES[case.severity]
st.title(case.patient_name)
st.markdown(
    f":{colour}-badge[{label}] {', '.join(CONCERNS[c] for c in case.concerns)} · "
    f"waiting {waited(case.opened_at, engine.clock.now())}"
)
st.markdown(f"**Why:** {case.reason}")
for _, signal in case.signals:
    st.markdown(f"- “{signal.excerpt}” — {signal.rail}, rule `{signal.rule}`, {signal.tier.value}")
if case.state is CaseState.RESOLVED:
    found = OUTCOMES[case.outcome] if case.outcome else "no outcome"
    st.success(f"Reviewed: {found}. {case.note}")
else:
    draw_review(case)
st.subheader("Conversation")
draw_transcript(records.exchanges_of(case.conversation_id), case)
