"""The report as one HTML page that needs nothing from outside: no script, no font, no other host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals import charts
from evals.earlier import Earlier, changes
from evals.labels import ARMS, FIGURES, PUBLIC, VARIANTS, set_label
from evals.markdown import share
from evals.outcome import SPAN_DEPTH, Outcome
from evals.results import SHORT_CHARS, Report, Result, Summary, by_category, summarise

_TEMPLATE = "report.html.j2"
# So much of the trace is enough to see what was missed.
_TRACED = 10


@dataclass(frozen=True, slots=True)
class SetView:
    """One set as the page shows it; of a held-out set no category, chart of single questions or failure."""

    label: str
    n: int
    total: Summary
    charts: tuple[Markup, ...]
    failures: tuple[Result, ...]


def write_html(outcome: Outcome, earlier: Earlier | None, path: Path) -> Path:
    """Write the page; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_html(outcome, earlier), encoding="utf-8")
    return path


def as_html(outcome: Outcome, earlier: Earlier | None = None) -> str:
    """The page as text, compared with an earlier run where one is given."""
    # StrictUndefined: a figure that was renamed is an error, never an empty cell.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["share"] = share
    return environment.get_template(_TEMPLATE).render(
        outcome=outcome,
        public=PUBLIC,
        sets=[_view(r) for r in outcome.reports],
        earlier=earlier,
        changes=changes(earlier, outcome.reports) if earlier else (),
        figures=FIGURES,
        arm_labels=ARMS,
        variants=VARIANTS,
        depth=SPAN_DEPTH,
        short=SHORT_CHARS,
        traced=_TRACED,
    )


def _view(report: Report) -> SetView:
    total = summarise(report.results)
    failures = () if report.held_out else tuple(r for r in report.results if not r.correct)
    label = set_label(report.name, report.held_out)
    return SetView(label, len(report.results), total, tuple(map(Markup, _charts(report, total))), failures)


def _charts(report: Report, total: Summary) -> Iterator[str]:
    if not report.held_out:
        rows = [(name, s) for name, group in by_category(report) if (s := summarise(group).correct)]
        yield charts.bars(f"{report.name}: 各类正确率 share right by category", rows)
    if total.selective:
        yield charts.risk_curve(f"{report.name}: 风险–覆盖率 risk–coverage", total.selective)
    if total.calibration:
        yield charts.reliability(f"{report.name}: 拒答模型的校准 calibration of abstention", total.calibration)
    latencies = [r.latency_ms for r in report.results]
    yield charts.histogram(f"{report.name}: 延迟分布 latency distribution", latencies)
