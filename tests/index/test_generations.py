import json
import shutil

import numpy as np
import pytest

from assistant.errors import (
    CorpusError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexStaleError,
)
from assistant.index.bundled import BundledEmbedder
from assistant.index.generation import open_generation
from assistant.index.generations import build, check_fresh, ensure
from assistant.index.reuse import export_vectors


@pytest.fixture
def corpus(tiny_corpus, tmp_path):
    shutil.copytree(tiny_corpus, tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


def test_build_then_open_gives_what_was_built(corpus, index, embedder):
    manifest = build(corpus, index, embedder)
    generation = open_generation(index)
    assert generation.manifest == manifest
    assert manifest.passages == len(generation.passages) == len(generation.vectors) == manifest.embedded
    expected = embedder.embed_passages([generation.passages[0].searchable])[0]
    assert np.allclose(generation.vectors[0], expected, atol=1e-5)


def test_unchanged_passages_are_not_embedded_again(corpus, index, embedder):
    first = build(corpus, index, embedder)
    path = corpus / "documents" / "standard.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n中职跨境电子商务专业每学年有52周。\n", encoding="utf-8")
    second = build(corpus, index, embedder)
    assert second.embedded == 1
    assert second.passages == first.passages + 1
    assert build(corpus, index, embedder, full=True).embedded == second.passages


def test_shipped_vectors_spare_the_first_build(corpus, index, embedder, tmp_path):
    built = build(corpus, index, embedder)
    export_vectors(corpus, index)
    elsewhere = build(corpus, tmp_path / "fresh", embedder)
    assert elsewhere.embedded == 0
    assert np.allclose(open_generation(tmp_path / "fresh").vectors, open_generation(index).vectors, atol=2e-3)
    for number, damage in enumerate((b"broken", b"")):
        (corpus / "vectors.npz").write_bytes(damage)
        assert build(corpus, tmp_path / f"other-{number}", embedder).embedded == built.passages


def test_a_changed_corpus_or_model_is_noticed_and_says_what_to_type(corpus, index, embedder):
    with pytest.raises(IndexMissingError, match="assistant index"):
        check_fresh(index, corpus, embedder.name)
    build(corpus, index, embedder)
    check_fresh(index, corpus, embedder.name)
    with pytest.raises(IndexStaleError, match="other-model"):
        check_fresh(index, corpus, "other-model")
    path = corpus / "documents" / "rules.md"
    path.write_text(path.read_text(encoding="utf-8").replace("至少4名", "至少5名"), encoding="utf-8")
    with pytest.raises(IndexStaleError, match="assistant index"):
        check_fresh(index, corpus, embedder.name)
    assert any("至少5名" in p.text for p in ensure(corpus, index, embedder).passages)


def test_a_failed_build_leaves_the_active_generation(corpus, index, embedder):
    before = build(corpus, index, embedder)
    (corpus / "documents" / "bad.md").write_bytes(b"\x00")
    with pytest.raises(CorpusError):
        build(corpus, index, embedder)
    assert open_generation(index).manifest == before
    assert not list(index.glob(".building-*"))


def test_a_build_killed_half_way_leaves_the_active_generation(corpus, index, embedder):
    before = build(corpus, index, embedder)

    class Killed(BaseException):
        pass

    class Dying(BundledEmbedder):
        def embed_passages(self, texts):
            raise Killed

    with pytest.raises(Killed):
        build(corpus, index, Dying(), full=True)
    assert open_generation(index).manifest == before


@pytest.mark.parametrize("damage", ["manifest.json", "passages.jsonl", "documents.jsonl", "chroma", "bm25"])
def test_a_damaged_index_is_told_and_mended(corpus, index, embedder, damage):
    build(corpus, index, embedder)
    folder = index / (index / "CURRENT").read_text()
    target = folder / damage
    if target.is_dir():
        shutil.rmtree(target)
        target.mkdir()
    else:
        target.write_bytes(target.read_bytes()[: target.stat().st_size // 2])
    with pytest.raises(IndexDamagedError, match="index --full"):
        open_generation(index)
    assert ensure(corpus, index, embedder).passages


def test_a_second_writer_is_refused(corpus, index, embedder):
    from filelock import FileLock

    index.mkdir()
    with FileLock(index / "build.lock"), pytest.raises(IndexLockedError, match="另一个进程"):
        build(corpus, index, embedder)


def test_a_pointer_outside_the_index_is_not_followed(corpus, index, embedder):
    build(corpus, index, embedder)
    (index / "CURRENT").write_text("../../etc")
    with pytest.raises(IndexMissingError):
        open_generation(index)


def test_the_manifest_names_the_model(corpus, index, embedder):
    build(corpus, index, embedder)
    folder = index / (index / "CURRENT").read_text()
    assert json.loads((folder / "manifest.json").read_text())["model"] == embedder.name
