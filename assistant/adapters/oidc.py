"""OpenID Connect by Authlib: code flow with PKCE, state and nonce; ID tokens checked by joserfc."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from assistant.domain.errors import NotAllowed, ProviderUnavailable
from assistant.domain.identity import Identity
from assistant.domain.said import Said

_WAIT_S = 5.0
_STATE_S = 600
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures with a public key only: `none` and shared secrets are no proof."""
_AGAIN = Said(
    "Signing in took too long or did not come back from the page that you were sent to. Please try again.",
    "Iniciar sesión tardó demasiado o no volvió de la página a la que se te envió. Inténtalo otra vez.",
)
_AWAY = Said(
    "The clinic's sign-in does not answer right now. The help lines above do. Please try again in a few minutes.",
    "El acceso de la clínica no responde ahora. Las líneas de ayuda de arriba sí. Inténtalo en unos minutos.",
)
_NAMELESS = Said(
    "Your sign-in does not tell your name here. Ask the clinic's administrator.",
    "Tu cuenta no dice aquí tu nombre. Pregunta a la administración de la clínica.",
)


@dataclass(frozen=True, slots=True)
class OidcClient:
    """What the clinic's provider knows this product as, and which claims are read."""

    metadata_url: str
    client_id: str
    client_secret: str
    public_url: str
    """Where the product is reached; the provider sends people back to `/auth/provider/back` there."""
    scopes: str = "openid email profile"
    name_claim: str = "email"
    role_claim: str | None = None
    """May be a path such as `realm_access.roles`."""


class Oidc:
    """IdentityProvider for one OpenID Connect provider."""

    def __init__(self, client: OidcClient) -> None:
        self._client = client
        # Every copy of the program derives the same key, so that any of them can finish what another began.
        key = hashlib.sha256(b"kap oidc state\0" + client.client_secret.encode()).digest()
        self._sealing = Fernet(base64.urlsafe_b64encode(key))

    def begin(self) -> tuple[str, str]:
        """The provider's address with state, nonce and PKCE challenge; the same sealed for the cookie."""
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        endpoint = str(self._metadata()["authorization_endpoint"])
        with self._session() as session:
            address, state = session.create_authorization_url(endpoint, nonce=nonce, code_verifier=verifier)
        kept = json.dumps({"state": state, "nonce": nonce, "verifier": verifier})
        return address, self._sealing.encrypt(kept.encode()).decode()

    def finish(self, sealed: str, address: str) -> Identity:
        """Exchange the code, then check signature, issuer, audience, nonce and end of the ID token."""
        try:
            kept = json.loads(self._sealing.decrypt(sealed.encode(), ttl=_STATE_S))
        except InvalidToken:
            raise NotAllowed(_AGAIN) from None
        metadata = self._metadata()
        try:
            with self._session() as session:
                given = session.fetch_token(
                    str(metadata["token_endpoint"]),
                    authorization_response=address,
                    state=kept["state"],
                    code_verifier=kept["verifier"],
                )
                keys = KeySet.import_key_set(httpx2.get(str(metadata["jwks_uri"]), timeout=_WAIT_S).json())
            token = jwt.decode(str(given["id_token"]), keys, algorithms=_ALGORITHMS)
            jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": metadata["issuer"]},
                aud={"essential": True, "value": self._client.client_id},
                sub={"essential": True},
                exp={"essential": True},
                nonce={"essential": True, "value": kept["nonce"]},
            ).validate(token.claims)
        except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            raise NotAllowed(_AGAIN) from error
        except httpx2.HTTPError as error:
            raise ProviderUnavailable(_AWAY) from error
        return self._identity(token.claims)

    def leave(self) -> str | None:
        """The provider's end-session address with where to come back to."""
        endpoint = self._metadata().get("end_session_endpoint")
        if not endpoint:
            return None
        back = {
            "client_id": self._client.client_id,
            "post_logout_redirect_uri": f"{self._client.public_url}/auth/login",
        }
        return f"{endpoint}?{urlencode(back)}"

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        name = str(claims.get(self._client.name_claim) or "").strip()
        if not name or not name.isprintable():
            raise NotAllowed(_NAMELESS)
        subject = f"{claims['iss']}\0{claims['sub']}".encode()
        return Identity(
            subject_hash=hashlib.sha256(subject).hexdigest(),
            name=name,
            roles=_values(claims, self._client.role_claim),
            verified=self._client.name_claim != "email" or claims.get("email_verified") is True,
            expires_at=datetime.fromtimestamp(int(claims["exp"]), UTC),
        )

    def _metadata(self) -> dict[str, Any]:
        try:
            answer = httpx2.get(self._client.metadata_url, timeout=_WAIT_S)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise ProviderUnavailable(_AWAY) from error
        if not {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"} <= found.keys():
            raise ProviderUnavailable("KAP_OIDC_METADATA_URL does not lead to the description of a provider.")
        return found

    def _session(self) -> Any:
        return OAuth2Client(
            self._client.client_id,
            self._client.client_secret,
            scope=self._client.scopes,
            redirect_uri=f"{self._client.public_url}/auth/provider/back",
            code_challenge_method="S256",
            timeout=_WAIT_S,
        )


def _values(claims: Mapping[str, Any], path: str | None) -> tuple[str, ...]:
    """The values of the claim at that path; () when there is none."""
    found: Any = claims if path else None
    for step in (path or "").split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return (found,)
    return tuple(str(value) for value in found) if isinstance(found, list) else ()
