from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.ngram_head import NgramHead, ngrams
from assistant.domain.errors import ModelUnavailable


def laid_out(folder: Path, text: str, heads: int = 2) -> Path:
    names = np.array(ngrams(text), dtype=np.uint32)
    weights = np.ones((len(names), heads), dtype=np.float16)
    path = folder / "ngrams.npz"
    np.savez(path, names=names, rarity=np.ones(len(names)), weights=weights, offsets=np.array([0.0, -1.0][:heads]))
    return path


def test_a_text_is_named_by_words_in_a_row_and_letters_of_a_word_whatever_its_case() -> None:
    # "a", "b" and "a b"; " a " and " b " as three letters.
    assert len(ngrams("a b")) == 5
    assert ngrams("A b") == ngrams("a b") == sorted(set(ngrams("a b a b")) & set(ngrams("a b")))
    assert ngrams("") == []


def test_known_ngrams_add_their_weights_over_the_length_and_unknown_ones_nothing(tmp_path: Path) -> None:
    head = NgramHead(laid_out(tmp_path, "soup"), 2)
    known = len(ngrams("soup"))

    (all_known, none_known) = head.rows(["soup", "qqq"])

    assert all_known == pytest.approx((known**0.5, known**0.5 - 1), rel=1e-3)
    assert none_known == (0.0, -1.0)


def test_a_lone_surrogate_is_read_like_any_text(tmp_path: Path) -> None:
    assert NgramHead(laid_out(tmp_path, "soup"), 2).rows(["\ud800"]) == ((0.0, -1.0),)


@pytest.mark.parametrize("stored", [b"", b"PK\x03\x04 and no more"])
def test_a_file_that_is_none_cannot_be_opened(tmp_path: Path, stored: bytes) -> None:
    (tmp_path / "ngrams.npz").write_bytes(stored)

    with pytest.raises(ModelUnavailable, match="cannot be read"):
        NgramHead(tmp_path / "ngrams.npz", 2)


def test_a_file_for_other_heads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="does not fit"):
        NgramHead(laid_out(tmp_path, "soup", heads=1), 2)
