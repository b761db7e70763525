"""The classifier's arithmetic: a tuned encoder and heads over n-grams, joined by a curve for each output."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    TIERS,
    TOKENIZER,
    RiskCard,
    read_card,
    run_of,
    sources,
)
from assistant.domain.errors import ModelUnavailable
from assistant.domain.once import Once
from assistant.domain.scoring import PieceScores, Thresholds


class EncoderRiskModel:
    """A RiskModel whose files are in a folder; opened at the first use and checked against their card."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._opened = Once(self._open)

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
        )

    def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
        """One set of probabilities for each text, in order; () for none."""
        if not texts:
            return ()
        card, graph, ngrams = self._opened()
        read = zip(graph.rows(texts), ngrams.rows(texts), strict=True)
        return tuple(_named(card, outputs, wordings) for outputs, wordings in read)

    def _open(self) -> tuple[RiskCard, GraphRun, NgramHead]:
        card = read_card(self._folder)
        bound = {GRAPH: card.graph_sha256, TOKENIZER: card.tokenizer_sha256, NGRAMS: card.ngrams_sha256}
        for name, wanted in bound.items():
            path = self._folder / name
            if not path.is_file():
                raise ModelUnavailable(f"The classifier's file {path} is missing; reinstall.")
            if sha256_of(path) != wanted:
                raise ModelUnavailable(f"The classifier's file {path} is not that of its card; reinstall.")
        with LOADING:
            graph = GraphRun(self._folder / GRAPH, self._folder / TOKENIZER, card.tokens, self._threads, output="heads")
        return card, graph, NgramHead(self._folder / NGRAMS, len(HEADS))


def _named(card: RiskCard, outputs: Sequence[float], wordings: Sequence[float]) -> PieceScores:
    if len(outputs) != len(HEADS):
        raise ModelUnavailable("The classifier's graph has other outputs than its card names; reinstall.")
    values = {name: card.curves[name].of(sources(name, outputs, wordings)) for name in HEADS}
    if not all(math.isfinite(value) for value in values.values()):
        raise ModelUnavailable("The classifier gave no number; its files are damaged, reinstall.")
    return PieceScores(
        {tier: values[tier.value] for tier in TIERS},
        {concern: values[concern.value] for concern in CONCERNS},
        values["other"],
        values["staff"],
        {request: values[request.value] for request in REQUESTS},
    )
