"""`kap eval` and `kap rails train`: commands of another package (by entry point) or of a checkout of the repository."""

from __future__ import annotations

import importlib.util
from importlib import import_module
from importlib.metadata import entry_points

import typer

from assistant.domain.errors import SettingsError

GROUP = "kap.commands"
_IN_A_CHECKOUT = {"eval": "evals.command.__main__", "rails-train": "evals.training.__main__"}
"""Modules beside the package, with a `main`; a wheel does not hold them."""

rails = typer.Typer(no_args_is_help=True)


@rails.callback()
def group() -> None:
    """The trained rails."""


def _run(name: str, arguments: list[str]) -> None:
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    beside = _IN_A_CHECKOUT.get(name)
    if not found and beside and importlib.util.find_spec(beside.partition(".")[0]):
        raise SystemExit(import_module(beside).main(arguments))
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
