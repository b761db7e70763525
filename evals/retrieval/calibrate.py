"""Fits confidence and threshold of abstention on the development questions; prints figures and numbers to copy.

`python -m evals.retrieval.calibrate` (add `--misses` to read what goes wrong). Nothing is written: the chosen numbers
live in assistant/retrieval/abstention.py with their reason, and change only by a commit that somebody read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold, cross_val_predict  # type: ignore[import-untyped]

from assistant.domain.library import Retrieved
from evals.retrieval.bench import Parts, wire
from evals.retrieval.dev_set import DevQuestion, read_dev_set
from evals.retrieval.figures import recall, reciprocal_rank, wilson

FOLDS = 10


def main(arguments: Sequence[str]) -> None:
    """Print ranking figures, the fitted numbers, and how well they separate."""
    questions = read_dev_set()
    parts = wire()
    vectors = parts.vectors(questions)
    found = [parts.hybrid(q, v) for q, v in zip(questions, vectors, strict=True)]
    _print_ranking(parts, questions, vectors, found)
    _print_fit(parts, questions, vectors)
    _print_abstention(questions, found)
    if "--misses" in arguments:
        _print_misses(questions, found)


def _print_ranking(
    parts: Parts,
    questions: Sequence[DevQuestion],
    vectors: Sequence[tuple[float, ...]],
    found: Sequence[Retrieved],
) -> None:
    rows = [(q, v, r) for q, v, r in zip(questions, vectors, found, strict=True) if q.answerable]
    kinds = {
        "dense": [parts.dense(v) for _, v, _ in rows],
        "words": [parts.by_words(q.text) for q, _, _ in rows],
        "hybrid": [[hit.passage.id for hit in r.hits] for _, _, r in rows],
    }
    for name, rankings in kinds.items():
        pairs = [(ranked, q.answered_by) for ranked, (q, _, _) in zip(rankings, rows, strict=True)]
        first, third = (sum(recall(r, w, n) for r, w in pairs) for n in (1, 3))
        mean = sum(reciprocal_rank(r, w) for r, w in pairs) / len(pairs)
        print(f"{name:7} recall@1 {_share(first, len(pairs))}  recall@3 {_share(third, len(pairs))}  MRR {mean:.3f}")


def _print_fit(
    parts: Parts,
    questions: Sequence[DevQuestion],
    vectors: Sequence[tuple[float, ...]],
) -> None:
    searched = [parts.retriever.search(q.text, v, q.language)[1] for q, v in zip(questions, vectors, strict=True)]
    features = np.array([list(evidence) if evidence else [0.0] * 5 for evidence in searched])
    answerable = np.array([int(q.answerable) for q in questions])
    model = LogisticRegression(C=30.0, max_iter=1000)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    guesses = cross_val_predict(model, features, answerable, cv=folds, method="predict_proba")[:, 1]
    model.fit(features, answerable)
    weights = ", ".join(f"{weight:.2f}" for weight in model.coef_[0])
    print(f"fitted: bias {model.intercept_[0]:.2f}, weights ({weights})")
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        silent = guesses < threshold
        true, needless = sum(silent & (answerable == 0)), sum(silent & (answerable == 1))
        precision, share = _share(true, sum(silent)), _share(true, sum(answerable == 0))
        print(
            f"  held out, threshold {threshold:.2f}: precision {precision} recall {share} needless silence {needless}"
        )


def _print_abstention(questions: Sequence[DevQuestion], found: Sequence[Retrieved]) -> None:
    silent = [not r.good_enough for r in found]
    true = sum(s and not q.answerable for s, q in zip(silent, questions, strict=True))
    print(
        f"abstention as configured: precision {_share(true, sum(silent))}, "
        f"recall {_share(true, sum(not q.answerable for q in questions))}"
    )


def _print_misses(questions: Sequence[DevQuestion], found: Sequence[Retrieved]) -> None:
    for q, r in zip(questions, found, strict=True):
        ids = [hit.passage.id for hit in r.hits]
        if (q.answerable and ids[:1] and ids[0] not in q.answered_by) or q.answerable != r.good_enough:
            rank = next((n for n, key in enumerate(ids, 1) if key in q.answered_by), 0)
            print(
                f"{'answered' if r.good_enough else 'SILENT  '} {r.confidence:.2f} rank {rank} {q.text!r} -> {ids[:3]}"
            )


def _share(count: float, total: int) -> str:
    low, high = wilson(round(count), total)
    return f"{count / total if total else 0:.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main(sys.argv[1:])
