"""Results of a question set, their summary, and both forms in which it goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

import numpy as np

from evals.metrics.intervals import Share, bootstrap
from evals.metrics.retrieval import RetrievalFigures, score_rankings
from evals.questions import Question


@dataclass(frozen=True, slots=True)
class Result:
    """One question, its answer and every metric of it; ``retrieved`` is None where nothing was searched."""

    question: Question
    answer: dict[str, Any]
    trace: dict[str, Any]
    correct: bool
    fact_recall: float | None
    missing: tuple[str, ...]
    forbidden_found: tuple[str, ...]
    too_long: bool
    facts_found: int
    facts_supported: int
    citations: int
    citations_valid: int
    refused: bool
    retrieved: tuple[str, ...] | None
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """The results of one question file, in its order."""

    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares with their 95 % bootstrap intervals; None where no case applies.

    correct: of all questions. fact_recall: mean over answerable questions. wrong_refusals: of the
    answerable. false_answers: of the unanswerable. citation_support: of the facts found in answers.
    citation_validity: of all citations.
    """

    correct: Share | None
    fact_recall: Share | None
    wrong_refusals: Share | None
    false_answers: Share | None
    citation_support: Share | None
    citation_validity: Share | None
    too_long: Share | None
    evidence: RetrievalFigures | None
    evidence_n: int
    p50_ms: float
    p95_ms: float


def summarise(results: Sequence[Result]) -> Summary:
    """The figures of some results, at least one."""

    def share(value: Callable[[Result], float], of: Callable[[Result], bool] = lambda r: True) -> Share | None:
        return bootstrap([float(value(r)) for r in results if of(r)])

    searched = [r for r in results if r.retrieved is not None and r.question.evidence_at]
    latencies = [r.latency_ms for r in results]
    return Summary(
        correct=share(lambda r: r.correct),
        fact_recall=bootstrap([r.fact_recall for r in results if r.question.answerable and r.fact_recall is not None]),
        wrong_refusals=share(lambda r: r.refused, lambda r: r.question.answerable),
        false_answers=share(lambda r: not r.refused, lambda r: not r.question.answerable),
        citation_support=_pooled(results, lambda r: (r.facts_supported, r.facts_found)),
        citation_validity=_pooled(results, lambda r: (r.citations_valid, r.citations)),
        too_long=share(lambda r: r.too_long),
        evidence=score_rankings(
            {r.question.id: r.retrieved or () for r in searched},
            {r.question.id: [str(p) for p in r.question.evidence_at] for r in searched},
        )
        if searched
        else None,
        evidence_n=len(searched),
        p50_ms=float(np.percentile(latencies, 50)),
        p95_ms=float(np.percentile(latencies, 95)),
    )


def _pooled(results: Sequence[Result], counts: Callable[[Result], tuple[int, int]]) -> Share | None:
    """Share of single facts or citations, each a case of its own."""
    return bootstrap([float(i < good) for good, n in map(counts, results) for i in range(n)])


def as_json(report: Report) -> dict[str, Any]:
    """The report with summaries and every result, ready for ``json.dumps``."""
    return {
        "name": report.name,
        "questions": len(report.results),
        "total": asdict(summarise(report.results)),
        "categories": {name: asdict(summarise(group)) for name, group in _by_category(report)},
        "results": [_result_json(r) for r in report.results],
    }


def as_table(report: Report) -> str:
    """A plain-text table: one line a category, the total, then what is only told of the whole."""
    lines = [
        f"{report.name}: {len(report.results)} questions",
        f"{'category':<24}{'n':>4}  {'correct':<18}{'fact recall':<18}",
    ]
    for name, group in [*_by_category(report), ("total", report.results)]:
        figures = summarise(group)
        lines.append(f"{name:<24}{len(group):>4}  {_cell(figures.correct):<18}{_cell(figures.fact_recall):<18}")
    total = summarise(report.results)
    for label, value in (
        ("wrong refusals", total.wrong_refusals),
        ("false answers", total.false_answers),
        ("citation support", total.citation_support),
        ("citation validity", total.citation_validity),
        ("too long", total.too_long),
    ):
        lines.append(f"{label:<24}{value.n if value else 0:>4}  {_cell(value)}")
    if total.evidence:
        lines.append(f"{'evidence, any place':<24}{total.evidence_n:>4}  {_depths(total.evidence.hit)}")
        lines.append(
            f"{'evidence, all places':<24}{total.evidence_n:>4}  {_depths(total.evidence.gold_recall)}"
            f"  MRR@10 {total.evidence.mrr10:.3f}  nDCG@10 {total.evidence.ndcg10:.3f}"
        )
    lines.append(f"{'latency ms':<24}{len(report.results):>4}  p50 {total.p50_ms:.1f}  p95 {total.p95_ms:.1f}")
    wrong = [r.question.id for r in report.results if not r.correct]
    lines.append(f"wrong: {' '.join(wrong) or 'none'}\n")
    return "\n".join(lines)


def _by_category(report: Report) -> list[tuple[str, tuple[Result, ...]]]:
    names = dict.fromkeys(r.question.category for r in report.results)
    return [(name, tuple(r for r in report.results if r.question.category == name)) for name in names]


def _cell(share: Share | None) -> str:
    return f"{share.value:.3f} [{share.low:.2f} {share.high:.2f}]" if share else "-"


def _depths(figures: dict[int, float]) -> str:
    return " ".join(f"@{k} {v:.3f}" for k, v in figures.items())


def _result_json(result: Result) -> dict[str, Any]:
    data = {name: getattr(result, name) for name in Result.__dataclass_fields__}
    data["question"] = result.question.model_dump(mode="json")
    data["trace"] = {
        k: asdict(v) if is_dataclass(v) and not isinstance(v, type) else v for k, v in result.trace.items()
    }
    return data
