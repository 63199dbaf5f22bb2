"""Vectors kept in a file: the same on a second run, resumed after a stop, filled by a second process."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.index.embedding import Vectors
from assistant.settings import Settings
from evals import vectors
from evals.ablations import without_headers
from evals.vectors import embed_kept
from evals.warming import NO_HEADER, warm


class Counting:
    """Two-dimensional vectors, and a count of the texts that were embedded; stops after ``limit`` of them."""

    def __init__(self, limit: int = 1000) -> None:
        self.name = "counting"
        self.dimension = 2
        self.embedded = 0
        self._limit = limit

    def embed_query(self, text: str) -> Vectors:
        raise NotImplementedError

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def is_word(self, text: str) -> bool:
        raise NotImplementedError

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if self.embedded + len(texts) > self._limit:
            raise KeyboardInterrupt
        self.embedded += len(texts)
        angles = np.array([len(t) / 7 for t in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


TEXTS = ["字" * n for n in (5, 1, 9, 3, 1)]


def test_a_second_run_computes_nothing_and_gives_the_same(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    a = embed_kept(TEXTS, first, tmp_path / "v.npz", "x")
    b = embed_kept(TEXTS, second, tmp_path / "v.npz", "x")
    assert np.array_equal(a, b)
    assert (first.embedded, second.embedded) == (4, 0)
    assert a[:, 0] == pytest.approx([np.cos(len(t) / 7) for t in TEXTS], abs=1e-2)


def test_what_was_computed_before_a_stop_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_EMBED_BATCH", 1)
    monkeypatch.setattr(vectors, "_BATCHES_PER_WRITE", 2)
    with pytest.raises(KeyboardInterrupt):
        embed_kept(TEXTS, Counting(limit=3), tmp_path / "v.npz", "x")
    rest = Counting()
    embed_kept(TEXTS, rest, tmp_path / "v.npz", "x")
    assert rest.embedded == 2
    assert [p.name for p in tmp_path.iterdir()] == ["v.npz"]


def test_a_second_process_fills_the_file(tiny_assistant: Assistant, tiny_settings: Settings, tmp_path: Path) -> None:
    warming = warm(tiny_settings, tmp_path, [NO_HEADER])
    warming.wait(NO_HEADER)
    done, total = warming.jobs[NO_HEADER]
    assert done == total > 0
    known = Counting(limit=0)
    known.name = tiny_assistant.embedder.name
    texts = [p.searchable for p in without_headers(tiny_assistant, tmp_path / NO_HEADER).passages]
    assert len(embed_kept(texts, known, tmp_path / NO_HEADER, "x")) == len(texts)
    warming.stop()


def test_nothing_to_warm(tiny_settings: Settings, tmp_path: Path) -> None:
    warming = warm(tiny_settings, tmp_path, [])
    warming.wait(NO_HEADER)
    warming.stop()
