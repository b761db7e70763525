"""`kap rails train`: train the classifier rail again; the same cases, versions and processor give the same bytes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.adapters.risk_card import RiskCard, read_card
from assistant.guardrails.packaged import CLASSIFIER
from assistant.settings import load
from evals.training.recipe import FIRST, SECOND
from evals.training.run import refit, train
from evals.training.shipping import write


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the model or compare it with the shipped one; 0 on success."""
    parser = argparse.ArgumentParser(prog="kap rails train", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the shipped bytes come out")
    parser.add_argument("--again", action="store_true", help="tune from the start even when rounds are kept")
    parser.add_argument("--keep-encoder", action="store_true", help="fit all but the encoder, in about five minutes")
    parser.add_argument("--seed", type=int, default=FIRST.seed)
    parser.add_argument("--kept", type=Path, default=None, help="where tuned networks are kept (KAP_DATA_DIR/training)")
    parser.add_argument("--out", type=Path, default=CLASSIFIER, help="another folder to write to")
    chosen = parser.parse_args(arguments)
    recipes = [replace(recipe, seed=chosen.seed) for recipe in (FIRST, SECOND)]
    kept = chosen.kept or load().data_dir / "training"
    if chosen.again:
        for path in kept.glob("*.safetensors"):
            path.unlink()
    made = refit(recipes, chosen.out, _say) if chosen.keep_encoder else train(recipes, kept, _say)
    if chosen.check:
        same = bound(read_card(chosen.out)) == bound(made.card)
        print("What is shipped came out again." if same else "Something else came out than is shipped.")
        return 0 if same else 1
    written = write(chosen.out, made)
    for name, threshold in made.card.thresholds.items():
        print(f"{name} {threshold.value}: {threshold.reason}")
    print(f"{written} bytes in {chosen.out}")
    return 0


def bound(card: RiskCard) -> tuple[str, ...]:
    """What the card binds of all that was fitted: equal for equal bytes."""
    second = card.second
    beside = (second.graph_sha256, *second.numbers_sha256.values()) if second else ()
    return card.graph_sha256, card.ngrams_sha256, *beside


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
