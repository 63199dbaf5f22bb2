"""Chroma finds candidates in large indexes: what may be found is what BM25 and exact search may find."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.index import dense
from assistant.index.dense import Neighbours, write_vectors
from assistant.index.generation import Generation
from assistant.index.scope import OPEN_END, About, Scope
from assistant.retrieval.retriever import Retriever
from assistant.types import Language

QUESTIONS = ("产业学院至少要几名讲师？", "总学时不少于多少？", "中级教材多少学时？")


def _known() -> list[About]:
    kinds = itertools.product(
        ("a", "a@2020", "b"), (Language.ZH, Language.EN), (False, True), ((0, OPEN_END), (20200101, 20250701))
    )
    return [
        {"document": d, "edition": d[2:], "language": lang.value, "paired": paired, "since": since, "until": until}
        for d, lang, paired, (since, until) in kinds
    ]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Neighbours, list[About]]:
    folder, known = tmp_path_factory.mktemp("chroma"), _known()
    vectors = np.random.default_rng(0).normal(size=(len(known), 8)).astype(np.float32)
    write_vectors(folder, [str(i) for i in range(len(known))], vectors, dense.PASSAGES, known)
    write_vectors(folder, [], vectors[:0], dense.QUESTIONS)
    return Neighbours(folder), known


@pytest.mark.parametrize("day", [0, 20191231, 20200101, 20250630, 20250701])
@pytest.mark.parametrize("language", [None, *Language])
@pytest.mark.parametrize("documents", [frozenset(), frozenset({"b"}), frozenset({"a", "a@2020"})])
@pytest.mark.parametrize("past", [frozenset(), frozenset({"a@2020"})])
@pytest.mark.parametrize("silent", [frozenset(), frozenset({"a"})])
def test_chroma_finds_what_the_scope_admits(
    stored: tuple[Neighbours, list[About]],
    day: int,
    language: Language | None,
    documents: frozenset[str],
    past: frozenset[str],
    silent: frozenset[str],
) -> None:
    neighbours, known = stored
    scope = Scope(day, language, documents, past, silent)
    found = neighbours.passages(np.ones(8, dtype=np.float32), scope, len(known))
    assert set(found) == {str(i) for i, k in enumerate(known) if scope.admits(k)}


@pytest.mark.parametrize("language", [None, Language.ZH])
@pytest.mark.parametrize("question", QUESTIONS)
def test_candidates_hold_what_exact_search_finds(
    tiny_assistant: Assistant, question: str, language: Language | None
) -> None:
    generation = tiny_assistant.generation
    vector = tiny_assistant.embedder.embed_query(question)
    exact = Retriever(generation).search(question, vector, language=language, k=2)
    near = Retriever(generation, exact_up_to=0).search(question, vector, language=language, k=2)
    assert [h.passage.id for h in near.hits] == [h.passage.id for h in exact.hits]
    assert near.hits[0].dense == pytest.approx(exact.hits[0].dense, abs=1e-5)


def test_an_earlier_day_and_a_narrow_scope_are_searched_exactly_where_chroma_finds_too_few(
    tiny_assistant: Assistant,
) -> None:
    retriever = Retriever(tiny_assistant.generation, exact_up_to=0).on(date(2022, 1, 1))
    vector = tiny_assistant.embedder.embed_query(QUESTIONS[1])
    found = retriever.search(QUESTIONS[1], vector, k=50).hits
    assert {h.passage.document_id for h in found} == {"rules"}
    assert len(found) == sum(p.document_id == "rules" for p in retriever.generation.passages)


def test_where_chroma_fails_everything_is_searched(
    tiny_assistant: Assistant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    held: Generation = replace(tiny_assistant.generation, neighbours=Neighbours(tmp_path / "nothing"))
    vector = tiny_assistant.embedder.embed_query(QUESTIONS[0])
    found = Retriever(held, exact_up_to=0).search(QUESTIONS[0], vector, k=1).hits
    assert found == Retriever(tiny_assistant.generation).search(QUESTIONS[0], vector, k=1).hits
    assert "searching exactly" in caplog.text
