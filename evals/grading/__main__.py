"""`python -m evals.grading RUN`: empathy and clarity of a run's replies by a model, and how far to trust it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import load
from evals.grading.grader import QUESTIONS, Agreement, Says, agreement, graded
from evals.measuring.rates import Marked, rate
from evals.runs.record import CaseRow, read_cases
from evals.targets.endpoint import endpoint

SAMPLE = Path(__file__).with_name("sample.jsonl")
TRUSTED = 0.6
"""Below this kappa a model's marks are not worth reading."""


def main(arguments: Sequence[str] | None = None, says: Says | None = None) -> int:
    """Print the agreement with the labelled sample, then the rates over the run's development replies; always 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.grading", description=__doc__)
    parser.add_argument("run", type=Path, help="the folder of a stored run")
    parser.add_argument("--most", type=int, default=50, help="so many replies of the suite `wording`")
    chosen = parser.parse_args(arguments)
    asks = says or _configured()
    for name, found in trust(asks).items():
        print(f"{name}: {_shown(found)}")
    cases = [case for case in read_cases(chosen.run) if case.suite == "wording" and case.patient][: chosen.most]
    marked = [Marked(case.id, case.idea, graded(asks, case.patient[-1], _reply(case))) for case in cases]
    for name in QUESTIONS:
        print(f"{name}, replies of the run: {rate(marked, name).shown()}")
    print("These marks decide no gate. The sample's labels are one author's.")
    return 0


def trust(says: Says) -> dict[str, Agreement]:
    """The model's agreement with the labelled sample, question by question."""
    rows = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    marks = [graded(says, row["message"], row["reply"]) for row in rows]
    return {name: agreement([row[name] for row in rows], [mark[name] for mark in marks]) for name in QUESTIONS}


def _shown(found: Agreement) -> str:
    kappa = "no kappa (all alike)" if found.kappa is None else f"kappa {found.kappa:.2f}"
    doubt = "" if (found.kappa or 0.0) >= TRUSTED else "; do not read its marks"
    return f"agrees with {found.agree} of {found.n} labels, {found.undecided} undecided, {kappa}{doubt}"


def _reply(case: CaseRow) -> str:
    return "\n".join(str(turn.get("text") or "") for turn in case.seen.values())


def _configured() -> Says:
    chat = endpoint(load()).chat()
    return lambda prompt: str(chat.invoke(prompt).text)


if __name__ == "__main__":
    raise SystemExit(main())
