"""Vectors in Chroma, embedded in a folder or on a server.

Building goes through LangChain's integration, the way vendors are reached here. A query takes the collection's own
handle and asks for distances only: measured 0.7 ms against 2.0 ms through LangChain, and no LangChain import (0.4 s)
at a warm start.

A new index is built beside the old one and then becomes current by one write: the metadata of the small collection
`kap-passages` names the current collection, so that readers never see half an index.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.adapters.loading import LOADING
from assistant.domain.errors import IndexUnavailable
from assistant.domain.reading import Vector

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings
    from numpy.typing import NDArray

_POINTER = "kap-passages"
_BATCH = 1000
_REBUILD = "Run `kap library build`."


class ChromaVectorStore:
    """A VectorStore in Chroma; opened at the first use, because its import takes half a second."""

    def __init__(self, folder: Path | None = None, url: str | None = None, seconds: float = 2.0) -> None:
        if (folder is None) == (url is None):
            raise ValueError("a Chroma store lives either in a folder or behind a URL")
        self._folder = folder
        self._url = url
        self._seconds = seconds
        self._opened: ClientAPI | None = None
        self._current: Collection | None = None
        self._ending: dict[tuple[str, str], tuple[tuple[str, ...], NDArray[np.float32]]] = {}

    def replace(self, fingerprint: str, version: str, entries: Sequence[tuple[str, Vector, str]]) -> None:
        """Make the store hold exactly these (key, vector, text) entries; all or nothing, repeatable."""
        with _translated():
            client = self._writable()
            pointer = self._pointer(client, make=True)
            name = f"{_POINTER}-{uuid.uuid4().hex}"
            metadata = {"fingerprint": fingerprint, "version": version, "entries": len(entries)}
            _build(client, name, metadata, entries)
            pointer.modify(metadata={"current": name})
            self._current = None
            for collection in client.list_collections():
                if collection.name.startswith(f"{_POINTER}-") and collection.name != name:
                    client.delete_collection(collection.name)

    def state(self) -> tuple[str, str, int] | None:
        """(fingerprint, version, number of entries), or None when the store holds nothing usable."""
        try:
            with _translated():
                metadata = self._collection(refresh=True).metadata or {}
                held = self._collection().count()
        except IndexUnavailable:
            if self._url is not None and not self._answers():
                raise
            return None
        if metadata.get("entries") != held:
            return None
        return str(metadata.get("fingerprint")), str(metadata.get("version")), held

    def nearest(self, vector: Vector, limit: int) -> tuple[tuple[str, float], ...]:
        """Up to `limit` (key, cosine similarity) pairs, nearest first."""
        with _translated():
            try:
                found = self._query(vector, limit)
            except IndexUnavailable:
                raise
            except Exception:  # noqa: BLE001  another process may have replaced the index: look once more
                self._collection(refresh=True)
                found = self._query(vector, limit)
        return found

    def ending(self, vector: Vector, suffix: str) -> tuple[tuple[str, float], ...]:
        """(key, cosine similarity) of every entry whose key ends so; read from the index once and then kept."""
        with _translated():
            try:
                keys, held = self._rows(self._collection(), suffix)
            except IndexUnavailable:
                raise
            except Exception:  # noqa: BLE001  another process may have replaced the index: look once more
                keys, held = self._rows(self._collection(refresh=True), suffix)
        if not keys:
            return ()
        if held.shape[1] != len(vector):
            raise IndexUnavailable(f"The index was made by another embedding model. {_REBUILD}")
        return tuple(zip(keys, (held @ vector).tolist(), strict=True))

    def load(self) -> None:
        """Open now what the first query would open."""
        with contextlib.suppress(IndexUnavailable), _translated():
            self._collection()

    def close(self) -> None:
        """Let go of the server's connections; the next use opens them again."""
        opened: Any = self._opened
        if opened is not None and self._url is not None:
            for client in (opened, opened._admin_client):  # noqa: SLF001  Chroma has no way to close a client
                client._server._session.close()  # noqa: SLF001
            self._opened, self._current = None, None

    def _query(self, vector: Vector, limit: int) -> tuple[tuple[str, float], ...]:
        found = self._collection().query(query_embeddings=list(vector), n_results=limit, include=["distances"])
        distances = found["distances"]
        if distances is None or not all(math.isfinite(d) for d in distances[0]):
            raise IndexUnavailable(f"The index gave no distances. {_REBUILD}")
        return tuple((key, 1.0 - d) for key, d in zip(found["ids"][0], distances[0], strict=True))

    def _rows(self, collection: Collection, suffix: str) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """Keys that end so and their vectors, of length 1; of one collection, because a new index is another one."""
        import numpy as np  # noqa: PLC0415  heavy

        place = (collection.name, suffix)
        kept = self._ending.get(place)
        if kept is None:
            keys = [key for key in collection.get(include=[])["ids"] if key.endswith(suffix)]
            found = collection.get(ids=keys, include=["embeddings"]) if keys else None
            held = np.asarray(found["embeddings"] if found else [], dtype=np.float32)
            if found:
                held = held / np.maximum(np.linalg.norm(held, axis=1, keepdims=True), 1e-9)
            kept = (tuple(found["ids"]) if found else (), held)
            self._ending = {place: kept}
        return kept

    def _collection(self, *, refresh: bool = False) -> Collection:
        if self._current is None or refresh:
            client = self._client()
            name = (self._pointer(client, make=False).metadata or {}).get("current")
            if not name:
                raise IndexUnavailable(f"There is no index yet. {_REBUILD}")
            self._current = client.get_collection(str(name), embedding_function=None)
        return self._current

    def _pointer(self, client: ClientAPI, *, make: bool) -> Collection:
        if make:
            return client.get_or_create_collection(_POINTER, embedding_function=None)
        return client.get_collection(_POINTER, embedding_function=None)

    def _client(self) -> ClientAPI:
        with LOADING:
            if self._opened is None:
                self._opened = self._open_server() if self._url else self._open_folder()
            return self._opened

    def _open_folder(self) -> ClientAPI:
        import chromadb  # noqa: PLC0415  its import takes half a second

        assert self._folder is not None
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(str(self._folder), _settings())
        except BaseException:
            self._forget()
            raise

    def _open_server(self) -> ClientAPI:
        import chromadb  # noqa: PLC0415
        import httpx  # noqa: PLC0415

        if not self._answers():
            raise IndexUnavailable(f"The Chroma server of KAP_CHROMA_URL does not answer within {self._seconds} s.")
        parts = urlsplit(str(self._url))
        secure = parts.scheme == "https"
        client = chromadb.HttpClient(
            parts.hostname or "127.0.0.1", parts.port or (443 if secure else 8000), ssl=secure, settings=_settings()
        )
        server: Any = client
        server._server._session.timeout = httpx.Timeout(self._seconds)  # noqa: SLF001  Chroma has no setting for it
        return client

    def _answers(self) -> bool:
        import httpx  # noqa: PLC0415

        try:
            return httpx.get(f"{self._url}/api/v2/heartbeat", timeout=self._seconds).is_success
        except (httpx.HTTPError, httpx.InvalidURL):
            return False

    def _writable(self) -> ClientAPI:
        """The client; a folder that Chroma cannot read is put aside, because a rebuild replaces it anyway."""
        try:
            client = self._client()
            client.list_collections()
        except Exception:
            if self._folder is None:
                raise
            self._opened, self._current = None, None
            self._forget()
            shutil.rmtree(self._folder, ignore_errors=True)
            client = self._client()
        return client

    def _forget(self) -> None:
        """Take the folder out of Chroma's cache of opened folders: it keeps broken ones too."""
        from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415

        SharedSystemClient._identifier_to_system.pop(str(self._folder), None)  # noqa: SLF001  there is no public way


def _settings() -> Settings:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    from chromadb.config import Settings  # noqa: PLC0415

    return Settings(anonymized_telemetry=False)


def _build(client: ClientAPI, name: str, metadata: dict[str, Any], entries: Sequence[tuple[str, Vector, str]]) -> None:
    from langchain_chroma import Chroma  # noqa: PLC0415  its import takes a second
    from langchain_core.embeddings import Embeddings  # noqa: PLC0415

    class Given(Embeddings):
        """Hands out the vectors that the caller made."""

        def __init__(self) -> None:
            self.vectors: list[list[float]] = []

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return self.vectors[: len(texts)]

        def embed_query(self, text: str) -> list[float]:
            raise NotImplementedError(f"queries bring their own vector: {len(text)} characters came instead")

    client.create_collection(
        name,
        embedding_function=None,
        metadata=metadata,
        configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 128}},
    )
    given = Given()
    store = Chroma(collection_name=name, client=client, embedding_function=given, create_collection_if_not_exists=False)
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        given.vectors = [list(vector) for _, vector, _ in batch]
        store.add_texts([text for _, _, text in batch], ids=[key for key, _, _ in batch])


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Everything that Chroma, its server or its Rust core raises, as IndexUnavailable."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as error:
        raise IndexUnavailable(f"The index cannot be used ({type(error).__name__}). {_REBUILD}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Chroma's Rust core raises when it breaks
            raise
        raise IndexUnavailable(f"The index is broken. {_REBUILD}") from error
