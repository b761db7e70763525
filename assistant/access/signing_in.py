"""Signing in with a local account, and choosing its password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from assistant.domain.errors import NotAllowed
from assistant.domain.passwords import wrong_length
from assistant.domain.people import Person, Role
from assistant.domain.said import Said
from assistant.ports import Clock, PasswordGuessing, Records

LONGEST_SECRET = 1_000
LONGEST_NAME = 200
INVITATION_OVER = Said(
    "That invitation has ended. Your clinic can give you a new one.",
    "Esa invitación ya no vale. Tu clínica puede darte una nueva.",
)
_GUESSED = Said(
    "Many people would guess that password. A few words in a row that mean something to you are better.",
    "Mucha gente adivinaría esa contraseña. Son mejores unas cuantas palabras seguidas que signifiquen algo para ti.",
)
_CURRENT_TOO = Said("Give your current password too.", "Escribe también tu contraseña actual.")
_ANOTHER = Said("Your current password is another one.", "Tu contraseña actual es otra.")
_DIFFER = Said(
    "The two passwords differ. Type the same one twice.",
    "Las dos contraseñas son distintas. Escribe dos veces la misma.",
)


class LocalAccounts(Enum):
    """Who may sign in with a local account."""

    EVERYBODY = "everybody"
    PATIENTS = "patients"
    NOBODY = "nobody"

    def admit(self, role: Role) -> bool:
        """Whether an account of that role may."""
        return self is LocalAccounts.EVERYBODY or (self is LocalAccounts.PATIENTS and role is Role.PATIENT)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nobody was let in: name and secret do not belong together, the name must wait, or the invitation ended."""

    until: datetime | None = None
    invitation_over: bool = False
    """Only whoever has the code is told that it has ended."""


class SigningIn:
    """Checks names and secrets, slower with every wrong try in a row."""

    def __init__(
        self,
        records: Callable[[], Records],
        guessing: PasswordGuessing,
        clock: Clock,
        local_accounts: LocalAccounts = LocalAccounts.EVERYBODY,
        known_words: tuple[str, ...] = (),
    ) -> None:
        self._records = records
        self._guessing = guessing
        self._clock = clock
        self._known_words = known_words
        self.local_accounts = local_accounts

    def sign_in(self, name: str, secret: str) -> Person | Refusal:
        """The account when name and invitation or password belong together. Raises RecordsUnavailable.

        Whether a name is an account cannot be told from the answer, its time or the wait.
        """
        name, secret = name.strip()[:LONGEST_NAME], secret[:LONGEST_SECRET]
        records = self._records()
        until = records.count_try(name, self._clock.now())
        if until is not None:
            return Refusal(until)
        person = records.check_secret(name, secret)
        if person is None or not self.local_accounts.admit(person.role):
            return Refusal()
        if person.invitation_over(self._clock.now()):
            return Refusal(invitation_over=True)
        records.forget_tries(name)
        records.audit(person.id, "signed_in", person.id, self._clock.now())
        return person

    def choose_password(self, person: Person, current: str | None, new: str, again: str) -> None:
        """Give the account a password of its owner's choice; every session of the account ends.

        `current` is None only right after signing in with the invitation. Raises NotAllowed with what to do.
        """
        records = self._records()
        if current is None and not person.invited:
            raise NotAllowed(_CURRENT_TOO)
        if person.invitation_over(self._clock.now()):
            raise NotAllowed(INVITATION_OVER)
        if current is not None:
            checked = self.sign_in(person.name, current)
            if isinstance(checked, Refusal):
                raise NotAllowed(waiting(checked, self._clock.now()) or _ANOTHER)
        wrong = self._wrong(person, new, again)
        if wrong is not None:
            raise NotAllowed(wrong)
        records.set_password(person.id, new, self._clock.now())

    def _wrong(self, person: Person, new: str, again: str) -> Said | None:
        if new != again:
            return _DIFFER
        wrong = wrong_length(new, person.role)
        if wrong is not None:
            return wrong
        known = (person.name, *self._known_words)
        return _GUESSED if self._guessing.easily_guessed(new, known) else None


def waiting(refusal: Refusal, now: datetime) -> Said | None:
    """How long the name must wait, as a kind sentence; None when it need not."""
    if refusal.until is None:
        return None
    minutes = max(1, -int(-(refusal.until - now).total_seconds() // 60))
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    espera = "un minuto" if minutes == 1 else f"{minutes} minutos"
    return Said(
        f"There were several tries that did not fit, so this account rests for {wait}. That protects you, nothing is "
        "lost. The help lines above work all the time, and your clinic can send you a new invitation.",
        f"Hubo varios intentos que no encajaban, así que esta cuenta descansa {espera}. Eso te protege, no se pierde "
        "nada. Las líneas de ayuda de arriba funcionan siempre, y tu clínica puede enviarte una invitación nueva.",
    )
