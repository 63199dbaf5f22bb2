"""Does another writing of the same question still get the right answer?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from evals.asking import AnswerStore, ask_all, asker
from evals.evidence import EvidenceBase
from evals.metrics.intervals import Share, bootstrap, paired_difference
from evals.perturbation import Variant, perturb
from evals.questions import Question
from evals.results import Result
from evals.scoring import score


@dataclass(frozen=True, slots=True)
class Written:
    """Questions that a writing changes: the share right, and the paired difference to them as they stand."""

    variant: Variant
    correct: Share
    difference: Share


@dataclass(frozen=True, slots=True)
class Robustness:
    """Each writing, and the share of all questions that are right in every writing."""

    written: tuple[Written, ...]
    all_right: Share


def measure_robustness(
    assistant: Assistant, results: Sequence[Result], store: AnswerStore | None, name: str
) -> Robustness | None:
    """Ask the questions of some results once more in every other writing; None without results."""
    evidence = EvidenceBase(assistant.generation)
    right = [r.correct for r in results]
    written = []
    for variant in (v for v in Variant if v is not Variant.ORIGINAL):
        changed = [(i, q) for i, r in enumerate(results) if (q := _rewrite(r.question, variant)) is not None]
        if not changed:
            continue
        answers = ask_all(asker(assistant), [q for _, q in changed], store, f"{name} {variant.value}")
        # Scored against the question as it stands, so that facts and places stay.
        after = [score(results[i].question, a, evidence).correct for (i, _), a in zip(changed, answers, strict=True)]
        for (i, _), still in zip(changed, after, strict=True):
            right[i] = right[i] and still
        correct = bootstrap([float(x) for x in after])
        difference = paired_difference([float(results[i].correct) for i, _ in changed], [float(x) for x in after])
        if correct and difference:
            written.append(Written(variant, correct, difference))
    everywhere = bootstrap([float(x) for x in right])
    return Robustness(tuple(written), everywhere) if everywhere else None


def _rewrite(question: Question, variant: Variant) -> Question | None:
    text = perturb(question.question, variant)
    return question.model_copy(update={"question": text}) if text != question.question else None
