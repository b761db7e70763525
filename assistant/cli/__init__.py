"""The `kap` command: thin; every command parses, calls one thing, and prints."""

from __future__ import annotations

import sys

from assistant.domain.errors import AssistantError


def main() -> None:
    """Run the command; an error on purpose is one clear line on standard error and exit code 1."""
    from assistant.cli import output  # noqa: PLC0415 - the command line is only imported when it is used
    from assistant.cli.app import app  # noqa: PLC0415

    output.prepare()
    try:
        app()
    except AssistantError as error:
        sys.stderr.write(f"kap: {error}\n")
        raise SystemExit(1) from None
    except BrokenPipeError:
        output.abandon()
        raise SystemExit(1) from None


__all__ = ["main"]
