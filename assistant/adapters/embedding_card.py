"""The card beside the packaged embedding graph: which files it is, and what it was tuned from and on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.domain.errors import ModelUnavailable

CARD, GRAPH, TOKENIZER = "card.json", "encoder.onnx", "tokenizer.json"


class EmbeddingCard(BaseModel):
    """What `card.json` holds."""

    model_config = ConfigDict(extra="forbid")

    graph_sha256: str
    """Also names the vectors: an index made by another graph is refused or made anew."""
    tokenizer_sha256: str
    base_sha256: str
    """The weights that were tuned."""
    dimension: int
    tokens: int
    """A text is cut after so many."""
    training: dict[str, Any]


def read_embedding_card(folder: Path) -> EmbeddingCard:
    """The card in the folder; raises ModelUnavailable for none and for one that cannot be read."""
    path = folder / CARD
    try:
        return EmbeddingCard.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ModelUnavailable(f"The embedding model's card {path} is missing; reinstall.") from error
    except ValidationError as error:
        raise ModelUnavailable(f"The embedding model's card {path} is damaged; reinstall.") from error
