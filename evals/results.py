"""Results of a question set and their summary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evals.metrics.citations import StatementCounts
from evals.metrics.intervals import Share, bootstrap
from evals.metrics.retrieval import RetrievalFigures, score_rankings
from evals.metrics.selective import Calibration, Selective, calibration, risk_coverage
from evals.metrics.spans import SpanScore
from evals.questions import Question

# Sets that nobody looks at while building: only their totals are told, never a question or an answer.
HELD_OUT = frozenset({"own-test", "own-test-2", "own-test-3", "own-test-4"})
# Other wordings of questions that stand in another set: their own figure, not more questions.
PARAPHRASES = frozenset({"paraphrases"})


# Half of what still counts as an answer, and what our own answers keep to where no list is asked for.
SHORT_CHARS = 300


@dataclass(frozen=True, slots=True)
class Result:
    """One question, its answer and every metric of it.

    ``retrieved`` is None where nothing was searched, ``spans`` and ``cited_spans`` where no gold place is
    known. ``wrong_if_answered``: whether the answer is wrong, or would have been had it not been refused.
    ``correct_short``: right by the first ``SHORT_CHARS`` characters of the answer alone.
    ``clean``: right and well said.
    ``confidence`` orders all questions as the assistant does: every answered one before every refused one.
    """

    question: Question
    answer: dict[str, Any]
    trace: dict[str, Any]
    correct: bool
    correct_short: bool
    clean: bool
    fact_recall: float | None
    missing: tuple[str, ...]
    forbidden_found: tuple[str, ...]
    too_long: bool
    facts_found: int
    facts_supported: int
    facts_retrieved: float | None
    citations: int
    citations_valid: int
    statements: StatementCounts
    notices: StatementCounts
    refused: bool
    confidence: float
    probability: float | None
    wrong_if_answered: bool
    retrieved: tuple[str, ...] | None
    spans: dict[int, SpanScore] | None
    cited_spans: SpanScore | None
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """The results of one question file, in its order."""

    name: str
    results: tuple[Result, ...]

    @property
    def held_out(self) -> bool:
        """Whether only its totals may be told."""
        return self.name in HELD_OUT

    @property
    def paraphrases(self) -> bool:
        """Whether its questions are other wordings of those of another set."""
        return self.name in PARAPHRASES


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """Character precision and recall, means over the questions with a gold place."""

    precision: Share
    recall: Share


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares with their 95 % bootstrap intervals; None where no case applies.

    correct: of all questions. clean: of the answerable. fact_recall: mean over answerable questions.
    right_refusals: of the unanswerable. wrong_refusals: of the answerable. false_answers: of the unanswerable, those
    answered with anything but what is known instead. facts_retrieved: gold
    facts in the first five passages, mean over searched questions. citation_support: of the facts found in
    answers. citation_validity: of all citations. citation_recall, citation_precision: ALCE, of the statements
    and citations of what was not refused. notice_recall: the same for notices. spans: by depth.
    """

    correct: Share | None
    clean: Share | None
    fact_recall: Share | None
    right_refusals: Share | None
    wrong_refusals: Share | None
    false_answers: Share | None
    facts_retrieved: Share | None
    citation_support: Share | None
    citation_validity: Share | None
    citation_recall: Share | None
    citation_precision: Share | None
    notice_recall: Share | None
    too_long: Share | None
    evidence: RetrievalFigures | None
    evidence_n: int
    spans: dict[int, SpanFigures]
    cited_spans: SpanFigures | None
    selective: Selective | None
    calibration: Calibration | None
    p50_ms: float
    p95_ms: float


def summarise(results: Sequence[Result]) -> Summary:
    """The figures of some results, at least one."""

    def share(value: Callable[[Result], float], of: Callable[[Result], bool] = lambda r: True) -> Share | None:
        return bootstrap([float(value(r)) for r in results if of(r)])

    latencies = [r.latency_ms for r in results]
    searched = [r for r in results if r.retrieved is not None and r.question.evidence_at]
    sure = [(r.probability, not r.wrong_if_answered) for r in results if r.probability is not None]
    return Summary(
        correct=share(lambda r: r.correct),
        clean=share(lambda r: r.clean, lambda r: r.question.answerable),
        fact_recall=bootstrap([r.fact_recall for r in results if r.question.answerable and r.fact_recall is not None]),
        right_refusals=share(lambda r: r.refused, lambda r: not r.question.answerable),
        wrong_refusals=share(lambda r: r.refused, lambda r: r.question.answerable),
        false_answers=share(lambda r: not r.refused and not r.correct, lambda r: not r.question.answerable),
        facts_retrieved=bootstrap([r.facts_retrieved for r in results if r.facts_retrieved is not None]),
        citation_support=_pooled(results, lambda r: (r.facts_supported, r.facts_found)),
        citation_validity=_pooled(results, lambda r: (r.citations_valid, r.citations)),
        citation_recall=_pooled(results, lambda r: (r.statements.carried, r.statements.statements)),
        citation_precision=_pooled(results, lambda r: (r.statements.precise, r.statements.citations)),
        notice_recall=_pooled(results, lambda r: (r.notices.carried, r.notices.statements)),
        too_long=share(lambda r: r.too_long),
        evidence=_evidence(searched) if searched else None,
        evidence_n=len(searched),
        spans=_span_figures(results),
        cited_spans=_means([r.cited_spans for r in results if r.cited_spans]),
        selective=risk_coverage([r.confidence for r in results], [r.wrong_if_answered for r in results]),
        calibration=calibration([p for p, _ in sure], [right for _, right in sure]),
        p50_ms=float(np.percentile(latencies, 50)),
        p95_ms=float(np.percentile(latencies, 95)),
    )


def by_category(report: Report) -> list[tuple[str, tuple[Result, ...]]]:
    """The results of each category, in the order in which the categories first appear."""
    names = dict.fromkeys(r.question.category for r in report.results)
    return [(name, tuple(r for r in report.results if r.question.category == name)) for name in names]


def _evidence(searched: Sequence[Result]) -> RetrievalFigures:
    # By position, since sets that are pooled may use an id twice.
    return score_rankings(
        {str(i): r.retrieved or () for i, r in enumerate(searched)},
        {str(i): [str(p) for p in r.question.evidence_at] for i, r in enumerate(searched)},
    )


def _span_figures(results: Sequence[Result]) -> dict[int, SpanFigures]:
    depths = sorted({k for r in results for k in r.spans or {}})
    found = {k: _means([r.spans[k] for r in results if r.spans]) for k in depths}
    return {k: figures for k, figures in found.items() if figures}


def _means(scores: Sequence[SpanScore]) -> SpanFigures | None:
    precision, recall = bootstrap([s.precision for s in scores]), bootstrap([s.recall for s in scores])
    return SpanFigures(precision, recall) if precision and recall else None


def _pooled(results: Sequence[Result], counts: Callable[[Result], tuple[int, int]]) -> Share | None:
    """Share of single facts, statements or citations, each a case of its own."""
    return bootstrap([float(i < good) for good, n in map(counts, results) for i in range(n)])
