"""The classifier's arithmetic: a small encoder and heads over n-grams, and a larger encoder for what they doubt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.adapters.graph_run import GraphRun
from assistant.adapters.loading import LOADING
from assistant.adapters.model_files import sha256_of
from assistant.adapters.ngram_head import NgramHead
from assistant.adapters.risk_card import (
    CONCERNS,
    GRAPH,
    HEADS,
    NGRAMS,
    REQUESTS,
    SECOND_GRAPH,
    SECOND_TOKENIZER,
    TIERS,
    TOKENIZER,
    Curve,
    RiskCard,
    SecondStage,
    read_card,
    run_of,
    sources,
)
from assistant.domain.errors import ModelUnavailable
from assistant.domain.once import Once
from assistant.domain.scoring import PieceScores, Thresholds


class EncoderRiskModel:
    """A RiskModel whose files are in a folder; opened at the first use and checked against their card.

    The second encoder, where the card has a second stage, is opened at the first text that wants it.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._opened = Once(self._open)
        self._second = Once(self._open_second)

    @property
    def thresholds(self) -> Thresholds:
        """From which probability on a score counts."""
        values = {name: chosen.value for name, chosen in self._opened()[0].thresholds.items()}
        return Thresholds(
            tiers={tier: values[tier.value] for tier in TIERS},
            runs={tier: values[run_of(tier)] for tier in TIERS},
            concern=values["concern"],
            other=values["other"],
            staff=values["staff"],
            requests={request: values[request.value] for request in REQUESTS},
            request_runs={request: values[run_of(request)] for request in REQUESTS},
            hint=values["hint"],
        )

    def prepare(self) -> None:
        """Open both encoders and check their files."""
        if self._opened()[0].second is not None:
            self._second()

    def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
        """One set of probabilities for each text, in order; () for none."""
        if not texts:
            return ()
        card, graph, ngrams = self._opened()
        read = list(zip(graph.rows(texts), ngrams.rows(texts), strict=True))
        found = [_probabilities(card.curves, *both) for both in read]
        stage = card.second
        doubted = stage.doubted(found) if stage is not None else ()
        if stage is not None and doubted:
            again = self._second().rows([texts[number] for number in doubted])
            for number, outputs in zip(doubted, again, strict=True):
                found[number] = _probabilities(stage.curves, *read[number], outputs)
        return tuple(_named(values) for values in found)

    def _open(self) -> tuple[RiskCard, GraphRun, NgramHead]:
        card = read_card(self._folder)
        self._check({GRAPH: card.graph_sha256, TOKENIZER: card.tokenizer_sha256, NGRAMS: card.ngrams_sha256})
        for name in (SECOND_GRAPH, SECOND_TOKENIZER, *card.second.numbers_sha256) if card.second else ():
            self._must_exist(name)
        return card, self._graph(GRAPH, TOKENIZER, card), NgramHead(self._folder / NGRAMS, len(HEADS))

    def _open_second(self) -> GraphRun:
        stage = self._opened()[0].second
        if stage is None:
            raise ModelUnavailable("The classifier's card knows no second stage; reinstall.")
        beside = {SECOND_TOKENIZER: stage.tokenizer_sha256, **stage.numbers_sha256}
        self._check({SECOND_GRAPH: stage.graph_sha256, **beside})
        return self._graph(SECOND_GRAPH, SECOND_TOKENIZER, stage)

    def _check(self, bound: Mapping[str, str]) -> None:
        for name, wanted in bound.items():
            path = self._must_exist(name)
            if sha256_of(path) != wanted:
                raise ModelUnavailable(f"The classifier's file {path} is not that of its card; reinstall.")

    def _must_exist(self, name: str) -> Path:
        path = self._folder / name
        if not path.is_file():
            raise ModelUnavailable(f"The classifier's file {path} is missing; reinstall.")
        return path

    def _graph(self, graph: str, tokenizer: str, card: RiskCard | SecondStage) -> GraphRun:
        with LOADING:
            return GraphRun(self._folder / graph, self._folder / tokenizer, card.tokens, self._threads, output="heads")


def _probabilities(curves: Mapping[str, Curve], *readers: Sequence[float]) -> dict[str, float]:
    if any(len(outputs) != len(HEADS) for outputs in readers):
        raise ModelUnavailable("The classifier's graph has other outputs than its card names; reinstall.")
    values = {name: curves[name].of(sources(name, *readers)) for name in HEADS}
    if not all(math.isfinite(value) for value in values.values()):
        raise ModelUnavailable("The classifier gave no number; its files are damaged, reinstall.")
    return values


def _named(values: Mapping[str, float]) -> PieceScores:
    return PieceScores(
        {tier: values[tier.value] for tier in TIERS},
        {concern: values[concern.value] for concern in CONCERNS},
        values["other"],
        values["staff"],
        {request: values[request.value] for request in REQUESTS},
    )
