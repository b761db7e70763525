"""`python -m evals.retrieval`: is the right passage found, is what has no answer left alone, are the answers sound."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.adapters.local_embedder import LocalEmbedder
from evals.bench.report import commit
from evals.retrieval import report
from evals.retrieval.answers import compose_all, facts_of, form, unfaithful
from evals.retrieval.bench import WORK, wire
from evals.retrieval.citations import sampled
from evals.retrieval.contenders import Found, find_all
from evals.retrieval.facts import Facts
from evals.retrieval.questions import SPLITS, fingerprint, read_questions
from evals.statistics import Proportion

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "evals" / "figures"
PAGE = ROOT / "docs" / "retrieval-figures.md"
CITED = 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a split and print its figures; 0 when every quote was faithful, 1 when not, 2 when data is unreadable."""
    chosen = _options(arguments)
    try:
        questions = read_questions(chosen.split)
    except ValueError as error:
        print(f"python -m evals.retrieval: {error}", file=sys.stderr)
        return 2
    parts = wire()
    found = find_all(parts, questions)
    answers = compose_all(parts, found)
    cited = sampled(parts, CITED)
    wrong = unfaithful((*answers, *cited), parts.library)
    quotes = {f"answers to {len(answers)} of these and {len(cited)} other questions, every quote verbatim": _of(
        len(answers) + len(cited) - len(wrong), len(answers) + len(cited)
    )}  # fmt: skip
    facts = Facts(LocalEmbedder(WORK / "models").embed)  # as published: the measure stays when what serves is tuned
    lines = [
        (
            f"{datetime.now(UTC):%Y-%m-%d}, commit {commit()}, {len(questions)} questions of the {chosen.split} split "
            f"(SHA-256 `{fingerprint(chosen.split)[:16]}…`), library {parts.library.version[:12]} of "
            f"{len(parts.library.passages)} passages."
        ),
        *["", *report.goals(found)],
        *["", "### Rankings", "", *report.ranking_table(found)],
        *["", "### By kind of question", "", *report.groups(found, lambda one: one.question.kind, "kind")],
        *["", "### By language", "", *report.groups(found, lambda one: one.question.language, "language")],
        *["", "### The answers", "", *report.shares_table(form(answers), "form"), ""],
        *report.shares_table(facts_of(answers, facts), "fact check (approximate)"),
        *["", *report.shares_table(quotes, "citations")],
        *["", "### Abstention", "", f"![precision and recall of abstention](retrieval-abstention-{chosen.split}.svg)"],
    ]
    print("\n".join(lines))
    if chosen.failures and chosen.split == "dev":
        print("\n".join(_misses(found)))
    if chosen.write:
        drawn = report.drawing(report.curve(found), parts.retriever.threshold, f"Abstention, {chosen.split} split")
        (PAGE.parent / f"retrieval-abstention-{chosen.split}.svg").write_text(drawn, encoding="utf-8")
        _keep(chosen.split, lines)
    return 1 if wrong else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, default="dev", help="`test` is for figures: tune nothing to it")
    parser.add_argument("--failures", action="store_true", help="list what went wrong on dev")
    parser.add_argument("--write", action="store_true", help="keep the figures, and write docs/retrieval-figures.md")
    return parser.parse_args(arguments)


def _misses(found: Sequence[Found]) -> list[str]:
    lines = []
    for one in found:
        question, ids = one.question, one.rankings["hybrid"]
        rank = next((n for n, key in enumerate(ids, 1) if key in question.passages), 0)
        if (question.answerable and rank != 1) or question.answerable != one.retrieved.good_enough:
            said = "answered" if one.retrieved.good_enough else "SILENT"
            lines.append(
                f"{said} {one.retrieved.confidence:.2f} rank {rank} {question.id} {question.searched!r} "
                f"wants {list(question.passages)} got {list(ids[:3])}"
            )
    return lines


def _keep(split: str, lines: Sequence[str]) -> None:
    """Keep the section of this split, and write the page from those of both."""
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"retrieval-{split}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sections = []
    for name in SPLITS:
        path = KEPT / f"retrieval-{name}.md"
        if path.exists():
            sections.append(f"## {name.capitalize()} split\n\n{path.read_text(encoding='utf-8')}")
    PAGE.write_text(_OPENING + "\n" + "\n".join(sections), encoding="utf-8")


def _of(successes: int, n: int) -> Proportion:
    return Proportion(successes, n)


_OPENING = """# Retrieval, measured

Written by `python -m evals.retrieval --split dev|fresh|test --write`; do not edit. What the questions are, who wrote
them and what they lack: [evals/datasets/retrieval/README.md](../evals/datasets/retrieval/README.md). The dev split is
what retrieval and abstention were tuned on, so its figures flatter; those of the test split count. The fresh split
was written later by two writers who saw neither search nor ways to ask; with 19 questions without an answer it says
little of silence.

- A ranking counts with any passage that the label lists. Shares have Wilson's 95 % interval; means, and the lead over
  the bare retriever on the same questions, have one from drawing ideas again (2,000 times, seeded).
- **Bare**: LangChain's Chroma retriever over title and text of the same passages, MiniLM as published, the message
  as written. **Dense alone** has several vectors a passage; **BM25 alone** has synonyms and mended spelling.
- Abstention: precision is the share of silences that were right, recall the share of unanswerable questions met
  with silence. Rails are not part of this; some of these messages they would catch first.
- Labels were completed on 2026-11-28 from what these four retrievers find (the README's "Pooled labels"): figures of
  an earlier date were measured without them, on labels that named none of the newer third of the passages.
- The fact check is approximate (see evals/retrieval/facts.py); its control row is what chance gives.
"""


if __name__ == "__main__":
    raise SystemExit(main())
