"""The map that turns vectors towards a corpus: read with care, applied to all vectors alike, learned from questions."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.corpus.questions import questions_folder
from assistant.errors import CorpusError
from assistant.index.adapter import ADAPTER_NAME, Adapter, no_adapter, read_adapter, write_adapter
from assistant.index.generation import open_generation
from assistant.index.generations import build, corpus_hash
from assistant.retrieval.retriever import Retriever

TEXT = "# 甲\n\n## 一 〔第1节〕\n\n学生实习累计不超过六个月。\n\n产业学院至少要四名讲师。\n"


def make_corpus(folder):
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "a.txt").write_text(TEXT, encoding="utf-8")
    questions_folder(folder).mkdir()
    return folder


def test_a_map_is_read_as_it_was_written(tmp_path):
    path = tmp_path / ADAPTER_NAME
    matrix = np.array([[1.0, 0.5], [0.0, 2.0]], dtype=np.float32)
    write_adapter(path, "m", Adapter(matrix, 0.5, 0.25))
    adapter = read_adapter(path, "m")
    assert np.array_equal(adapter.matrix, matrix)
    assert (adapter.scale, adapter.shift) == (0.5, 0.25)


def test_a_map_for_another_model_and_a_missing_one_are_not_used(tmp_path):
    path = tmp_path / ADAPTER_NAME
    assert read_adapter(path, "m") is None
    write_adapter(path, "other", no_adapter(2))
    assert read_adapter(path, "m") is None


@pytest.mark.parametrize("content", [b"", b"not a zip file", None])
def test_a_damaged_map_is_named_with_what_to_do(tmp_path, content):
    path = tmp_path / ADAPTER_NAME
    if content is None:
        write_adapter(path, "m", Adapter(np.full((2, 2), np.nan, dtype=np.float32), 1.0, 0.0))
    else:
        path.write_bytes(content)
    with pytest.raises(CorpusError, match=ADAPTER_NAME):
        read_adapter(path, "m")


def test_turned_vectors_have_unit_length_and_cosines_come_back_to_their_range():
    adapter = Adapter(np.array([[2.0, 0.0], [0.0, 1.0]], dtype=np.float32), 0.2, 0.7)
    turned = adapter.turn(np.array([[1.0, 1.0], [0.0, 3.0]], dtype=np.float32))
    assert np.allclose(np.linalg.norm(turned, axis=1), 1.0)
    assert np.allclose(adapter.level(np.array([1.0, 0.0], dtype=np.float32)), [0.9, 0.7])


def test_a_new_map_makes_the_index_stale_and_costs_no_embedding(tmp_path, embedder):
    corpus, index = make_corpus(tmp_path / "corpus"), tmp_path / "index"
    build(corpus, index, embedder)
    before, vectors = corpus_hash(corpus), open_generation(index).vectors
    turned_round = no_adapter(embedder.dimension).matrix[::-1].copy()
    write_adapter(questions_folder(corpus) / ADAPTER_NAME, embedder.name, Adapter(turned_round, 1.0, 0.0))
    assert corpus_hash(corpus) != before
    assert build(corpus, index, embedder).embedded == 0
    generation = open_generation(index)
    assert np.array_equal(generation.adapter.matrix, turned_round)
    assert np.allclose(generation.vectors, vectors)


def test_questions_and_passages_are_turned_alike(assistant):
    """A rotation of all vectors changes no cosine, so that it must change no ranking."""
    plain = replace(assistant.generation, adapter=None)
    size = (assistant.embedder.dimension,) * 2
    rotation = np.linalg.qr(np.random.default_rng(0).normal(size=size))[0].astype(np.float32)
    rotated = replace(plain, adapter=Adapter(rotation, 1.0, 0.0))
    question = "产业学院至少要几名讲师？"
    vector = assistant.embedder.embed_query(question)
    first, second = (Retriever(g).search(question, vector, k=5) for g in (plain, rotated))
    assert [h.passage.id for h in first.hits] == [h.passage.id for h in second.hits]
    assert np.allclose(first.dense, second.dense, atol=1e-4)
