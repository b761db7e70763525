"""One account in the list, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from assistant.domain.invitations import Invitation
from assistant.domain.people import Person, Role
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.admin.adding import teams_in
from assistant.ui.admin.steps import step
from assistant.ui.escaping import plain

STAFF = (Role.CLINICIAN, Role.EVALUATOR, Role.ADMIN)


def draw_account(person: Person, admin: Person) -> None:
    """Name, role, teams and state; changes are in a fold of their own, and an admin's own account has none."""
    with st.container(border=True, key=f"account_{person.id}", gap="xsmall"):
        state = "" if person.active else " :red-badge[Disabled]"
        over = person.invitation_over(current.engine().clock.now())
        what = ":orange-badge[Invitation ended]" if over else ":gray-badge[Has not chosen a password]"
        waits = f" {what}" if person.invited and person.active else ""
        st.markdown(f"**{plain(person.name)}**{state}{waits}")
        st.caption(plain(f"{person.role.value.capitalize()} · {', '.join(person.teams)}"))
        if person.id == admin.id:
            st.caption("This is you. Another admin changes your account.")
            return
        with st.popover("Change", icon=":material/edit:", key=f"change_{person.id}"):
            _draw_changes(person)


def _draw_changes(person: Person) -> None:
    key = person.id
    st.text_input("Care team", ", ".join(person.teams), key=f"team_{key}")
    st.button("Move to this team", key=f"move_{key}", on_click=_move, args=(person,), width="stretch")
    if person.role is not Role.PATIENT:
        st.selectbox(
            "Role",
            STAFF,
            index=STAFF.index(person.role),
            format_func=lambda role: role.value.capitalize(),
            key=f"role_{key}",
        )
        st.button("Give this role", key=f"give_{key}", on_click=_give, args=(person,), width="stretch")
    st.divider()
    st.button("New invitation", key=f"reset_{key}", on_click=_reset, args=(person,), width="stretch")
    st.caption("The old password ends, and so does every session of this account.")
    if person.active:
        st.button("Disable", key=f"disable_{key}", on_click=_set_active, args=(person, False), width="stretch")
    else:
        st.button("Enable", key=f"enable_{key}", on_click=_set_active, args=(person, True), width="stretch")


def _move(person: Person) -> None:
    teams = teams_in(str(st.session_state[f"team_{person.id}"]))

    def moving(records: Records, admin: Person) -> tuple[str, None]:
        records.set_teams(person.id, teams, admin.id, current.engine().clock.now())
        return f"{person.name} is in {', '.join(teams) or 'the default team'} now.", None

    step(moving)


def _give(person: Person) -> None:
    role = Role(st.session_state[f"role_{person.id}"])

    def giving(records: Records, admin: Person) -> tuple[str, None]:
        records.set_role(person.id, role, admin.id, current.engine().clock.now())
        return f"{person.name} is {role.value} now and signs in again.", None

    step(giving)


def _reset(person: Person) -> None:
    def resetting(records: Records, admin: Person) -> tuple[str, Invitation]:
        invitation = current.engine().access.inviting.new(admin.id)
        records.reset_invitation(person.id, invitation)
        return f"{person.name} signs in with a new invitation.", invitation

    step(resetting)


def _set_active(person: Person, active: bool) -> None:
    def setting(records: Records, admin: Person) -> tuple[str, None]:
        records.set_active(person.id, active, admin.id, current.engine().clock.now())
        said = "can sign in again." if active else "is out and cannot sign in any more."
        return f"{person.name} {said}", None

    step(setting)
