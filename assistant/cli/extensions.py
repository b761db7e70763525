"""`kap eval` and `kap rails train`: commands that another package brings by entry point."""

from __future__ import annotations

from importlib.metadata import entry_points

import typer

from assistant.domain.errors import SettingsError

GROUP = "kap.commands"

rails = typer.Typer(no_args_is_help=True)


@rails.callback()
def group() -> None:
    """The trained rails."""


def _run(name: str, arguments: list[str]) -> None:
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        raise SettingsError(
            f"`kap {name.replace('-', ' ')}` is absent: no installed package brings it (entry point group {GROUP}). "
            "In a checkout of the repository the evaluations run with `make eval`."
        )
    raise SystemExit(found[0].load()(arguments))


def evaluate(context: typer.Context) -> None:
    """Run an evaluation suite (from a checkout of the repository)."""
    _run("eval", context.args)


@rails.command("train", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def train(context: typer.Context) -> None:
    """Fit the trained rails again (from a checkout of the repository)."""
    _run("rails-train", context.args)
