"""What an admin does with an account; each step asks the records anew who acts."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st

from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.ports import Records
from assistant.ui import current
from assistant.ui.escaping import plain

_SAID = "accounts_said"
_CODE = "accounts_code"
Doing = Callable[[Records, Person], str]
"""Does the step for this admin, and says what was done."""


def step(doing: Doing, code: str | None = None) -> None:
    """Do it as the signed-in admin; `code` is an invitation to show once when it worked."""
    admin = current.require(Role.ADMIN)
    try:
        st.session_state[_SAID] = (True, doing(current.engine().records(), admin))
        st.session_state[_CODE] = code
    except NotAllowed as refused:
        st.session_state[_SAID] = (False, str(refused))


def new_invitation() -> str:
    """A code that nobody can guess: 96 random bits."""
    return secrets.token_urlsafe(12)


def draw_said() -> None:
    """What came of the last step, and the invitation that it made: once, because only a hash of it is kept."""
    said, code = st.session_state.pop(_SAID, None), st.session_state.pop(_CODE, None)
    if said is None:
        return
    worked, words = said
    (st.success if worked else st.warning)(plain(words))
    if code:
        st.caption("The invitation code. It is shown this once: hand it over in person or by a channel that you trust.")
        st.code(code, language=None)
