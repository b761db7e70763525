"""`python -m evals.training.usual_words`: writes the words that stand most often in the training messages."""

from __future__ import annotations

import re
import textwrap
from collections import Counter

from assistant.guardrails.normalisation import normalise
from assistant.guardrails.usual_words import FILE
from evals.refusals.cases import read_cases as read_requests
from evals.safety.cases import read_cases

_MOST = 3_000
_WIDTH = 120
_WORD = re.compile(r"[a-z]+")


def counted() -> Counter[str]:
    """How often each word stands in the normalised messages of the training data."""
    texts = [text for case in read_cases("train") for text in case.said]
    texts += [case.text for case in read_requests(split="train")]
    return Counter(word for text in texts for word in _WORD.findall(normalise(text).text))


def main() -> None:
    """Write the file."""
    words = sorted(word for word, _ in counted().most_common(_MOST))
    FILE.write_text("\n".join(textwrap.wrap(" ".join(words), _WIDTH)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
