"""Linear heads over words and letters: they see the exact wording, which an encoder blurs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+|[^\w\s]")
_IN_A_ROW = 3
_LETTERS = (3, 4, 5)


def ngrams(text: str) -> list[int]:
    """The 32-bit names of what the text holds, sorted: up to three words in a row, three to five letters of a word."""
    words = _WORD.findall(text.lower())
    found = {
        "w" + " ".join(words[start : start + length])
        for length in range(1, _IN_A_ROW + 1)
        for start in range(len(words) - length + 1)
    }
    for word in {f" {word} " for word in words}:
        found.update(
            "c" + word[start : start + length] for length in _LETTERS for start in range(len(word) - length + 1)
        )
    return sorted({zlib.crc32(each.encode("utf-8", "surrogatepass")) for each in found})


class NgramHead:
    """An opened file of weights: text in, one row of uncalibrated outputs out.

    The file is a numpy archive without pickle: `names` (n-grams, sorted, uint32), `rarity` (one number each),
    `weights` (n-grams, heads) and `offsets` (heads). An output sums the weights of the known n-grams, each counted once
    and by its rarity, over the length of the text's rarities.
    """

    def __init__(self, path: Path, heads: int) -> None:
        import numpy as np  # noqa: PLC0415  heavy

        try:
            # numpy leaves a file open that it opened itself and cannot read
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                self._names: NDArray[np.uint32] = stored["names"]
                self._rarity: NDArray[np.float32] = stored["rarity"].astype(np.float32)
                self._weights: NDArray[np.float32] = stored["weights"].astype(np.float32)
                self._offsets: NDArray[np.float32] = stored["offsets"].astype(np.float32)
        except Exception as error:  # numpy and zipfile raise errors of many kinds
            raise ModelUnavailable(f"The classifier's file {path} cannot be read; reinstall.") from error
        known = len(self._names)
        if not known or self._weights.shape != (known, heads) or self._rarity.shape != (known,):
            raise ModelUnavailable(f"The classifier's file {path} does not fit its card; reinstall.")

    def rows(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        """One row for each text, in order."""
        return tuple(tuple(self._row(text)) for text in texts)

    def _row(self, text: str) -> list[float]:
        import numpy as np  # noqa: PLC0415  heavy

        names = np.array(ngrams(text), dtype=np.uint32)
        places = np.minimum(np.searchsorted(self._names, names), len(self._names) - 1)
        places = places[self._names[places] == names]
        rarity = self._rarity[places]
        length = float(np.sqrt(rarity @ rarity)) or 1.0
        row: list[float] = (self._offsets + (rarity / length) @ self._weights[places]).tolist()
        return row
