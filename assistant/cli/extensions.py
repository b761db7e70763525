"""`kap eval` and `kap rails train`: commands of another package (by entry point) or of a checkout of the repository."""

from __future__ import annotations

import typer

from assistant.bootstrap.extensions import COMMANDS, extension
from assistant.domain.errors import SettingsError

rails = typer.Typer(no_args_is_help=True)


@rails.callback()
def group() -> None:
    """The trained rails."""


def _run(name: str, arguments: list[str]) -> None:
    found = extension(COMMANDS, name)
    if found is None:
        raise SettingsError(
            f"`kap {name.replace('-', ' ')}` is absent: no installed package brings it (entry point group {COMMANDS}). "
            "In a checkout of the repository the evaluations run with `make eval`."
        )
    raise SystemExit(found(arguments))


def evaluate(context: typer.Context) -> None:
    """Run an evaluation suite (from a checkout of the repository)."""
    _run("eval", context.args)


@rails.command("train", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def train(context: typer.Context) -> None:
    """Fit the trained rails again (from a checkout of the repository)."""
    _run("rails-train", context.args)
