"""The gate itself, and three faults that it must catch."""

from dataclasses import replace

import pytest

from assistant.answering.abstention import AbstentionModel
from assistant.answering.abstention import load_model as load_abstention
from assistant.assistant import Assistant
from assistant.errors import QuestionFileError
from assistant.retrieval.fusion import Scores, fuse
from assistant.types import Answer, Turn
from evals.ablations import fused_by
from evals.gate import Baseline, Count, count, gate_questions, load_baseline, shortfalls
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
    counts = count(run_questions(assistant, questions, "gate").results)
    return {line.split(":")[0] for line in shortfalls(baseline, counts)}


def test_the_assistant_is_no_worse_than_the_committed_baseline(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    counts = count(run_questions(assistant, questions, "gate").results)
    assert shortfalls(baseline, counts) == []


def test_a_broken_retriever_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    def upside_down(dense: Scores, lexical: Scores) -> Scores:
        return -fuse(dense, lexical)

    assert "correct" in failed(fused_by(assistant, upside_down), baseline, questions)


class OneOff:
    """An assistant one of whose answers has one citation that begins and ends a character late."""

    def __init__(self, inner: Assistant, id_: str) -> None:
        self.generation = inner.generation
        self._inner, self._id = inner, id_

    def answer(self, turn: Turn) -> Answer:
        answer = self._inner.answer(turn)
        if turn.id != self._id:
            return answer
        first, *rest = answer.citations
        return replace(answer, citations=(replace(first, start=first.start + 1, end=first.end + 1), *rest))


def test_a_single_citation_shifted_by_one_character_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    cited = next(q for q in questions if assistant.answer(q.turn()).citations)
    shifted = OneOff(assistant, cited.id)
    assert failed(shifted, baseline, questions) == {"citation_validity"}  # type: ignore[arg-type]


def test_a_model_that_always_answers_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    model = load_abstention()
    always = AbstentionModel(model.mean, model.scale, model.weights, model.bias, threshold=0.0)
    bold = Assistant(assistant.generation, assistant.embedder, assistant.catalogue, always)
    assert "refused_when_unanswerable" in failed(bold, baseline, questions)


def test_a_model_that_never_answers_is_caught(
    assistant: Assistant, baseline: Baseline, questions: tuple[Question, ...]
) -> None:
    model = load_abstention()
    never = AbstentionModel(model.mean, model.scale, model.weights, model.bias, threshold=1.1)
    shy = Assistant(assistant.generation, assistant.embedder, assistant.catalogue, never)
    assert {"correct", "answered_when_answerable"} <= failed(shy, baseline, questions)


def test_chance_is_allowed_for_but_not_in_citations() -> None:
    before = Baseline(
        commit="c", questions={}, counts={"correct": Count(right=90, n=100), "citation_validity": Count(right=50, n=50)}
    )
    valid = Count(right=40, n=40)
    # Wilson's interval of 90 in 100 begins at .826.
    assert shortfalls(before, {"correct": Count(right=83, n=100), "citation_validity": valid}) == []
    assert shortfalls(before, {"correct": Count(right=82, n=100), "citation_validity": valid})
    assert shortfalls(before, {"correct": Count(right=90, n=100), "citation_validity": Count(right=49, n=50)})
    assert shortfalls(before, {"correct": Count(right=90, n=100), "citation_validity": Count(right=0, n=0)})


def test_a_question_that_is_gone_is_named(baseline: Baseline) -> None:
    with pytest.raises(QuestionFileError, match="NOWHERE"):
        gate_questions(baseline.model_copy(update={"questions": {"dev": ("NOWHERE",)}}))
