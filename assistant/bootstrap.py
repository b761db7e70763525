"""The composition root: the only place that names adapters and puts the parts together. Nothing happens at import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant import settings as settings_
from assistant.adapters.bm25_index import Bm25Index
from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.adapters.disk import check_room
from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.adapters.local_embedder import LocalEmbedder
from assistant.conversation.answering import Answering
from assistant.conversation.engine import Engine
from assistant.conversation.extractive import ExtractiveComposer
from assistant.conversation.judging import Judging
from assistant.conversation.replying import Replying
from assistant.conversation.texts import FixedTexts
from assistant.conversation.turn import Turns
from assistant.domain.errors import LexiconError, SettingsError
from assistant.domain.library import Library, Region
from assistant.domain.once import Once
from assistant.domain.routes import Route
from assistant.escalation.alerting import Alerting
from assistant.escalation.late_records import LateAlertRecords
from assistant.guardrails.classifier_rail import ClassifierRail
from assistant.guardrails.dosing_detector import find_dosing
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.output_dosing import OutputDosingRail
from assistant.guardrails.output_support import OutputSupportRail
from assistant.guardrails.output_wording import OutputWordingRail
from assistant.guardrails.packaged import CLASSIFIER, danger_rails
from assistant.guardrails.release import Release
from assistant.guardrails.request_rails import request_rails
from assistant.guardrails.risk_model import RiskModel
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from assistant.ports import (
    AlertSender,
    ChatModel,
    Clock,
    Composer,
    Embedder,
    InputRail,
    OutputRail,
    PassageSource,
    Records,
    Retriever,
)
from assistant.prompts import TextKind, Texts, load_texts
from assistant.retrieval.help_lines import read_help_lines
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.indexing import ensure_index, wanted_state
from assistant.retrieval.library import CurrentPassages, read_library
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.words import tokens
from assistant.settings import Settings

Progress = Callable[[int, int], None]


def build_engine(
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
    embedder: Embedder | None = None,
    records: Callable[[], Records] | None = None,
    sender: AlertSender | None = None,
    chat_model: ChatModel | None = None,
    risk_model: RiskModel | None = None,
) -> Engine:
    """The whole product, wired; any part can be passed in. Models, index and database open when first needed."""
    chosen = settings or settings_.load()
    time = clock or make_clock()
    texts = load_texts(share("prompts"))
    library = read_library(library_dir(chosen), chosen.vetting, time.now().date())
    regions = read_help_lines(library_dir(chosen))
    if chosen.region is not None and chosen.region not in regions:
        raise SettingsError(f"KAP_REGION: no help lines are known there. Choose one of {', '.join(regions)}.")
    fixed = FixedTexts(texts, chosen.clinic, regions)
    model = embedder or make_embedder(chosen)
    words = Once(lambda: PassageWords(library))
    current = CurrentPassages(library, time)
    retriever = Once(lambda: _retriever(chosen, library, current, words(), model))
    release = Release(output_rails(current, connecting_sentences(texts)))
    screening = make_screening(model, risk_model)
    composers = Once(lambda: _composers(chosen, texts, words(), chat_model))
    judging = Judging(
        screening,
        Replying(
            Answering(retriever, composers, release, library, _answerable(screening)), fixed, regions, library.version
        ),
        time,
    )
    stored = Once(records or (lambda: make_records(chosen)))
    alerting = Once(lambda: _alerting(chosen, stored, sender, time))
    return Engine(
        judging=judging,
        turns=Turns(judging, stored, alerting, time),
        texts=fixed,
        library=library,
        library_requires=chosen.vetting,
        regions=regions,
        clinic=chosen.clinic,
        clock=time,
        records=stored,
        alerting=alerting,
        prepare=lambda: _prepare(model, retriever),
        demo=chosen.demo,
    )


def _answerable(screening: Screening) -> Callable[[str], bool]:
    """Whether the rails would let a suggested question be answered; each is looked at once."""

    @cache
    def allowed(question: str) -> bool:
        assessment, _ = screening.assess(question)
        return route(assessment, None, question).route is Route.ANSWER

    return allowed


def make_screening(embedder: Embedder, risk_model: RiskModel | None = None) -> Screening:
    """Every input rail; the embedding is for what is looked up, the classifier reads with its own encoder."""
    return Screening((*input_rails(), make_classifier(risk_model)), embedder.embed)


def make_classifier(risk_model: RiskModel | None = None) -> InputRail:
    """The trained rail; its model is opened, and compared with its card, at its first message."""
    return ClassifierRail("classifier", risk_model or EncoderRiskModel(CLASSIFIER))


def input_rails() -> tuple[InputRail, ...]:
    """Every rail that needs no model. Raises LexiconError when one has nothing to look for."""
    rails = (*danger_rails(), *request_rails())
    empty = [rail.name for rail in rails if isinstance(rail, LexiconRail) and not rail.lexicon.entries]
    if empty:
        raise LexiconError(f"The lexicon of {', '.join(empty)} is empty; install the package again.")
    return rails


def output_rails(passages: PassageSource, connecting: frozenset[str]) -> tuple[OutputRail, ...]:
    """Every rail that a draft must pass."""
    return OutputSupportRail(passages, connecting), OutputDosingRail(), OutputWordingRail()


def connecting_sentences(texts: Texts) -> frozenset[str]:
    """The fixed sentences that may stand between library sentences."""
    return frozenset(line for text in texts.of_kind(TextKind.CONNECTING) for line in text.lines)


def build_runnable(engine: Engine) -> Any:
    """The assistant as a LangChain `Runnable`, rails included, for composing, serving and tracing."""
    from assistant.adapters.langchain_runnable import as_runnable  # noqa: PLC0415

    return as_runnable(engine.judging.ask)


def shared_engine() -> Engine:
    """The one engine of this process, for the pages; a failed try is tried again at the next call."""
    return _SHARED()


_SHARED = Once(build_engine)


def shared_regions() -> Mapping[str, Region]:
    """The help lines, read without anything else, so that a page that cannot start still shows them."""
    return read_help_lines(share("knowledge"))


def is_demo() -> bool:
    """Whether the settings ask for demo accounts."""
    return settings_.load().demo


def share(name: str) -> Path:
    """A file or folder that ships: beside the package in a checkout, inside it in a wheel."""
    package = Path(str(files("assistant")))
    for place in (package / "share" / name, package.parent / name):
        if place.exists():
            return place
    raise SettingsError(f"{name} is missing from this installation; install the package again.")


def library_dir(settings: Settings) -> Path:
    """The folder of the library."""
    return settings.library_dir or share("knowledge")


def server_script() -> Path:
    """The script that `streamlit run` serves."""
    return share("serve_app.py")


def make_clock() -> Clock:
    """The system's clock."""
    from assistant.adapters.system_clock import SystemClock  # noqa: PLC0415

    return SystemClock()


def make_embedder(settings: Settings) -> LocalEmbedder:
    """The embedding model; opened at its first use."""
    path = settings.embedding_model
    return LocalEmbedder(settings.data_dir / "models", str(path) if path else None)


def make_records(settings: Settings) -> Records:
    """The database, migrated."""
    from assistant.adapters.sql.migrating import migrate  # noqa: PLC0415
    from assistant.adapters.sql.records import SqlRecords  # noqa: PLC0415

    migrate(settings.sql_url, wait_s=(wait_s := settings.database_timeout_s))
    return SqlRecords(settings.sql_url, settings.alert_urls, settings.clinic.safeguarding_urls, wait_s=wait_s)


def make_store(settings: Settings) -> ChromaVectorStore:
    """Where the vectors are."""
    if settings.chroma_url:
        return ChromaVectorStore(url=settings.chroma_url)
    return ChromaVectorStore(folder=settings.data_dir / "index")


def load_library(settings: Settings) -> Library:
    """The documents that may be served today."""
    return read_library(library_dir(settings), settings.vetting, make_clock().now().date())


def build_index(progress: Progress | None = None) -> str:
    """Make the index match library and model; one sentence about what was done."""
    settings = settings_.load()
    check_room(settings.data_dir)
    state = ensure_index(load_library(settings), make_embedder(settings), make_store(settings), progress)
    done = "built" if state.rebuilt else "was current"
    return f"The index {done}: {state.entries} entries."


def index_is_current(settings: Settings, library: Library, state: tuple[str, str, int]) -> bool:
    """Whether the index that is in this state was made from this library with this model."""
    return state == wanted_state(library, make_embedder(settings).fingerprint)


def lint_library() -> tuple[str, ...]:
    """Every rule that the library breaks, one line each."""
    from assistant.retrieval.lint import lint  # noqa: PLC0415

    settings = settings_.load()
    return tuple(str(problem) for problem in lint(library_dir(settings), find_dosing))


def _retriever(
    settings: Settings, library: Library, current: PassageSource, words: PassageWords, embedder: Embedder
) -> Retriever:
    store = make_store(settings)
    if not settings.chroma_url and store.state() is None:
        check_room(settings.data_dir)
    ensure_index(library, embedder, store)
    return HybridRetriever(current, store, Bm25Index(words.entries, tokens), words)


def _composers(
    settings: Settings, texts: Texts, words: PassageWords, chat_model: ChatModel | None
) -> tuple[Composer, ...]:
    """The configured composers, the extractive one always last."""
    extractive: Composer = ExtractiveComposer(words)
    if chat_model is None and not settings.uses_chat_model:
        return (extractive,)
    from assistant.conversation.chat_composer import ChatComposer  # noqa: PLC0415

    return ChatComposer(chat_model or _chat_model(settings), texts), extractive


def _chat_model(settings: Settings) -> ChatModel:
    from assistant.adapters.openai_chat import OpenAiChat  # noqa: PLC0415

    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    return OpenAiChat(settings.chat_model or "", settings.chat_base_url, key, settings.chat_timeout_s)


def _prepare(embedder: Embedder, retriever: Callable[[], Retriever]) -> None:
    embedder.embed(["ready"])
    retriever()


def _alerting(settings: Settings, records: Callable[[], Records], sender: AlertSender | None, clock: Clock) -> Alerting:
    from assistant.adapters.apprise_sender import AppriseSender  # noqa: PLC0415

    return Alerting(
        LateAlertRecords(records),
        sender or AppriseSender(),
        clock,
        urls=settings.alert_urls,
        console_url=settings.public_url,
    )
