"""`python -m evals.training`: fit the classifier rail again; the same cases and versions give the same bytes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from threadpoolctl import threadpool_limits

from assistant.bootstrap import make_embedder
from assistant.guardrails.packaged import CLASSIFIER
from assistant.settings import load
from evals.training.kernel import Recipe
from evals.training.run import train
from evals.training.shipping import digest, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, and write the parameters or compare them with the shipped ones; 0 on success."""
    parser = argparse.ArgumentParser(prog="kap rails train", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the shipped bytes come out")
    parser.add_argument("--ridge", type=float, default=Recipe().ridge)
    parser.add_argument("--out", type=Path, default=None, help="another folder to write to")
    chosen = parser.parse_args(arguments)
    folder = chosen.out or CLASSIFIER
    recipe = replace(Recipe(), ridge=chosen.ridge)
    # One thread: the order of additions, and so the last bit, must not depend on the machine's cores.
    with threadpool_limits(1):
        stored, card = train(make_embedder(load()), recipe, lambda line: print(line, file=sys.stderr))
    if chosen.check:
        known = json.loads((folder / "card.json").read_text(encoding="utf-8"))["parameters_sha256"]
        same = known == digest(stored)
        print("The shipped parameters came out again." if same else "Other parameters came out than are shipped.")
        return 0 if same else 1
    write(folder, stored, card)
    for name, threshold in card.thresholds.items():
        print(f"{name} {threshold.value}: {threshold.reason}")
    for name, figure in card.figures.items():
        if not isinstance(figure, list):
            print(f"{name}: {figure}")
    print(f"{len(stored)} bytes, {card.parameters_sha256}, in {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
