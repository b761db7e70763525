"""Usual words of English and Spanish, of which may be worked out beforehand what the rails know of them.

The list is closed and our own: the words that stand most often in the training messages, which were written for it.
What the rails know of any other word is worked out at each look and not kept, because a patient's words are health
data. `python -m evals.training.usual_words` writes the list anew; a list of other words changes speed, never a finding.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "usual_words.txt"
USUAL_WORDS: Final = frozenset(FILE.read_text(encoding="ascii").split())
