"""What pages and commands work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.access.desk import Access
from assistant.conversation.judging import Judging
from assistant.conversation.texts import FixedTexts
from assistant.conversation.turn import Turns
from assistant.domain.clinic import Clinic
from assistant.domain.library import Library, Region, Vetting
from assistant.domain.oncall import OnCall
from assistant.escalation.alerting import Alerting
from assistant.ports import Clock, Evaluations, Records
from assistant.retrieval.vetting import VettingDesk


@dataclass(frozen=True, slots=True)
class Engine:
    """Every wired part; `records`, `alerting` and `prepare` start something the first time they are called."""

    judging: Judging
    """Assess, route and reply without storing anything."""
    turns: Turns
    """Stored turns."""
    texts: FixedTexts
    serves: Callable[[], Library]
    """What may be served now; a clinician's decision changes it while the program runs."""
    library_requires: Vetting
    regions: Mapping[str, Region]
    clinic: Clinic
    clock: Clock
    records: Callable[[], Records]
    alerting: Callable[[], Alerting]
    prepare: Callable[[], None]
    """Load the model and open the index now, so that the first question does not wait for them."""
    demo: bool
    desk: VettingDesk
    """Where clinicians vet documents."""
    access: Access
    """Who is signed in, and how one comes in."""
    evaluations: Callable[[], Evaluations | None] = lambda: None
    """The stored measurements; None where the package that reads them is not installed."""
    oncall: OnCall = field(default_factory=lambda: OnCall.of_urls(()))
    """Who is told of a case, in which order, and how long it may wait."""

    @property
    def library(self) -> Library:
        """The documents that may be served now; take it once and keep it for as long as a text must stay the same."""
        return self.serves()

    def region(self, code: str | None) -> Region:
        """The help lines for that region, else the clinic's, else the worldwide ones."""
        for wanted in (code, self.clinic.region):
            if wanted and wanted in self.regions:
                return self.regions[wanted]
        return self.regions["elsewhere"]
