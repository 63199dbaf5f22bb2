"""The judge of a pack: the general trees, corrected by a few more on the pack's own labelled questions.

How many, and from which probability on the first piece is said, is what does best on questions left out; where nothing
does better than the general fit, that stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.errors import LearningError
from assistant.evidence.judge import agreement
from assistant.evidence.judge_model import JudgeFit, JudgeModel, general_fit
from assistant.evidence.signs import Signs
from assistant.evidence.trees import Trees
from assistant.learn.boosting import Boosting, fit
from assistant.learn.cases import SIGNS, Case, Data, Matrix
from assistant.learn.outcome import FOLDS, STAYS, Outcome, fold_of, is_better
from assistant.pack.learned import LearnedPart, write_learned

# Fewer say nothing of a pack: of 20 questions left out four at a time chance alone moves the share right by a tenth.
LEAST_ANSWERABLE, LEAST_UNANSWERABLE = 20, 8
_TREES = (0, 8, 16, 32)
_CORRECTION = Boosting(trees=0, rate=0.1, leaves=4, least=10, ridge=10.0)
_NEAR_MISSES = 0.3
_SMALLEST = 1e-6
_LOWEST, _HIGHEST, _STEP = 0.1, 0.9, 0.01

# Signs of which more speaks for a piece, and of which more speaks against it: on few examples of a trade trees learn
# the contrary of some by chance.
_FOR = frozenset(
    {
        "dense", "lexical", "coverage", "own_coverage", "text_coverage", "asked", "worded", "shape", "values_held",
        "subject", "subject_inside", "property", "property_inside", "sentence", "heading", "column", "gain",
        "text_gain", "score", "fused", "names", "similarity", "sure", "distance", "new_properties", "new_names",
        "amounts_stated", "kinds_named", "asking", "asking_inside",
    }
)  # fmt: skip
_AGAINST = frozenset(
    {
        "others", "subject_lacks", "lacks", "unseen", "unstated", "unknown", "about_others", "repeats", "rank",
        "score_lag", "dense_lag", "lexical_lag", "coverage_lag", "text_coverage_lag", "asked_lag", "names_lag",
        "shape_lag", "sentence_lag",
    }
)  # fmt: skip
DIRECTIONS = tuple((name in _FOR) - (name in _AGAINST) for name in SIGNS)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A judge on questions left out of its fit, each array with one value a question.

    loss: of all its pieces, on average. first: the probability of an answer. holds: whether the best piece holds any.
    """

    trees: int
    loss: Matrix
    first: Matrix
    holds: Matrix


def learn_judge(assistant: Assistant, cases: Sequence[Case], folder: Path) -> Outcome:
    """Fit the judge of a pack and keep it where it does better on questions left out than the general one.

    Args:
        assistant: over the pack.
        cases: of the labelled questions.
        folder: ``learned`` of the pack.

    Raises:
        LearnedFileError: the file cannot be written.
    """
    able = np.array([c.question.answerable for c in cases], dtype=bool)
    expanded = assistant.generation.expanded
    general = general_fit(expanded=expanded)
    model = JudgeModel.of(general)
    tried = [_try(cases, model, number, expanded=expanded) for number in _TREES]
    before = tried[0]
    best = min(tried, key=lambda t: float(t.loss.mean()))
    if not is_better(before.loss - best.loss):
        best = before
    folds = np.array([fold_of(c.question.id) for c in cases])
    right = [_right(before, able, model.answers_from), _right(best, able, model.answers_from)]
    threshold = model.answers_from
    moved = _left_out(best, able, folds, threshold)
    if is_better(moved.astype(np.float64) - right[1]):
        right[1], threshold = moved, _threshold(best, able, threshold)
    figures = {
        "questions": float(len(cases)),
        "answerable": float(able.sum()),
        "right_before": round(float(right[0].mean()), 3),
        "right_left_out": round(float(right[1].mean()), 3),
        "loss_before": round(float(before.loss.mean()), 4),
        "loss_left_out": round(float(best.loss.mean()), 4),
        "trees_added": float(best.trees),
        "answers_from": threshold,
    }
    told = (
        f"判断 judge：{len(cases)} 个问题，留出检验的正确率 right on questions left out "
        f"{figures['right_before']:.3f} → {figures['right_left_out']:.3f}，"
        f"损失 loss {figures['loss_before']:.4f} → {figures['loss_left_out']:.4f}。"
    )
    is_general = best is before and threshold == model.answers_from
    if is_general or right[1].sum() < right[0].sum():
        return Outcome(None, (told, STAYS), figures)
    added = _corrections([c.data(near_misses=_NEAR_MISSES) for c in cases], model, best.trees)
    fitted = JudgeFit(
        expanded=expanded,
        signs=SIGNS,
        answers_from=threshold,
        base=general.base,
        last_word=general.last_word,
        trees=tuple(tuple((n[0], n[1], n[2], n[3], n[4]) for n in tree) for tree in (*_of_all_signs(general), *added)),
    )
    path = write_learned(folder, LearnedPart.JUDGE, assistant.embedder.name, fitted, figures)
    return Outcome(path, (told,), figures)


def enough_questions(cases: Sequence[Case]) -> None:
    """Refuse to fit on too few questions.

    Raises:
        LearningError: says how many there are and how many it takes.
    """
    usable = sum(bool(frozenset().union(*c.holds)) for c in cases if c.question.answerable)
    refused = sum(not c.question.answerable for c in cases)
    if usable < LEAST_ANSWERABLE or refused < LEAST_UNANSWERABLE:
        raise LearningError(
            f"带标注的问题太少：资料能答且找到出处的 {usable} 个（至少 {LEAST_ANSWERABLE}），资料答不了的"
            f" {refused} 个（至少 {LEAST_UNANSWERABLE}）。通用的拟合照旧使用。"
            "Too few labelled questions; the general fit stays in use."
        )


def _of_all_signs(general: JudgeFit) -> list[list[list[float]]]:
    """The general trees with the places of their signs among all signs."""
    places = [SIGNS.index(name) for name in general.signs]
    return [
        [
            [float(places[int(sign)]) if left >= 0 else 0.0, cut, left, right, value]
            for sign, cut, left, right, value in tree
        ]
        for tree in general.trees
    ]


def _corrections(data: Sequence[Data], model: JudgeModel, number: int) -> list[list[list[float]]]:
    """So many trees that correct a model on some data."""
    if not number:
        return []
    rows, labels, weights = (np.concatenate(parts) for parts in zip(*data, strict=True))
    return fit(rows, labels, weights, replace(_CORRECTION, trees=number), DIRECTIONS, model.trees.margin(rows))[0]


def _try(cases: Sequence[Case], model: JudgeModel, number: int, *, expanded: bool) -> _Tried:
    """The model with so many trees of its own, each question judged by one fitted without its part."""
    data = [c.data(near_misses=_NEAR_MISSES) for c in cases]
    folds = [fold_of(c.question.id) for c in cases]
    loss, first, holds = np.zeros(len(cases)), np.zeros(len(cases)), np.zeros(len(cases))
    for fold in range(FOLDS):
        added = _corrections([d for d, f in zip(data, folds, strict=True) if f != fold], model, number)
        for i, case in enumerate(cases):
            if folds[i] != fold:
                continue
            rows, labels = case.rows(), case.labels(())
            p = _probability(rows, model, added, expanded=expanded)
            loss[i] = -np.log(np.clip(np.where(labels > 0, p, 1 - p), _SMALLEST, 1)).mean()
            first[i], holds[i] = model.answers(rows, p), labels[int(p.argmax())]
    return _Tried(number, loss, first, holds)


def _probability(
    rows: Matrix, model: JudgeModel, added: Sequence[Sequence[Sequence[float]]], *, expanded: bool
) -> Matrix:
    """What the judge would say of pieces, (n,)."""
    margin = model.trees.margin(rows)
    if added:
        margin = margin + Trees.of(added, 0.0, range(len(SIGNS))).margin(rows)
    p = 1 / (1 + np.exp(-margin))
    return np.asarray(p if expanded else p * [agreement(Signs(*row)) for row in rows.tolist()])


def _right(tried: _Tried, able: npt.NDArray[np.bool_], threshold: float) -> npt.NDArray[np.bool_]:
    """Which questions are answered with a fact, or refused where no source answers, (n,)."""
    said = tried.first >= threshold
    return np.where(able, said & (tried.holds > 0), ~said)


def _threshold(tried: _Tried, able: npt.NDArray[np.bool_], present: float) -> float:
    """The probability from which on most questions end right; of several the nearest to the present one."""
    grid = np.round(np.arange(_LOWEST, _HIGHEST, _STEP), 2)
    right = [int(_right(tried, able, at).sum()) for at in grid]
    return float(
        min((at for at, r in zip(grid, right, strict=True) if r == max(right)), key=lambda at: abs(at - present))
    )


def _left_out(
    tried: _Tried, able: npt.NDArray[np.bool_], folds: npt.NDArray[np.int_], present: float
) -> npt.NDArray[np.bool_]:
    """Which questions end right where the threshold is chosen without their part, (n,)."""
    right = np.zeros(len(able), dtype=bool)
    for fold in range(FOLDS):
        rest, own = folds != fold, folds == fold
        chosen = _threshold(_part(tried, rest), able[rest], present)
        right[own] = _right(_part(tried, own), able[own], chosen)
    return right


def _part(tried: _Tried, chosen: npt.NDArray[np.bool_]) -> _Tried:
    return _Tried(tried.trees, tried.loss[chosen], tried.first[chosen], tried.holds[chosen])
