"""An earlier run's JSON file beside the present one: what became better, what worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import ResultFileError
from evals.metrics.intervals import Share, paired_difference
from evals.results import Report, summarise


class _Loose(BaseModel):
    # Earlier runs may have measured more or less.
    model_config = ConfigDict(extra="ignore", frozen=True)


class EarlierQuestion(_Loose):
    id: str


class EarlierResult(_Loose):
    question: EarlierQuestion
    correct: bool


class EarlierShare(_Loose):
    value: float


class EarlierTotal(_Loose):
    correct: EarlierShare | None


class EarlierSet(_Loose):
    name: str
    questions: int = 0
    total: EarlierTotal
    results: tuple[EarlierResult, ...] = ()


class EarlierHead(_Loose):
    commit: str
    started_at: str


class Earlier(_Loose):
    """The part of a result file that is compared."""

    run: EarlierHead
    sets: tuple[EarlierSet, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One set then and now; the paired difference and the ids are of the questions that both runs asked.

    Of a held-out set only the two shares are known.
    """

    name: str
    before: float
    now: float
    difference: Share | None
    better: tuple[str, ...]
    worse: tuple[str, ...]


def load_earlier(path: Path) -> Earlier:
    """Read a result file of ``python -m assistant eval`` or ``python -m evals.compare``.

    Raises:
        ResultFileError: it cannot be read or is no result file.
    """
    try:
        return Earlier.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ResultFileError(f"结果文件 {path} 读不了：{error}。The result file cannot be read.") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "JSON"
        raise ResultFileError(
            f"{path} 不是评测结果文件，字段 {field}：{first['msg']}。Not a result file of the evals; see that field."
        ) from error


def changes(earlier: Earlier, reports: Sequence[Report]) -> tuple[Change, ...]:
    """The sets that both runs asked, in the present order."""
    sets = {s.name: s for s in earlier.sets}
    return tuple(_change(sets[r.name], r) for r in reports if r.name in sets)


def _change(then: EarlierSet, report: Report) -> Change:
    now = summarise(report.results).correct
    before = {r.question.id: r.correct for r in then.results}
    both = [] if report.held_out else [r for r in report.results if r.question.id in before]
    return Change(
        name=report.name,
        before=then.total.correct.value if then.total.correct else 0.0,
        now=now.value if now else 0.0,
        difference=paired_difference([float(before[r.question.id]) for r in both], [float(r.correct) for r in both]),
        better=tuple(r.question.id for r in both if r.correct and not before[r.question.id]),
        worse=tuple(r.question.id for r in both if not r.correct and before[r.question.id]),
    )
