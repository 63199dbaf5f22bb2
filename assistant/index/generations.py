"""Index generations: each build is a new folder, complete or absent, switched by one rename.

indexes/
  CURRENT                 name of the active generation
  build.lock              held while a build runs
  20261121T050000-ab12cd/ manifest.json documents.jsonl passages.jsonl chroma/ bm25/ adapter.npz (where there is one)
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.corpus.loaders import document_paths, load_corpus
from assistant.corpus.passages import split_document
from assistant.corpus.questions import expand, questions_folder
from assistant.errors import (
    CorpusError,
    EmbeddingError,
    EmptyCorpusError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexStaleError,
    IndexWriteError,
    UnreadableFileError,
    ZhengtuError,
)
from assistant.index.adapter import ADAPTER_NAME, Adapter, read_adapter, write_adapter
from assistant.index.dense import QUESTIONS, question_ids, read_vectors, write_vectors
from assistant.index.embedding import Embedder, Vectors
from assistant.index.lexical import LexicalIndex
from assistant.index.vector_cache import CACHE_NAME, read_cache, write_cache
from assistant.types import Document, Passage

# Raised by hand when passages, terms or files are made in another way than before.
FORMAT = 11
_EMBED_BATCH = 32
_KEEP = 2
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
_T = TypeVar("_T", Document, Passage)


class Manifest(BaseModel):
    """What a generation was built from; ``adapter``: whether it has a map of vectors of its own."""

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
    ``trouble`` says why it is not that of the documents as they are now; None where it is.
    """

    manifest: Manifest
    documents: dict[str, Document]
    passages: tuple[Passage, ...]
    vectors: Vectors
    lexical: LexicalIndex
    questions: Vectors
    adapter: Adapter | None = None
    trouble: Trouble | None = None


def corpus_hash(corpus: Path) -> str:
    """Hash over names and contents of the documents and their questions; cheap enough for every start.

    Raises:
        UnreadableFileError: a file cannot be opened.
    """
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    folder = documents_folder(corpus)
    sources = document_paths(folder) if folder.is_dir() else []
    questions = questions_folder(corpus)
    for path in (*sources, *sorted(questions.glob("*.jsonl")), *questions.glob(ADAPTER_NAME)):
        try:
            digest.update(os.fsencode(path.relative_to(corpus)) + b"\0" + path.read_bytes() + b"\0")
        except OSError as error:
            raise UnreadableFileError(f"读不了 {path}：{error.strerror}。", path) from error
    return digest.hexdigest()


def documents_folder(corpus: Path) -> Path:
    """``corpus/documents`` where it exists, else the folder itself (any folder of texts)."""
    return corpus / "documents" if (corpus / "documents").is_dir() else corpus


def build(
    corpus: Path, index: Path, embedder: Embedder, *, full: bool = False, progress: Progress | None = None
) -> Manifest:
    """Build a generation and make it the active one; unchanged passages keep their vectors.

    Args:
        corpus: folder of documents.
        index: folder of generations, made if absent.
        embedder: the model; vectors of another model are never reused.
        full: embed every passage again.
        progress: called with (passages embedded, passages to embed).

    Raises:
        CorpusError: a document cannot be read; the active generation stays as it was.
        IndexLockedError: another build is running.
        IndexWriteError: the disk is full or the folder cannot be written; the active generation stays as it was.
    """
    source = documents_folder(corpus)
    documents = load_corpus(source)
    passages = expand([p for d in documents for p in split_document(d)], corpus)
    if not passages:
        raise EmptyCorpusError(f"{source} 的文档里没有可检索的内容。")
    try:
        index.mkdir(parents=True, exist_ok=True)
        with FileLock(index / "build.lock", timeout=0):
            known = {} if full else _known_vectors(corpus, index, embedder)
            vectors, embedded = _embed(passages, known, embedder, progress)
            questions = _embed_questions(passages, known, embedder, progress)
            adapter = _corpus_adapter(corpus, embedder)
            manifest = Manifest(
                format=FORMAT,
                model=embedder.name,
                dimension=embedder.dimension,
                corpus_hash=corpus_hash(corpus),
                documents=len(documents),
                passages=len(passages),
                embedded=embedded,
                built_at=datetime.now(UTC).isoformat(timespec="seconds"),
                adapter=adapter is not None,
            )
            _write(index, manifest, documents, passages, vectors, questions, adapter)
            return manifest
    except Timeout as error:
        raise IndexLockedError(
            f"另一个进程正在构建 {index}，请等它结束后再试。"
            "Another process is building this index; please wait until it has finished."
        ) from error
    except OSError as error:
        raise _unwritable(index, error) from error


def open_generation(index: Path) -> Generation:
    """Open the active generation.

    Raises:
        IndexMissingError: nothing was built.
        IndexDamagedError: a file is missing, malformed or does not fit the others.
    """
    folder = _current(index)
    if folder is None:
        raise IndexMissingError(f"{index} 还没有索引。请先运行 python -m assistant index。")
    return _open(folder)


def _open(folder: Path) -> Generation:
    try:
        manifest = Manifest.model_validate_json((folder / "manifest.json").read_text(encoding="utf-8"))
        documents = _read_lines(folder / "documents.jsonl", Document)
        passages = _read_lines(folder / "passages.jsonl", Passage)
    except (OSError, ValidationError, ValueError) as error:
        raise _damaged(folder, str(error)) from error
    lexical = LexicalIndex.load(folder / "bm25")
    if not len(passages) == len(lexical) == manifest.passages or len(documents) != manifest.documents:
        raise _damaged(folder, "段落数与清单不符")
    return Generation(
        manifest=manifest,
        documents={d.id: d for d in documents},
        passages=tuple(passages),
        vectors=read_vectors(folder / "chroma", [p.id for p in passages]),
        lexical=lexical,
        questions=read_vectors(folder / "chroma", question_ids(passages), QUESTIONS),
        adapter=_own_adapter(folder, manifest),
    )


def _own_adapter(folder: Path, manifest: Manifest) -> Adapter | None:
    """The map that a generation was built with.

    Raises:
        IndexDamagedError: it is gone, cannot be read or is of another size than the vectors.
    """
    try:
        adapter = read_adapter(folder / ADAPTER_NAME, manifest.model)
    except CorpusError as error:
        raise _damaged(folder, str(error)) from error
    if adapter is None and manifest.adapter:
        raise _damaged(folder, f"缺少 {ADAPTER_NAME}")
    if adapter is not None and len(adapter.matrix) != manifest.dimension:
        raise _damaged(folder, f"{ADAPTER_NAME} 与向量的维数不符")
    return adapter


def _corpus_adapter(corpus: Path, embedder: Embedder) -> Adapter | None:
    path = questions_folder(corpus) / ADAPTER_NAME
    adapter = read_adapter(path, embedder.name)
    if adapter is not None and len(adapter.matrix) != embedder.dimension:
        raise CorpusError(f"{path} 与模型的维数不符。请运行 python -m evals.adapt 重新生成，或删除它。", path)
    return adapter


def _damaged(folder: Path, reason: str) -> IndexDamagedError:
    return IndexDamagedError(f"索引 {folder} 已损坏：{reason}。请运行 python -m assistant index --full。")


def _unwritable(index: Path, error: OSError) -> IndexWriteError:
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


def check_fresh(index: Path, corpus: Path, model: str) -> None:
    """Refuse an index that another model or another corpus made.

    Raises:
        IndexMissingError: nothing was built.
        IndexStaleError: it no longer fits; the message says what to type.
    """
    folder = _current(index)
    if folder is None:
        raise IndexMissingError(f"{index} 还没有索引。请先运行 python -m assistant index。")
    try:
        manifest = Manifest.model_validate_json((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise IndexDamagedError(f"索引 {folder} 的清单已损坏。请运行 python -m assistant index --full。") from error
    if manifest.model != model:
        raise IndexStaleError(
            f"索引由模型 {manifest.model} 建成，当前设置是 {model}。请运行 python -m assistant index。"
        )
    source = documents_folder(corpus)
    if manifest.format != FORMAT or (source.is_dir() and manifest.corpus_hash != corpus_hash(corpus)):
        raise IndexStaleError("文档在建索引之后有变化。请运行 python -m assistant index。")


def ensure(corpus: Path, index: Path, embedder: Embedder, progress: Progress | None = None) -> Generation:
    """Open the active generation, building first when it is missing, stale or damaged.

    Where a build fails and an older generation is intact, that one is opened: its ``trouble`` says why.

    Raises:
        ZhengtuError: a build failed and nothing else can answer.
    """
    full = False
    try:
        check_fresh(index, corpus, embedder.name)
        return open_generation(index)
    except (IndexMissingError, IndexStaleError, UnreadableFileError):
        pass
    except IndexDamagedError as error:
        log.warning("%s: %s", error.code, error)
        full = True
    try:
        build(corpus, index, embedder, full=full, progress=progress)
    except (CorpusError, IndexLockedError, IndexWriteError, EmbeddingError) as error:
        older = next((g for g in _intact(index, embedder.name) if g.manifest.format == FORMAT), None)
        if older is None:
            raise
        log.error("%s: %s (answering from the index of %s)", error.code, error, older.manifest.built_at)
        return replace(older, trouble=Trouble.of(error, corpus))
    return open_generation(index)


def _intact(index: Path, model: str) -> Iterator[Generation]:
    """Generations of this model that can be opened: the active one first, then the newest."""
    folders = sorted((p for p in index.glob("[!.]*") if (p / "manifest.json").is_file()), reverse=True)
    active = _current(index)
    for folder in (*filter(None, [active]), *(f for f in folders if f != active)):
        try:
            generation = _open(folder)
        except ZhengtuError:
            continue
        if generation.manifest.model == model:
            yield generation


def _current(index: Path) -> Path | None:
    try:
        name = (index / "CURRENT").read_text(encoding="utf-8").strip()
        folder = index / name
        return folder if name and Path(name).name == name and folder.is_dir() else None
    except (OSError, ValueError):
        # Missing, overwritten with bytes that are no text, or a name that no file can have.
        return None


def _within(path: Path | None, corpus: Path) -> str | None:
    if path is None:
        return None
    return str(path.relative_to(corpus)) if path.is_relative_to(corpus) else path.name


def text_key(passage: Passage) -> str:
    """Key under which a passage's vector may be reused: the embedded text itself."""
    return hashlib.sha256(passage.searchable.encode()).hexdigest()[:24]


def question_key(question: str) -> str:
    """Key of a question's vector; a passage of the same words has another one."""
    return hashlib.sha256(f"question\0{question}".encode()).hexdigest()[:24]


def export_vectors(corpus: Path, index: Path) -> Path:
    """Write the active generation's vectors beside the corpus, for first starts elsewhere."""
    generation = open_generation(index)
    passages, questions = _vectors_of(generation)
    path = corpus / CACHE_NAME
    write_cache(path, generation.manifest.model, passages, list(passages))
    if questions:
        write_cache(questions_folder(corpus) / CACHE_NAME, generation.manifest.model, questions, list(questions))
    return path


def _known_vectors(corpus: Path, index: Path, embedder: Embedder) -> dict[str, Vectors]:
    known = {
        key: vector
        for folder in (corpus, questions_folder(corpus))
        for key, vector in read_cache(folder / CACHE_NAME, embedder.name).items()
    }
    # Also where CURRENT was lost: vectors of an intact generation need not be computed again.
    if (old := next(_intact(index, embedder.name), None)) is not None:
        for vectors in _vectors_of(old):
            known.update(vectors)
    return known


def _vectors_of(generation: Generation) -> tuple[dict[str, Vectors], dict[str, Vectors]]:
    """Vectors of the passages and of their questions, by key: two files, so that neither grows heavy."""
    passages = {text_key(p): generation.vectors[i] for i, p in enumerate(generation.passages)}
    questions = (q for p in generation.passages for q in p.questions)
    return passages, {question_key(q): generation.questions[i] for i, q in enumerate(questions)}


def _embed_questions(
    passages: Sequence[Passage], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> Vectors:
    """Vectors of the passages' questions, as those of people's questions: (m, dimension)."""
    questions = [q for p in passages for q in p.questions]
    vectors = dict(known)
    missing = sorted({q for q in questions if question_key(q) not in known}, key=len)
    for start in range(0, len(missing), _EMBED_BATCH):
        batch = missing[start : start + _EMBED_BATCH]
        vectors.update(zip(map(question_key, batch), embedder.embed_queries(batch), strict=True))
        if progress:
            progress(start + len(batch), len(missing))
    if not questions:
        return np.zeros((0, embedder.dimension), dtype=np.float32)
    return np.stack([vectors[question_key(q)] for q in questions]).astype(np.float32)


def _embed(
    passages: Sequence[Passage], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> tuple[Vectors, int]:
    vectors = np.zeros((len(passages), embedder.dimension), dtype=np.float32)
    missing: list[int] = []
    for i, passage in enumerate(passages):
        vector = known.get(text_key(passage))
        if vector is None:
            missing.append(i)
        else:
            vectors[i] = vector
    # Texts of like length share a batch, so that little of it is padding.
    missing.sort(key=lambda i: len(passages[i].searchable))
    for done in range(0, len(missing), _EMBED_BATCH):
        batch = missing[done : done + _EMBED_BATCH]
        vectors[batch] = embedder.embed_passages([passages[i].searchable for i in batch])
        if progress:
            progress(done + len(batch), len(missing))
    return vectors, len(missing)


def _write(
    index: Path,
    manifest: Manifest,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Vectors,
    questions: Vectors,
    adapter: Adapter | None,
) -> None:
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
    folder = index / f".building-{name}"
    folder.mkdir()
    try:
        _write_lines(folder / "documents.jsonl", documents)
        _write_lines(folder / "passages.jsonl", passages)
        write_vectors(folder / "chroma", [p.id for p in passages], vectors)
        write_vectors(folder / "chroma", question_ids(passages), questions, QUESTIONS)
        LexicalIndex.build([p.expanded for p in passages]).save(folder / "bm25")
        if adapter is not None:
            write_adapter(folder / ADAPTER_NAME, manifest.model, adapter)
        (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        folder.rename(index / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    pointer = index / "CURRENT.new"
    try:
        pointer.write_text(name, encoding="utf-8")
        os.replace(pointer, index / "CURRENT")
    except BaseException:
        # Nothing points to it, so that nobody would ever open or remove it.
        shutil.rmtree(index / name, ignore_errors=True)
        pointer.unlink(missing_ok=True)
        raise
    _prune(index, name)


def _prune(index: Path, active: str) -> None:
    """Keep the newest generations; readers of the previous one may still have it open."""
    for leftover in index.glob(".building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    older = sorted(p for p in index.iterdir() if p.is_dir() and p.name != active and (p / "manifest.json").exists())
    for folder in older[: max(0, len(older) - (_KEEP - 1))]:
        shutil.rmtree(folder, ignore_errors=True)


def _write_lines(path: Path, values: Sequence[Document] | Sequence[Passage]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for value in values:
            file.write(json.dumps(asdict(value), ensure_ascii=False) + "\n")


def _read_lines(path: Path, kind: type[_T]) -> list[_T]:
    adapter = TypeAdapter(kind)
    with path.open(encoding="utf-8") as file:
        return [adapter.validate_json(line) for line in file]
