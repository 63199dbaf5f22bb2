"""The life of an index over real processes: killed at any moment, checked, rolled back, one writer at a time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.errors import IndexDamagedError, IndexLockedError, IndexMissingError
from assistant.index import writing
from assistant.index.bundled import BundledEmbedder
from assistant.index.dense import write_vectors
from assistant.index.generation import open_generation
from assistant.index.generations import build, ensure, roll_back, verify
from assistant.index.locking import writing as held
from assistant.index.reuse import export_vectors
from assistant.settings import ROOT

# Each line on standard input starts a builder, so that one import serves all of them.
BUILDERS = """
import os, sys
from pathlib import Path
import chromadb, bm25s
from assistant.index.dense import write_vectors
from assistant.index.bundled import BundledEmbedder
from assistant.index.generations import build
corpus, index = map(Path, sys.argv[1:])
print("ready", flush=True)
for _ in sys.stdin:
    pid = os.fork()
    if not pid:
        build(corpus, index, BundledEmbedder())
        os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("ended", flush=True)
"""
KILLS = 8


@pytest.fixture
def corpus(tiny_corpus: Path, tmp_path: Path) -> Path:
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def _current(index: Path) -> Path:
    return index / (index / "CURRENT").read_text(encoding="utf-8")


@pytest.fixture
def builders(corpus: Path, index: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", BUILDERS, str(corpus), str(index)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        assert process.stdin
        process.stdin.close()


def test_a_build_killed_at_any_moment_leaves_an_index_that_answers(
    corpus: Path, index: Path, embedder: BundledEmbedder, builders: subprocess.Popen[str]
) -> None:
    build(corpus, index, embedder)
    export_vectors(corpus, index)
    chosen = random.Random(0)
    started = time.monotonic()
    _built(builders)
    whole_s = time.monotonic() - started
    before = _current(index)
    for number in range(KILLS):
        # Spread over the whole of a build, which begins with the reading.
        _built(builders, kill_after_s=whole_s * (number + chosen.random()) / KILLS)
        serving = verify(index)
        assert serving.name == before.name or not before.exists() or serving.name > before.name
        before = _current(index)
    _built(builders)
    assert _current(index) != before
    left = {p.name for p in index.iterdir() if p.is_dir()}
    assert len(left) == 2, "the active generation and the one before"
    assert verify(index).name in left


def _built(builders: subprocess.Popen[str], kill_after_s: float | None = None) -> None:
    assert builders.stdin
    assert builders.stdout
    print(file=builders.stdin, flush=True)
    pid = int(builders.stdout.readline())
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        # It may have ended by itself.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert builders.stdout.readline() == "ended\n"


def _changed(corpus: Path, old: str, new: str) -> None:
    path = corpus / "documents" / "rules.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_what_a_killed_build_left_is_cleared_away(corpus: Path, index: Path, embedder: BundledEmbedder) -> None:
    build(corpus, index, embedder)
    for number, left in enumerate(
        (".building-20260101T000000000000-abcdef", "20260101T000000000000-abcdef", "20260101T000000-abcdef")
    ):
        (index / left / "chroma").mkdir(parents=True)
        (index / left / "chroma" / "half").write_bytes(bytes(number))
    build(corpus, index, embedder)
    assert len([p for p in index.iterdir() if p.is_dir()]) == 2


def test_the_generation_before_comes_back_and_stays_until_the_next_build(
    corpus: Path, index: Path, embedder: BundledEmbedder
) -> None:
    build(corpus, index, embedder)
    with pytest.raises(IndexMissingError):
        roll_back(index, embedder.name)
    _changed(corpus, "至少4名", "至少5名")
    build(corpus, index, embedder)
    assert roll_back(index, embedder.name).built_at == open_generation(index).manifest.built_at
    # Also after a start, which builds at other times what has changed.
    for _ in range(2):
        generation = ensure(corpus, index, embedder)
        assert any("至少4名" in p.text for p in generation.passages)
        assert generation.trouble is not None
        assert generation.trouble.code == "index_held"
    kept = _current(index)
    _changed(corpus, "至少5名", "至少6名")
    build(corpus, index, embedder)
    generation = ensure(corpus, index, embedder)
    assert generation.trouble is None
    assert any("至少6名" in p.text for p in generation.passages)
    # The one that was wrong is gone; the one that served is that before.
    roll_back(index, embedder.name)
    assert _current(index) == kept


def test_commands_verify_and_roll_back(
    corpus: Path, index: Path, embedder: BundledEmbedder, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--corpus", str(corpus), "--index", str(index)]
    build(corpus, index, embedder)
    _changed(corpus, "至少4名", "至少5名")
    build(corpus, index, embedder)
    assert main(["index", "--verify", *places]) == 0
    assert main(["index", "--rollback", *places]) == 0
    assert any("至少4名" in p.text for p in open_generation(index).passages)
    text = _current(index) / "passages.jsonl"
    text.write_text(text.read_text(encoding="utf-8").replace("至少4名", "至少9名"), encoding="utf-8")
    capsys.readouterr()
    assert main(["index", "--verify", *places]) == 1
    assert "passages.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("damaged", ["documents.jsonl", "passages.jsonl", "vectors"])
def test_what_was_not_written_as_it_should_be_is_never_switched_to(
    corpus: Path, index: Path, embedder: BundledEmbedder, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    before = build(corpus, index, embedder)
    lines, vectors = writing._write_lines, write_vectors

    def cut(path: Path, values: object) -> None:
        lines(path, values)
        if path.name == damaged:
            path.write_bytes(path.read_bytes()[:-40])

    def shifted(folder: Path, ids: list[str], *rest: object) -> None:
        vectors(folder, ids[::-1] if damaged == "vectors" else ids, *rest)

    monkeypatch.setattr(writing, "_write_lines", cut)
    monkeypatch.setattr(writing, "write_vectors", shifted)
    with pytest.raises(IndexDamagedError):
        build(corpus, index, embedder)
    assert verify(index).manifest == before
    assert not list(index.glob(".building-*"))


def test_whoever_writes_second_is_told_who_writes(corpus: Path, index: Path, embedder: BundledEmbedder) -> None:
    index.mkdir()
    with held(index), pytest.raises(IndexLockedError, match=str(os.getpid())):
        build(corpus, index, embedder)
    # A holder that was killed holds nothing.
    build(corpus, index, embedder)
