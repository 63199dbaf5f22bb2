"""A generation written beside the others: complete or absent, switched to by one rename."""

from __future__ import annotations

import errno
import json
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from string import hexdigits

import numpy as np

from assistant.corpus.validity import Calendar
from assistant.errors import IndexWriteError
from assistant.index.adapter import ADAPTER_NAME, Adapter, write_adapter
from assistant.index.dense import PASSAGES, QUESTIONS, question_ids, write_vectors
from assistant.index.embedding import Vectors
from assistant.index.generation import (
    MANIFEST_NAME,
    PASSAGE_MATRIX,
    QUESTION_MATRIX,
    VECTORS_NAME,
    Generation,
    Manifest,
    checksums,
    current_folder,
    damaged,
    in_chroma,
    open_folder,
    write_matrix,
)
from assistant.index.lexical import LexicalIndex
from assistant.index.scope import known_of
from assistant.pack.files import write_whole
from assistant.types import Document, Passage

HELD_NAME = "HELD"
_BUILDING, _TAIL_CHARS = ".building-", 6
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def write_generation(
    index: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Vectors,
    questions: Vectors,
    adapter: Adapter | None,
) -> Generation:
    """Write a generation, read it again, and switch to it; returns what was read.

    Raises:
        IndexDamagedError: what was read is not what was written; the active generation stays as it was.
    """
    # Names are in the order in which they were built.
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:_TAIL_CHARS]}"
    folder = index / f"{_BUILDING}{name}"
    folder.mkdir()
    try:
        _write_lines(folder / "documents.jsonl", documents)
        _write_lines(folder / "passages.jsonl", passages)
        by_id = {d.id: d for d in documents}
        known = known_of(passages, by_id, Calendar(passages, by_id))
        asked = [k for k, p in zip(known, passages, strict=True) for _ in p.questions]
        write_vectors(folder / VECTORS_NAME, [p.id for p in passages], vectors, PASSAGES, known)
        write_vectors(folder / VECTORS_NAME, question_ids(passages), questions, QUESTIONS, asked)
        write_matrix(folder / PASSAGE_MATRIX, vectors)
        write_matrix(folder / QUESTION_MATRIX, questions)
        LexicalIndex.build([p.expanded for p in passages]).save(folder / "bm25")
        if adapter is not None:
            write_adapter(folder / ADAPTER_NAME, manifest.model, adapter)
        _write_manifest(folder, manifest)
        read = open_folder(folder)
        if not (
            list(read.documents.values()) == list(documents)
            and list(read.passages) == list(passages)
            and np.array_equal(read.vectors, vectors)
            and np.array_equal(read.questions, questions)
            and in_chroma(folder, read)
        ):
            raise damaged(folder, "读回来的与写下的不同")
        manifest = manifest.model_copy(update={"checks": checksums(folder)})
        _write_manifest(folder, manifest)
        folder.rename(index / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    before = current_folder(index)
    try:
        switch_to(index, name)
    except BaseException:
        # Nothing points to it, so that nobody would ever open or remove it.
        shutil.rmtree(index / name, ignore_errors=True)
        raise
    (index / HELD_NAME).unlink(missing_ok=True)
    _prune(index, {name, before.name if before else ""})
    return replace(read, manifest=manifest, name=name)


def switch_to(index: Path, name: str, *, held: bool = False) -> None:
    """Make a generation the active one, by one rename; ``held``: also for starts that would build anew."""
    if held:
        (index / HELD_NAME).write_text(name, encoding="utf-8")
    write_whole(index / "CURRENT", name.encode())


def is_held(index: Path) -> bool:
    """Whether somebody rolled back to the active generation and nothing was built since."""
    folder = current_folder(index)
    try:
        return folder is not None and (index / HELD_NAME).read_text(encoding="utf-8") == folder.name
    except (OSError, ValueError):
        return False


def _prune(index: Path, kept: set[str]) -> None:
    """Keep the generation that answers and the one that did before: it may be open, and may be rolled back to."""
    for folder in index.iterdir():
        # By the name: whoever is killed while removing a generation may leave all of it but the manifest.
        if folder.name not in kept and _is_ours(folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(name: str) -> bool:
    """Whether a folder's name is that of a generation, or of one that was never finished."""
    time, _, tail = name.removeprefix(_BUILDING).partition("-")
    day, _, clock = time.partition("T")
    figures = (day + clock).isdecimal() and len(day) == len("20261130") and len(clock) >= len("093000")
    return figures and len(tail) == _TAIL_CHARS and set(tail) <= set(hexdigits.lower())


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST_NAME).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")


def _write_lines(path: Path, values: Sequence[Document] | Sequence[Passage]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for value in values:
            file.write(json.dumps(asdict(value), ensure_ascii=False) + "\n")


def unwritable(index: Path, error: OSError) -> IndexWriteError:
    if error.errno in _FULL:
        return IndexWriteError(
            f"磁盘已满，新索引写不进 {index}。请腾出空间后再运行 python -m assistant index，原有索引没有改动。"
            "The disk is full, so the new index cannot be written. Make room and run it again; "
            "the index before is untouched."
        )
    return IndexWriteError(
        f"新索引写不进 {index}：{error.strerror or error}。请检查权限和空间，或用 --index 指定别处；原有索引没有改动。"
        "The new index cannot be written; check permissions and space, or name another folder with --index. "
        "The index before is untouched."
    )
