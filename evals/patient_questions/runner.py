"""Puts every question to the command, judges what comes back and writes the report."""

import json
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.patient_questions.dataset import Question
from evals.patient_questions.replies import parse_output
from evals.patient_questions.report import Provenance, write_report
from evals.patient_questions.scoring import judge
from evals.patient_questions.summary import Summary, summarise

__all__ = ["Run", "default_command", "run"]

REPOSITORY = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run: its counts, its report and whether it passes."""

    summary: Summary
    report: str
    passed: bool


def default_command() -> tuple[str, ...]:
    """Return `kap ask --jsonl`, taking the `kap` beside this interpreter when there is one."""
    beside = Path(sys.executable).with_name("kap")
    return (str(beside) if beside.exists() else "kap", "ask", "--jsonl")


def run(questions: tuple[Question, ...], command: tuple[str, ...], timeout: float = TIMEOUT_SECONDS) -> Run:
    """Ask every question in one run of the command and judge the replies.

    Raises OSError when the command cannot be started and subprocess.TimeoutExpired when it does not end.
    """
    asked = "".join(json.dumps({"id": q.id, "text": q.text}, ensure_ascii=False) + "\n" for q in questions)
    # Standard error is left alone: progress and complaints reach the person who started the run.
    done = subprocess.run(
        command, input=asked.encode(), stdout=subprocess.PIPE, timeout=timeout, check=False, cwd=REPOSITORY
    )
    output = parse_output(done.stdout.decode(errors="replace"))
    strangers = sorted(output.replies.keys() - {q.id for q in questions})
    complaints = (*output.complaints, *(f"A reply to {stranger!r}, which was not asked." for stranger in strangers))
    verdicts = tuple(judge(question, output.replies.get(question.id)) for question in questions)
    summary = summarise(verdicts)
    provenance = Provenance(_now(), _commit(), shlex.join(_short(command)), done.returncode, complaints)
    passed = not summary.failures and done.returncode == 0 and not complaints
    return Run(summary, write_report(verdicts, summary, provenance), passed)


def _short(command: tuple[str, ...]) -> tuple[str, ...]:
    return (Path(command[0]).name, *command[1:])


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _commit() -> str:
    try:
        commit = _git("rev-parse", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{commit} with uncommitted changes" if changed else commit


def _git(*arguments: str) -> str:
    done = subprocess.run(("git", *arguments), cwd=REPOSITORY, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout.strip()
