"""Trees learn what the rows show, keep to their directions, and correct a model that they start from."""

import numpy as np
import pytest

from assistant.evidence.trees import Trees
from assistant.learn.boosting import Boosting, fit
from assistant.learn.regression import logistic

HOW = Boosting(trees=40, rate=0.2, leaves=4, least=5, ridge=1.0)


def data(n=600, seed=0):
    """Rows of three signs of which two together decide; the third says nothing."""
    rows = np.random.default_rng(seed).uniform(-1, 1, (n, 3))
    return rows, ((rows[:, 0] > 0) & (rows[:, 1] > 0.2)).astype(float)


def trees_of(rows, labels, directions=(0, 0, 0), start=None):
    nodes, base = fit(rows, labels, np.ones(len(rows)), HOW, directions, start)
    return Trees.of(nodes, base, range(rows.shape[1]))


def test_what_two_signs_say_together_is_learned():
    fitted = trees_of(*data())
    rows, labels = data(seed=1)
    assert ((fitted.probability(rows) > 0.5) == labels).mean() > 0.95


def test_the_same_rows_give_the_same_trees():
    rows, labels = data()
    assert fit(rows, labels, np.ones(len(rows)), HOW, (0, 0, 0)) == fit(
        rows, labels, np.ones(len(rows)), HOW, (0, 0, 0)
    )


@pytest.mark.parametrize("direction", [1, -1])
def test_a_sign_with_a_direction_never_speaks_the_other_way(direction):
    rows, labels = data()
    # The labels say the contrary for some rows, which a free tree would follow.
    labels = np.where(rows[:, 2] > 0.5, 1 - labels, labels)
    fitted = trees_of(rows, labels, (direction, 0, 0))
    probe = np.repeat(rows[:50], 21, axis=0)
    probe[:, 0] = np.tile(np.linspace(-1, 1, 21), 50)
    steps = np.diff(fitted.margin(probe).reshape(50, 21), axis=1)
    assert (steps * direction >= -1e-9).all()


def test_trees_correct_the_model_that_they_start_from():
    rows, labels = data()
    wrong = np.where(rows[:, 1] > 0, 1.0, -1.0)
    added = trees_of(rows, labels, start=wrong)
    unseen, truth = data(seed=2)
    before = np.where(unseen[:, 1] > 0, 1.0, -1.0)
    assert ((before + added.margin(unseen) > 0) == truth).mean() > ((before > 0) == truth).mean() + 0.1


def test_weights_that_are_held_stay_near_where_they_began():
    rows, labels = data()
    start = np.array([3.0, -2.0, 1.0]), 0.5
    free, _ = logistic(rows, labels, np.ones(len(rows)), ridge=1.0, start=start)
    held, _ = logistic(rows, labels, np.ones(len(rows)), ridge=1e6, start=start)
    assert np.abs(held - start[0]).max() < 0.01
    assert free[1] > 0
