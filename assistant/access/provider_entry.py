"""Signing in through the clinic's provider: who may, as what."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.errors import NotAllowed
from assistant.domain.identity import Identity
from assistant.domain.invitations import Invitation
from assistant.domain.people import Person, Role
from assistant.domain.said import Said
from assistant.ports import Clock, Records
from assistant.ports.provider import IdentityProvider

BY = "provider"
NO_ROLE = Said(
    "You are signed in at the clinic, but nobody has given you a role here, so there is nothing to show. "
    "Ask the clinic's administrator. If you are in danger or cannot wait, the help lines above work for everybody.",
    "Has iniciado sesión en la clínica, pero nadie te ha dado un papel aquí, así que no hay nada que mostrar. "
    "Pregunta a la administración de la clínica. Si estás en peligro o no puedes esperar, las líneas de ayuda de "
    "arriba son para todo el mundo.",
)
SEVERAL = Said(
    "The clinic's sign-in gives you several roles here. Ask the administrator to leave one.",
    "La cuenta de la clínica te da aquí varios papeles. Pide a la administración que deje uno.",
)
OTHER = Said(
    "An account of that name is somebody else's, or is not confirmed as yours. Ask the clinic's administrator.",
    "Una cuenta con ese nombre es de otra persona, o no consta que sea tuya. Pregunta a la administración.",
)
OVER = Said(
    "Your sign-in at the clinic has ended. Please sign in again.",
    "Tu sesión en la clínica ha terminado. Vuelve a iniciar sesión.",
)


class ProviderEntry:
    """Admits whoever the provider vouches for, with one role from its claim or from the admin's accounts."""

    def __init__(
        self, records: Callable[[], Records], provider: IdentityProvider, clock: Clock, *, role_from_claim: bool
    ) -> None:
        self.provider = provider
        self._records = records
        self._clock = clock
        self._role_from_claim = role_from_claim

    def admit(self, identity: Identity) -> Person:
        """The account of that person, made or changed as the claim says. Raises NotAllowed with what to do."""
        if identity.expires_at <= self._clock.now():
            raise NotAllowed(OVER)
        role = self._claimed(identity) if self._role_from_claim else None
        person = self._records().person_of_subject(identity.subject_hash) or self._by_name(identity, role)
        if role is not None and person.role is not role:
            self._records().set_role(person.id, role, BY, self._clock.now())
        current = self._records().person(person.id)
        if current is None or not current.active:
            raise NotAllowed(NO_ROLE)
        self._records().audit(current.id, "signed_in", current.id, self._clock.now())
        return current

    @staticmethod
    def _claimed(identity: Identity) -> Role:
        known = {role.value: role for role in Role}
        roles = {known[value.lower()] for value in identity.roles if value.lower() in known}
        if len(roles) != 1:
            raise NotAllowed(SEVERAL if roles else NO_ROLE)
        return roles.pop()

    def _by_name(self, identity: Identity, role: Role | None) -> Person:
        person = self._records().person_named(identity.name)
        if person is None:
            if role is None:
                raise NotAllowed(NO_ROLE)
            person = self._records().add_person(identity.name, role, Invitation.for_nobody(BY, self._clock.now()))
        elif not identity.verified:
            raise NotAllowed(OTHER)
        self._records().link_subject(person.id, identity.subject_hash, self._clock.now())
        return person
