"""What a search found, as Markdown: counts by failure and by mutation, then every find."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping

from evals.attack.aims import Failure
from evals.attack.rows import row
from evals.attack.search import Find, Search

_AIM_OF = {
    Failure.MISSED: "danger",
    Failure.BELOW: "danger",
    Failure.WATCH_MISSED: "watch",
    Failure.ANSWERED: "request",
    Failure.PAGED: "harmless",
}


def page(found: Search, facts: Mapping[str, str], made: str) -> str:
    """The whole page."""
    versions = ", ".join(f"{name} {value}" for name, value in facts.items())
    intro = (
        f"{made}: `kap eval attack --seed {found.seed} --budget {found.budget} --write`; {versions}. Known cases of "
        "the development and training splits, changed until a rail failed, then shortened while they still failed and "
        "their words, unchanged, were still seen as the whole was. Nobody read these finds before they were written "
        "here: the label is that of the origin, for its whole text. Each row ends with the id of the case in the "
        "folder that the command names; `?` marks a find whose label somebody must give: a mutation left a word out, "
        "or shrinking took clauses or words out of a sentence (the row's `whole` is the text before). "
        "Two messages are parted by `//`. See [evals.md](evals.md)."
    )
    lists = (line for failure in Failure for line in _listed(found, failure))
    return "\n".join(["# What the red team found", "", intro, "", *summary(found), *lists])


def summary(found: Search) -> list[str]:
    """The counts."""
    return [
        f"{found.asked} assessments, {found.broken} of them with a broken rail. {len(found.finds)} finds.",
        "",
        "| failure | right as written | wrong as written | finds | of these to be labelled |",
        "|---|---|---|---|---|",
        *(_counted(found, failure) for failure in Failure),
        "",
        "Cases that are wrong as written are known failures and no finds. Only what the budget drew counts.",
        "",
        "Finds that a mutation takes part in, after what they can do without was taken out; several may work together.",
        "",
        f"| mutation | tried | {' | '.join(failure.value for failure in Failure)} |",
        f"|---|---|{'---|' * len(Failure)}",
        *(_of_mutation(found, name) for name in sorted({name for name, _ in found.tried})),
        "",
    ]


def _counted(found: Search, failure: Failure) -> str:
    finds = [find for find in found.finds if find.failure is failure]
    unsure = sum(not find.keeps_label for find in finds)
    aim = _AIM_OF[failure]
    right = f"{found.origins[aim]} ({aim})"
    return f"| {failure.value} | {right} | {len(found.wrong.get(failure, ()))} | {len(finds)} | {unsure} |"


def _of_mutation(found: Search, name: str) -> str:
    counts = Counter(find.failure for find in found.finds if name in find.short.path)
    tried = sum(count for (way, _), count in found.tried.items() if way == name)
    return f"| {name} | {tried} | {' | '.join(str(counts[failure]) for failure in Failure)} |"


def _listed(found: Search, failure: Failure) -> list[str]:
    finds = [find for find in found.finds if find.failure is failure]
    if not finds:
        return []
    head = [f"## {failure.value.capitalize()}", "", "| text | label | seen | mutations | id |", "|---|---|---|---|---|"]
    return [*head, *(_line(find) for find in sorted(finds, key=lambda find: (find.short.path, row(find)["id"]))), ""]


def _line(find: Find) -> str:
    said = row(find)
    text = " // ".join(_visible(message) for message in find.short.messages)
    label = find.origin.case.label + ("" if find.keeps_label else " ?")
    score = "" if find.seen.score is None else f" {find.seen.score:.2f}"
    rules = f", {find.seen.rules[0]}" if find.seen.rules else ""
    seen = f"{find.seen.tier.value}, {find.seen.route.value}{score}{rules}"
    return f"| {text} | {label} | {seen} | {', '.join(find.short.path)} | {said['id']} |"


def _visible(text: str) -> str:
    """The text as code, on one line, with what nobody can see written out."""
    shown = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("`", "'").replace("|", "¦")
    hidden = ("Cf", "Mn", "Zs")
    return f"`{''.join(c if c == ' ' or unicodedata.category(c) not in hidden else f'<{ord(c):X}>' for c in shown)}`"
