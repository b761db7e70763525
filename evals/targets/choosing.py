"""Finds the target that a name or a file means."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from assistant.settings import Settings
from evals.targets.ours import Assistant
from evals.targets.rules_alone import RulesAlone
from evals.targets.sink import Sink
from evals.targets.target import Target

ASSISTANT, RULES_ALONE, BARE_CHAIN, UNGUARDED = "assistant", "rules-alone", "bare-chain", "unguarded-model"
NAMES = (ASSISTANT, RULES_ALONE, BARE_CHAIN, UNGUARDED)


def chosen(name: str, settings: Settings, records: Path) -> Target:
    """The target of that name, or what `target()` of that Python file returns. Raises ValueError for neither."""
    if name == ASSISTANT:
        return Assistant(settings, records, Sink())
    if name == RULES_ALONE:
        return RulesAlone()
    if name == BARE_CHAIN:
        from evals.targets.bare_chain import target  # noqa: PLC0415 - LangChain and a model, seconds of import

        return target(settings)
    if name == UNGUARDED:
        from evals.targets.unguarded import target as unguarded  # noqa: PLC0415 - the same

        return unguarded(settings)
    path = Path(name)
    if path.suffix != ".py" or not path.is_file():
        raise ValueError(f"there is no target {name!r}: {', '.join(NAMES)}, or a Python file with a function `target`")
    return _from_file(path)


def _from_file(path: Path) -> Target:
    spec = importlib.util.spec_from_file_location(f"target_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if not hasattr(module, "target"):
        raise ValueError(f"{path} has no function `target` that returns the target")
    made: Target = module.target()
    return made
