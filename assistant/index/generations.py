"""Index generations: built anew when the documents changed, the one before answering until then and where it fails."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.corpus.loaders import document_paths, documents_folder, load_corpus
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
)
from assistant.index.adapter import ADAPTER_NAME, Adapter, read_adapter
from assistant.index.embedding import Embedder
from assistant.index.generation import (
    FORMAT,
    Generation,
    Manifest,
    Trouble,
    active_folder,
    current_folder,
    intact,
    open_generation,
    verified,
)
from assistant.index.locking import writing
from assistant.index.reuse import Progress, embed, embed_questions, known_vectors
from assistant.index.writing import is_held, switch_to, unwritable, write_generation
from assistant.types import Passage

log = logging.getLogger(__name__)
# Four as they lie beside Chroma, and four in it.
_BYTES_A_COMPONENT = 8


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


def build(
    corpus: Path, index: Path, embedder: Embedder, *, full: bool = False, progress: Progress | None = None
) -> Manifest:
    """Build a generation and make it the active one; unchanged passages keep their vectors.

    What was written is read again before it is switched to.

    Args:
        corpus: folder of documents.
        index: folder of generations, made if absent.
        embedder: the model; vectors of another model are never reused.
        full: embed every passage again.
        progress: called with (passages embedded, passages to embed).

    Raises:
        CorpusError: a document cannot be read; the active generation stays as it was.
        IndexLockedError: another process builds; the message names it.
        IndexDamagedError: what was written could not be read again; the active generation stays as it was.
        IndexWriteError: the disk is full or the folder cannot be written; the active generation stays as it was.
    """
    return _built(corpus, index, embedder, full, progress).manifest


def _built(corpus: Path, index: Path, embedder: Embedder, full: bool, progress: Progress | None) -> Generation:
    source = documents_folder(corpus)
    documents = load_corpus(source)
    passages = expand([p for d in documents for p in split_document(d)], corpus)
    if not passages:
        raise EmptyCorpusError(f"{source} 的文档里没有可检索的内容。")
    try:
        index.mkdir(parents=True, exist_ok=True)
        with writing(index):
            _check_room(index, passages, embedder.dimension)
            known = {} if full else known_vectors(corpus, index, embedder)
            vectors, embedded = embed(passages, known, embedder, progress)
            questions = embed_questions(passages, known, embedder, progress)
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
            return write_generation(index, manifest, documents, passages, vectors, questions, adapter)
    except OSError as error:
        raise unwritable(index, error) from error


def _check_room(index: Path, passages: Sequence[Passage], dimension: int) -> None:
    """Find out that the disk is full before embedding, which takes minutes, rather than after.

    Raises:
        OSError: there is less room than the vectors and texts take at the very least.
    """
    vectors = sum(1 + len(p.questions) for p in passages) * dimension * _BYTES_A_COMPONENT
    texts = sum(len(p.text) for p in passages)
    if shutil.disk_usage(index).free < vectors + texts:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _corpus_adapter(corpus: Path, embedder: Embedder) -> Adapter | None:
    path = questions_folder(corpus) / ADAPTER_NAME
    adapter = read_adapter(path, embedder.name)
    if adapter is not None and len(adapter.matrix) != embedder.dimension:
        raise CorpusError(f"{path} 与模型的维数不符。请运行 python -m evals.adapt 重新生成，或删除它。", path)
    return adapter


def check_fresh(index: Path, corpus: Path, model: str) -> None:
    """Refuse an index that another model or another corpus made.

    Raises:
        IndexMissingError: nothing was built.
        IndexStaleError: it no longer fits; the message says what to type.
    """
    folder = active_folder(index)
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

    Where a build fails and an older generation is intact, that one is opened: its ``trouble`` says why. One that was
    rolled back to is opened as it is.

    Raises:
        ZhengtuError: a build failed and nothing else can answer.
    """
    full = False
    try:
        if is_held(index):
            return open_active(index, embedder.name)
        check_fresh(index, corpus, embedder.name)
        return open_generation(index)
    except (IndexMissingError, IndexStaleError, UnreadableFileError):
        pass
    except IndexDamagedError as error:
        log.warning("%s: %s", error.code, error)
        full = True
    try:
        return _built(corpus, index, embedder, full, progress)
    except (CorpusError, IndexLockedError, IndexWriteError, IndexDamagedError, EmbeddingError) as error:
        older = next((g for g in intact(index, embedder.name) if g.manifest.format == FORMAT), None)
        if older is None:
            raise
        log.error("%s: %s (answering from the index of %s)", error.code, error, older.manifest.built_at)
        return replace(older, trouble=Trouble.of(error, corpus))


def open_active(index: Path, model: str) -> Generation:
    """Open the active generation as it is; one that was rolled back to says so by its ``trouble``.

    Raises:
        IndexMissingError: nothing was built.
        IndexStaleError: another model or another version of this program made it.
        IndexDamagedError: it cannot be opened.
    """
    generation = open_generation(index)
    manifest = generation.manifest
    if manifest.model != model or manifest.format != FORMAT:
        raise IndexStaleError(
            f"索引由模型 {manifest.model}（格式 {manifest.format}）建成，当前是 {model}（格式 {FORMAT}）。"
            "请运行 python -m assistant index。Another model or version made the index; run it again."
        )
    if not is_held(index):
        return generation
    told = (
        f"资料已退回到 {manifest.built_at} 建的索引，下一次运行 python -m assistant index 时才用新的。"
        f"The documents are those of the index built at {manifest.built_at}, until the next one is built."
    )
    return replace(generation, trouble=Trouble("index_held", told, told, None))


def verify(index: Path) -> Generation:
    """The active generation, every file of it read and compared with what was written.

    Raises:
        IndexMissingError: nothing was built.
        IndexDamagedError: a file is missing, malformed or changed; the message names it.
    """
    return verified(active_folder(index))


def roll_back(index: Path, model: str) -> Manifest:
    """Make the generation before the active one answer again, until the next build.

    Raises:
        IndexMissingError: there is none before it that is intact.
        IndexLockedError: another process builds; the message names it.
        IndexWriteError: the folder cannot be written.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        with writing(index):
            active = current_folder(index)
            before = next(
                (g for g in intact(index, model) if g.manifest.format == FORMAT and active and g.name < active.name),
                None,
            )
            if before is None:
                raise IndexMissingError(
                    f"{index} 里没有更早的索引可以退回。There is no generation before the active one to go back to."
                )
            switch_to(index, before.name, held=True)
            return before.manifest
    except OSError as error:
        raise unwritable(index, error) from error
