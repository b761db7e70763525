"""The report in Markdown: the figures, then every question with its verdicts and the whole reply."""

from dataclasses import dataclass

from evals.patient_questions.replies import Reply
from evals.patient_questions.scoring import Verdict
from evals.patient_questions.summary import FACTS_REQUIRED, ROUTE_REQUIRED, Summary
from evals.statistics import Proportion

__all__ = ["Provenance", "write_report"]

_ABOUT = (
    "Written by `python -m evals.patient_questions`; never edit it by hand. The facts behind the verdicts, and what "
    "patterns cannot see, are in `evals/datasets/patient_questions/README.md`. A person must read the answers too."
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures of one run come from."""

    date: str
    commit: str
    command: str
    exit_code: int
    complaints: tuple[str, ...] = ()


def write_report(verdicts: tuple[Verdict, ...], summary: Summary, provenance: Provenance) -> str:
    """Return the whole report as Markdown, ending in a newline."""
    parts = [
        f"# {len(verdicts)} patient questions",
        _ABOUT,
        _provenance(verdicts, provenance),
        "## Figures",
        _outcome(summary, provenance),
        _table(summary),
        "## What went wrong",
        _faults(verdicts),
        "## Every question and its reply",
        *(_one(verdict) for verdict in verdicts),
    ]
    return "\n\n".join(parts) + "\n"


def _provenance(verdicts: tuple[Verdict, ...], provenance: Provenance) -> str:
    replies = [verdict.reply for verdict in verdicts if verdict.reply is not None]
    rows = [
        f"- Date: {provenance.date}",
        f"- Commit: `{provenance.commit}`",
        f"- Library version: {_versions([reply.library_version for reply in replies])}",
        f"- Composer: {_versions([reply.composer for reply in replies])}",
        f"- Prompt version: {_versions([reply.prompt_version for reply in replies])}",
        f"- Command: `{provenance.command}` (exit code {provenance.exit_code})",
        *(f"- Unusable output: {complaint}" for complaint in provenance.complaints),
    ]
    return "\n".join(rows)


def _versions(found: list[str | None]) -> str:
    named = sorted({version for version in found if version})
    return ", ".join(f"`{version}`" for version in named) or "not stated"


def _outcome(summary: Summary, provenance: Provenance) -> str:
    failures = list(summary.failures)
    if provenance.exit_code != 0:
        failures.append(f"the command ended with exit code {provenance.exit_code}")
    if provenance.complaints:
        failures.append("some output lines are not replies")
    return f"**Not passed:** {'; '.join(failures)}." if failures else "**Passed.**"


def _table(summary: Summary) -> str:
    rows = [
        *((f"route right, expected `{name}`", share, "") for name, share in summary.route_by_expected.items()),
        ("route right, all questions", summary.route, f">= {ROUTE_REQUIRED:.0%}"),
        ("facts right, questions that call for an answer", summary.facts, ""),
        ("route and facts right, questions that call for an answer", summary.answers_right, f">= {FACTS_REQUIRED:.0%}"),
        ("no dosing content, all replies", summary.free_of_dosing, "all"),
        ("a citation, all replies on the `answer` route", summary.cited, "all"),
    ]
    head = ["| what | right | of n | rate | Wilson 95 % interval | required |", "|---|---|---|---|---|---|"]
    return "\n".join(head + [f"| {what} | {_cells(share)} | {required} |" for what, share, required in rows])


def _cells(share: Proportion) -> str:
    interval = share.interval
    if interval is None:
        return "0 | 0 | no cases | no cases"
    return (
        f"{share.successes} | {share.n} | {share.successes / share.n:.1%} | {interval.low:.1%} to {interval.high:.1%}"
    )


def _faults(verdicts: tuple[Verdict, ...]) -> str:
    rows = [
        f"- {verdict.question.id}: {'; '.join(complaints)}" for verdict in verdicts if (complaints := _said_of(verdict))
    ]
    return "\n".join(rows) or "Nothing that the patterns can see."


def _said_of(verdict: Verdict) -> list[str]:
    complaints = []
    if verdict.reply is None:
        return ["no reply"]
    if not verdict.route_right:
        complaints.append(f"route `{verdict.reply.route}` where `{verdict.question.expected}` was expected")
    if verdict.facts:
        complaints += [f"does not say: {fact}" for fact in verdict.facts.missing]
        complaints += [f"says what is wrong: {fact}" for fact in verdict.facts.wrong]
    complaints += [f"dosing content: `{stretch}`" for stretch in verdict.dosing]
    if verdict.citation_missing:
        complaints.append("no citation")
    return complaints


def _one(verdict: Verdict) -> str:
    question, reply = verdict.question, verdict.reply
    head = f"### {question.id} {question.text}"
    if reply is None:
        return f"{head}\n\nTopic `{question.topic}`, expected `{question.expected}`. **No reply.**"
    line = (
        f"Topic `{question.topic}`, expected `{question.expected}`, route `{reply.route}`, tier `{reply.tier}`: "
        f"{'right' if verdict.faultless else 'WRONG'}."
    )
    complaints = [f"- {complaint}" for complaint in _said_of(verdict)]
    blocks = [head, line, "\n".join(complaints), _quoted(reply.text), _citations(reply)]
    return "\n\n".join(block for block in blocks if block)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines()) or "> (empty)"


def _citations(reply: Reply) -> str:
    return "\n".join(
        f"{number}. `{citation.document}`, {citation.section}: “{' '.join(citation.quote.split())}”"
        for number, citation in enumerate(reply.citations, start=1)
    )
