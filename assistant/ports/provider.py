"""The clinic's own sign-in (OpenID Connect), behind one small Protocol."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.identity import Identity


class IdentityProvider(Protocol):
    """Signs people in elsewhere. Every method raises ProviderUnavailable when it cannot be reached or is not usable."""

    def begin(self) -> tuple[str, str]:
        """Where to send the browser, and what it must bring back in a cookie; that is sealed and lasts ten minutes."""
        ...

    def finish(self, sealed: str, address: str) -> Identity:
        """Who came back to that address. Raises NotAllowed when what they bring does not fit or is too old."""
        ...

    def leave(self) -> str | None:
        """Where the provider's own session is ended; None when the provider offers no such place."""
        ...
