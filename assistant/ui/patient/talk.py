"""The conversation: ask, read, open a source, follow a suggestion; help is always one tap away."""

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.escaping import plain
from assistant.ui.patient.always import draw_always
from assistant.ui.patient.conversation import current_thread, place_for, remember
from assistant.ui.patient.offers import ASKED, draw_offers, draw_openers
from assistant.ui.patient.openers import openers
from assistant.ui.patient.quick_exit import draw_quick_exit
from assistant.ui.patient.reply import draw_reply
from assistant.ui.patient.status import draw_alert_status, draw_coverage
from assistant.ui.patient.switch import draw_switch
from assistant.ui.patient.welcome import welcomed
from assistant.ui.wording import say

LONGEST = 20_000
PATIENT = ":material/person:"

person = current.require(Role.PATIENT)
engine = current.engine()
region = current.region_of(person)
thread = current_thread(person)
language = thread.language

with st.bottom:
    draw_quick_exit(thread, language)
    draw_always(language, anew=not thread.empty)
if not welcomed(person, thread):
    st.stop()
question = st.chat_input(say("ask", language), key="question", max_chars=LONGEST) or st.session_state.pop(ASKED, None)

if not thread.kept:
    st.warning(say("not_kept", language), icon=":material/cloud_off:")
draw_coverage(person, language)
anew = thread.empty and not question
if anew:
    st.title(say("opening", language))
    st.caption(say("an_ai", language))
if draw_switch(person, language) and anew:
    draw_openers(openers(engine.library, language), language)

said = [(e.message, e.reply.reply if e.reply else None) for e in thread.exchanges]
said += [(outcome.message, outcome.reply) for outcome in thread.unkept]
for number, (message, reply) in enumerate(said, start=1):
    with st.chat_message("user", avatar=PATIENT):
        st.markdown(plain(message.text))
    with st.container(key=f"reply_{message.id}"):
        if reply is None:
            st.write(say("unanswered", language))
        else:
            draw_reply(reply, message.id, region, last=number == len(said) and not question)

if question:
    with st.chat_message("user", avatar=PATIENT):
        st.markdown(plain(str(question)))
    with st.spinner(say("reading", language)):
        outcome = engine.turns.take(person, place_for(thread, person), str(question))
    if not outcome.stored:
        remember(outcome)
    st.rerun()
draw_alert_status(person, thread, language, said[-1][1].text if said and said[-1][1] else "")
if thread.exchanges and not thread.unkept:
    draw_offers(thread.exchanges[-1], language)
