"""Fits confidence and threshold of abstention on the development questions; prints figures and numbers to copy.

`python -m evals.retrieval.calibrate`. Nothing is written: the chosen numbers live in assistant/retrieval/abstention.py
with their reason, and change only by a commit that somebody read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore[import-untyped]

from evals.retrieval.bench import Parts, wire
from evals.retrieval.figures import silence
from evals.retrieval.questions import Question, read_questions
from evals.statistics import shown

FOLDS = 10
_THRESHOLDS = tuple(n / 20 for n in range(5, 18))


def main() -> None:
    """Print the fitted numbers, and how well they separate questions that were held out of the fit."""
    questions = read_questions("dev")
    features, answerable = _evidence(wire(), questions)
    model = LogisticRegression(C=30.0, max_iter=3000)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    held_out = cross_val_predict(model, features, answerable, cv=folds, method="predict_proba")[:, 1]
    model.fit(features, answerable)
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    print(f"fitted: bias {model.intercept_[0]:.2f}, weights ({weights})")
    for threshold in _THRESHOLDS:
        silent = [bool(value < threshold) for value in held_out]
        precision, found = silence(silent, [bool(value) for value in answerable])
        needless = sum(s and bool(a) for s, a in zip(silent, answerable, strict=True))
        print(f"  {threshold:.2f}: precision {shown(precision)} recall {shown(found)} needless silences {needless}")


def _evidence(parts: Parts, questions: Sequence[Question]) -> tuple[np.ndarray, np.ndarray]:
    rows = []
    for question in questions:
        vector = parts.embedder.embed([question.searched])[0]
        evidence = parts.retriever.search(question.searched, vector, question.language)[1]
        rows.append(list(evidence) if evidence else [0.0] * 7)
    return np.array(rows), np.array([int(question.answerable) for question in questions])


if __name__ == "__main__":
    main()
