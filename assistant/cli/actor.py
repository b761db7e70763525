"""Who acts in a terminal: the operating-system user."""

from __future__ import annotations

import getpass
import os


def acting() -> str:
    """The name under which a command is audited."""
    try:
        return f"os:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"os:uid-{os.getuid()}"
