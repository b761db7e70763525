"""`python -m evals.patient_questions`: the only thing that writes the figures."""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

from evals.patient_questions.dataset import load_questions
from evals.patient_questions.runner import REPOSITORY, default_command, run

CANNOT_RUN = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the suite and return 0 when it passes, 1 when it does not, 2 when it could not be run."""
    parser = argparse.ArgumentParser(prog="python -m evals.patient_questions", description=__doc__)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "patient-questions.md")
    parser.add_argument("--command", help="what to run instead of `kap ask --jsonl`; the report names it")
    chosen = parser.parse_args(arguments)
    command = tuple(shlex.split(chosen.command)) if chosen.command else default_command()
    questions = load_questions()
    try:
        finished = run(questions, command)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"The command {shlex.join(command)!r} could not be run to its end: {error}", file=sys.stderr)
        return CANNOT_RUN
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(finished.report, encoding="utf-8")
    figures, _, _ = finished.report.partition("## What went wrong")
    print(figures)
    print(f"Every question and reply: {chosen.out}")
    return 0 if finished.passed else 1


if __name__ == "__main__":
    sys.exit(main())
