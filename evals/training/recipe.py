"""What is done to which data: the whole of a training, so that it can be repeated."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Round:
    """One run over the data, some times. `epochs` may be a fraction; rates are the peak of a linear rise and fall."""

    epochs: float
    rate: float
    head_rate: float
    frozen_layers: int
    """Layers next to the words that stay as they are."""
    words_frozen: bool
    """Whether the table of words stays as it is; Spanish needs it to move."""
    without: tuple[str, ...] = ()
    """Files that this round does not read, because they were written after it."""
    new: tuple[str, ...] = ()
    """How the ids of cases begin that the start has not seen; of the others the round reads only a share."""
    others: float = 1.0
    """That share."""


_ASKED, _DOUBTED = ("asked_",), ("asked_d-",)
"""Ways to ask for a passage of the library, and those that the classifier before this one took for more or doubted."""
_SHIPPED = "0769c4257eefeb6844f26c97e3891da75d20782a"
"""The commit whose encoders both go on from; how those came about stands in its own recipe and card."""
_SINCE = ("base", "bits", "start")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the encoder is tuned."""

    rounds: tuple[Round, ...]
    batch: int = 16
    tokens: int = 160
    dropout: float = 0.1
    softness: float = 0.02
    """How far from 0 and 1 the wanted probabilities stay: labels are one reader's."""
    tier_weight: float = 2.0
    changed_share: float = 0.5
    """Texts that are seen changed (case, stops, typos, a harmless text beside them), anew each time."""
    half: bool = True
    """Matrix products in bfloat16: twice as fast where the processor has them, weights and sums stay as they are."""
    seed: int = 1
    threads: int = 2
    base: str = ""
    """The encoder that is tuned, by its name in `bases`; the packaged one without a name."""
    bits: int = 8
    """Of a weight, as it ships; with 4 the table of words still has 8."""
    start: str = ""
    """A commit: the tuning goes on from the encoder that it shipped instead of from the base."""

    def digest(self, *more: str) -> str:
        """Names the recipe together with what it is applied to; what is as it always was is left out of the name."""
        usual = {one.name: one.default for one in fields(self) if one.name in _SINCE}
        said = {name: value for name, value in asdict(self).items() if usual.get(name, ...) != value}
        return hashlib.sha256(json.dumps([said, *more]).encode()).hexdigest()


FIRST = Recipe(
    rounds=(Round(epochs=1.0, rate=4e-5, head_rate=2e-4, frozen_layers=0, words_frozen=False, new=_ASKED, others=0.3),),
    start=_SHIPPED,
)
SECOND = Recipe(
    rounds=(
        Round(epochs=1.0, rate=3e-5, head_rate=2e-4, frozen_layers=4, words_frozen=True, new=_DOUBTED, others=0.12),
    ),
    batch=32,
    tokens=112,
    changed_share=0.3,
    base="all-mpnet-base-v2",
    start=_SHIPPED,
)
"""The second encoder, which reads what the first stage is unsure of."""
