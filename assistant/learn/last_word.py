"""Whether anything answers, fitted on what the trees say of questions that they were not fitted on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.evidence.last_word import MORE, LastWord, LastWordFit, columns
from assistant.learn.boosting import Boosting, fit
from assistant.learn.cases import SIGNS, Matrix
from assistant.learn.regression import logistic

# Chosen by false answers in cross-validation at as many wrong refusals.
_RIDGE = 100.0
_TREES = Boosting(trees=120, rate=0.06, leaves=6, least=25)


def fit_last_word(read: Matrix, answerable: npt.NDArray[np.bool_], weights: Matrix) -> LastWordFit:
    """The last word of some questions.

    Args:
        read: what ``columns`` made of each, over all signs, (n, signs + 4).
        answerable: whether the sources answer it, (n,).
        weights: how much each counts, (n,).
    """
    mean, scale = read.mean(axis=0), read.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    labels = answerable.astype(np.float64)
    w, bias = logistic((read - mean) / scale, labels, weights, ridge=_RIDGE)
    trees, base = fit(read, labels, weights, _TREES, [0] * read.shape[1])
    return LastWordFit(
        signs=SIGNS,
        mean=tuple(np.round(mean, 5).tolist()),
        # A column that hardly differs has a scale beyond any rounding.
        scale=tuple(np.maximum(np.round(scale, 5), 1e-5).tolist()),
        weights=tuple(np.round(w, 5).tolist()),
        bias=round(bias, 5),
        base=base,
        trees=tuple(tuple((n[0], n[1], n[2], n[3], round(n[4], 5)) for n in tree) for tree in trees),
    )


def left_out(read: Matrix, answerable: npt.NDArray[np.bool_], weights: Matrix, parts: npt.NDArray[np.int_]) -> Matrix:
    """Probability of an answer of each question by a last word that was fitted without its part, (n,).

    Args:
        read, answerable, weights: as in ``fit_last_word``.
        parts: the number of the part of each, (n,).
    """
    p = np.zeros(len(read))
    for part in np.unique(parts):
        rest = parts != part
        if not rest.all():
            word = LastWord.of(fit_last_word(read[rest], answerable[rest], weights[rest]), SIGNS)
            p[~rest] = word.probabilities(read[~rest])
    return p


def read_of(rows: Sequence[Matrix], pieces: Sequence[Matrix]) -> Matrix:
    """What the last word reads of several questions, (n, signs + 4), from signs and probabilities of their pieces."""
    made = [columns(r, p) for r, p in zip(rows, pieces, strict=True)]
    return np.array(made) if made else np.zeros((0, len(SIGNS) + len(MORE)))
