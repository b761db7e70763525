"""What a chat model promises, over the scripted fake and over the real adapter against a real server."""

from __future__ import annotations

import socket
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import openai
import pytest

from assistant.adapters.openai_chat import OpenAiChat, _translated
from assistant.domain.errors import ModelTimeout, ModelUnavailable
from assistant.ports import ChatModel
from tests.fakes.chat_server import ChatServer
from tests.fakes.scripted_chat_model import ScriptedChatModel

KEY = "sk-very-secret-key"
WORDS = "what-the-patient-wrote"
LIMIT = 0.6

pytestmark = pytest.mark.network


def _chat(base_url: str, time_limit_s: float = 5.0, most_characters: int = 2_000) -> OpenAiChat:
    return OpenAiChat("m", base_url, KEY, time_limit_s, most_characters=most_characters)


@pytest.fixture(scope="module", autouse=True)
def _imported_once() -> None:
    _chat("http://127.0.0.1:9/v1")._client()


@contextmanager
def _saying(kind: str, text: str) -> Iterator[ChatModel]:
    if kind == "scripted":
        yield ScriptedChatModel(text)
        return
    with ChatServer("good" if text else "empty", text) as server:
        yield _chat(server.base_url)


@contextmanager
def _down(kind: str) -> Iterator[ChatModel]:
    if kind == "scripted":
        yield ScriptedChatModel()
        return
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield _chat(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")


@contextmanager
def _late(kind: str) -> Iterator[ChatModel]:
    if kind == "scripted":
        yield ScriptedChatModel(ModelTimeout("late"))
        return
    with ChatServer("silent") as server:
        yield _chat(server.base_url, LIMIT)


KINDS = pytest.mark.parametrize("kind", ["scripted", "openai"])


@KINDS
@pytest.mark.parametrize("text", ["[1] [2]", ""])
def test_a_model_gives_back_the_text_that_was_said(kind: str, text: str) -> None:
    with _saying(kind, text) as model:
        assert model.complete("be brief", "hello").strip() == text


@KINDS
def test_a_model_has_a_name(kind: str) -> None:
    with _saying(kind, "") as model:
        assert model.name


@KINDS
def test_a_model_that_is_down_is_unavailable(kind: str) -> None:
    with _down(kind) as model, pytest.raises(ModelUnavailable):
        model.complete("be brief", WORDS)


@KINDS
def test_a_model_that_takes_too_long_is_a_time_out(kind: str) -> None:
    with _late(kind) as model, pytest.raises(ModelTimeout):
        model.complete("be brief", WORDS)


def test_the_scripted_model_remembers_what_it_was_asked() -> None:
    model = ScriptedChatModel("one", "two")

    model.complete("s", "first")
    model.complete("s", "second")

    assert [asked.user for asked in model.asked] == ["first", "second"]


def test_the_server_gets_the_two_messages_the_key_and_a_bounded_deterministic_request() -> None:
    with ChatServer("good") as server:
        _chat(server.base_url).complete("be brief", "hello")

    sent = server.requests[0]
    assert sent["messages"] == [{"role": "system", "content": "be brief"}, {"role": "user", "content": "hello"}]
    assert (sent["temperature"], sent["stream"]) == (0, True)
    assert 0 < (sent.get("max_tokens") or sent["max_completion_tokens"]) <= 200
    assert {k.lower(): v for k, v in server.headers[0].items()}["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("mood", ["silent", "dripping", "endless_silence", "endless_bytes"])
def test_a_server_that_never_finishes_is_left_at_the_time_limit(mood: str) -> None:
    started = time.monotonic()
    with ChatServer(mood) as server, pytest.raises(ModelUnavailable):
        _chat(server.base_url, LIMIT).complete("be brief", WORDS)

    assert time.monotonic() - started < LIMIT + 3


@pytest.mark.parametrize("mood", ["dripping", "endless", "endless_silence", "endless_bytes"])
def test_a_server_that_was_left_is_disconnected_soon_after_and_no_thread_stays(mood: str) -> None:
    with ChatServer(mood) as server:
        with pytest.raises(ModelUnavailable):
            _chat(server.base_url, LIMIT).complete("be brief", WORDS)

        assert server.left.wait(3 * LIMIT + 2)
    _wait_until(lambda: not [t for t in threading.enumerate() if t.name == "chat-model"])


def test_endless_text_is_cut_off_at_its_length_long_before_the_time_limit() -> None:
    started = time.monotonic()
    with ChatServer("endless") as server, pytest.raises(ModelUnavailable, match="does not stop"):
        _chat(server.base_url, 30.0, most_characters=500).complete("be brief", WORDS)

    assert time.monotonic() - started < 5


@pytest.mark.parametrize("mood", ["non_json", "other_json", "page"])
def test_a_server_that_talks_no_json_of_ours_gives_nothing_usable(mood: str) -> None:
    with ChatServer(mood) as server:
        try:
            said = _chat(server.base_url).complete("be brief", WORDS)
        except ModelUnavailable:
            said = ""

    assert said == ""


@pytest.mark.parametrize("mood", ["400", "401", "403", "404", "409", "422", "429", "500", "503", "307", "silent"])
def test_an_error_tells_neither_the_key_nor_what_the_patient_wrote(mood: str) -> None:
    with ChatServer(mood) as server, pytest.raises(ModelUnavailable) as caught:
        _chat(server.base_url, LIMIT).complete("be brief", WORDS)

    shown = "".join(traceback.format_exception(caught.value)) + repr(_chain(caught.value))
    assert KEY not in shown
    assert WORDS not in shown


def test_a_revoked_key_is_named_as_what_to_check() -> None:
    with ChatServer("401") as server, pytest.raises(ModelUnavailable, match="KAP_CHAT_API_KEY"):
        _chat(server.base_url).complete("be brief", WORDS)


def test_a_failed_request_is_not_tried_again() -> None:
    with ChatServer("500") as server:
        with pytest.raises(ModelUnavailable):
            _chat(server.base_url).complete("be brief", WORDS)

        assert len(server.requests) == 1


def test_an_address_that_is_none_is_unavailable() -> None:
    with pytest.raises(ModelUnavailable):
        _chat("not an address").complete("be brief", WORDS)


def test_the_key_does_not_show_in_the_adapter_itself() -> None:
    model = _chat("http://127.0.0.1:9/v1")

    assert KEY not in repr(model) + repr(model._client())


def _vendor_errors() -> list[type[BaseException]]:
    found: list[type[BaseException]] = []
    for base in (openai.OpenAIError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
        stack: list[type[BaseException]] = [base]
        while stack:
            kind = stack.pop()
            found.append(kind)
            stack.extend(kind.__subclasses__())
    return found


@pytest.mark.parametrize("kind", _vendor_errors(), ids=lambda kind: kind.__name__)
def test_every_error_of_the_vendors_becomes_one_of_ours(kind: type[BaseException]) -> None:
    raised = kind.__new__(kind)
    assert isinstance(raised, Exception)

    ours = _translated(raised)

    late = issubclass(kind, openai.APITimeoutError | httpx.TimeoutException)
    assert isinstance(ours, ModelTimeout) == late
    assert kind.__name__ in str(ours)


def _chain(error: BaseException | None) -> list[str]:
    return [] if error is None else [repr(error), *_chain(error.__cause__), *_chain(error.__context__)]


def _wait_until(true: object) -> None:
    assert callable(true)
    deadline = time.monotonic() + 4
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
