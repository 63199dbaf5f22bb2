"""One answer against its question: every metric of a single case."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Answer, Status
from evals.asking import Asked
from evals.evidence import EvidenceBase, Piece, cited_spans
from evals.metrics.citations import count_notices, count_statements, is_valid, supported_facts
from evals.metrics.clean import is_clean
from evals.metrics.facts import fact_recall, holds, is_correct, is_too_long
from evals.metrics.retrieval import DEPTHS
from evals.metrics.spans import Span, SpanScore, score_spans
from evals.questions import Question
from evals.results import SHORT_CHARS, Result

# Facts are looked for in this many passages: what an answer is usually made of.
_FACT_DEPTH = 5


def score(question: Question, asked: Asked, evidence: EvidenceBase) -> Result:
    """The result of one question.

    Args:
        question: with its gold facts.
        asked: what was answered, and what would have been said instead of abstaining.
        evidence: the index that answered, for checking quotes and places.
    """
    answer, text = asked.answer, asked.answer.answer
    quotable = [f for f in question.facts if not set(f) & set(question.computed)]
    supported, found = supported_facts(text, quotable, [c.quote for c in answer.citations])
    pieces = asked.pieces
    if pieces is None and "passages" in answer.trace:
        pieces = evidence.pieces(answer.trace["passages"])
    correct = _is_correct(question, text, refused=answer.refused)
    # Only the confidence of a passage answer is a probability.
    probability = float(answer.trace["confidence"]) if "signals" in answer.trace else None
    return Result(
        question=question,
        answer=answer.to_json(),
        trace=answer.trace,
        correct=correct,
        correct_short=_is_correct(question, text[:SHORT_CHARS], refused=answer.refused),
        clean=is_clean(text, correct=correct, facts=question.facts, notices=[n.text for n in answer.notices]),
        fact_recall=fact_recall(text, question.facts),
        missing=tuple(f[0] for f in question.facts if not holds(text, f)),
        forbidden_found=tuple(f for f in question.forbidden if holds(text, (f,))),
        too_long=is_too_long(text, question.category),
        facts_found=found,
        facts_supported=supported,
        facts_retrieved=_facts_retrieved(question, pieces),
        citations=len(answer.citations),
        citations_valid=sum(is_valid(c, evidence.documents) for c in answer.citations),
        statements=count_statements(_answered_part(answer), question.question, evidence.context),
        notices=count_notices(_answered_part(answer), question.question, evidence.context),
        refused=answer.refused,
        confidence=_confidence(answer),
        probability=probability,
        wrong_if_answered=_wrong_if_answered(question, asked, correct),
        retrieved=_retrieved(answer, evidence),
        spans=_span_scores(pieces, evidence.gold_spans(question)),
        cited_spans=score_spans(cited_spans(answer.citations), evidence.gold_spans(question))
        if answer.citations
        else None,
        latency_ms=answer.latency_ms,
    )


def _is_correct(question: Question, text: str, *, refused: bool) -> bool:
    if question.alt_facts and not refused:
        # No answer to the question, but true and to the point: as good as a refusal.
        return all(holds(text, f) for f in question.alt_facts) and not any(
            holds(text, (f,)) for f in question.forbidden
        )
    return is_correct(
        text,
        refused=refused,
        answerable=question.answerable,
        category=question.category,
        facts=question.facts,
        forbidden=question.forbidden,
    )


def _answered_part(answer: Answer) -> Answer:
    """The answer, or an empty one where it was refused: saying that nothing is known needs no source."""
    return Answer(answer.id, answer.status, "", answer.language, answer.intent) if answer.refused else answer


def _confidence(answer: Answer) -> float:
    """[.5, 1] for what was answered, [0, .5) for what was refused, within each by the probability of the model."""
    confidence = float(answer.trace.get("confidence", 1.0))
    if not answer.refused:
        return 0.5 + confidence / 2
    # What is declined outright would be answered last of all.
    return confidence / 2 * 0.999 if answer.status is Status.ABSTAINED and "passages" in answer.trace else 0.0


def _wrong_if_answered(question: Question, asked: Asked, correct: bool) -> bool:
    if not question.answerable:
        return not (question.alt_facts and correct and not asked.answer.refused)
    if not asked.answer.refused:
        return not correct
    return asked.forced is None or not _is_correct(question, asked.forced, refused=False)


def _facts_retrieved(question: Question, pieces: Sequence[Piece] | None) -> float | None:
    if pieces is None or not question.answerable:
        return None
    return fact_recall("\n".join(p.searched for p in pieces[:_FACT_DEPTH]), question.facts)


def _span_scores(pieces: Sequence[Piece] | None, gold: tuple[Span, ...]) -> dict[int, SpanScore] | None:
    if pieces is None or not gold:
        return None
    scores = {k: score_spans([p.span for p in pieces[:k]], gold) for k in DEPTHS}
    return {k: s for k, s in scores.items() if s}


def _retrieved(answer: Answer, evidence: EvidenceBase) -> tuple[str, ...] | None:
    """Places in rank order, once each; a translation counts as the place that it translates.

    None where the answer needed no retrieval, so that it says nothing about retrieval either.
    """
    if "locators" not in answer.trace:
        return None
    return tuple(dict.fromkeys(evidence.original_place(str(p)) for p in answer.trace["locators"]))
