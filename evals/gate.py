"""A small fixed eval that ``make test`` runs: no worse than the committed baseline, beyond what chance explains.

``gate.json`` names the questions and holds the baseline's counts; ``python -m evals.gate --write`` (``make
gate``) measures it again when answers have become better, or other questions are wanted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.errors import QuestionFileError, ZhengtuError
from assistant.settings import load_settings
from evals.metrics.intervals import wilson_low
from evals.questions import Question, load_questions
from evals.results import Result
from evals.run import QUESTIONS, describe, run_questions

GATE = Path(__file__).with_suffix(".json")
_WHOLE, _SAMPLED = ("dev",), ("own-dev", "own-dev-2")
# Every fourth answerable question, and every second that must be refused, since those are few.
_EVERY, _EVERY_REFUSED = 4, 2
# A citation either opens at its quote or not: no chance is involved, so that nothing is allowed for it.
_EXACT = frozenset({"citation_validity"})


class Count(BaseModel):
    """``right`` of ``n`` cases; more is better."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    right: int = Field(ge=0)
    n: int = Field(ge=0)


class Baseline(BaseModel):
    """What was measured at a commit, and on which questions of which set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    commit: str
    questions: dict[str, tuple[str, ...]]
    counts: dict[str, Count]


def load_baseline(path: Path = GATE) -> Baseline:
    """The committed baseline."""
    return Baseline.model_validate_json(path.read_text(encoding="utf-8"))


def gate_questions(baseline: Baseline, folder: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions that the baseline names.

    Raises:
        QuestionFileError: one is no longer in its file.
    """
    found: list[Question] = []
    for name, ids in baseline.questions.items():
        path = folder / f"{name}.jsonl"
        by_id = {q.id: q for q in load_questions(path)}
        gone = [i for i in ids if i not in by_id]
        if gone:
            raise QuestionFileError(
                f"{path} 没有题目 {' '.join(gone)}，请运行 make gate。Those questions are gone; run make gate."
            )
        found.extend(by_id[i] for i in ids)
    return tuple(found)


def count(results: Sequence[Result]) -> dict[str, Count]:
    """Correctness, abstention both ways, and citation validity."""
    unanswerable = [r for r in results if not r.question.answerable]
    answerable = [r for r in results if r.question.answerable]
    return {
        "correct": Count(right=sum(r.correct for r in results), n=len(results)),
        "refused_when_unanswerable": Count(right=sum(r.refused for r in unanswerable), n=len(unanswerable)),
        "answered_when_answerable": Count(right=sum(not r.refused for r in answerable), n=len(answerable)),
        "citation_validity": Count(right=sum(r.citations_valid for r in results), n=sum(r.citations for r in results)),
    }


def shortfalls(baseline: Baseline, counts: Mapping[str, Count]) -> list[str]:
    """One line for each figure below the baseline's interval; empty when the gate is passed.

    The floor is the lower end of Wilson's 95 % interval of the baseline's share, for citation validity the
    share itself. Having no citation at all falls short as well.
    """
    return list(_shortfalls(baseline, counts))


def _shortfalls(baseline: Baseline, counts: Mapping[str, Count]) -> Iterator[str]:
    for name, before in baseline.counts.items():
        now = counts[name]
        share = now.right / now.n if now.n else 0.0
        floor = before.right / before.n if name in _EXACT else wilson_low(before.right, before.n)
        if share < floor:
            yield f"{name}: {now.right}/{now.n} = {share:.3f} < {floor:.3f} ({before.right}/{before.n} at {baseline.commit[:8]})"


def choose_questions(folder: Path = QUESTIONS) -> dict[str, tuple[str, ...]]:
    """The questions of a new baseline: one set whole, a fixed part of the others."""
    chosen = {name: tuple(q.id for q in load_questions(folder / f"{name}.jsonl")) for name in _WHOLE}
    for name in _SAMPLED:
        questions = load_questions(folder / f"{name}.jsonl")
        answerable = [q for q in questions if q.answerable][::_EVERY]
        refused = [q for q in questions if not q.answerable][::_EVERY_REFUSED]
        kept = {q.id for q in (*answerable, *refused)}
        chosen[name] = tuple(q.id for q in questions if q.id in kept)
    return chosen


def main(argv: Sequence[str] | None = None) -> int:
    """Check against the baseline, or write a new one; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument("--write", action="store_true", help="写入新的基准 make what is measured now the baseline")
    write = parser.parse_args(argv).write
    try:
        settings = load_settings()
        assistant = Assistant.open(settings)
        chosen = choose_questions() if write else load_baseline().questions
        baseline = Baseline(commit=describe(assistant, settings).commit, questions=chosen, counts={})
        counts = count(run_questions(assistant, gate_questions(baseline), "gate").results)
    except ZhengtuError as error:
        print(f"错误 Error: {error}", file=sys.stderr)
        return 1
    for name, figure in counts.items():
        print(f"{name}: {figure.right}/{figure.n}")
    if write:
        baseline = baseline.model_copy(update={"counts": counts})
        GATE.write_text(baseline.model_dump_json(indent=1) + "\n", encoding="utf-8")
        print(f"基准已写入 Baseline written to {GATE}")
        return 0
    short = shortfalls(load_baseline(), counts)
    print("\n".join(short) or "通过 passed")
    return 2 if short else 0


if __name__ == "__main__":
    sys.exit(main())
