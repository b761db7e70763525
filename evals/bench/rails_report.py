"""The speed of the rails as a part of docs/benchmarks.md."""

from __future__ import annotations

from evals.bench.lengths import HOSTILE
from evals.bench.rails import EMBEDDED, LEXICAL, WHOLE, RailTimes


def section(found: RailTimes) -> str:
    """Tables, what is required, and how it was measured."""
    verdict = "All of it is met." if not found.misses else "Not met: " + "; ".join(found.misses) + "."
    return f"""## The rails

{table(found)}

Required: lexical rails together p50 under 1 ms and p99 under 3 ms for 300 characters; the whole assessment at most
twice one embedding of the message; 100 KB of hostile text under 1 s; linear growth. {verdict}
A character of the longest text costs {found.growth:.2f} times one of the shortest (1 is linear).

- {found.messages} messages of 240 to 360 characters, joined from the training cases in seeded random order. The whole
  assessment and the embedding take turns on those that no rule finds imminent: an imminent one needs no model.
  The embedding is that of MiniLM as published, by onnxruntime; the tuned one that serves has eight-bit weights and is
  quicker.
- **Lexical rails**: normalisation, every rail for danger and for requests, the conversation rail, in the worker thread
  that watches them. **Whole assessment**: the same and the classifier, which reads the message and its pieces with an
  encoder of its own.
- **Hostile texts**: {len(HOSTILE)} kinds for each size (letters apart, nearly a pattern, marks upon marks, ...), the
  quickest of three tries each, the slowest kind shown. The model reads the first 4,000 characters.
"""


def table(found: RailTimes) -> str:
    """The figures as Markdown."""
    rows = {LEXICAL: found.lexical, WHOLE: found.together[WHOLE], EMBEDDED: found.together[EMBEDDED]}
    lines = ["| call, about 300 characters | p50 ms | p99 ms | p50 / embedding |", "|---|---|---|---|"]
    unit = found.together[EMBEDDED].p50
    lines += [f"| {name} | {t.p50:.2f} | {t.p99:.2f} | {t.p50 / unit:.2f} |" for name, t in rows.items()]
    columns = ("hostile text, characters", "lexical rails ms", "ms / 1,000", "slowest kind", "whole ms", "slowest kind")
    lines += ["", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    lines += [
        f"| {g.characters:,} | {g.lexical:.1f} | {g.lexical / g.characters * 1000:.2f} | {g.lexical_slowest} "
        f"| {g.whole:.1f} | {g.whole_slowest} |"
        for g in found.grown
    ]
    return "\n".join(lines)
