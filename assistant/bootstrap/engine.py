"""The whole product, wired."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from assistant import settings as settings_
from assistant.bootstrap import composing, entrance, keeping, opinions, places, rails
from assistant.bootstrap import library as library_
from assistant.bootstrap.extensions import EVALUATIONS, extension
from assistant.conversation.answering import Answering
from assistant.conversation.engine import Engine
from assistant.conversation.judging import Judging
from assistant.conversation.replying import Replying
from assistant.conversation.texts import FixedTexts
from assistant.conversation.turn import Turns
from assistant.domain.errors import SettingsError
from assistant.domain.once import Once
from assistant.domain.routes import Route
from assistant.guardrails.release import Release
from assistant.guardrails.risk_model import RiskModel
from assistant.guardrails.routing import route
from assistant.guardrails.screening import Screening
from assistant.ports import AlertSender, ChatModel, Clock, Embedder, Evaluations, Records, Retriever
from assistant.prompts import load_texts
from assistant.retrieval.help_lines import read_help_lines
from assistant.retrieval.passage_words import PassageWords
from assistant.settings import Settings


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
    time = clock or keeping.make_clock()
    texts = load_texts(places.share("prompts"))
    regions = read_help_lines(places.library_dir(chosen))
    if chosen.region is not None and chosen.region not in regions:
        raise SettingsError(f"KAP_REGION: no help lines are known there. Choose one of {', '.join(regions)}.")
    fixed = FixedTexts(texts, chosen.clinic, regions)
    model = embedder or library_.make_embedder(chosen)
    stored = Once(records or (lambda: keeping.make_records(chosen)))
    shelf, desk = library_.make_shelf(chosen, time, stored)
    retriever = Once(lambda: library_.make_retriever(chosen, shelf, PassageWords(shelf.indexed), model))
    release = Release(rails.output_rails(shelf, rails.connecting_sentences(texts)))
    judge = risk_model or rails.make_risk_model()
    screening = rails.make_screening(model, judge, opinions.make_advice(chosen, texts, chat_model))
    composers = Once(lambda: composing.make_composers(chosen, texts, chat_model))
    prepared = Once(lambda: _prepare(model, judge, retriever))
    judging = Judging(
        screening,
        Replying(
            Answering(retriever, composers, release, shelf.library, _answerable(screening, lambda: prepared.ready)),
            fixed,
            regions,
            lambda: shelf.known().version,
        ),
        time,
    )
    oncall = keeping.make_oncall(chosen)
    alerting = Once(lambda: keeping.make_alerting(chosen, stored, sender, time, oncall))
    engine = Engine(
        judging=judging,
        turns=Turns(judging, stored, alerting, time, chosen.answers_per_hour),
        texts=fixed,
        serves=shelf.library,
        library_requires=chosen.vetting,
        regions=regions,
        clinic=chosen.clinic,
        clock=time,
        records=stored,
        alerting=alerting,
        prepare=prepared,
        demo=chosen.demo,
        desk=desk,
        oncall=oncall,
        access=entrance.make_access(chosen, stored, time),
        evaluations=Once(lambda: _evaluations(chosen, engine)),
    )
    return engine


def _evaluations(settings: Settings, engine: Engine) -> Evaluations | None:
    open_ = extension(EVALUATIONS, "runs")
    opened: Evaluations | None = open_(settings, engine) if open_ else None
    return opened


def _answerable(screening: Screening, opened: Callable[[], bool]) -> Callable[[str], bool]:
    """Whether the rails would let a suggested question be answered; each is looked at once.

    Until the models are opened in advance, as a server does, the rules alone say so: a single answer must not wait for
    an encoder that its question did not want. Of the library's own titles the models then stop few (test_titles.py).
    """

    @cache
    def allowed(question: str, modelled: bool) -> bool:
        assessment, _ = screening.assess(question, advised=False, modelled=modelled)
        return route(assessment, None, question).route is Route.ANSWER

    return lambda question: allowed(question, opened())


def _prepare(embedder: Embedder, judge: RiskModel, retriever: Callable[[], Retriever]) -> None:
    judge.prepare()
    embedder.embed(["ready"])
    retriever()
