import json
from pathlib import Path

import numpy as np
import pytest

from assistant.catalogue import coverage_model
from assistant.catalogue.loading import load_catalogue
from assistant.settings import ROOT
from evals.coverage import (
    Agreement,
    agreement,
    by_course_and_task,
    by_twins,
    held_out,
    measure,
    online_series,
    prepare,
    table_two,
)


@pytest.fixture(scope="module")
def prepared(embedder):
    catalogue = load_catalogue(ROOT / "corpus" / "records")
    reader, requirements = prepare(catalogue, embedder)
    return table_two(catalogue, reader, requirements), online_series(catalogue, reader, requirements), reader


def test_agreement_counts_pairs():
    gold = np.array([True, True, False, False])
    assert agreement(np.array([True, False, True, False]), gold) == Agreement(0.5, 0.5, 0.5, 2)
    assert agreement(np.zeros(4, dtype=bool), gold) == Agreement(0.0, 0.0, 0.0, 0)


def test_gold_is_table_two(prepared):
    task, _, _ = prepared
    assert task.gold.sum() == sum(len(r.texts("courses")) for r in task.requirements)
    assert not task.gold[:, task.aligned :].any()


def test_a_fold_sees_neither_its_course_nor_its_task(prepared):
    task, _, _ = prepared
    codes = np.array([r.text("task_code") for r in task.requirements])
    for train, test in by_course_and_task(task):
        column = np.flatnonzero(test.any(axis=0))
        assert not train[:, column].any()
        assert not train[np.isin(codes, codes[test.any(axis=1)])].any()


def test_twins_are_left_out_together(prepared):
    task, _, _ = prepared
    for train, test in by_twins(task):
        held = {task.gold[:, c].tobytes() for c in np.flatnonzero(test.any(axis=0)) if task.gold[:, c].any()}
        assert not held & {task.gold[:, c].tobytes() for c in np.flatnonzero(train.any(axis=0))}


def test_shipped_figures_are_those_of_the_shipped_records(prepared):
    _, figures = measure(*prepared)
    shipped = json.loads(Path(coverage_model.__file__).with_suffix(".json").read_text(encoding="utf-8"))["figures"]
    for name in ("course", "twins", "course and task", "online series"):
        assert figures[name]["f1"] == pytest.approx(shipped[name]["f1"], abs=0.03)
    assert figures["course"]["f1"] > figures["similarity alone, course"]["f1"]
    assert figures["course"]["f1"] > figures["lexical alone, course"]["f1"]


def test_what_is_judged_was_not_fitted_on(prepared):
    task, _, _ = prepared
    gold = task.gold.copy()
    gold[:, 0] = ~gold[:, 0]
    flipped = type(task)(task.requirements, task.names, task.signals, gold)

    def first(folds):
        yield next(iter(folds))

    a, _ = held_out(task, lambda t: first(by_course_and_task(t)))
    b, _ = held_out(flipped, lambda t: first(by_course_and_task(t)))
    assert np.allclose(a, b)
