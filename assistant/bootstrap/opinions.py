"""Second opinions beside the rails, as the settings ask for them."""

from __future__ import annotations

from assistant.guardrails.advice import Advice
from assistant.guardrails.moderation_opinion import ModerationOpinion
from assistant.guardrails.second_opinion import ChatOpinion
from assistant.ports import ChatModel, InputRail
from assistant.prompts import Texts
from assistant.settings import Settings


def make_advice(settings: Settings, texts: Texts, chat_model: ChatModel | None = None) -> Advice:
    """The configured advisers; none unless the settings say so. Nothing is contacted yet."""
    advisers: list[InputRail] = []
    limit = settings.second_opinion_timeout_s
    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    if settings.second_opinion:
        from assistant.adapters.openai_chat import OpenAiChat  # noqa: PLC0415 - only where one is asked

        model = chat_model or OpenAiChat(settings.chat_model or "", settings.chat_base_url, key, limit, most_tokens=24)
        advisers.append(ChatOpinion(model, texts))
    if settings.moderation:
        from assistant.adapters.openai_moderation import OpenAiModeration  # noqa: PLC0415 - only where one is asked

        advisers.append(ModerationOpinion(OpenAiModeration(key, settings.moderation_base_url, limit)))
    return Advice(advisers, limit)
