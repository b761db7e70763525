"""How a document and its sources stand, in a few coloured words."""

from __future__ import annotations

from assistant.domain.library import Source, Vetting
from assistant.retrieval.vetting import Paper
from assistant.ui.escaping import plain

STANDING = {
    Vetting.DRAFT: ":gray-badge[:material/edit_note: Draft]",
    Vetting.SOURCE_CHECKED: ":orange-badge[:material/fact_check: Not approved yet]",
    Vetting.CLINICIAN_APPROVED: ":green-badge[:material/verified: Approved]",
    Vetting.RETIRED: ":gray-badge[:material/archive: Retired]",
}
VERIFIED = {
    "checked": ":green-badge[compared with the original]",
    "in-store": ":gray-badge[a stored copy was read]",
    "low": ":gray-badge[clinic, news or wiki page]",
    "rule": ":gray-badge[wording rule, no publication]",
    "mirror": ":orange-badge[to verify: third-party copy]",
    "to-verify": ":orange-badge[to verify: not seen]",
}


def badges_of(paper: Paper) -> str:
    """Status, what must be verified, what is due; as Markdown."""
    found = [STANDING[paper.document.status]]
    if paper.unchecked_facts:
        found.append(f":orange-badge[{len(paper.unchecked_facts)} to verify]")
    if paper.edited_since is not None:
        found.append(":blue-badge[:material/difference: edited since its approval]")
    if paper.review_due:
        found.append(f":red-badge[review by {paper.document.review_by:%d %b %Y}]")
    if paper.document.language == "es":
        found.append(":gray-badge[español]")
    return " ".join(found)


def source_badge(source: Source) -> str:
    """How the source was verified, as Markdown."""
    return VERIFIED.get(source.verified, f":gray-badge[{plain(source.verified)}]")
