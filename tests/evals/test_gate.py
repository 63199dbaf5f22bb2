"""The gate itself, and three faults that it must catch."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.answerer import SentenceAnswerer
from assistant.answering.extraction import Found
from assistant.answering.places import Places
from assistant.answering.reading import Reader
from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue
from assistant.errors import QuestionFileError
from assistant.evidence.judge import Judge, Judged
from assistant.index.embedding import Vectors
from assistant.retrieval.fusion import Scores, fuse
from assistant.retrieval.retriever import Retriever
from assistant.types import Answer, Turn
from assistant.understanding.query import Query
from evals.ablations import fused_by
from evals.gate import (
    Baseline,
    Figure,
    gate_questions,
    load_baseline,
    measure,
    measure_pack,
    pack_names,
    shortfalls,
)
from evals.questions import Question
from evals.run import run_questions


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return load_baseline()


@pytest.fixture(scope="module")
def questions(baseline: Baseline) -> tuple[Question, ...]:
    return gate_questions(baseline)


def failed(assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]) -> set[str]:
    """The names of the figures that fall short."""
    cases = measure(run_questions(assistant, questions, "gate").results)
    return {line.split(":")[0] for line in shortfalls(baseline, cases)}


def test_the_assistant_is_no_worse_than_the_committed_baseline(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    cases = measure(run_questions(assistant, questions, "gate").results)
    assert shortfalls(baseline, cases) == []


@pytest.mark.parametrize("name", pack_names())
def test_another_trade_is_answered_no_worse(name: str, baseline: Baseline, tmp_path: Path) -> None:
    before = baseline.of_pack(name)
    assert before.figures
    assert shortfalls(before, measure_pack(name, tmp_path)) == []


def test_a_broken_retriever_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    def upside_down(dense: Scores, lexical: Scores) -> Scores:
        return -fuse(dense, lexical)

    # A third of the questions shows it, and takes a third of the time.
    assert "correct" in failed(fused_by(assistant, upside_down), baseline, questions[::3])


class OneOff:
    """An assistant one of whose answers has one citation that begins and ends a character late."""

    def __init__(self, inner: Assistant, id_: str) -> None:
        self._inner, self._id = inner, id_

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def answer(self, turn: Turn) -> Answer:
        answer = self._inner.answer(turn)
        if turn.id != self._id:
            return answer
        first, *rest = answer.citations
        return replace(answer, citations=(replace(first, start=first.start + 1, end=first.end + 1), *rest))


def test_a_single_citation_shifted_by_one_character_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    few = tuple(q for q in questions if q.answerable)[:8]
    cited = next(q for q in few if assistant.answer(q.turn()).citations)
    shifted = OneOff(assistant, cited.id)
    assert "citation_validity" not in failed(assistant, baseline, few)
    assert "citation_validity" in failed(shifted, baseline, few)


class Biased(Judge):
    """A judge that is always as sure of the best piece."""

    def __init__(self, retriever: Retriever, probability: float) -> None:
        super().__init__(retriever)
        self._probability = probability

    def weigh(self, query: Query, vector: Vectors, found: Found, sure: float) -> Judged:
        best, *rest = super().weigh(query, vector, found, sure).pieces
        return Judged((replace(best, probability=self._probability), *rest), self._probability)


def biased(assistant: Assistant, probability: float) -> Assistant:
    made = Assistant(assistant.generation, assistant.embedder, assistant.catalogue)
    make = made.holdings._answerer

    def with_bias(reader: Reader, retriever: Retriever, catalogue: Catalogue, places: Places) -> SentenceAnswerer:
        answerer = make(reader, retriever, catalogue, places)
        answerer._judge = Biased(retriever, probability)
        return answerer

    made.holdings._answerer = with_bias
    return made


def test_a_judge_that_always_answers_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    unanswerable = tuple(q for q in questions if not q.answerable)
    assert "refused_when_unanswerable" in failed(biased(assistant, 1.0), baseline, unanswerable)


def test_a_judge_that_never_answers_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    answerable = tuple(q for q in questions if q.answerable)[::3]
    assert {"correct", "answered_when_answerable"} <= failed(biased(assistant, 0.0), baseline, answerable)


IDS = [str(i) for i in range(100)]
BEFORE = Baseline(
    commit="c",
    questions={},
    figures={"correct": Figure(n=100, failed=("0", "1")), "citation_validity": Figure(n=100, failed=())},
)


@pytest.mark.parametrize(
    ("wrong", "invalid", "caught"),
    [
        (["0", "1"], [], []),
        (["0", "1", "2", "3"], [], []),
        (["0", "1", "2", "3", "4", "5", "6"], [], ["correct"]),
        # As many became right as wrong.
        (["2", "3"], [], []),
        (["0", "1"], ["7"], ["citation_validity"]),
    ],
)
def test_chance_is_allowed_for_but_not_in_citations(wrong: list[str], invalid: list[str], caught: list[str]) -> None:
    cases = {"correct": {i: i not in wrong for i in IDS}, "citation_validity": {i: i not in invalid for i in IDS}}
    assert [line.split(":")[0] for line in shortfalls(BEFORE, cases)] == caught


def test_no_citation_at_all_is_caught() -> None:
    cases = {"correct": dict.fromkeys(IDS, True), "citation_validity": {}}
    assert shortfalls(BEFORE, cases) == ["citation_validity: no case left of 100"]


def test_a_question_that_is_gone_is_named(baseline: Baseline) -> None:
    with pytest.raises(QuestionFileError, match="NOWHERE"):
        gate_questions(baseline.model_copy(update={"questions": {"dev": ("NOWHERE",)}}))
