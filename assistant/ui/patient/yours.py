"""What is kept of the patient: take it along, have it corrected, ask that it is deleted."""

import streamlit as st

from assistant.conversation.exporting import export_of
from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.escaping import answer_markdown
from assistant.ui.patient.conversation import choose, current_thread
from assistant.ui.patient.yours_wording import word

LONGEST = 2_000

person = current.require(Role.PATIENT)
engine = current.engine()
language = current_thread(person).language


def noted(patient: Person) -> None:
    """The download is in the audit trail."""
    engine.records().audit(patient.id, "conversations_exported", patient.id, engine.clock.now())


def ask_team(words: str) -> None:
    """Pass this on to the care team as a message of the patient, in a conversation of its own."""
    place = engine.records().start_conversation(person.id, engine.clock.now())
    outcome = engine.turns.take(person, place, words, for_team=True)
    choose(place)
    if outcome.stored:
        st.success(word("asked", language), icon=":material/check:")
    st.markdown(answer_markdown(outcome.reply.text))


st.title(word("title", language))
st.write(word("kept", language))

st.subheader(word("take", language))
exported = export_of(engine.records(), person, engine.clock.now(), for_staff=False)
if exported.conversations:
    for kind, content, mime in (
        ("md", exported.as_markdown(), "text/markdown"),
        ("json", exported.as_json(), "application/json"),
    ):
        st.download_button(
            word(f"take_{kind}", language),
            content,
            file_name=f"conversations-{exported.at:%Y-%m-%d}.{kind}",
            mime=mime,
            key=f"take_{kind}",
            icon=":material/download:",
            on_click=noted,
            args=(person,),
        )
else:
    st.caption(word("nothing", language))

st.subheader(word("correct", language))
with st.form("correction", clear_on_submit=True):
    wrong = st.text_area(word("wrong", language), key="wrong", max_chars=LONGEST)
    if st.form_submit_button(word("send", language), key="send_correction") and wrong.strip():
        ask_team(f"{word('correction', language)} {wrong.strip()}")

st.subheader(word("delete", language))
st.write(word("law", language))
sure = st.checkbox(word("sure", language), key="sure")
if st.button(word("ask_deletion", language), key="ask_deletion", disabled=not sure):
    ask_team(word("deletion", language))
