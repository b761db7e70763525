"""JSON Lines on standard input and output: one object a line, nothing else on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.messages import Author, Utterance


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of input: the patient's message, and what was said before it."""

    id: object
    text: str
    history: tuple[Utterance, ...]
    whole_conversation: bool


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that could not be read, by its number; its words are not repeated."""

    line: int
    reason: str


def read_lines(lines: Iterable[bytes]) -> Iterator[Asked | Malformed]:
    """Each non-empty line as a question, or what is wrong with it. Broken UTF-8 is read with replacement marks."""
    for number, raw in enumerate(lines, start=1):
        text = raw.decode("utf-8", errors="replace").strip().removeprefix("\ufeff")
        if not text:
            continue
        try:
            value = json.loads(text, parse_constant=_refused)
        except (ValueError, RecursionError):
            yield Malformed(number, "it is not JSON")
            continue
        yield _asked(number, value)


def _asked(number: int, value: object) -> Asked | Malformed:
    if not isinstance(value, dict):
        return Malformed(number, "it is not a JSON object")
    identity = value.get("id", number)
    if isinstance(value.get("text"), str):
        return Asked(identity, clean(value["text"]), (), whole_conversation=False)
    if not isinstance(value.get("messages"), list):
        return Malformed(number, 'it needs "text" (a string) or "messages" (a list)')
    said: list[Utterance] = []
    for entry in value["messages"]:
        spoken = _utterance(entry)
        if spoken is None:
            return Malformed(number, 'each message needs "role" (patient or assistant) and "text" (a string)')
        said.append(spoken)
    while said and said[-1].author is not Author.PATIENT:
        said.pop()
    if not said:
        return Malformed(number, 'its "messages" hold no message of the patient')
    return Asked(identity, said[-1].text, tuple(said[:-1]), whole_conversation=True)


def _utterance(entry: object) -> Utterance | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        return None
    roles = {"patient": Author.PATIENT, "user": Author.PATIENT, "assistant": Author.ASSISTANT}
    role = entry.get("role")
    return Utterance(roles[role], clean(entry["text"])) if isinstance(role, str) and role in roles else None


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def clean(text: str) -> str:
    """Lone surrogates (JSON allows them, UTF-8 does not) become replacement marks."""
    return text.encode("utf-8", errors="replace").decode("utf-8") if not text.isascii() else text


def write_line(value: Mapping[str, object]) -> None:
    """One object as one line of UTF-8 on standard output, at once; a lone surrogate is written as its escape."""
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", errors="backslashreplace") + b"\n"
    sys.stdout.buffer.write(line)
    sys.stdout.flush()


def complain(problem: Malformed) -> None:
    """Name the malformed line on standard error."""
    sys.stderr.write(f"line {problem.line}: not answered, because {problem.reason}\n")
