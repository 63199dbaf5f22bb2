"""Vectors in Chroma, with what is known of their passages. The one module that imports chromadb.

Chroma keeps them, and finds candidates in large indexes. Small ones are searched exactly, as a matrix product over all
of them in memory: a filter costs Chroma more than that (docs/architecture.md).
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import IndexDamagedError, IndexWriteError
from assistant.index.embedding import Vectors
from assistant.index.scope import About, Scope
from assistant.types import Passage

PASSAGES, QUESTIONS = "passages", "questions"
_BATCH = 2000
_QUESTION_MARK = "?"
log = logging.getLogger(__name__)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


@contextmanager
def _opened(folder: Path, said: Callable[[Path, BaseException], Exception]) -> Iterator[Any]:
    """A client, closed afterwards: a server that takes up generation after generation would keep all of them open.

    Chromadb raises its own, sqlite's and Rust's errors, whose panics are no Exception.
    """
    client = None
    try:
        client = _client(folder)
        yield client
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise said(folder, error) from error
    finally:
        if client is not None:
            client.close()


def question_ids(passages: Sequence[Passage]) -> list[str]:
    """Ids of the passages' questions, passage by passage in order."""
    return [f"{p.id}{_QUESTION_MARK}{n}" for p in passages for n in range(len(p.questions))]


def write_vectors(
    folder: Path, ids: Sequence[str], vectors: Vectors, name: str = PASSAGES, known: Sequence[About] = ()
) -> None:
    """Store one vector an id in a new Chroma collection under ``folder``, with what is known of each, if given.

    Raises:
        IndexWriteError: the disk is full or the folder cannot be written.
    """
    # Chroma writes its graph as it goes, which a kill may leave half written: a generation is read again before it is
    # switched to. Were it written at the end only, every start would make it anew, which takes seconds.
    configuration = {"hnsw": {"space": "cosine", "ef_search": 200}}
    with _opened(folder, _unwritten) as client:
        collection = client.create_collection(name, configuration=configuration, embedding_function=None)
        for i in range(0, len(ids), _BATCH):
            part = slice(i, i + _BATCH)
            about = [dict(k) for k in known[part]] or None
            collection.upsert(ids=list(ids[part]), embeddings=vectors[part], metadatas=about)


def read_vectors(folder: Path, ids: Sequence[str], name: str = PASSAGES) -> Vectors:
    """The stored vectors, (n, dimension) float32, in the order of ``ids``.

    Raises:
        IndexDamagedError: the collection is missing, unreadable or lacks an id.
    """
    with _opened(folder, _unopened) as client:
        stored = client.get_collection(name, embedding_function=None).get(include=["embeddings"])
    row = {id_: i for i, id_ in enumerate(stored["ids"])}
    missing = [i for i in ids if i not in row]
    if missing:
        raise IndexDamagedError(
            f"向量库 {folder} 缺少 {len(missing)} 个段落。请运行 python -m assistant index --full。"
        )
    vectors = np.asarray(stored["embeddings"], dtype=np.float32)
    return vectors[[row[i] for i in ids]] if ids else np.zeros((0, 0), dtype=np.float32)


def check_collections(folder: Path, counts: Mapping[str, int]) -> None:
    """Look whether each collection holds as many vectors as it should, without reading them.

    Raises:
        IndexDamagedError: one is missing, unreadable or of another size.
    """
    with _opened(folder, _unopened) as client:
        found = {name: client.get_collection(name, embedding_function=None).count() for name in counts}
    if found != counts:
        raise IndexDamagedError(f"向量库 {folder} 不完整。请运行 python -m assistant index --full。")


def _unwritten(folder: Path, error: BaseException) -> IndexWriteError:
    return IndexWriteError(
        f"向量库写不进 {folder}：{error}。请检查磁盘空间和权限后再试，原有索引没有改动。"
        "The vectors cannot be written; check the disk's space and permissions and try again. "
        "The index before is untouched."
    )


def _unopened(folder: Path, error: BaseException) -> IndexDamagedError:
    return IndexDamagedError(f"向量库 {folder} 打不开：{error}。请运行 python -m assistant index --full。")


class Neighbours:
    """Chroma's approximate search in the vectors of one generation; safe to share between threads.

    The client is opened by the first search, and closed when nobody holds this any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.Lock()
        self._collections: tuple[Any, ...] = ()

    def passages(self, vector: Vectors, scope: Scope, count: int) -> list[str]:
        """Ids of the passages with the nearest vectors, of their own or of one of their questions, each once.

        Args:
            vector: of a question, (dimension,).
            scope: which passages may be found.
            count: of vectors from either collection.

        Returns:
            Nothing where Chroma fails, which is logged: exact search takes its place.
        """
        try:
            with self._turn:
                self._collections = self._collections or self._open()
            asked = {"query_embeddings": [vector.tolist()], "n_results": count, "where": scope.where(), "include": []}
            found = [id_ for collection in self._collections for id_ in collection.query(**asked)["ids"][0]]
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # as in _opened
            log.warning("Chroma in %s: %s (searching exactly)", self._folder, error)
            return []
        return list(dict.fromkeys(id_.partition(_QUESTION_MARK)[0] for id_ in found))

    def _open(self) -> tuple[Any, ...]:
        client = _client(self._folder)
        weakref.finalize(self, client.close)
        collections = (client.get_collection(name, embedding_function=None) for name in (PASSAGES, QUESTIONS))
        return tuple(c for c in collections if c.count())
