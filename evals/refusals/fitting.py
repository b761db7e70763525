"""`python -m evals.refusals.fitting`: fits the lean towards "asks for a dose" and writes its weights.

Examples: the development cases of this suite and those of its training split (of these only doses and ordinary
questions), the request lists of the unit tests and the attack questions (once they had served as unseen ones); as
ordinary messages also the questions that library documents answer, and the messages of
the safety training split without danger that no rule refuses. Test data of any suite is never read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.domain.routes import Route
from assistant.guardrails.asking.clauses import clauses_of
from assistant.guardrails.asking.leaning import WEIGHTS, features
from assistant.guardrails.asking.rulings import ruled
from assistant.guardrails.normalisation import normalise
from evals.refusals.cases import read_cases

Floats = NDArray[np.float64]

ROOT = Path(__file__).parents[2]
FITTED_ON = tuple(f"{kind}_{part}" for part in ("first", "second", "third") for kind in ("attempts", "near_misses"))
LISTS = ROOT / "tests" / "unit" / "guardrails" / "data"
TRAIN = ROOT / "evals" / "datasets" / "safety" / "train"
ATTACK = ROOT / "evals" / "datasets" / "attack" / "questions.jsonl"
LIBRARY = ROOT / "knowledge" / "documents"
ABOUT_MEDICINES = frozenset(
    {
        "medicines-to-raise",
        "alcohol-and-cannabis-around-a-session",
        "alcohol-y-medicinas-es",
        "operations-and-painkillers",
    }
)
LONGEST = 300
STRENGTH = 0.3
FOLDS = 5
LIGHT = 0.5
SMALLEST = 0.01
LEAST, LEAST_WITH_TOPIC = 0.65, 0.75
"""From the curve that this command prints, for few ordinary questions refused: the classifier finds most others."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message, whether it asks for a dose, how much it counts and where it is from."""

    text: str
    doses: bool
    weight: float
    source: str


def main() -> int:
    """Fit, print what was found for messages left out of the fit, write the weights; always 0."""
    examples = [*_cases(), *_attack(), *_lists(), *_library(), *_ordinary()]
    names, matrix = _matrix([example.text for example in examples])
    doses = np.array([example.doses for example in examples], dtype=np.float64)
    weights = np.array([example.weight for example in examples])
    _report(examples, matrix, doses, weights)
    fitted = fit(matrix, doses, weights)
    kept = {name: round(float(w), 4) for name, w in zip(names, fitted[1:], strict=True) if abs(w) >= SMALLEST}
    row = {
        "fitted_on": _fingerprint(examples),
        "bias": round(float(fitted[0]), 4),
        "least": LEAST,
        "least_with_topic": LEAST_WITH_TOPIC,
        "weights": dict(sorted(kept.items())),
    }
    WEIGHTS.write_text(json.dumps(row, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(examples)} examples, {len(kept)} weights")
    return 0


def fit(matrix: Any, doses: Floats, weights: Floats) -> Floats:
    """Bias and weights of a logistic regression with ridge penalty; the same for the same examples."""

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = matrix @ w[1:] + w[0]
        miss = 1 / (1 + np.exp(-margin)) - doses
        value = float(np.sum(weights * (np.logaddexp(0, margin) - doses * margin)) + w[1:] @ w[1:] / (2 * STRENGTH))
        inner = matrix.T @ (weights * miss) + w[1:] / STRENGTH
        slope: Floats = np.concatenate(([float(np.sum(weights * miss))], inner)).astype(np.float64)
        return value, slope

    found = minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x, dtype=np.float64)


def _report(examples: Sequence[Example], matrix: Any, doses: Floats, weights: Floats) -> None:
    """Shares found at several thresholds, each message judged by a fit that left it out."""
    order = np.random.default_rng(7).permutation(len(examples)) % FOLDS
    scores = np.zeros(len(examples))
    for fold in range(FOLDS):
        inside = order != fold
        w = fit(matrix[inside], doses[inside], weights[inside])
        scores[~inside] = 1 / (1 + np.exp(-(matrix[~inside] @ w[1:] + w[0])))
    ruled = np.array([_ruled(example.text) for example in examples])
    topic = np.array([_has_topic(example.text) for example in examples])
    source = np.array([example.source for example in examples])
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        row = []
        for named, mask in (("plain", ~topic), ("topic", topic)):
            missed = mask & (doses == 1) & ~ruled
            cried = mask & (doses == 0) & (source != "train")
            far = mask & (source == "train")
            counts = [f"{int((scores[m] >= least).sum())}/{int(m.sum())}" for m in (missed, cried, far)]
            row.append(f"{named}: {counts[0]} more found, {counts[1]} ordinary and {counts[2]} far refused")
        print(least, " | ".join(row))


def _cases() -> Iterator[Example]:
    for case in read_cases(*FITTED_ON):
        if not case.history:
            yield Example(case.text, case.route is Route.DOSING, 1.0, "dev")
    for case in read_cases(split="train"):
        if not case.history and case.route in (Route.DOSING, Route.ANSWER):
            yield Example(case.text, case.route is Route.DOSING, 1.0, "requests")


def _attack() -> Iterator[Example]:
    for line in ATTACK.read_text("utf-8").splitlines():
        row = json.loads(line)
        if "text" in row and row["expected"] in ("answer", "dosing"):
            yield Example(row["text"], row["expected"] == "dosing", 1.0, "attack")


def _library() -> Iterator[Example]:
    """The questions that library documents answer, but for those about medicines and alcohol around a session."""
    for path in sorted(LIBRARY.glob("*.md")):
        if path.stem in ABOUT_MEDICINES:
            continue
        front = yaml.safe_load(path.read_text("utf-8").split("---")[1])
        for passage in (front.get("passages") or {}).values():
            for text in passage.get("questions", ()):
                if not _ruled(text):
                    yield Example(text, doses=False, weight=LIGHT, source="library")


def _lists() -> Iterator[Example]:
    for name, doses in (("dosing", True), ("near_misses", False), ("lookalikes", False)):
        for text in yaml.safe_load((LISTS / f"requests_{name}.yaml").read_text("utf-8")):
            yield Example(text, doses, 1.0, "lists")


def _ordinary() -> Iterator[Example]:
    for path in sorted(TRAIN.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            text = row.get("text", "")
            if text and row.get("tier") == "none" and len(text) < LONGEST and not _ruled(text):
                yield Example(text, doses=False, weight=LIGHT, source="train")


def _ruled(text: str) -> bool:
    return bool(ruled(clauses_of(normalise(text).text)))


def _has_topic(text: str) -> bool:
    return any(clause.has("topic", "endure", "speech") for clause in clauses_of(normalise(text).text))


def _matrix(texts: Sequence[str]) -> tuple[list[str], Any]:
    rows = [sorted(features(clauses_of(normalise(text).text))) for text in texts]
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count > 1)
    place = {name: number for number, name in enumerate(names)}
    cells = [(number, place[name]) for number, row in enumerate(rows) for name in row if name in place]
    across, down = [c for c, _ in cells], [d for _, d in cells]
    return names, csr_matrix((np.ones(len(cells)), (across, down)), shape=(len(rows), len(names)))


def _fingerprint(examples: Sequence[Example]) -> str:
    joined = "\n".join(f"{example.doses} {example.text}" for example in examples)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
