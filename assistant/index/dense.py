"""Vectors on disk in Chroma, exact cosine similarity in memory. The one module that imports chromadb.

Chroma keeps the vectors durable and readable by other tools. The search itself is a matrix product:
exact, deterministic, and for the tens of thousands of passages that one machine holds faster than the
approximate search, whose recall on hard vectors was measured at 0.53 (docs/architecture.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import IndexDamagedError, IndexWriteError
from assistant.index.embedding import Vectors
from assistant.types import Passage

PASSAGES, QUESTIONS = "passages", "questions"
_BATCH = 2000


@contextmanager
def _opened(folder: Path) -> Iterator[Any]:
    """A client, closed afterwards: a server that takes up generation after generation would keep all of them open."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        client.close()


def question_ids(passages: Sequence[Passage]) -> list[str]:
    """Ids of the passages' questions, passage by passage in order."""
    return [f"{p.id}?{n}" for p in passages for n in range(len(p.questions))]


def write_vectors(folder: Path, ids: Sequence[str], vectors: Vectors, name: str = PASSAGES) -> None:
    """Store one vector an id in a new Chroma collection under ``folder``.

    Raises:
        IndexWriteError: the disk is full or the folder cannot be written.
    """
    # The high sync threshold keeps HNSW files from being written half (0 of 22 kills broke it,
    # 7 of 53 with the default).
    configuration = {"hnsw": {"space": "cosine", "ef_search": 400, "sync_threshold": 1_000_000}}
    try:
        with _opened(folder) as client:
            collection = client.create_collection(name, configuration=configuration, embedding_function=None)
            for i in range(0, len(ids), _BATCH):
                collection.upsert(ids=list(ids[i : i + _BATCH]), embeddings=vectors[i : i + _BATCH])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # chromadb raises its own, sqlite's and Rust's errors, whose panics are no Exception
        raise IndexWriteError(
            f"向量库写不进 {folder}：{error}。请检查磁盘空间和权限后再试，原有索引没有改动。"
            "The vectors cannot be written; check the disk's space and permissions and try again. "
            "The index before is untouched."
        ) from error


def read_vectors(folder: Path, ids: Sequence[str], name: str = PASSAGES) -> Vectors:
    """The stored vectors, (n, dimension) float32, in the order of ``ids``.

    Raises:
        IndexDamagedError: the collection is missing, unreadable or lacks an id.
    """
    try:
        with _opened(folder) as client:
            stored = client.get_collection(name, embedding_function=None).get(include=["embeddings"])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # chromadb raises its own, sqlite's and Rust's errors, whose panics are no Exception
        raise IndexDamagedError(
            f"向量库 {folder} 打不开：{error}。请运行 python -m assistant index --full。"
        ) from error
    row = {id_: i for i, id_ in enumerate(stored["ids"])}
    missing = [i for i in ids if i not in row]
    if missing:
        raise IndexDamagedError(
            f"向量库 {folder} 缺少 {len(missing)} 个段落。请运行 python -m assistant index --full。"
        )
    vectors = np.asarray(stored["embeddings"], dtype=np.float32)
    return vectors[[row[i] for i in ids]] if ids else np.zeros((0, 0), dtype=np.float32)
