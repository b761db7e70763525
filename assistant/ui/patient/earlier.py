"""Earlier conversations, newest first."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.escaping import plain
from assistant.ui.patient.conversation import choose

BEGINNING = 60

person = current.require(Role.PATIENT)
records = current.engine().records()

st.title("Earlier conversations")
st.caption("Only you and, when something sounds dangerous, your care team can read them. Times are UTC.")
begun = [(c, records.exchanges_of(c.id)) for c in records.conversations_of(person.id)]
begun = [(conversation, exchanges) for conversation, exchanges in begun if exchanges]
if not begun:
    st.write("Nothing here yet. Your conversations stay here so that you can read them again.")
for conversation, exchanges in begun:
    first = " ".join(exchanges[0].message.text.split())
    with st.container(key=f"conversation_{conversation.id}", border=True, gap="xsmall"):
        st.markdown(plain(first[:BEGINNING] + ("…" if len(first) > BEGINNING else "")))
        count = f"{len(exchanges)} message{'s' if len(exchanges) > 1 else ''}"
        st.caption(f"{conversation.started_at:%d %b %Y, %H:%M} · {count}")
        if st.button("Open", key=f"open_{conversation.id}", icon=":material/arrow_forward:"):
            choose(conversation)
            st.switch_page(current.page("patient/talk.py"))
