"""`kap library show, diff, approve, return, retire, verify`: what the library page does, in a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.actor import acting
from assistant.cli.secret import asked
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person
from assistant.domain.vetting import Decision
from assistant.retrieval.vetting import Paper

if TYPE_CHECKING:
    from assistant.bootstrap.library import OpenLibrary

Id = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The document's id, as in `kap library status --all`.")]
As = Annotated[str, typer.Option("--as", help="The clinician's account; its secret is asked for, or read from a pipe.")]
Text = Annotated[str, typer.Option("--sha256", help="Of the text that was read (its beginning, as `show` prints it).")]
Why = Annotated[str, typer.Option("--comment", help="Why; for whoever edits the document.")]
_ENOUGH = 8


def register(app: typer.Typer) -> None:
    """Add these commands to `kap library`."""
    for name, command in (
        ("show", show),
        ("diff", diff),
        ("approve", approve),
        ("return", send_back),
        ("retire", retire),
        ("verify", verify),
    ):
        app.command(name)(command)


def show(document: Id) -> None:
    """Print a document as it is read for vetting: its text, what must still be verified, what was decided."""
    opened = _opened()
    paper = opened.desk.paper(document)
    write = sys.stdout.write
    write(f"{paper.file.text.rstrip()}\n\n---\n")
    write(f"sha256 {paper.document.content_hash}\nstatus {paper.document.status.value}, ")
    write(f"review by {paper.document.review_by.isoformat()}\n")
    for number, sentence in enumerate(paper.unchecked_facts, 1):
        write(f"to verify {number}: {sentence.text} [{', '.join(sentence.sources)}]\n")
    for entry in paper.history:
        write(f"{entry.at:%Y-%m-%d %H:%M} {entry.decision.value} by {entry.person_name} {entry.sha256[:12]}")
        write(f": {entry.comment}\n" if entry.comment else "\n")
    for obstacle in opened.desk.obstacles(paper):
        write(f"cannot be approved: {obstacle}\n")


def diff(document: Annotated[str, typer.Argument(metavar="[DOCUMENT]", help="Unset: every document.")] = "") -> None:
    """Print what was edited since the last approval, sentence by sentence."""
    desk = _opened().desk
    papers = (desk.paper(document),) if document else desk.papers()
    for paper in papers:
        if paper.edited_since is not None:
            approval = paper.edited_since
            sys.stdout.write(f"{paper.document.id}: approved by {approval.person_name} on {approval.at:%Y-%m-%d}\n")
            for sign, words in desk.changes(paper.document.id):
                sys.stdout.write(f"  {sign} {words}\n")


def approve(document: Id, name: As, sha256: Text, comment: Why = "") -> None:
    """Approve exactly the text of that hash, as the named clinician."""
    _decide(document, name, sha256, Decision.APPROVED, comment)


def send_back(document: Id, name: As, sha256: Text, comment: Why) -> None:
    """Return exactly the text of that hash to its author; it is a draft until it is edited."""
    _decide(document, name, sha256, Decision.RETURNED, comment)


def retire(document: Id, name: As, sha256: Text, comment: Why) -> None:
    """Serve the document no more, whatever its text, until a clinician approves it."""
    _decide(document, name, sha256, Decision.RETIRED, comment)


def verify(
    document: Id,
    name: As,
    original: Annotated[str, typer.Option("--original", help="The original compared with: a link, a DOI, a page.")],
    number: Annotated[list[int], typer.Option("--fact", help="Its number in `show`; repeat it for several.")],
) -> None:
    """Keep that the named clinician compared `to-verify` sentences with an original."""
    opened = _opened()
    person = _clinician(opened, name)
    facts = opened.desk.paper(document).unchecked_facts
    if any(not 1 <= one <= len(facts) for one in number):
        raise NotAllowed(f"The document has {len(facts)} sentences to verify. See them with: kap library show")
    for one in dict.fromkeys(number):
        opened.desk.check_fact(document, facts[one - 1].text, person, original, by=acting())


def _decide(document: str, name: str, sha256: str, decision: Decision, comment: str) -> None:
    opened = _opened()
    person = _clinician(opened, name)
    paper = opened.desk.paper(document)
    opened.desk.decide(document, _whole(paper, sha256), decision, person, comment, by=acting())
    sys.stderr.write(f"{decision.value}: {document} {paper.document.content_hash[:12]} by {person.name}\n")


def _whole(paper: Paper, beginning: str) -> str:
    """The document's hash when it begins like this; otherwise what was given, which no text has."""
    fits = len(beginning) >= _ENOUGH and paper.document.content_hash.startswith(beginning.lower())
    return paper.document.content_hash if fits else beginning


def _clinician(opened: OpenLibrary, name: str) -> Person:
    person = opened.records().check_secret(name, asked(f"Invitation or password of {name}: "))
    if person is None:
        raise NotAllowed("Name and secret do not belong together, or the account is disabled. Nothing was decided.")
    if person.invitation_over(opened.clock.now()):
        raise NotAllowed("That invitation has ended. Nothing was decided. Make a new one with: kap users reset NAME")
    return person


def _opened() -> OpenLibrary:
    from assistant import bootstrap  # noqa: PLC0415

    return bootstrap.open_library()
