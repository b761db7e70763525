"""The figures of retrieval as Markdown, and the curve of abstention as a drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evals.retrieval.contenders import BARE, HYBRID, Found
from evals.retrieval.figures import (
    Mean,
    Ranked,
    ahead,
    mean_of,
    ndcg,
    reciprocal_rank,
    share_found,
    silence,
    silence_curve,
)
from evals.statistics import Proportion, shown

_GOALS = (("recall@1", 1, 0.80), ("recall@3", 3, 0.95))
_SILENCE_GOAL = 0.90


def ranked(found: Sequence[Found], contender: str) -> tuple[Ranked, ...]:
    """That contender's rankings of the answerable questions."""
    answerable = (one for one in found if one.question.answerable)
    return tuple(Ranked(o.question.idea, o.rankings[contender], frozenset(o.question.passages)) for o in answerable)


def silences(found: Sequence[Found]) -> tuple[Proportion, Proportion]:
    """Precision and recall of abstention as the retriever is configured."""
    return silence([not one.retrieved.good_enough for one in found], [one.question.answerable for one in found])


def ranking_table(found: Sequence[Found]) -> list[str]:
    """A row for each contender."""
    lines = ["| retriever | recall@1 | recall@3 | MRR | nDCG@5 |", "|---|---|---|---|---|"]
    for contender in found[0].rankings if found else ():
        rows = ranked(found, contender)
        ideas = [row.idea for row in rows]
        mrr = mean_of([reciprocal_rank(row.ids, row.wanted) for row in rows], ideas)
        gain = mean_of([ndcg(row.ids, row.wanted, 5) for row in rows], ideas)
        shares = " | ".join(shown(share_found(rows, most)) for most in (1, 3))
        lines.append(f"| {contender} | {shares} | {_mean(mrr)} | {_mean(gain)} |")
    return lines


def goals(found: Sequence[Found]) -> list[str]:
    """A row for each goal: wanted, found, met or not."""
    hybrid, bare = ranked(found, HYBRID), ranked(found, BARE)
    lines = ["| goal | wanted | found | |", "|---|---|---|---|"]
    for name, most, limit in _GOALS:
        share = share_found(hybrid, most)
        lines.append(f"| {name} | at least {limit:.0%} | {shown(share)} | {_verdict(share.at_least(limit))} |")
    for name, share in zip(("abstention precision", "abstention recall"), silences(found), strict=True):
        met = share.at_least(_SILENCE_GOAL)
        lines.append(f"| {name} | at least {_SILENCE_GOAL:.0%} | {shown(share)} | {_verdict(met)} |")
    for name, most, _ in _GOALS:
        lead = ahead(hybrid, bare, most)
        met = lead.interval.low > 0
        lines.append(f"| {name}, hybrid ahead of bare | interval above 0 | {_mean(lead)} | {_verdict(met)} |")
    return lines


def groups(found: Sequence[Found], of: Callable[[Found], str], corner: str) -> list[str]:
    """Recall of the hybrid and needless silence for each group of answerable questions; right silence for the rest."""
    lines = [f"| {corner} | recall@1 | recall@3 | answered |", "|---|---|---|---|"]
    for name in sorted({of(one) for one in found}):
        members = [one for one in found if of(one) == name]
        rows = ranked(members, HYBRID)
        spoke = Proportion(sum(one.retrieved.good_enough for one in members), len(members))
        shares = " | ".join(shown(share_found(rows, most)) for most in (1, 3))
        lines.append(f"| {name} | {shares} | {shown(spoke)} |")
    return lines


def shares_table(shares: Mapping[str, Proportion], corner: str) -> list[str]:
    """A row for each named share."""
    return [f"| {corner} | share |", "|---|---|", *(f"| {name} | {shown(share)} |" for name, share in shares.items())]


def curve(found: Sequence[Found]) -> tuple[tuple[float, float, float], ...]:
    """(threshold, precision, recall) of abstention."""
    return silence_curve([o.retrieved.confidence for o in found], [o.question.answerable for o in found])


def drawing(points: Sequence[tuple[float, float, float]], threshold: float, title: str) -> str:
    """The curve as an SVG file's text: precision and recall of abstention over the threshold."""
    width, height, edge = 640, 360, 48

    def place(x: float, y: float) -> str:
        return f"{edge + x * (width - 2 * edge):.1f},{height - edge - y * (height - 2 * edge):.1f}"

    def line(column: int, colour: str) -> str:
        path = " ".join(place(point[0], point[column]) for point in points)
        return f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>'

    def words(x: float, y: float, text: str, anchor: str = "middle") -> str:
        at = place(x, y).split(",")
        return f'<text x="{at[0]}" y="{at[1]}" text-anchor="{anchor}">{text}</text>'

    ticks = [n / 5 for n in range(6)]
    grid = [f'<polyline stroke="#ddd" points="{place(0, t)} {place(1, t)}"/>' for t in ticks]
    marks = [words(-0.02, t - 0.01, f"{t:.1f}", "end") for t in ticks] + [words(t, -0.07, f"{t:.1f}") for t in ticks]
    chosen = f'<polyline stroke="#666" stroke-dasharray="4" points="{place(threshold, 0)} {place(threshold, 1)}"/>'
    legend = [
        words(0.5, 1.06, title),
        words(0.5, -0.13, "confidence below which nothing is answered (dashed: as configured)"),
        f'<g fill="#1b6ca8">{words(0.03, 0.06, "precision", "start")}</g>',
        f'<g fill="#c05621">{words(0.2, 0.06, "recall", "start")}</g>',
    ]
    body = [*grid, *marks, line(1, "#1b6ca8"), line(2, "#c05621"), chosen, *legend]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
    return "\n".join(
        [f'{opening} font-size="12">', '<rect width="100%" height="100%" fill="#fff"/>', *body, "</svg>\n"]
    )


def _mean(mean: Mean) -> str:
    return f"{mean.value:.3f} ({mean.interval.low:.3f}–{mean.interval.high:.3f})"


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"
