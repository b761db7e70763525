"""`kap keys`: what the records are encrypted with."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.cli.actor import acting
from assistant.cli.progress import Bar

app = typer.Typer(no_args_is_help=True)
SHOWN = 20
"""So many unreadable texts are named."""


@app.command("generate")
def generate() -> None:
    """Print a fresh key for KAP_ENCRYPTION_KEYS; nothing is stored."""
    from assistant import bootstrap  # noqa: PLC0415

    sys.stdout.write(f"{bootstrap.new_encryption_key()}\n")


@app.command("rotate")
def rotate(
    names: Annotated[
        bool, typer.Option("--names", help="Names too, with a fresh secret; stop the app and the worker first.")
    ] = False,
) -> None:
    """Encrypt everything with the first key of KAP_ENCRYPTION_KEYS. It may be killed at any time and run again."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    chosen = settings.load()
    bar = Bar("Encrypting")
    done = bootstrap.rotate_keys(chosen, bar, names=names)
    bar.close()
    bootstrap.make_records(chosen).audit(acting(), "keys_rotated", done.first, bootstrap.make_clock().now())
    sys.stdout.write(f"key {done.first} encrypts everything; {done.texts} texts were encrypted anew\n")
    for key_id in done.freed:
        sys.stdout.write(f"key {key_id} is needed no more: take it out of KAP_ENCRYPTION_KEYS and start the app anew\n")
    if done.unreadable:
        sys.stderr.write(f"kap: {len(done.unreadable)} texts cannot be read with any key and were left as they are:\n")
        for place in done.unreadable[:SHOWN]:
            sys.stderr.write(f"  {place}\n")


@app.command("list")
def list_keys() -> None:
    """How many texts each key has encrypted; the first one encrypts now."""
    from assistant import bootstrap, settings  # noqa: PLC0415

    state = bootstrap.sealed_state(settings.load())
    for key_id in (state.first, *state.older):
        mark = "encrypts" if key_id == state.first else "decrypts"
        sys.stdout.write(f"{key_id}\t{mark}\t{state.texts.get(key_id, 0)} texts\n")
    if state.unreadable:
        sys.stdout.write(f"-\tunreadable\t{len(state.unreadable)} texts\n")
