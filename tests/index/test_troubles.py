"""An index that cannot be replaced goes on answering; damage is mended or said; a full disk leaves nothing behind."""

from __future__ import annotations

import copy
import errno
import os
import random
import shutil
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.cli import main
from assistant.corpus.questions import questions_folder
from assistant.errors import CorpusError, IndexDamagedError, IndexLockedError, IndexWriteError
from assistant.index import writing
from assistant.index.adapter import ADAPTER_NAME, Adapter, no_adapter, write_adapter
from assistant.index.bundled import BundledEmbedder
from assistant.index.generation import open_generation
from assistant.index.generations import build, ensure

# What makes a document unreadable, and what its file may be called.
UNREADABLE = {
    "binary.md": b"\x00\x01",
    "neither-encoding.txt": b"\x80\xff\xff",
    "no-yaml.md": b"---\nid: [\n---\ntext\n",
    "wrong-field.md": b"---\nid: x\ntitle: a\nshort_title: a\npublisher: p\nauthority: nobody\nlanguage: en\noriginal: o\n---\ntext\n",
    "no-such-day.md": b"---\nid: x\nissued: 2021-13-45\n---\ntext\n",
    "too-deep.md": b"---\nid: " + b"[" * 5000 + b"\n---\ntext\n",
    "twice.md": "---\nid: rules\ntitle: a\nshort_title: a\npublisher: p\nauthority: organisation\nlanguage: zh\noriginal: o\n---\n重复的文档。\n".encode(),
}


@pytest.fixture
def corpus(tiny_corpus, tmp_path):
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


def current(index: Path) -> Path:
    return index / (index / "CURRENT").read_text()


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_document_leaves_the_older_index_answering(corpus, index, embedder, name):
    before = build(corpus, index, embedder)
    (corpus / "documents" / name).write_bytes(UNREADABLE[name])
    generation = ensure(corpus, index, embedder)
    assert generation.manifest == before
    assert generation.trouble.document == os.path.join("documents", name)
    assert name in generation.trouble.detail
    assert str(corpus) not in generation.trouble.detail
    assert name not in generation.trouble.public
    (corpus / "documents" / name).unlink()
    assert ensure(corpus, index, embedder).trouble is None


def test_a_file_that_may_not_be_read_leaves_the_older_index_answering(corpus, index, embedder, monkeypatch):
    build(corpus, index, embedder)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "rules.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert ensure(corpus, index, embedder).trouble.document == os.path.join("documents", "rules.md")


@pytest.mark.parametrize("damaged", ["questions", "map"])
def test_a_damaged_file_beside_the_documents_is_named_too(corpus, index, embedder, damaged):
    build(corpus, index, embedder)
    folder = questions_folder(corpus)
    folder.mkdir()
    name = "rules.jsonl" if damaged == "questions" else ADAPTER_NAME
    (folder / name).write_bytes(b"broken")
    assert ensure(corpus, index, embedder).trouble.document == os.path.join("questions", name)


def test_without_an_older_index_it_is_an_error(corpus, index, embedder):
    (corpus / "documents" / "bad.md").write_bytes(b"\x00")
    with pytest.raises(CorpusError) as told:
        ensure(corpus, index, embedder)
    assert "bad.md" in str(told.value)
    assert "bad.md" not in told.value.public
    assert str(corpus) not in told.value.public


def test_an_index_of_another_model_never_answers(corpus, index, embedder):
    build(corpus, index, embedder)
    other = copy.copy(embedder)
    other.name = "other"
    (corpus / "documents" / "bad.md").write_bytes(b"\x00")
    with pytest.raises(CorpusError):
        ensure(corpus, index, other)


def test_while_another_process_builds_the_older_index_answers(corpus, index, embedder):
    from filelock import FileLock

    before = build(corpus, index, embedder)
    (corpus / "documents" / "more.txt").write_text("又有一份。", encoding="utf-8")
    with FileLock(index / "build.lock"):
        generation = ensure(corpus, index, embedder)
        assert generation.manifest == before
        assert generation.trouble.code == IndexLockedError.code
        assert generation.trouble.document is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00", b"../..", b"nothing", b"x" * 5000, None])
def test_a_damaged_pointer_is_mended_without_computing_vectors_again(corpus, index, embedder, content):
    build(corpus, index, embedder)
    (index / "CURRENT").unlink()
    if content is not None:
        (index / "CURRENT").write_bytes(content)
    generation = ensure(corpus, index, embedder)
    assert generation.trouble is None
    assert generation.manifest.embedded == 0
    assert open_generation(index).manifest == generation.manifest


def test_a_pointer_that_cannot_be_replaced_is_told_and_leaves_nothing(corpus, index, embedder):
    build(corpus, index, embedder)
    (index / "CURRENT").unlink()
    (index / "CURRENT").mkdir()
    before = sorted(p.name for p in index.iterdir())
    with pytest.raises(IndexWriteError, match="index"):
        build(corpus, index, embedder)
    assert sorted(p.name for p in index.iterdir()) == before


@pytest.fixture
def mapped(corpus, index, embedder):
    questions_folder(corpus).mkdir()
    write_adapter(questions_folder(corpus) / ADAPTER_NAME, embedder.name, no_adapter(embedder.dimension))
    build(corpus, index, embedder)
    return current(index) / ADAPTER_NAME


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "other size", "text"])
def test_a_damaged_map_of_an_index_is_told_and_mended(corpus, index, embedder, mapped, damage):
    if damage == "gone":
        mapped.unlink()
    elif damage == "other size":
        write_adapter(mapped, embedder.name, Adapter(np.eye(3, dtype=np.float32), 1.0, 0.0))
    else:
        whole = mapped.read_bytes()
        mapped.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "text": b"not a zip"}[damage])
    with pytest.raises(IndexDamagedError, match="index --full"):
        open_generation(index)
    assert ensure(corpus, index, embedder).adapter is not None


def test_no_byte_that_is_wrong_in_an_index_escapes_as_another_error(corpus, index, embedder, mapped, tmp_path):
    """Bytes overwritten anywhere: the index opens, or says that it is damaged."""
    chosen = random.Random(0)
    whole = current(index)
    files = [p.relative_to(whole) for p in whole.rglob("*") if p.is_file() and p.stat().st_size]
    assert len(files) >= 10
    opened = 0
    for number, file in enumerate(files * 3):
        # A folder of its own each time: Chroma keeps what it once opened.
        copied = tmp_path / f"damaged-{number}" / whole.name
        shutil.copytree(whole, copied)
        (copied.parent / "CURRENT").write_text(whole.name)
        broken = bytearray((copied / file).read_bytes())
        at = chosen.randrange(len(broken))
        broken[at : at + chosen.choice((1, 8))] = chosen.randbytes(chosen.choice((1, 8)))
        (copied / file).write_bytes(broken[: chosen.choice((len(broken), at))])
        with suppress(IndexDamagedError):
            open_generation(copied.parent)
            opened += 1
        shutil.rmtree(copied.parent)
    assert opened < len(files) * 3


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["mkdir", "_write_lines", "write_vectors", "write_adapter", "rename", "pointer"])
def test_a_full_disk_is_said_plainly_and_leaves_no_half_index(corpus, index, embedder, mapped, monkeypatch, step):
    before = sorted(p.name for p in index.iterdir())
    (corpus / "documents" / "more.txt").write_text("又有一份。", encoding="utf-8")

    def full(*_args, **_kwargs):
        raise FULL

    if step == "mkdir":
        make = Path.mkdir
        monkeypatch.setattr(Path, "mkdir", lambda p, *a, **k: full() if ".building" in p.name else make(p, *a, **k))
    elif step == "rename":
        monkeypatch.setattr(Path, "rename", full)
    elif step == "pointer":
        monkeypatch.setattr(writing, "write_whole", full)
    else:
        monkeypatch.setattr(writing, step, full)
    with pytest.raises(IndexWriteError, match="磁盘已满"):
        build(corpus, index, embedder)
    assert sorted(p.name for p in index.iterdir()) == before
    generation = ensure(corpus, index, embedder)
    assert generation.trouble.code == "index_write"
    assert str(index) not in generation.trouble.public
    monkeypatch.undo()
    assert ensure(corpus, index, embedder).trouble is None


def test_the_command_says_in_one_line_that_the_disk_is_full(corpus, index, monkeypatch, capsys):
    def full(*_args, **_kwargs):
        raise FULL

    monkeypatch.setattr(writing, "_write_lines", full)
    assert main(["index", "--corpus", str(corpus), "--index", str(index)]) == 1
    said = capsys.readouterr().err
    assert "The disk is full" in said
    assert "Traceback" not in said


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with so little space, where this user may mount one."""
    import subprocess

    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_really_full(corpus, embedder, small_disk):
    index = small_disk / "index"
    try:
        build(corpus, index, embedder)
    except IndexWriteError:
        pass
    else:
        pytest.fail("so little space was enough")
    assert [p.name for p in index.iterdir() if p.is_dir()] == []


def test_a_full_disk_is_found_before_anything_is_embedded(corpus, index, monkeypatch):
    class Never(BundledEmbedder):
        def embed_passages(self, texts):
            pytest.fail("minutes of work for nothing")

    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(IndexWriteError, match="The disk is full"):
        build(corpus, index, Never())
