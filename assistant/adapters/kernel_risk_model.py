"""The classifier's arithmetic: a kernel over inner vectors and weights of hashed letters, then a calibrated curve."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.adapters.hashed_ngrams import places
from assistant.adapters.loading import LOADING
from assistant.adapters.risk_card import CONCERNS, HEADS, PARAMETERS, TIERS, RiskCard, read_card, run_of
from assistant.domain.errors import ModelUnavailable
from assistant.domain.once import Once
from assistant.domain.reading import Piece
from assistant.domain.scoring import PieceScores, Thresholds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_SHAPES = {
    "center": ("width",),
    "landmarks": ("rows", "width"),
    "landmark_weights": ("rows", "heads"),
    "ngram_weights": ("buckets", "heads"),
    "bias": ("heads",),
    "slope": ("heads",),
    "offset": ("heads",),
}


class KernelRiskModel:
    """A RiskModel whose parameters are in a folder; read at the first use and checked against their card."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened = Once(self._open)

    @property
    def fingerprint(self) -> str:
        """The embedding model that the parameters belong to."""
        return self._opened()[0].embedding

    @property
    def thresholds(self) -> Thresholds:
        """From which probability on a score counts."""
        values = {name: chosen.value for name, chosen in self._opened()[0].thresholds.items()}
        return Thresholds(
            tiers={tier: values[tier.value] for tier in TIERS},
            runs={tier: values[run_of(tier)] for tier in TIERS},
            concern=values["concern"],
            other=values["other"],
            staff=values["staff"],
        )

    def scores(self, pieces: Sequence[Piece]) -> tuple[PieceScores, ...]:
        """One set of probabilities for each piece, in order; () for none."""
        if not pieces:
            return ()
        card, parameters = self._opened()
        raw = raw_scores(parameters, card.gamma, [piece.inner for piece in pieces], [piece.text for piece in pieces])
        return tuple(_named(row) for row in _probabilities(parameters, raw).tolist())

    def _open(self) -> tuple[RiskCard, dict[str, Any]]:
        card = read_card(self._folder)
        path = self._folder / PARAMETERS
        try:
            stored = path.read_bytes()
        except OSError as error:
            raise ModelUnavailable(f"The classifier's parameters {path} are missing; reinstall.") from error
        if hashlib.sha256(stored).hexdigest() != card.parameters_sha256:
            raise ModelUnavailable(f"The classifier's parameters {path} are not those of their card; reinstall.")
        try:
            with LOADING:
                import numpy as np  # noqa: PLC0415  heavy
                from safetensors.numpy import load  # noqa: PLC0415  heavy

                parameters = {name: array.astype(np.float32) for name, array in load(stored).items()}
        except Exception as error:  # safetensors raises bare exceptions of its own
            raise ModelUnavailable(f"The classifier's parameters {path} cannot be read; reinstall.") from error
        _check(card, parameters, path)
        return card, parameters


def raw_scores(
    parameters: dict[str, Any], gamma: float, inner: Sequence[Sequence[float]], texts: Sequence[str]
) -> Floats:
    """One row of uncalibrated outputs for each text. Raises ModelUnavailable for vectors of another width."""
    import numpy as np  # noqa: PLC0415  heavy

    vectors = np.asarray(inner, dtype=np.float32)
    if vectors.ndim != 2 or vectors.shape[1] != len(parameters["center"]):  # noqa: PLR2004 - rows and columns
        raise ModelUnavailable("The vectors are not of the width that the classifier was fitted on; reinstall.")
    kernel = np.exp(-2 * gamma * (1 - directions(vectors, parameters["center"]) @ parameters["landmarks"].T))
    raw: Floats = kernel @ parameters["landmark_weights"] + parameters["bias"]
    weights = parameters["ngram_weights"]
    for row, text in enumerate(texts):
        found = places(text, len(weights))
        if found:
            raw[row] += weights[found].sum(axis=0) / np.sqrt(len(found))
    return raw


def directions(vectors: Floats, center: Floats) -> Floats:
    """The vectors seen from the centre, brought to length 1."""
    import numpy as np  # noqa: PLC0415  heavy

    seen = vectors - center
    found: Floats = seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
    return found


def _probabilities(parameters: dict[str, Any], raw: Floats) -> Floats:
    import numpy as np  # noqa: PLC0415  heavy

    bent = np.clip(parameters["slope"] * raw + parameters["offset"], -50, 50)
    found: Floats = 1 / (1 + np.exp(-bent))
    if not np.isfinite(found).all():
        raise ModelUnavailable("The classifier gave no number; the vectors or the parameters are damaged.")
    return found


def _named(row: Sequence[float]) -> PieceScores:
    values = dict(zip(HEADS, row, strict=True))
    return PieceScores(
        {tier: values[tier.value] for tier in TIERS},
        {concern: values[concern.value] for concern in CONCERNS},
        values["other"],
        values["staff"],
    )


def _check(card: RiskCard, parameters: dict[str, Any], path: Path) -> None:
    sizes = {"heads": len(HEADS), "buckets": card.buckets}
    for name, axes in _SHAPES.items():
        shape = parameters[name].shape if name in parameters else ()
        for axis, size in zip(axes, shape, strict=False):
            if sizes.setdefault(axis, size) != size:
                raise ModelUnavailable(f"The classifier's parameters {path} do not fit together; reinstall.")
        if len(shape) != len(axes):
            raise ModelUnavailable(f"The classifier's parameters {path} are incomplete; reinstall.")
