"""Asks for a secret without showing it."""

from __future__ import annotations

import getpass
import sys


def asked(prompt: str) -> str:
    """What is typed, hidden; without a terminal, the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\n")
