"""Accounts: add, disable, reset, move to another care team, give another role."""

from datetime import timedelta

import streamlit as st

from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.admin.account import draw_account
from assistant.ui.admin.adding import draw_adding
from assistant.ui.admin.steps import draw_said
from assistant.ui.escaping import plain
from assistant.ui.reading import note_reading

SHOWN = 50
GLASS_DAYS = 30

admin = current.require(Role.ADMIN)
records = current.engine().records()
note_reading(admin, "accounts_read", "-")

st.title("Accounts")
draw_said()
draw_adding()

everybody = records.people()
with st.container(horizontal=True, vertical_alignment="bottom"):
    wanted = st.text_input(
        "Find by name or care team", key="accounts_find", icon=":material/search:", autocomplete="off"
    )
    role = st.selectbox(
        "Role",
        [None, *Role],
        format_func=lambda one: one.value.capitalize() if one else "All roles",
        key="accounts_role",
    )


def fits(person: Person) -> bool:
    """Whether the account is one of those that are looked for."""
    words = wanted.strip().casefold()
    return role in (None, person.role) and (words in person.name.casefold() or words in person.teams)


found = [person for person in everybody if fits(person)]
st.caption(
    f"{min(len(found), SHOWN)} of {len(everybody)} accounts" + (", the first ones" if len(found) > SHOWN else "")
)
for person in found[:SHOWN]:
    draw_account(person, admin)

glasses = records.glasses(current.engine().clock.now() - timedelta(days=GLASS_DAYS))
if glasses:
    names = {person.id: person.name for person in everybody}
    st.subheader("Break glass")
    st.caption(f"Clinicians who looked after a patient of another care team in the last {GLASS_DAYS} days, and why.")
    for glass in glasses:
        who, whom = names.get(glass.clinician_id, "somebody"), names.get(glass.patient_id, "somebody")
        st.markdown(f"**{plain(who)}** for **{plain(whom)}**, {glass.at:%d %b %Y, %H:%M} UTC  \n{plain(glass.reason)}")
