"""`kap ask`: one question answered, nothing stored."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from assistant.cli.jsonl import Malformed, clean, complain, read_lines, write_line
from assistant.cli.shapes import reply_shape
from assistant.domain.errors import SettingsError
from assistant.domain.library import Document
from assistant.domain.replies import Reply


def ask(
    question: Annotated[str | None, typer.Argument(help="The question of a patient.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read JSON Lines, write JSON Lines.")] = False,
) -> None:
    """Answer a question from the library; nothing is stored and nobody is alerted."""
    if not jsonl and question is None:
        raise SettingsError('Say what to ask: kap ask "Is it normal to feel raw the day after?", or use --jsonl.')
    from assistant import bootstrap  # noqa: PLC0415 - the heavy imports wait until the arguments are right

    engine = bootstrap.build_engine()
    if not jsonl:
        reply, _ = engine.judging.ask(clean(question or ""))
        sys.stdout.write(pretty(reply, lambda passage_id: _source(engine.library.document_of(passage_id))))
        return
    failed = False
    for line in read_lines(sys.stdin.buffer):
        if isinstance(line, Malformed):
            complain(line)
            failed = True
            continue
        reply, _ = engine.judging.ask(line.text, line.history)
        write_line(reply_shape(line.id, reply))
    if failed:
        raise SystemExit(1)


def _source(document: Document | None) -> str:
    if document is None:
        return ""
    return f"{document.title} ({document.status.value}, review by {document.review_by.isoformat()})"


def pretty(reply: Reply, describe: Callable[[str], str]) -> str:
    """The reply for a person at a terminal."""
    lines = [reply.text, ""]
    for number, citation in enumerate(reply.citations, start=1):
        lines.append(f"[{number}] {describe(citation.passage_id)}  ({citation.passage_id})")
    if reply.suggestions:
        lines += ["", "You could ask next:", *(f"  - {question}" for question in reply.suggestions)]
    lines += ["", f"({reply.route.value}, {reply.tier.value}; {reply.prompt_version}; library {reply.library_version})"]
    return "\n".join(lines) + "\n"
