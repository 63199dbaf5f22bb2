"""Does another writing of the same question still get the right answer?"""

from __future__ import annotations

from collections import defaultdict
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
    """Each writing, and the share of all questions that are right in every writing.

    ``paraphrases``: share right of questions put in other words by hand. ``every_paraphrase``: share of the
    questions behind them all of whose paraphrases are right. None without a set of them.
    """

    written: tuple[Written, ...]
    all_right: Share
    paraphrases: Share | None
    every_paraphrase: Share | None


def measure_robustness(
    assistant: Assistant,
    results: Sequence[Result],
    store: AnswerStore | None,
    name: str,
    paraphrases: Sequence[Result] = (),
) -> Robustness | None:
    """Ask the questions of some results once more in every other writing; None without results.

    Args:
        assistant: to ask.
        results: questions as they stand.
        store: where answers are kept.
        name: for the progress bar.
        paraphrases: results of questions in other words; those of one question share the id before ``-p``.
    """
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
    if everywhere is None:
        return None
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for result in paraphrases:
        groups[result.question.id.rpartition("-p")[0] or result.question.id].append(result.correct)
    return Robustness(
        tuple(written),
        everywhere,
        bootstrap([float(r.correct) for r in paraphrases]),
        bootstrap([float(all(group)) for group in groups.values()]),
    )


def _rewrite(question: Question, variant: Variant) -> Question | None:
    text = perturb(question.question, variant)
    return question.model_copy(update={"question": text}) if text != question.question else None
