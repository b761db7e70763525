"""OpenAI's moderation endpoint, or a server that offers the same."""

from __future__ import annotations

from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.errors import ModelTimeout, ModelUnavailable

__all__ = ["OpenAiModeration"]

OPENAI: Final = "https://api.openai.com/v1"
_MODEL: Final = "omni-moderation-latest"


class _Result(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    flagged: bool
    categories: dict[str, bool | None]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    results: list[_Result]


class OpenAiModeration:
    """A moderation service behind an OpenAI-compatible address."""

    def __init__(self, api_key: str | None, base_url: str | None = None, time_limit_s: float = 3.0) -> None:
        """Name the service; nothing is contacted before the first message."""
        self._url = f"{(base_url or OPENAI).rstrip('/')}/moderations"
        self._headers = {"Authorization": f"Bearer {api_key or 'none'}"}
        self._time_limit_s = time_limit_s

    def flagged(self, text: str) -> tuple[str, ...]:
        """The categories that the service flags, () for none, ("",) when it flags the text and names none.

        Raises ModelTimeout and ModelUnavailable; their words hold neither the key nor the text.
        """
        try:
            with httpx.Client(timeout=self._time_limit_s) as client:
                sent = {"model": _MODEL, "input": text}
                answer = client.post(self._url, json=sent, headers=self._headers).raise_for_status()
                results = _Answer.model_validate_json(answer.content).results
        except httpx.TimeoutException:
            late = True
        except (httpx.HTTPError, httpx.InvalidURL, ValidationError, ValueError):
            late = False
        else:
            return self._named(results)
        if late:
            raise ModelTimeout("the moderation service did not answer in time; check KAP_MODERATION_BASE_URL")
        raise ModelUnavailable("the moderation service did not answer as it should; check KAP_MODERATION_BASE_URL")

    def _named(self, results: list[_Result]) -> tuple[str, ...]:
        if not results:
            raise ModelUnavailable("the moderation service answered without a result")
        named = tuple(sorted({name for result in results for name, on in result.categories.items() if on}))
        return named or (("",) if any(result.flagged for result in results) else ())
