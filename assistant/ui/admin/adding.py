"""The form that makes an account."""

from __future__ import annotations

import streamlit as st

from assistant.domain.errors import NotAllowed
from assistant.domain.invitations import Invitation
from assistant.domain.people import DEFAULT_TEAM, Person, Role
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.admin.steps import step


def draw_adding() -> None:
    """Name, role and care team; the invitation is shown when it worked."""
    with st.expander("Add an account", icon=":material/person_add:"), st.form("add", border=False):
        st.text_input("Name of the account", key="add_name", autocomplete="off")
        st.selectbox("Role", list(Role), format_func=lambda role: role.value.capitalize(), key="add_role")
        st.text_input(
            "Care team",
            value=DEFAULT_TEAM,
            key="add_team",
            help="A clinician may belong to several: separate them with commas.",
        )
        st.form_submit_button("Add", key="add_go", type="primary", on_click=_add)


def _add() -> None:
    name, role = str(st.session_state.add_name).strip(), Role(st.session_state.add_role)
    teams = teams_in(str(st.session_state.add_team))

    def adding(records: Records, admin: Person) -> tuple[str, Invitation]:
        if not name or not name.isprintable():
            raise NotAllowed("Give the account a name of visible characters.")
        invitation = current.engine().access.inviting.new(admin.id)
        records.add_person(name, role, invitation, teams)
        return f"{name} can sign in now.", invitation

    step(adding)


def teams_in(written: str) -> tuple[str, ...]:
    """The care teams between the commas."""
    return tuple(team.strip() for team in written.split(",") if team.strip())
