"""Tuning goes on from what shipped: the weights come back as they serve, or an error says why not."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch

from assistant.adapters.model_files import find_model, sha256_of
from assistant.adapters.risk_card import GRAPH, TOKENIZER
from assistant.domain.errors import ModelUnavailable
from assistant.guardrails.packaged import CLASSIFIER
from evals.training import bases, resuming
from evals.training.bases import Base
from evals.training.exporting import drift, exported
from evals.training.network import _ATTENTION, RiskNetwork
from evals.training.recipe import FIRST, Recipe, Round
from evals.training.resuming import load, shipped_at
from evals.training.shipping import Encoder
from evals.training.tuning import started
from tests.fakes.small_encoder import lay_out

TEXTS = ("I want to die", "we had soup and it was warm", "how much should I take tonight?", "no quiero despertar")
PLAIN = TEXTS[:2]
"""What a tuned encoder is sure of: on the others its eight-bit sums alone move a probability by up to a third."""
ROUND = Round(epochs=1, rate=1e-4, head_rate=1e-3, frozen_layers=0, words_frozen=False)
NOWHERE = "0123456789abcdef0123456789abcdef01234567"


def tiny(kind: str, name: str, width: int) -> None:
    """An encoder of two layers with random weights, in the folder of that name."""
    from transformers import AutoConfig, AutoModel

    config = AutoConfig.for_model(
        kind, hidden_size=width, intermediate_size=2 * width, num_hidden_layers=2, num_attention_heads=2,
        vocab_size=30_600, max_position_embeddings=200,
    )  # fmt: skip
    torch.manual_seed(5)
    models: Any = AutoModel
    models.from_config(config, add_pooling_layer=False).save_pretrained(name)


@dataclass(frozen=True, slots=True)
class Bases:
    """Tiny encoders as if they had been fetched."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def recipe(self, kind: str, width: int = 64, **changed: Any) -> Recipe:
        """One that tunes an encoder of that kind."""
        name = f"{kind}-{width}"
        folder = self.folder / name
        if not folder.is_dir():
            tiny(kind, str(folder), width)
            (folder / "tokenizer.json").write_bytes(find_model().tokenizer.read_bytes())
            base = Base(name, (), sha256_of(folder / "model.safetensors"))
            self.monkeypatch.setitem(bases.BASES, name, base)
            self.monkeypatch.setitem(_ATTENTION, name, "eager")
        return replace(Recipe(rounds=(ROUND,), base=name), **changed)


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bases:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    return Bases(tmp_path / "training" / "bases", monkeypatch)


def moved(recipe: Recipe) -> RiskNetwork:
    """A network none of whose weights is the base's any more, and whose outputs differ by text."""
    network = started(recipe)
    torch.manual_seed(7)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.02 * torch.randn_like(parameter))
        network.head.weight.mul_(8)
    return network.eval()


def packed(network: RiskNetwork, recipe: Recipe) -> Encoder:
    return Encoder(exported(network, recipe), bases.base_of(recipe).tokenizer.read_bytes())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("kind", ["bert", "mpnet"])
def test_what_was_exported_says_the_same_when_it_is_loaded_back(fetched: Bases, kind: str) -> None:
    recipe = fetched.recipe(kind)
    encoder = packed(moved(recipe), recipe)
    network = started(recipe).eval()
    before = drift(network, encoder, TEXTS, recipe)

    load(network, encoder.graph, recipe)

    assert before > 0.2
    assert drift(network, encoder, TEXTS, recipe) < 0.02


@pytest.mark.slow
def test_the_encoder_that_ships_loads_and_says_the_same() -> None:
    recipe = replace(FIRST, start="", rounds=(ROUND,))
    encoder = Encoder((CLASSIFIER / GRAPH).read_bytes(), (CLASSIFIER / TOKENIZER).read_bytes())
    network = started(recipe).eval()
    before = drift(network, encoder, PLAIN, recipe)

    load(network, encoder.graph, recipe)

    assert before > 0.4
    assert drift(network, encoder, PLAIN, recipe) < 0.15


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_words_that_no_round_moves_stay_the_base_s(fetched: Bases) -> None:
    recipe = fetched.recipe("mpnet")
    graph = exported(moved(recipe), recipe)
    held = replace(recipe, rounds=(replace(ROUND, words_frozen=True),))
    base, network = started(held), started(held)

    load(network, graph, held)

    words = [each.encoder.embeddings.word_embeddings.weight for each in (base, network)]
    layers = [each.encoder.encoder.layer[0].attention.attn.q.weight for each in (base, network)]
    assert torch.equal(*words)
    assert not torch.allclose(*layers)
    assert not torch.allclose(base.head.weight, network.head.weight)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_graph_of_another_network_is_refused(fetched: Bases, tmp_path: Path) -> None:
    recipe, wider = fetched.recipe("bert"), fetched.recipe("bert", width=96)
    foreign = (lay_out(tmp_path, {"soup": {}}) / GRAPH).read_bytes()

    for graph in (foreign, exported(started(wider), wider)):
        with pytest.raises(ValueError, match="not this recipe's encoder"):
            load(started(recipe), graph, recipe)


def test_a_commit_that_is_not_here_asks_for_a_full_clone(fetched: Bases) -> None:
    with pytest.raises(ModelUnavailable, match=f"{NOWHERE}.*full clone"):
        shipped_at(NOWHERE, GRAPH)
    with pytest.raises(ModelUnavailable, match="full clone"):
        started(fetched.recipe("bert", start=NOWHERE))


def test_without_git_it_asks_for_a_full_clone_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ModelUnavailable, match="full clone"):
        shipped_at(NOWHERE, GRAPH)


def test_the_graph_is_that_of_the_commit_and_not_what_ships_since(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / CLASSIFIER.relative_to(CLASSIFIER.parents[2])
    folder.mkdir(parents=True)
    (folder / GRAPH).write_bytes(b"as it shipped")

    def git(*words: str) -> str:
        named = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        wanted = ["git", "-C", str(tmp_path), *named, *words]
        return subprocess.run(wanted, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Ship")
    (folder / GRAPH).write_bytes(b"since")
    monkeypatch.setattr(resuming, "CLASSIFIER", folder)

    assert shipped_at(git("rev-parse", "HEAD"), GRAPH) == b"as it shipped"
