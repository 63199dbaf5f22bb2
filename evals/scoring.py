"""One answer against its question: every metric of a single case."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.types import Answer, Document
from evals.metrics.citations import is_valid, supported_facts
from evals.metrics.facts import fact_recall, holds, is_correct, is_too_long
from evals.questions import Question
from evals.report import Result


def score(question: Question, answer: Answer, documents: Mapping[str, Document]) -> Result:
    """The result of one question.

    Args:
        question: with its gold facts.
        answer: what the assistant said.
        documents: those of the index that answered, for checking the quotes.
    """
    text = answer.answer
    supported, found = supported_facts(text, question.facts, [c.quote for c in answer.citations])
    return Result(
        question=question,
        answer=answer.to_json(),
        trace=answer.trace,
        correct=is_correct(
            text,
            refused=answer.refused,
            answerable=question.answerable,
            category=question.category,
            facts=question.facts,
            forbidden=question.forbidden,
        ),
        fact_recall=fact_recall(text, question.facts),
        missing=tuple(f[0] for f in question.facts if not holds(text, f)),
        forbidden_found=tuple(f for f in question.forbidden if holds(text, (f,))),
        too_long=is_too_long(text, question.category),
        facts_found=found,
        facts_supported=supported,
        citations=len(answer.citations),
        citations_valid=sum(is_valid(c, documents) for c in answer.citations),
        refused=answer.refused,
        retrieved=_retrieved(answer, documents),
        latency_ms=answer.latency_ms,
    )


def _retrieved(answer: Answer, documents: Mapping[str, Document]) -> tuple[str, ...] | None:
    """Places in rank order, once each; a translation counts as the place that it translates.

    None where the answer needed no retrieval, so that it says nothing about retrieval either.
    """
    if "locators" not in answer.trace:
        return None
    places: dict[str, None] = {}
    for place in answer.trace["locators"]:
        document, _, locator = str(place).partition("#")
        original = documents[document].translation_of if document in documents else None
        places[f"{original or document}#{locator}"] = None
    return tuple(places)
