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
from assistant.adapters.risk_card import CARD, GRAPH, HEADS, NGRAMS, REQUESTS, TIERS, TOKENIZER, run_of

_JUDGED = (*TIERS, *REQUESTS)
THRESHOLDS = (*(h.value for h in _JUDGED), *(run_of(h) for h in _JUDGED), "concern", "other", "staff")


def lay_out(folder: Path, words: Mapping[str, Mapping[str, float]], **changed: object) -> Path:
    """The folder with graph, tokenizer and card; `changed` replaces fields of the card."""
    vocabulary = {"[UNK]": 0, **{word: number for number, word in enumerate(words, start=1)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / TOKENIZER))
    table = np.zeros((len(vocabulary), len(HEADS)), dtype=np.float32)
    for number, given in enumerate(words.values(), start=1):
        for head, value in given.items():
            table[number, HEADS.index(head)] = value
    _save(folder / GRAPH, table)
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
        "curves": {
            head: {"slopes": [1.0, 2.0, 0.0, 0.0][: 4 if head in HEADS[:3] else 2], "offset": -2.0} for head in HEADS
        },
        "thresholds": {name: {"value": 0.5, "reason": "a test"} for name in THRESHOLDS},
        "training": {},
        "figures": {},
    } | changed
    (folder / CARD).write_text(json.dumps(card), encoding="utf-8")
    return folder


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
