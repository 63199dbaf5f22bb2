"""A small fixed eval that ``make test`` runs: no worse than the committed baseline, beyond what chance explains.

``gate.json`` names the questions and which of them the baseline failed; ``python -m evals.gate --write`` (``make
gate``) measures it again when answers have become better, or other questions are wanted.

The packs of other trades in ``tests/packs`` have a figure each, over all of their questions.

Answers are compared question by question: a figure falls short when the 95 % bootstrap interval of the paired
difference lies wholly below nought. Pairing takes out how hard each question is, so that a small fixed set is
enough: of some 200 questions four that became wrong are seen where none became right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.errors import QuestionFileError, ZhengtuError
from assistant.settings import PACK_INDEX, ROOT, Settings, load_settings
from evals.metrics.intervals import paired_difference
from evals.questions import Question, load_questions
from evals.results import Result
from evals.run import QUESTIONS, describe, run_questions

GATE = Path(__file__).with_suffix(".json")
PACKS = ROOT / "tests" / "packs"
_WHOLE, _SAMPLED = ("dev",), ("own-dev", "own-dev-2", "own-dev-4", "near-misses")
# Every fourth answerable question, and every second that must be refused, since those are few.
_EVERY, _EVERY_REFUSED = 4, 2
# A citation either opens at its quote or not: no chance is involved, so that nothing is allowed for it.
_EXACT = frozenset({"citation_validity"})

Cases = Mapping[str, Mapping[str, bool]]


class Figure(BaseModel):
    """Questions that count for a figure, and those of them that failed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    n: int = Field(ge=0)
    failed: tuple[str, ...]


class Baseline(BaseModel):
    """What was measured at a commit, and on which questions of which set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    commit: str
    questions: dict[str, tuple[str, ...]]
    figures: dict[str, Figure]
    packs: dict[str, dict[str, Figure]] = {}

    def of_pack(self, name: str) -> Baseline:
        """What was measured on a pack of another trade."""
        return Baseline(commit=self.commit, questions={}, figures=self.packs.get(name, {}))


def load_baseline(path: Path = GATE) -> Baseline:
    """The committed baseline."""
    return Baseline.model_validate_json(path.read_text(encoding="utf-8"))


def gate_questions(baseline: Baseline, folder: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions that the baseline names, their ids after the name of their set.

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
        # Two sets may use the same id.
        found.extend(by_id[i].model_copy(update={"id": f"{name}/{i}"}) for i in ids)
    return tuple(found)


def measure(results: Sequence[Result]) -> Cases:
    """Correctness, abstention both ways, and citation validity: for each the questions that count, and whether right.

    Citations of an answer count together: one that opens elsewhere fails the question.
    """
    return {
        "correct": {r.question.id: r.correct for r in results},
        "refused_when_unanswerable": {r.question.id: r.refused for r in results if not r.question.answerable},
        "answered_when_answerable": {r.question.id: not r.refused for r in results if r.question.answerable},
        "citation_validity": {r.question.id: r.citations_valid == r.citations for r in results if r.citations},
    }


def shortfalls(baseline: Baseline, cases: Cases) -> list[str]:
    """One line for each figure that fell short, with the questions that became worse; empty when the gate is passed.

    Citation validity allows for nothing. A figure for which no case is left falls short as well.
    """
    return list(_shortfalls(baseline, cases))


def _shortfalls(baseline: Baseline, cases: Cases) -> Iterator[str]:
    for name, figure in baseline.figures.items():
        now = cases[name]
        before = {key: key not in figure.failed for key in now}
        worse = [key for key, right in now.items() if before[key] and not right]
        difference = paired_difference(
            [float(right) for right in before.values()], [float(right) for right in now.values()]
        )
        if difference is None:
            yield f"{name}: no case left of {figure.n}"
        elif difference.high < 0 or (name in _EXACT and worse):
            yield (
                f"{name}: {difference.value:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}] "
                f"against {baseline.commit[:8]}; worse: {' '.join(worse)}"
            )


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


def pack_names() -> tuple[str, ...]:
    """The packs of other trades."""
    return tuple(sorted(p.stem for p in PACKS.glob("*.jsonl")))


def measure_pack(name: str, index: Path) -> Cases:
    """The same figures over a pack of another trade, all of whose questions are asked.

    Args:
        name: of the pack.
        index: folder for its index, built where it is missing.
    """
    questions = load_questions(PACKS / f"{name}.jsonl")
    assistant = Assistant.open(Settings(corpus=PACKS / name, index=index).unhurried())
    return measure(run_questions(assistant, questions, name).results)


def main(argv: Sequence[str] | None = None) -> int:
    """Check against the baseline, or write a new one; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument("--write", action="store_true", help="写入新的基准 make what is measured now the baseline")
    write = parser.parse_args(argv).write
    try:
        settings = load_settings()
        assistant = Assistant.open(settings.unhurried())
        chosen = choose_questions() if write else load_baseline().questions
        baseline = Baseline(commit=describe(assistant, settings).commit, questions=chosen, figures={})
        cases = measure(run_questions(assistant, gate_questions(baseline), "gate").results)
        packs = {name: measure_pack(name, PACKS / name / PACK_INDEX) for name in pack_names()}
    except ZhengtuError as error:
        print(f"错误 Error: {error}", file=sys.stderr)
        return 1
    for heading, figures in {"": cases, **packs}.items():
        for name, now in figures.items():
            print(f"{heading} {name}: {sum(now.values())}/{len(now)}".strip())
    if write:
        measured = {"figures": _figures(cases), "packs": {name: _figures(now) for name, now in packs.items()}}
        baseline = baseline.model_copy(update=measured)
        GATE.write_text(baseline.model_dump_json(indent=1) + "\n", encoding="utf-8")
        print(f"基准已写入 Baseline written to {GATE}")
        return 0
    before = load_baseline()
    short = shortfalls(before, cases)
    short += [f"{name} {line}" for name, now in packs.items() for line in shortfalls(before.of_pack(name), now)]
    print("\n".join(short) or "通过 passed")
    return 2 if short else 0


def _figures(cases: Cases) -> dict[str, Figure]:
    return {name: _figure(now) for name, now in cases.items()}


def _figure(cases: Mapping[str, bool]) -> Figure:
    return Figure(n=len(cases), failed=tuple(sorted(key for key, right in cases.items() if not right)))


if __name__ == "__main__":
    sys.exit(main())
