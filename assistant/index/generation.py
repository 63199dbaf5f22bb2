"""A generation as it lies in its folder, and opened.

indexes/
  CURRENT                 name of the active generation
  build.lock              held while a build runs
  20261121T050000-ab12cd/ manifest.json documents.jsonl passages.jsonl passages.npy questions.npy chroma/ bm25/
                          adapter.npz (where there is one)

The vectors lie twice: Chroma searches its own, and takes seconds to hand all of them out, which a running server that
takes up a new generation does not have.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.errors import CorpusError, IndexDamagedError, IndexMissingError, ZhengtuError
from assistant.index.adapter import ADAPTER_NAME, Adapter, read_adapter
from assistant.index.damage import DAMAGED
from assistant.index.dense import PASSAGES, QUESTIONS, Neighbours, check_collections, question_ids, read_vectors
from assistant.index.embedding import Vectors
from assistant.index.lexical import LexicalIndex
from assistant.types import Document, Passage

# Raised by hand when passages, terms or files are made in another way than before.
FORMAT = 13
MANIFEST_NAME, VECTORS_NAME = "manifest.json", "chroma"
PASSAGE_MATRIX, QUESTION_MATRIX = "passages.npy", "questions.npy"
_T = TypeVar("_T", Document, Passage)


class Manifest(BaseModel):
    """What a generation was built from; ``adapter``: whether it has a map of vectors of its own.

    ``checks``: SHA-256 of each of its files but Chroma's, which change when they are opened.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    model: str
    dimension: int
    corpus_hash: str
    documents: int
    passages: int
    embedded: int
    built_at: str
    adapter: bool = False
    checks: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an older generation answers although the documents have changed.

    ``public`` is for anybody; ``detail`` names the file that is to be mended and is for staff, as is ``document``: that
    file as it lies in the corpus, where it is one file.
    """

    code: str
    public: str
    detail: str
    document: str | None

    @classmethod
    def of(cls, error: ZhengtuError, corpus: Path) -> Trouble:
        """The trouble that an error is, when a corpus could not be indexed."""
        path = error.path if isinstance(error, CorpusError) else None
        return cls(error.code, error.public, str(error).replace(f"{corpus}{os.sep}", ""), _within(path, corpus))


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened index: passages with their vectors (n, dimension) and BM25, row by row aligned.

    ``questions`` are the vectors (m, dimension) of the passages' own questions, passage by passage in order.
    ``adapter`` turns all of them, and those of people's questions, towards this corpus (see ``adapter.py``).
    ``trouble`` says why it is not that of the documents as they are now; None where it is. ``name``: its folder's.
    ``neighbours`` finds candidates among its vectors without looking at all of them; None where it lies in no folder.
    """

    manifest: Manifest
    documents: dict[str, Document]
    passages: tuple[Passage, ...]
    vectors: Vectors
    lexical: LexicalIndex
    questions: Vectors
    adapter: Adapter | None = None
    trouble: Trouble | None = None
    name: str = ""
    neighbours: Neighbours | None = None

    @property
    def expanded(self) -> bool:
        """Whether at least half of the passages know questions that they answer; texts as they come know none."""
        return 2 * sum(bool(p.questions) for p in self.passages) >= max(len(self.passages), 1)


def open_generation(index: Path) -> Generation:
    """Open the active generation.

    Raises:
        IndexMissingError: nothing was built.
        IndexDamagedError: a file is missing, malformed or does not fit the others.
    """
    return open_folder(active_folder(index))


def active_folder(index: Path) -> Path:
    """The folder of the active generation.

    Raises:
        IndexMissingError: nothing was built.
    """
    folder = current_folder(index)
    if folder is None:
        raise IndexMissingError(f"{index} 还没有索引。请先运行 python -m assistant index。")
    return folder


def intact(index: Path, model: str) -> Iterator[Generation]:
    """Generations of this model that can be opened: the active one first, then the newest."""
    folders = sorted((p for p in index.glob("[!.]*") if (p / MANIFEST_NAME).is_file()), reverse=True)
    active = current_folder(index)
    for folder in (*filter(None, [active]), *(f for f in folders if f != active)):
        try:
            generation = open_folder(folder)
        except ZhengtuError:
            continue
        if generation.manifest.model == model:
            yield generation


def open_folder(folder: Path) -> Generation:
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
        documents = _read_lines(folder / "documents.jsonl", Document)
        passages = _read_lines(folder / "passages.jsonl", Passage)
    except (OSError, ValidationError, ValueError) as error:
        raise damaged(folder, str(error)) from error
    lexical = LexicalIndex.load(folder / "bm25")
    if not len(passages) == len(lexical) == manifest.passages or len(documents) != manifest.documents:
        raise damaged(folder, "段落数与清单不符")
    asked = sum(len(p.questions) for p in passages)
    check_collections(folder / VECTORS_NAME, {PASSAGES: len(passages), QUESTIONS: asked})
    return Generation(
        manifest=manifest,
        documents={d.id: d for d in documents},
        passages=tuple(passages),
        vectors=_matrix(folder / PASSAGE_MATRIX, len(passages), manifest),
        lexical=lexical,
        questions=_matrix(folder / QUESTION_MATRIX, asked, manifest),
        adapter=_own_adapter(folder, manifest),
        name=folder.name,
        neighbours=Neighbours(folder / VECTORS_NAME),
    )


def write_matrix(path: Path, vectors: Vectors) -> None:
    """Write vectors as ``open_folder`` reads them."""
    np.save(path, vectors.astype(np.float32, copy=False), allow_pickle=False)


def _matrix(path: Path, rows: int, manifest: Manifest) -> Vectors:
    """Vectors as they were written, (rows, dimension).

    Raises:
        IndexDamagedError: they are gone, cut off or of another size.
    """
    try:
        vectors = np.load(path, allow_pickle=False)
    except DAMAGED as error:
        raise damaged(path.parent, f"{path.name}：{error}") from error
    if vectors.dtype != np.float32 or vectors.shape != (rows, manifest.dimension):
        raise damaged(path.parent, f"{path.name} 与清单不符")
    return np.asarray(vectors)


def in_chroma(folder: Path, generation: Generation) -> bool:
    """Whether Chroma holds a generation's vectors, but for rounding: it makes them of unit length once more.

    Raises:
        IndexDamagedError: it lacks some, or cannot be read.
    """
    passages = read_vectors(folder / VECTORS_NAME, [p.id for p in generation.passages])
    questions = read_vectors(folder / VECTORS_NAME, question_ids(generation.passages), QUESTIONS)
    return _alike(passages, generation.vectors) and _alike(questions, generation.questions)


def _alike(read: Vectors, written: Vectors) -> bool:
    return len(read) == len(written) and (not read.size or np.allclose(read, written, atol=1e-4))


def _own_adapter(folder: Path, manifest: Manifest) -> Adapter | None:
    """The map that a generation was built with.

    Raises:
        IndexDamagedError: it is gone, cannot be read or is of another size than the vectors.
    """
    try:
        adapter = read_adapter(folder / ADAPTER_NAME, manifest.model)
    except CorpusError as error:
        raise damaged(folder, str(error)) from error
    if adapter is None and manifest.adapter:
        raise damaged(folder, f"缺少 {ADAPTER_NAME}")
    if adapter is not None and len(adapter.matrix) != manifest.dimension:
        raise damaged(folder, f"{ADAPTER_NAME} 与向量的维数不符")
    return adapter


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of what a generation's folder holds, but for its manifest and Chroma's files."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST_NAME)
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in paths
        if p.relative_to(folder).parts[0] != VECTORS_NAME
    }


def verified(folder: Path) -> Generation:
    """A generation whose every file is as it was written.

    Raises:
        IndexDamagedError: a file is missing, malformed or changed; the message names it.
    """
    generation = open_folder(folder)
    found, written = checksums(folder), generation.manifest.checks
    changed = sorted(name for name in written if found.get(name) != written[name])
    if changed:
        raise damaged(folder, f"{'、'.join(changed)} 与建成时不同")
    if not in_chroma(folder, generation):
        raise damaged(folder, "向量库里的向量与建成时不同")
    return generation


def current_folder(index: Path) -> Path | None:
    try:
        name = (index / "CURRENT").read_text(encoding="utf-8").strip()
        folder = index / name
        return folder if name and Path(name).name == name and folder.is_dir() else None
    except (OSError, ValueError):
        # Missing, overwritten with bytes that are no text, or a name that no file can have.
        return None


def damaged(folder: Path, reason: str) -> IndexDamagedError:
    return IndexDamagedError(f"索引 {folder} 已损坏：{reason}。请运行 python -m assistant index --full。")


def _within(path: Path | None, corpus: Path) -> str | None:
    if path is None:
        return None
    return str(path.relative_to(corpus)) if path.is_relative_to(corpus) else path.name


def _read_lines(path: Path, kind: type[_T]) -> list[_T]:
    adapter = TypeAdapter(kind)
    with path.open(encoding="utf-8") as file:
        return [adapter.validate_json(line) for line in file]
