"""A classifier's folder with a real, tiny graph: each word adds what it is given; "known" is an n-gram."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant.adapters.model_files import sha256_of
from assistant.adapters.ngram_head import ngrams
from assistant.adapters.risk_card import (
    CARD,
    GRAPH,
    HEADS,
    NGRAMS,
    REQUESTS,
    SECOND_GRAPH,
    SECOND_TOKENIZER,
    TIERS,
    TOKENIZER,
    run_of,
)

_JUDGED = (*TIERS, *REQUESTS)
THRESHOLDS = (*(h.value for h in _JUDGED), *(run_of(h) for h in _JUDGED), "concern", "other", "staff", "hint")

ASKED_FROM = 0.3
"""The first stage says 0.12 of a text without any of its words."""

Words = Mapping[str, Mapping[str, float]]


def lay_out(folder: Path, words: Words, second: Words | None = None, **changed: object) -> Path:
    """The folder with graph, tokenizer and card, and a second encoder's; `changed` replaces fields of the card."""
    _encoder(folder / GRAPH, folder / TOKENIZER, words)
    names = np.array(ngrams("known"), dtype=np.uint32)
    weights = np.zeros((len(names), len(HEADS)), dtype=np.float16)
    weights[:, HEADS.index("imminent")] = 1.0
    np.savez(folder / NGRAMS, names=names, rarity=np.ones(len(names)), weights=weights, offsets=np.zeros(len(HEADS)))
    card = {
        "graph_sha256": sha256_of(folder / GRAPH),
        "tokenizer_sha256": sha256_of(folder / TOKENIZER),
        "ngrams_sha256": sha256_of(folder / NGRAMS),
        "base_sha256": "none",
        "heads": list(HEADS),
        "tokens": 32,
        "curves": _curves(1.0, 2.0),
        "thresholds": {name: {"value": 0.5, "reason": "a test"} for name in THRESHOLDS},
        "training": {},
        "figures": {},
        "second": None if second is None else _second(folder, second),
    } | changed
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")
    return folder


def _second(folder: Path, words: Words) -> dict[str, object]:
    _encoder(folder / SECOND_GRAPH, folder / SECOND_TOKENIZER, words)
    return {
        "graph_sha256": sha256_of(folder / SECOND_GRAPH),
        "numbers_sha256": {},
        "tokenizer_sha256": sha256_of(folder / SECOND_TOKENIZER),
        "base_sha256": "none",
        "tokens": 32,
        "asked_from": ASKED_FROM,
        "curves": _curves(1.0, 2.0, 1.0),
        "training": {},
        "figures": {"found": [0.5, 0.75]},
    }


def _curves(*slopes: float) -> dict[str, object]:
    """Each reader's own output with its slope, the likeliest concern with none."""
    unused = [0.0] * len(slopes)
    return {h: {"slopes": [*slopes, *(unused if h in HEADS[:3] else ())], "offset": -2.0} for h in HEADS}


def _encoder(graph: Path, tokenizer: Path, words: Words) -> None:
    vocabulary = {"[UNK]": 0, **{word: number for number, word in enumerate(words, start=1)}}
    reading = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    reading.pre_tokenizer = pre_tokenizers.Whitespace()
    reading.save(str(tokenizer))
    table = np.zeros((len(vocabulary), len(HEADS)), dtype=np.float32)
    for number, given in enumerate(words.values(), start=1):
        for head, value in given.items():
            table[number, HEADS.index(head)] = value
    _save(graph, table)


def _save(path: Path, table: np.ndarray) -> None:
    width = table.shape[1]
    tokens = ["texts", "tokens"]
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["kept"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["kept", "last"], ["mask"]),
        helper.make_node("Mul", ["each", "mask"], ["masked"]),
        helper.make_node("ReduceSum", ["masked", "second"], ["heads"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["texts", width])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "second"),
        ],
    )
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(path))
