"""Try any message: what the rails find, which route follows, what the patient would see. Nothing is stored."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.escaping import highlighted
from assistant.ui.patient.reply import draw_reply

current.require(Role.EVALUATOR)
engine = current.engine()

st.title("Try a message")
st.caption(f"Nothing here is stored and nobody is alerted. Library {engine.library.version}.")
text = st.text_area("Message of a patient", key="try_text", height=120)
if st.button("Try it", key="try_run", type="primary") and text.strip():
    st.session_state["tried"] = (text, *engine.judging.ask(text))
tried = st.session_state.get("tried")
if tried is not None:
    message, reply, assessment = tried
    with st.container(horizontal=True, key="tried_numbers", gap="large"):
        st.metric("Tier", reply.tier.value, width="content")
        st.metric("Route", reply.route.value.replace("_", " "), width="content")
        st.metric("Rails", f"{reply.ms.assess:.1f} ms", width="content")
        st.metric("Whole turn", f"{reply.ms.total:.1f} ms", width="content")
    st.markdown(highlighted(message, [signal.span for signal in assessment.signals]))
    if assessment.signals:
        st.dataframe(
            [
                {
                    "rail": s.rail,
                    "rule": s.rule,
                    "finds": (s.concern or s.request).value,
                    "tier": s.tier.value,
                    "words": s.excerpt,
                    "score": s.score,
                }
                for s in assessment.signals
            ],
            hide_index=True,
        )
    if assessment.failed_rails:
        st.error(f"Broken rails: {', '.join(assessment.failed_rails)}")
    st.subheader("What the patient would read")
    with st.container(border=True, key="tried_reply"):
        draw_reply(reply, "tried", current.region_of(None), last=False)
