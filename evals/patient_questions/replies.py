"""What `kap ask --jsonl` printed, parsed: one reply a line, and every line that was not one."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

__all__ = ["Citation", "Output", "Reply", "parse_output"]


class _FromProduct(BaseModel):
    # The interface may gain keys; a suite that broke then would measure nothing.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Citation(_FromProduct):
    """One citation as the command printed it."""

    document: str
    section: str
    quote: str


class Reply(_FromProduct):
    """One line of `kap ask --jsonl`."""

    id: str
    tier: str
    route: str
    text: str
    citations: tuple[Citation, ...] = ()
    composer: str | None = None
    prompt_version: str | None = None
    library_version: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """All replies by question id, and a plain-language complaint for each unusable line."""

    replies: dict[str, Reply]
    complaints: tuple[str, ...]


def parse_output(stdout: str) -> Output:
    """Return the replies of one run; a line that is no reply, or a second reply to one id, becomes a complaint."""
    replies: dict[str, Reply] = {}
    complaints: list[str] = []
    for number, line in enumerate(stdout.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            reply = Reply.model_validate_json(line)
        except ValidationError as error:
            fields = sorted({".".join(map(str, found["loc"])) or found["type"] for found in error.errors()})
            complaints.append(f"Line {number} is not a reply: {', '.join(fields)}.")
            continue
        if reply.id in replies:
            complaints.append(f"Line {number} answers {reply.id} a second time.")
            continue
        replies[reply.id] = reply
    return Output(replies, tuple(complaints))
