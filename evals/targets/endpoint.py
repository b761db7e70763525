"""The language model of foreign targets: the configured endpoint, else a small packaged one on this machine."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

_PATIENCE_S = 180.0
_TOKENS = 80
_SEED = 6


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible address and the model there."""

    model: str
    base_url: str | None
    api_key: str

    def chat(self) -> ChatOpenAI:
        """LangChain's client of it; temperature 0 and a seed, so that a run can be repeated."""
        from langchain_openai import ChatOpenAI  # noqa: PLC0415 - a second of import that only foreign targets need

        return ChatOpenAI(
            model=self.model,
            base_url=self.base_url,
            api_key=lambda: self.api_key,
            temperature=0,
            seed=_SEED,
            max_completion_tokens=_TOKENS,
            timeout=_PATIENCE_S,
            max_retries=0,
        )


def endpoint(settings: Settings) -> Endpoint:
    """`KAP_CHAT_MODEL` where it is set; else SmolLM2-135M-Instruct, served until this process ends.

    Raises ValueError when neither is there.
    """
    if settings.chat_model:
        key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else "none"
        return Endpoint(settings.chat_model, settings.chat_base_url, key)
    from tests.fakes.packaged_model import served, smollm2  # noqa: PLC0415 - only in a checkout

    weights = smollm2()
    if weights is None:
        raise ValueError("set KAP_CHAT_MODEL (and KAP_CHAT_BASE_URL), or install the packaged model with `make setup`")
    stack = ExitStack()
    atexit.register(stack.close)
    return Endpoint(weights.stem, stack.enter_context(served(weights, threads=1)), "none")
