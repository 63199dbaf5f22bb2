"""A report as JSON and as a plain-text table."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from typing import Any

from evals.metrics.intervals import Share
from evals.results import Report, Result, Summary, by_category, summarise


def as_json(report: Report) -> dict[str, Any]:
    """The report with summaries and every result, ready for ``json.dumps``; of a held-out set the total alone."""
    data: dict[str, Any] = {
        "name": report.name,
        "questions": len(report.results),
        "total": asdict(summarise(report.results)),
    }
    if report.held_out:
        return data
    return {
        **data,
        "categories": {name: asdict(summarise(group)) for name, group in by_category(report)},
        "results": [result_json(r) for r in report.results],
    }


def as_table(report: Report) -> str:
    """A plain-text table: one line a category, the total, then what is only told of the whole."""
    lines = [
        f"{report.name}: {len(report.results)} questions",
        f"{'category':<24}{'n':>4}  {'correct':<18}{'fact recall':<18}",
    ]
    categories = [] if report.held_out else by_category(report)
    for name, group in [*categories, ("total", report.results)]:
        figures = summarise(group)
        lines.append(f"{name:<24}{len(group):>4}  {cell(figures.correct):<18}{cell(figures.fact_recall):<18}")
    total = summarise(report.results)
    lines += [f"{label:<24}{value.n if value else 0:>4}  {cell(value)}" for label, value in _shares(total)]
    lines += _evidence_lines(total)
    if total.selective:
        excess = total.selective.excess
        lines.append(
            f"{'risk-coverage':<24}{len(report.results):>4}  AURC {total.selective.aurc:.3f}  E-AURC {excess:.3f}"
        )
    if total.calibration:
        lines.append(
            f"{'calibration':<24}{sum(b.n for b in total.calibration.bins):>4}  ECE {total.calibration.ece:.3f}"
        )
    lines.append(f"{'latency ms':<24}{len(report.results):>4}  p50 {total.p50_ms:.1f}  p95 {total.p95_ms:.1f}")
    if not report.held_out:
        wrong = [r.question.id for r in report.results if not r.correct]
        lines.append(f"wrong: {' '.join(wrong) or 'none'}")
    return "\n".join([*lines, ""])


def cell(share: Share | None) -> str:
    """``0.912 [0.89 0.95]``, or a dash."""
    return f"{share.value:.3f} [{share.low:.2f} {share.high:.2f}]" if share else "-"


def result_json(result: Result) -> dict[str, Any]:
    """One result, ready for ``json.dumps``."""
    data = {name: _plain(getattr(result, name)) for name in Result.__dataclass_fields__}
    data["question"] = result.question.model_dump(mode="json")
    data["trace"] = {k: _plain(v) for k, v in result.trace.items()}
    data["spans"] = {k: asdict(v) for k, v in (result.spans or {}).items()}
    return data


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _shares(total: Summary) -> list[tuple[str, Share | None]]:
    return [
        ("clean", total.clean),
        ("wrong refusals", total.wrong_refusals),
        ("right refusals", total.right_refusals),
        ("false answers", total.false_answers),
        ("citation support", total.citation_support),
        ("citation validity", total.citation_validity),
        ("citation recall", total.citation_recall),
        ("citation precision", total.citation_precision),
        ("notice recall", total.notice_recall),
        ("too long", total.too_long),
        ("facts in top 5", total.facts_retrieved),
    ]


def _evidence_lines(total: Summary) -> list[str]:
    lines = []
    if total.evidence:
        lines = [
            f"{'evidence, any place':<24}{total.evidence_n:>4}  {_depths(total.evidence.hit)}",
            f"{'evidence, all places':<24}{total.evidence_n:>4}  {_depths(total.evidence.gold_recall)}"
            f"  MRR@10 {total.evidence.mrr10:.3f}  nDCG@10 {total.evidence.ndcg10:.3f}",
        ]
    spans = [(f"characters @{k}", s) for k, s in total.spans.items()]
    if total.cited_spans:
        spans.append(("characters cited", total.cited_spans))
    return lines + [
        f"{label:<24}{s.recall.n:>4}  precision {cell(s.precision)}  recall {cell(s.recall)}" for label, s in spans
    ]


def _depths(figures: dict[int, float]) -> str:
    return " ".join(f"@{k} {v:.3f}" for k, v in figures.items())
