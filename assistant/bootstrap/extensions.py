"""Finds parts of other packages: by entry point, or beside the package in a checkout of the repository."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

COMMANDS, EVALUATIONS = "kap.commands", "kap.evaluations"
_IN_A_CHECKOUT = {
    (COMMANDS, "eval"): "evals.command.__main__:main",
    (COMMANDS, "rails-train"): "evals.training.__main__:main",
    (EVALUATIONS, "runs"): "evals.console.desk:open_desk",
}
"""What a wheel does not hold."""


def extension(group: str, name: str) -> Callable[..., Any] | None:
    """The callable of that entry point, else the one beside the package; None when neither is there."""
    for point in entry_points(group=group):
        if point.name == name:
            loaded: Callable[..., Any] = point.load()
            return loaded
    module, _, attribute = _IN_A_CHECKOUT.get((group, name), "").partition(":")
    if not module or importlib.util.find_spec(module.partition(".")[0]) is None:
        return None
    beside: Callable[..., Any] = getattr(import_module(module), attribute)
    return beside
