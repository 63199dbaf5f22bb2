"""Everything that one run of ``evals.compare`` measures, as its reports show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evals.metrics.intervals import Share, bootstrap, paired_difference
from evals.metrics.selective import risk_coverage
from evals.results import Report, Result, SpanFigures, summarise
from evals.robustness import Robustness
from evals.run import Run

# How deep the comparison looks: what an answer is usually made of.
SPAN_DEPTH = 5


class Kind(StrEnum):
    """What an arm is."""

    OURS = "ours"
    BASELINE = "baseline"
    ABLATION = "ablation"


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to answer and its figures over a pool of questions.

    ``short``: share right by the first ``SHORT_CHARS`` characters of each answer alone, so that a long answer
    is not right by holding much. ``answer_chars``: median length of what was not refused. ``answerable``: share
    right of the answerable. ``spans``: characters of the first five pieces.
    ``difference``: share right less ours, paired by question; None for ours. ``aurc``: lower is better.
    """

    name: str
    kind: Kind
    n: int
    correct: Share
    short: Share
    answer_chars: float
    answerable: Share | None
    right_refusals: Share | None
    facts_retrieved: Share | None
    spans: SpanFigures | None
    citation_support: Share | None
    difference: Share | None
    aurc: float


@dataclass(frozen=True, slots=True)
class Consistency:
    """Share of answers that a second process repeats to the letter, and the ids of the others."""

    same: Share
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run. ``development`` and ``held_out`` are the arms over the pooled sets of each sort, ours first.

    ``public`` are the figures of ``run_benchmark`` for each public set that was given.
    """

    run: Run
    reports: tuple[Report, ...]
    development: tuple[Arm, ...]
    held_out: tuple[Arm, ...]
    robustness: Robustness | None
    consistency: Consistency | None
    peak_rss_mb: float
    seconds: float
    public: tuple[Mapping[str, float | int | str], ...] = ()


def arm(name: str, kind: Kind, results: Sequence[Result], ours: Sequence[Result] | None = None) -> Arm:
    """The figures of an arm.

    Args:
        name: for tables.
        kind: what it is.
        results: one or more, in the order of the questions.
        ours: those of the assistant on the same questions, to compare with.
    """
    total = summarise(results)
    curve = risk_coverage([r.confidence for r in results], [r.wrong_if_answered for r in results])
    right = [float(r.correct) for r in results]
    short = bootstrap([float(r.correct_short) for r in results])
    if total.correct is None or short is None or curve is None:
        raise ValueError("an arm needs results")
    lengths = [len(r.answer["answer"]) for r in results if not r.refused]
    return Arm(
        name=name,
        kind=kind,
        n=len(results),
        correct=total.correct,
        short=short,
        answer_chars=float(np.median(lengths)) if lengths else 0.0,
        answerable=bootstrap([float(r.correct) for r in results if r.question.answerable]),
        right_refusals=total.right_refusals,
        facts_retrieved=total.facts_retrieved,
        spans=total.spans.get(SPAN_DEPTH),
        citation_support=total.citation_support,
        difference=paired_difference([float(r.correct) for r in ours], right) if ours is not None else None,
        aurc=curve.aurc,
    )
