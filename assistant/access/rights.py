"""Which page and which command is for whom. What is missing here does not open; a test goes through every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.people import Role

_P, _C, _E, _A = Role.PATIENT, Role.CLINICIAN, Role.EVALUATOR, Role.ADMIN

PAGES: Mapping[str, frozenset[Role]] = {
    "patient/talk.py": frozenset({_P}),
    "patient/earlier.py": frozenset({_P}),
    "patient/yours.py": frozenset({_P}),
    "clinician/queue.py": frozenset({_C}),
    "clinician/case.py": frozenset({_C}),
    "clinician/oversight.py": frozenset({_C}),
    "clinician/break_glass.py": frozenset({_C}),
    "library/desk.py": frozenset({_C}),
    "evaluator/try_it.py": frozenset({_E}),
    "evaluator/runs.py": frozenset({_E}),
    "evaluator/report.py": frozenset({_E}),
    "admin/accounts.py": frozenset({_A}),
    "library/browse.py": frozenset({_P, _C, _E, _A}),
}
"""Page files under ui/."""

READS: Mapping[str, str | None] = {
    "clinician/queue.py": "queue_read",
    "clinician/case.py": "case_read",
    "clinician/oversight.py": "oversight_read",
    "clinician/break_glass.py": "glasses_read",
    "library/desk.py": "library_questions_read",
    "evaluator/try_it.py": None,
    "evaluator/runs.py": None,
    "evaluator/report.py": None,
    "admin/accounts.py": "accounts_read",
    "library/browse.py": None,
}
"""What the audit trail says when staff read there; None where nothing of anybody stands. The desk shows what patients
wrote only once it is asked to."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command is never a role's: it acts as the operating-system user, who needs a shell on the server."""

    audited: bool
    """Whether it leaves a row under that user's name. Those that do not show and change nothing of anybody:
    `worker` and `serve` act as the assistant, `doctor` and `audit verify` only count."""


COMMANDS: Mapping[str, Command] = {
    "ask": Command(audited=False),
    "screen": Command(audited=False),
    "chat": Command(audited=True),
    "doctor": Command(audited=False),
    "backup": Command(audited=True),
    "restore": Command(audited=True),
    "worker": Command(audited=False),
    "demo": Command(audited=True),
    "serve": Command(audited=False),
    "eval": Command(audited=False),
    "rails train": Command(audited=False),
    "cases list": Command(audited=True),
    "alerts list": Command(audited=True),
    "alerts test": Command(audited=True),
    "users add": Command(audited=True),
    "users list": Command(audited=True),
    "users disable": Command(audited=True),
    "users enable": Command(audited=True),
    "users reset": Command(audited=True),
    "users team": Command(audited=True),
    "users role": Command(audited=True),
    "users end-care": Command(audited=True),
    "users hold": Command(audited=True),
    "users session": Command(audited=True),
    "patients export": Command(audited=True),
    "audit list": Command(audited=True),
    "retention run": Command(audited=True),
    "library add": Command(audited=True),
    "library approve": Command(audited=True),
    "library return": Command(audited=True),
    "library retire": Command(audited=True),
    "library verify": Command(audited=True),
    "library diff": Command(audited=False),
    "library show": Command(audited=False),
    "library export": Command(audited=False),
    "library ledger export": Command(audited=True),
    "library ledger import": Command(audited=True),
    "library build": Command(audited=False),
    "library lint": Command(audited=False),
    "library status": Command(audited=False),
    "audit verify": Command(audited=False),
    "keys generate": Command(audited=False),
    "keys list": Command(audited=False),
    "keys rotate": Command(audited=True),
}


def may_open_page(role: Role, file: str) -> bool:
    """Whether that page is for that role; False for a page that nobody put into the table."""
    return role in PAGES.get(file, frozenset())


def as_markdown() -> str:
    """The whole table as docs/access.md shows it."""
    roles = list(Role)
    head = ("page", *(role.value for role in roles), "reading is audited as")
    rows = [
        (f"`{file}`", *("yes" if may_open_page(role, file) else "-" for role in roles), _read_as(file))
        for file in PAGES
    ]
    commands = [(f"`kap {name}`", "yes" if command.audited else "-") for name, command in sorted(COMMANDS.items())]
    return "\n".join([*_lines(head, rows), "", *_lines(("command", "audited as the system user"), commands), ""])


def _read_as(file: str) -> str:
    action = READS.get(file)
    return f"`{action}`" if action else "-"


def _lines(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]
