"""`python -m evals.embedding`: tune the packaged embedding model again, or with `--held` see what tuning brings."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from assistant.adapters.embedding_card import CARD, GRAPH, TOKENIZER, EmbeddingCard, read_embedding_card
from assistant.adapters.model_files import find_model
from assistant.adapters.packaged_embedder import PackagedEmbedder
from assistant.adapters.sentence_transformers_embedder import SentenceTransformersEmbedder
from assistant.retrieval.packaged_encoder import ENCODER
from evals.embedding.lessons import Lessons, held_out, lessons
from evals.embedding.measuring import found
from evals.embedding.recipe import Tuning
from evals.embedding.tuning import tuned
from evals.retrieval.bench import library_of_today
from evals.statistics import shown


def main(arguments: Sequence[str] | None = None) -> int:
    """Tune on all ways to ask and write, or keep a share back and print figures; 0 on success."""
    parser = argparse.ArgumentParser(prog="python -m evals.embedding", description=__doc__)
    parser.add_argument(
        "--held", type=float, default=0.0, help="share of the ways to ask that is kept back; no writing"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say whether the shipped bytes come out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ENCODER, help="another folder to write to")
    chosen = parser.parse_args(arguments)
    recipe, library = replace(Tuning(), seed=chosen.seed), library_of_today()
    whole = lessons(library)
    if chosen.held:
        known, asked = held_out(whole, library, chosen.held)
        before = SentenceTransformersEmbedder(find_model()).embed
        print(
            f"{len(known.texts)} texts learnt, {len(asked.texts)} ways to ask kept back; right passage first, of three"
        )
        print("as published:", *map(shown, found(before, known, asked)))
        with tempfile.TemporaryDirectory() as scratch:
            _write(Path(scratch), known, recipe)
            print("tuned:", *map(shown, found(PackagedEmbedder(Path(scratch)).embed, known, asked)))
        return 0
    if chosen.check:
        made = hashlib.sha256(tuned(find_model(), whole, recipe, _say).exported()).hexdigest()
        same = made == read_embedding_card(chosen.out).graph_sha256
        print("What is shipped came out again." if same else "Something else came out than is shipped.")
        return 0 if same else 1
    print(f"{_write(chosen.out, whole, recipe)} bytes in {chosen.out}")
    return 0


def _write(folder: Path, learnt: Lessons, recipe: Tuning) -> int:
    files = find_model()
    network = tuned(files, learnt, recipe, _say)
    graph, tokenizer = network.exported(), files.tokenizer.read_bytes()
    card = EmbeddingCard(
        graph_sha256=hashlib.sha256(graph).hexdigest(),
        tokenizer_sha256=hashlib.sha256(tokenizer).hexdigest(),
        base_sha256=files.checked_weights(),
        dimension=int(network.encoder.config.hidden_size),
        tokens=_TOKENS,
        training={"recipe": asdict(recipe), "texts": len(learnt.texts), "lessons sha256": learnt.digest()},
    )
    stored = {GRAPH: graph, TOKENIZER: tokenizer, CARD: f"{card.model_dump_json(indent=1)}\n".encode()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, numbers in stored.items():
        (folder / name).write_bytes(numbers)
    return sum(map(len, stored.values()))


_TOKENS = 256
"""What the base reads of a text; longer passages were cut there before, too."""


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
