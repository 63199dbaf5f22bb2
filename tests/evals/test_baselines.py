"""The baselines over the small corpus: they answer by their first pieces, which are cited and cut."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from evals.baselines import Baseline, ask_baseline, baselines
from evals.evidence import EvidenceBase
from evals.metrics.facts import MAX_ANSWER_CHARS
from evals.questions import Question
from evals.scoring import score
from tests.evals.few_questions import LINES


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return tuple(Question.model_validate(line) for line in LINES)


def test_baselines_answer_by_their_first_pieces(
    tiny_assistant: Assistant, questions: tuple[Question, ...], tmp_path: Path
) -> None:
    evidence = EvidenceBase(tiny_assistant.generation)
    made = baselines(tiny_assistant, evidence, tmp_path / "chunks.npz")
    for name in ("bm25", "dense", "rrf"):
        baseline = next(made)
        assert baseline.name == name
        asked = ask_baseline(baseline, questions, evidence)
        results = [score(q, a, evidence) for q, a in zip(questions, asked, strict=True)]
        assert results[0].correct
        assert results[0].citations == results[0].citations_valid > 0
        assert results[0].spans is not None
        assert results[0].spans[1].precision > 0
        assert not results[2].refused
        assert all(len(a.answer.answer) <= MAX_ANSWER_CHARS for a in asked)


def test_a_long_piece_is_cut_and_its_citation_with_it(
    tiny_assistant: Assistant, questions: tuple[Question, ...]
) -> None:
    evidence = EvidenceBase(tiny_assistant.generation)
    piece = evidence.pieces([tiny_assistant.generation.passages[0].id])[0]
    long = Baseline("bm25", lambda question: ([piece] * 60, 1.0))
    (asked,) = ask_baseline(long, questions[:1], evidence)
    result = score(questions[0], asked, evidence)
    assert not result.too_long
    assert result.citations == result.citations_valid
    assert len(asked.answer.answer) > MAX_ANSWER_CHARS - len(piece.searched)


def test_langchain_finds_the_passage(
    tiny_assistant: Assistant, questions: tuple[Question, ...], tmp_path: Path
) -> None:
    pytest.importorskip("langchain_chroma")
    evidence = EvidenceBase(tiny_assistant.generation)
    *_, langchain = baselines(tiny_assistant, evidence, tmp_path / "chunks.npz")
    (asked,) = ask_baseline(langchain, questions[:1], evidence)
    result = score(questions[0], asked, evidence)
    assert result.correct
    assert result.citations == result.citations_valid > 0
    assert result.facts_retrieved == 1
