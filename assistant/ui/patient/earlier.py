"""Earlier conversations, newest first."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.escaping import plain
from assistant.ui.patient.conversation import choose
from assistant.ui.wording import say

BEGINNING = 60

person = current.require(Role.PATIENT)
records = current.engine().records()

language = current.language()

st.title(say("patient/earlier.py", language))
st.caption(say("who_reads", language))
begun = [(c, records.exchanges_of(c.id)) for c in records.conversations_of(person.id)]
begun = [(conversation, exchanges) for conversation, exchanges in begun if exchanges]
if not begun:
    st.write(say("nothing_earlier", language))
for conversation, exchanges in begun:
    first = " ".join(exchanges[0].message.text.split())
    with st.container(key=f"conversation_{conversation.id}", border=True, gap="xsmall"):
        st.markdown(plain(first[:BEGINNING] + ("…" if len(first) > BEGINNING else "")))
        count = say("messages" if len(exchanges) > 1 else "message", language, str(len(exchanges)))
        st.caption(f"{conversation.started_at:%Y-%m-%d %H:%M} · {count}")
        if st.button(say("open", language), key=f"open_{conversation.id}", icon=":material/arrow_forward:"):
            choose(conversation)
            st.switch_page(current.page("patient/talk.py"))
