"""What a target made of a message: the only thing that scorers may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from assistant.domain.risk import Tier
from assistant.domain.routes import Route

AS_WRITTEN = "as written"
"""The name of the turn in which the case was put unchanged."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One citation as a patient could check it."""

    document: str
    section: str
    quote: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one message."""

    tier: Tier
    route: Route
    concerns: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    """The rules and classifier outputs that fired."""
    failed: tuple[str, ...] = ()
    """The rails that broke."""
    text: str | None = None
    """What the patient reads; None when only the rails were asked."""
    citations: tuple[Quote, ...] = ()
    composer: str = ""
    inferred: bool = False
    """Whether tier and route were read off the text, because the system gives none."""
    score: float | None = None
    """How likely danger is by the classifier alone, 0 to 1."""
    by_rule: bool = False
    """Whether a rule without a model found danger."""
    case: bool | None = None
    """Whether a case for a clinician stands after this turn; None when the system keeps none."""
    alert: str = ""
    """The state of its alert after this turn, in the product's words."""
    ms: float = 0.0


Observation = Mapping[str, Seen]
"""The turns of one case by name: `as written`, a change of the message, or `turn 3` of a script."""

_ADAPTER: TypeAdapter[dict[str, Seen]] = TypeAdapter(dict[str, Seen])


def packed(observation: Observation) -> dict[str, Any]:
    """The observation as plain values for a log."""
    found = _ADAPTER.dump_python(dict(observation), mode="json", exclude_defaults=True)
    return dict(found)


def unpacked(values: Any) -> dict[str, Seen]:
    """The observation again. Raises ValueError for anything else."""
    return _ADAPTER.validate_python(values)
