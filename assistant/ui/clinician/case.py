"""One case: why it is here, what was said, what the patient saw, and the review."""

import streamlit as st

from assistant.domain.cases import Case, CaseState
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.clinician.access import may_open
from assistant.ui.clinician.review import draw_review
from assistant.ui.clinician.transcript import draw_transcript
from assistant.ui.clinician.wording import about, severity_badge, standing
from assistant.ui.escaping import plain

READ = "case_read"

clinician = current.require(Role.CLINICIAN)
engine = current.engine()
records = engine.records()


def note_reading(case: Case) -> None:
    """Put the reading in the audit trail, once for each time the case is opened."""
    if st.session_state.get(READ) != case.id:
        records.audit(clinician.id, "case_read", case.id, engine.clock.now())
        records.mark_seen(case.id, clinician.id, engine.clock.now())
        st.session_state[READ] = case.id


def draw_reasons(case: Case) -> None:
    """Why the case is here: the sentence of the rails and the patient's words that they found."""
    st.markdown(plain(case.reason))
    words = sorted({signal.excerpt for _, signal in case.signals}, key=len, reverse=True)
    longest = [word for index, word in enumerate(words) if not any(word in longer for longer in words[:index])]
    st.markdown("  \n".join(f":orange-background[{plain(' '.join(word.split()))}]" for word in longest if word.strip()))


wanted = st.query_params.get("case", "")
case = records.case(wanted) if wanted else None
if case is None or not may_open(case, clinician, engine.clinic):
    st.session_state.pop(READ, None)
    st.title("Case")
    st.write("Choose a case in the queue.")
    st.page_link(current.page("clinician/queue.py"), label="To the queue", icon=":material/inbox:")
    st.stop()

note_reading(case)
case = records.case(case.id) or case
st.page_link(current.page("clinician/queue.py"), label="Queue", icon=":material/arrow_back:")
st.title(plain(case.patient_name))
what = about(case)
st.markdown(f"{severity_badge(case.severity)} **{what}**" if what else severity_badge(case.severity))
st.caption(plain(standing(case, engine.clock.now())))
draw_reasons(case)
if case.state is CaseState.RESOLVED:
    st.success("This case has been reviewed." + (f" Note: {plain(case.note)}" if case.note else ""))
else:
    draw_review(case, clinician, engine)
st.subheader("Conversation")
st.caption("Marked: the words that led here. Below each message: what the patient was shown.")
apart = frozenset() if case.restricted else records.kept_apart(case.conversation_id)
draw_transcript([e for e in records.exchanges_of(case.conversation_id) if e.message.id not in apart], case)
