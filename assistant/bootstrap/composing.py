"""The composers, and the assistant as a LangChain part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.conversation.extractive import ExtractiveComposer
from assistant.ports import ChatModel, Composer
from assistant.prompts import Texts
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.conversation.engine import Engine


def make_composers(settings: Settings, texts: Texts, chat_model: ChatModel | None) -> tuple[Composer, ...]:
    """The configured composers, the extractive one always last."""
    extractive: Composer = ExtractiveComposer()
    if chat_model is None and not settings.uses_chat_model:
        return (extractive,)
    from assistant.conversation.chat_composer import ChatComposer  # noqa: PLC0415

    return ChatComposer(chat_model or _chat_model(settings), texts), extractive


def _chat_model(settings: Settings) -> ChatModel:
    from assistant.adapters.openai_chat import OpenAiChat  # noqa: PLC0415

    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    return OpenAiChat(settings.chat_model or "", settings.chat_base_url, key, settings.chat_timeout_s)


def build_runnable(engine: Engine) -> Any:
    """The assistant as a LangChain `Runnable`, rails included, for composing, serving and tracing."""
    from assistant.adapters.langchain_runnable import as_runnable  # noqa: PLC0415

    return as_runnable(engine.judging.ask)
