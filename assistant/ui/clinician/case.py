"""One case: why it is here, what was said, what the patient saw, who has it, and what was found."""

from collections.abc import Callable

import streamlit as st

from assistant.domain.cases import Case
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.clinician.access import may_open
from assistant.ui.clinician.acting import draw_said
from assistant.ui.clinician.case_head import draw_head, draw_reasons
from assistant.ui.clinician.notes import draw_notes
from assistant.ui.clinician.patient import draw_answers, draw_care, draw_earlier
from assistant.ui.clinician.review import draw_end
from assistant.ui.clinician.sample import draw_sample
from assistant.ui.clinician.steps import draw_steps
from assistant.ui.clinician.transcript import draw_transcript
from assistant.ui.reading import note_reading

EVERY_S = 5

st.set_page_config(layout="wide")
clinician = current.require(Role.CLINICIAN)
engine = current.engine()
records = engine.records()


def note_opening(opened: Case) -> None:
    """Put the reading in the audit trail, once for each time the case is opened."""
    if note_reading(clinician, "case_read", opened.id):
        records.mark_seen(opened.id, clinician.id, engine.clock.now())


@st.fragment(run_every=EVERY_S)
def follow(drawn: tuple[object, ...], case_id: str) -> None:
    """Draw the page again when somebody else changed the case or the patient wrote; typed words stay."""
    with boundary(lambda: current.engine().regions, None):
        current.require(Role.CLINICIAN)
        now = current.engine().records().case(case_id)
        if now is not None and version(now) != drawn:
            st.rerun()


def version(of: Case) -> tuple[object, ...]:
    """What the page depends on."""
    spoken = current.engine().records().exchanges_of(of.conversation_id)
    return of.updated_at, of.owner_id, of.state, len(spoken), sum(e.reply is not None for e in spoken)


def beside(of: Case) -> tuple[Callable[[], None], ...]:
    """What stands beside the conversation, from above to below."""
    return (
        lambda: draw_reasons(of),
        lambda: draw_steps(of, clinician, engine),
        lambda: draw_care(of, engine),
        lambda: draw_end(of, clinician, engine),
        lambda: draw_notes(of),
        lambda: draw_answers(of, engine),
        lambda: draw_earlier(of, clinician, engine),
        lambda: draw_sample(of, engine),
    )


wanted = st.query_params.get("case") or st.query_params.get("id") or ""
case = records.case(wanted) if wanted else None
if case is None or not may_open(case, clinician, engine.clinic):
    st.title("Case")
    st.write("There is no such case, or it is another team's." if wanted else "Choose a case in the queue.")
    st.page_link(current.page("clinician/queue.py"), label="To the queue", icon=":material/inbox:")
    st.stop()

note_opening(case)
case = records.case(case.id) or case
st.page_link(current.page("clinician/queue.py"), label="Queue", icon=":material/arrow_back:")
with st.container():
    draw_said()
draw_head(case, clinician, engine, engine.clock.now())
doing, said = st.columns([2, 3], gap="large")
with doing:
    for draw in beside(case):
        with st.container():  # a place that stays: what is typed below keeps the focus when more is drawn above
            draw()
with said:
    st.subheader("Conversation", anchor=False)
    st.caption("Marked: the words that led here. Below each message: what the patient was shown.")
    apart = frozenset() if case.restricted else records.kept_apart(case.conversation_id)
    draw_transcript([e for e in records.exchanges_of(case.conversation_id) if e.message.id not in apart], case)
follow(version(case), case.id)
