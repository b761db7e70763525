"""`kap rails train`: train the classifier rail again; the same cases, versions and processor give the same bytes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.adapters.risk_card import read_card
from assistant.guardrails.packaged import CLASSIFIER
from assistant.settings import load
from evals.training.recipe import Recipe
from evals.training.run import refit, train
from evals.training.shipping import write


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and write the model or compare it with the shipped one; 0 on success."""
    parser = argparse.ArgumentParser(prog="kap rails train", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the shipped bytes come out")
    parser.add_argument("--again", action="store_true", help="tune from the start even when rounds are kept")
    parser.add_argument("--keep-encoder", action="store_true", help="fit all but the encoder, in about five minutes")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--kept", type=Path, default=None, help="where tuned networks are kept (KAP_DATA_DIR/training)")
    parser.add_argument("--out", type=Path, default=CLASSIFIER, help="another folder to write to")
    chosen = parser.parse_args(arguments)
    recipe = replace(Recipe(), seed=chosen.seed)
    kept = chosen.kept or load().data_dir / "training"
    if chosen.again:
        for path in kept.glob("*.safetensors"):
            path.unlink()
    made = refit(recipe, chosen.out, _say) if chosen.keep_encoder else train(recipe, kept, _say)
    card = made.card
    if chosen.check:
        shipped = read_card(chosen.out)
        same = (shipped.graph_sha256, shipped.ngrams_sha256) == (card.graph_sha256, card.ngrams_sha256)
        print("What is shipped came out again." if same else "Something else came out than is shipped.")
        return 0 if same else 1
    write(chosen.out, made.graph, made.ngrams, card)
    for name, threshold in card.thresholds.items():
        print(f"{name} {threshold.value}: {threshold.reason}")
    print(f"{len(made.graph) + len(made.ngrams)} bytes in {chosen.out}")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
