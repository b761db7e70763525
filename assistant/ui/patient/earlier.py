"""Earlier conversations, newest first."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.patient.conversation import choose

person = current.require(Role.PATIENT)
records = current.engine().records()

st.title("Earlier conversations")
theirs = records.conversations_of(person.id)
if not theirs:
    st.write("Nothing here yet. Your conversations stay here so that you can read them again.")
for conversation in theirs:
    exchanges = records.exchanges_of(conversation.id)
    if not exchanges:
        continue
    first = exchanges[0].message.text.strip().replace("\n", " ")
    label = f"{conversation.started_at:%d %b %Y, %H:%M} UTC · {first[:60]}{'…' if len(first) > 60 else ''}"  # noqa: PLR2004
    if st.button(label, key=f"open_{conversation.id}", width="stretch"):
        choose(conversation)
        st.switch_page(current.page("patient/talk.py"))
