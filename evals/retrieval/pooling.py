"""`python -m evals.retrieval.pooling`: what the contenders find and nobody has labelled, for somebody to read.

Labels age when the library grows: a new passage that answers is counted as a miss. Pooling, as TREC does it, brings
the first few of every contender before a reader who sees neither contender nor rank; `--merge` adds what was judged.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.domain.library import Library
from assistant.domain.messages import Author
from evals.retrieval.bench import library_of_today, wire
from evals.retrieval.contenders import Found, find_all
from evals.retrieval.judgements import merged, read_judgements
from evals.retrieval.questions import FOLDER, SPLITS, Question, read_questions

DEPTH = 5
SEED = 20261128


def unlabelled(one: Found, depth: int = DEPTH, seed: int = SEED) -> tuple[str, ...]:
    """The passages among the first `depth` of any contender that carry no label, in an order that tells nothing.

    The order depends on the seed and the question's id alone; () when everything found is labelled.
    """
    found = {key for ranking in one.rankings.values() for key in ranking[:depth]}
    pool = sorted(found - set(one.question.passages))
    random.Random(f"{seed} {one.question.id}").shuffle(pool)  # noqa: S311 - an order for readers, not a secret
    return tuple(pool)


def sheet(one: Found, library: Library) -> dict[str, Any]:
    """What a reader gets for one question: its words and the whole of every candidate, nothing about who found it."""
    passages = [passage for key in unlabelled(one) if (passage := library.passage(key))]
    candidates = [{"passage": p.id, "title": p.title, "text": p.text} for p in passages]
    return {"id": one.question.id, "question": _asked(one.question), "candidates": candidates}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pool of a split, or merge judgements into it; 0 when done, 2 when something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval.pooling", description=__doc__)
    parser.add_argument("split", choices=SPLITS)
    parser.add_argument("out", nargs="?", type=Path, help="where the pool is written, one question a line")
    parser.add_argument("--merge", type=Path, metavar="JUDGED", help="add these judgements to the split's labels")
    chosen = parser.parse_args(arguments)
    if (chosen.out is None) == (chosen.merge is None):
        parser.error("either OUT or --merge JUDGED")
    try:
        print(_merge(chosen.split, chosen.merge) if chosen.merge else _pool(chosen.split, chosen.out))
    except (OSError, ValueError) as error:
        print(f"python -m evals.retrieval.pooling: {error}", file=sys.stderr)
        return 2
    return 0


def _pool(split: str, out: Path) -> str:
    parts = wire()
    sheets = [sheet(one, parts.library) for one in find_all(parts, read_questions(split))]
    out.parent.mkdir(parents=True, exist_ok=True)
    _write(out, (json.dumps(row, ensure_ascii=False) for row in sheets))
    return f"{len(sheets)} questions, {sum(len(row['candidates']) for row in sheets)} candidates in {out}"


def _merge(split: str, judged: Path) -> str:
    path = FOLDER / f"{split}.jsonl"
    judgements = read_judgements(judged, {passage.id for passage in library_of_today().passages})
    result = merged(path.read_text(encoding="utf-8").splitlines(), judgements)
    _write(path, result.lines)
    return f"{result.added} labels added to {result.questions} questions, {result.opened} of them newly answerable"


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _asked(question: Question) -> str:
    if not question.history:
        return question.text
    said = ((line.author is Author.PATIENT, line.text) for line in question.history)
    earlier = [f"{'Patient' if patient else 'Assistant'}: {text}" for patient, text in said]
    return "\n".join([*earlier, f"Patient: {question.text}"])


if __name__ == "__main__":
    raise SystemExit(main())
