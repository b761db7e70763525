"""The conversation: ask, read, open a source, follow a suggestion; help is always one tap away."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.help_lines import draw_help
from assistant.ui.patient.conversation import current_conversation, start_new
from assistant.ui.patient.offers import draw_offers
from assistant.ui.patient.reply import draw_reply
from assistant.ui.patient.status import draw_alert_status
from assistant.ui.patient.welcome import welcomed
from assistant.ui.escaping import plain

person = current.require(Role.PATIENT)
engine = current.engine()
records = engine.records()


@st.dialog("Help now", icon=":material/support:")
def help_now() -> None:
    """Every help line of the patient's region, and the picker for another one."""
    codes = list(engine.regions)
    shown = engine.region(current.require(Role.PATIENT).region)
    picked = st.selectbox(
        "Where are you?", codes, index=codes.index(shown.code), format_func=lambda code: engine.regions[code].name
    )
    if picked != shown.code:
        records.set_region(person.id, picked)
    draw_help(engine.regions[picked], key="dialog")


with st.bottom:
    with st.container(horizontal=True, key="always"):
        if st.button("Help now", key="help_now", icon=":material/support:", type="primary"):
            help_now()
        if st.button("New conversation", key="new_conversation", icon=":material/add:", type="tertiary"):
            start_new()
            st.rerun()

conversation = current_conversation(person)
exchanges = records.exchanges_of(conversation.id) if conversation else ()
if not exchanges and not welcomed(person):
    st.stop()

if not exchanges:
    st.title("What is on your mind?")
    st.caption("You talk with an AI. Nobody watches this chat in real time.")
draw_alert_status(person)
for exchange in exchanges:
    with st.chat_message("user"):
        st.markdown(plain(exchange.message.text))
    with st.chat_message("assistant", avatar=":material/spa:"):
        if exchange.reply is None:
            st.write("This message is stored, but it has no reply yet.")
        else:
            draw_reply(exchange.reply.reply, exchange.message.id, person.region)

asked = st.session_state.pop("asked", None)
typed = st.chat_input("Write your question", key="question", max_chars=20_000)
if exchanges and exchanges[-1].reply is not None and not (asked or typed):
    asked = draw_offers(exchanges[-1], engine) or asked
question = typed or asked
if question:
    with st.chat_message("user"):
        st.markdown(plain(str(question)))
    with st.chat_message("assistant", avatar=":material/spa:"), st.spinner("Reading your message …"):
        place = conversation or records.start_conversation(person.id, engine.clock.now())
        st.session_state["conversation_id"] = place.id
        outcome = engine.turns.take(person, place, str(question))
    if outcome.stored:
        st.rerun()
    with st.chat_message("assistant", avatar=":material/spa:"):
        draw_reply(outcome.reply, outcome.message.id, person.region)
