"""Any OpenAI-compatible chat server, through langchain-openai."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Final, cast

import httpx
from pydantic import SecretStr

from assistant.domain.errors import ModelTimeout, ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI

__all__ = ["OpenAiChat"]

_MOST_CHARACTERS: Final = 8_000
_MOST_BYTES: Final = 4_000_000
_END: Final = object()


class OpenAiChat:
    """A chat model behind an OpenAI-compatible address; streams, so that a slow or endless answer can be cut off."""

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        api_key: str | None = None,
        time_limit_s: float = 20.0,
        most_tokens: int = 200,
        most_characters: int = _MOST_CHARACTERS,
        extra_body: Mapping[str, object] | None = None,
    ) -> None:
        """Name the server; nothing is contacted and no vendor is imported before the first completion.

        `extra_body` is what this server understands beyond the standard, for example a grammar for a small model.
        """
        self._model = model
        self._base_url = base_url
        self._api_key = api_key
        self._time_limit_s = time_limit_s
        self._most_tokens = most_tokens
        self._most_characters = most_characters
        self._extra_body = dict(extra_body or {})
        self._made: ChatOpenAI | None = None
        self._making = threading.Lock()

    @property
    def name(self) -> str:
        """The configured model's name."""
        return self._model

    def complete(self, system: str, user: str) -> str:
        """The model's text, or "" when it says nothing.

        Raises ModelTimeout when it is not finished within the time limit, and ModelUnavailable for everything else
        that can go wrong. The errors hold neither the key nor anything that was sent or received: vendors quote both
        in theirs, so no cause is chained, only its kind is named.
        """
        client = self._client()
        heard = _Listening(client, [("system", system), ("user", user)])
        text, failure = heard.until(time.monotonic() + self._time_limit_s, self._most_characters)
        if failure is None:
            return text
        raise failure

    def _client(self) -> ChatOpenAI:
        with self._making:
            if self._made is None:
                made, kind = self._make()
                if made is None:
                    raise ModelUnavailable(f"the chat model cannot be set up ({kind}); check KAP_CHAT_BASE_URL")
                self._made = made
            return self._made

    def _make(self) -> tuple[ChatOpenAI | None, str]:
        try:
            from langchain_openai import ChatOpenAI  # noqa: PLC0415 - imported when first needed: it takes a second

            return ChatOpenAI(
                model=self._model,
                base_url=self._base_url,
                api_key=SecretStr(self._api_key or "none"),
                temperature=0,
                max_completion_tokens=self._most_tokens,
                timeout=self._time_limit_s,
                max_retries=0,
                use_responses_api=False,
                extra_body=self._extra_body or None,
                http_client=_bounded_client(self._time_limit_s),
            ), ""
        except Exception as error:  # noqa: BLE001 - a broken installation or address is a model that is not there
            return None, type(error).__name__


class _Listening:
    """One streamed completion, read in a thread of its own so that the caller can leave at the time limit."""

    def __init__(self, client: ChatOpenAI, messages: list[tuple[str, str]]) -> None:
        self._pieces: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._left = threading.Event()
        reader = threading.Thread(target=self._read, args=(client, messages), name="chat-model", daemon=True)
        reader.start()

    def until(self, deadline: float, most_characters: int) -> tuple[str, ModelUnavailable | None]:
        """The text, or why there is none."""
        text = ""
        try:
            while (left := deadline - time.monotonic()) > 0:
                piece = self._pieces.get(timeout=left)
                if piece is _END:
                    return text, None
                if isinstance(piece, Exception):
                    return "", _translated(piece)
                text += str(piece)
                if len(text) > most_characters:
                    return "", ModelUnavailable("the chat model does not stop talking; lower its token limit")
        except queue.Empty:
            pass
        finally:
            self._left.set()
        return "", ModelTimeout("the chat model did not finish in time; give it more time or a smaller model")

    def _read(self, client: ChatOpenAI, messages: list[tuple[str, str]]) -> None:
        try:
            with closing(cast("Generator[AIMessageChunk]", client.stream(messages))) as stream:
                for chunk in stream:
                    if self._left.is_set():
                        return
                    self._pieces.put(str(chunk.text))
            self._pieces.put(_END)
        except Exception as error:  # noqa: BLE001 - it is handed to the caller, who names it in our words
            self._pieces.put(error)


def _translated(error: Exception) -> ModelUnavailable:
    import openai  # noqa: PLC0415 - loaded already, by the client that failed

    kind = type(error).__name__
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException | TimeoutError):
        return ModelTimeout(f"the chat model did not answer in time ({kind}); give it more time or a smaller model")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return ModelUnavailable(f"the chat model's server refused the key ({kind}); check KAP_CHAT_API_KEY")
    if isinstance(error, openai.NotFoundError):
        return ModelUnavailable(f"the server does not know the model or the address ({kind}); check KAP_CHAT_MODEL")
    if isinstance(error, openai.RateLimitError):
        return ModelUnavailable(f"the chat model's server is over its limit ({kind}); try later or raise the limit")
    return ModelUnavailable(f"the chat model did not answer ({kind}); check KAP_CHAT_BASE_URL and the server's log")


def _bounded_client(time_limit_s: float) -> httpx.Client:
    """A client whose responses end at the time limit and at a size, so that no abandoned reader lives for ever."""

    def bound(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _BoundedStream(response.stream, time.monotonic() + time_limit_s)

    return httpx.Client(timeout=time_limit_s, event_hooks={"response": [bound]})


class _BoundedStream(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._stream:
            size += len(piece)
            if size > _MOST_BYTES or time.monotonic() > self._deadline:
                raise httpx.ReadTimeout("the response runs on beyond its limits")
            yield piece

    def close(self) -> None:
        self._stream.close()
