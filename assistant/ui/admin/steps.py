"""What an admin does with an account; each step asks the records anew who acts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.errors import NotAllowed
from assistant.domain.invitations import Invitation
from assistant.domain.people import Person, Role
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.escaping import plain

_SAID = "accounts_said"
_MADE = "accounts_invitation"
Doing = Callable[[Records, Person], tuple[str, Invitation | None]]
"""Does the step for this admin, says what was done, and gives the invitation that it made."""


def step(doing: Doing) -> None:
    """Do it as the signed-in admin; the invitation that it made is shown once."""
    admin = current.require(Role.ADMIN)
    try:
        said, made = doing(current.engine().records(), admin)
        st.session_state[_SAID], st.session_state[_MADE] = (True, said), made
    except NotAllowed as refused:
        st.session_state[_SAID] = (False, str(refused))


def draw_said() -> None:
    """What came of the last step, and the invitation that it made: once, because only a hash of it is kept."""
    said, made = st.session_state.pop(_SAID, None), st.session_state.pop(_MADE, None)
    if said is None:
        return
    worked, words = said
    (st.success if worked else st.warning)(plain(words))
    if made:
        st.caption(
            "The invitation code. It is shown this once: hand it over in person or by a channel that you trust. "
            f"It works until {made.ends_at:%d %b %Y}."
        )
        st.code(made.code, language=None)
