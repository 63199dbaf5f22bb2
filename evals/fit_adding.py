"""Fit whether a further piece adds something asked: ``python -m evals.fit_adding``.

Cases are those of our documents that the judge is fitted on (``evals/fit_judge.py``), and their trees are fitted anew
for each fifth of the questions without it: on its own questions a judge is too sure of what it says first. Every
question of which a piece holds a fact gives a case for each of the next pieces, in the order in which the trees would
say them: does it hold a required fact that those before it do not?

``adds_from`` is the highest probability at which as many questions left out have all their facts as with the rule
before: all from .25 on, and one from .02 on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.evidence import adding
from assistant.evidence.adding import AddingFit, Said
from assistant.evidence.judge_model import general_fit
from assistant.evidence.trees import Trees
from assistant.learn.cases import SIGNS, Case, Matrix
from assistant.learn.outcome import FOLDS, fold_of
from assistant.learn.regression import logistic
from evals.fit_judge import EXPANDED, Weighed, boosted, expanded_cases
from evals.metrics.ranking import area_under_curve

_NEXT = 4
_RIDGE = 30.0
_RULE, _SPARE = 0.25, 0.02
_GRID = np.round(np.arange(0.04, 0.2, 0.005), 3)


@dataclass(frozen=True, slots=True)
class Step:
    """A piece that may be said next: what is known of it, and the facts that it and those before it hold."""

    said: Said
    holds: frozenset[int]
    told: frozenset[int]

    @property
    def adds(self) -> bool:
        return bool(self.holds - self.told)


def steps(case: Case, trees: Trees) -> tuple[frozenset[int], list[Step]]:
    """The facts that the first piece of a case holds, and the pieces that would follow it."""
    alone = case.rows()
    before = trees.probability(alone)
    first = int(before.argmax())
    order, told, found = [first], case.holds[first], []
    for _ in range(min(_NEXT, len(alone) - 1)):
        rows = case.rows(order)
        now = trees.probability(rows)
        now[order] = -1.0
        best = int(now.argmax())
        said = Said(rows[best], alone[first], float(now[best]), float(before[best]), float(before[first]))
        found.append(Step(said, case.holds[best], told))
        order.append(best)
        told |= case.holds[best]
    return case.holds[first], found


def fitted(found: Sequence[Weighed]) -> dict[str, Any]:
    """The model as ``adding.json`` holds it, with its figures on questions left out."""
    used = [w.case for w in found if w.case.question.answerable and any(w.case.holds)]
    folds = [fold_of(c.question.id) for c in used]
    # The trees of judge.json, fitted anew: on the signs that they read.
    places = [SIGNS.index(name) for name in general_fit(expanded=True).signs]
    each: list[tuple[frozenset[int], list[Step]]] = [(frozenset(), [])] * len(used)
    for fold in range(FOLDS):
        rest = [w.case.data() for w in found if w.for_trees and fold_of(w.case.question.id) != fold]
        trees = Trees.of(*boosted(rest, EXPANDED, places, [0] * len(places)), places)
        for i, case in enumerate(used):
            if folds[i] == fold:
                each[i] = steps(case, trees)
    rows = np.array([s.said.columns() for _, after in each for s in after])
    labels = np.array([float(s.adds) for _, after in each for s in after])
    of = np.array([f for f, (_, after) in zip(folds, each, strict=True) for _ in after])
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    standard, equal = (rows - mean) / scale, np.ones(len(rows))
    p = np.zeros(len(rows))
    for fold in range(FOLDS):
        rest_ = of != fold
        w, b = logistic(standard[rest_], labels[rest_], equal[rest_], ridge=_RIDGE)
        p[~rest_] = 1 / (1 + np.exp(-(standard[~rest_] @ w + b)))
    w, b = logistic(standard, labels, equal, ridge=_RIDGE)
    needs = [frozenset(range(len(c.question.facts))) for c in used]
    rule = _outcome(each, needs, _by_the_rule)
    tried = {float(at): _outcome(each, needs, _from(p, at)) for at in _GRID}
    adds_from = max((at for at, (whole, _) in tried.items() if whole >= rule[0]), default=float(_GRID[0]))
    fit = AddingFit(
        mean=tuple(np.round(mean, 5).tolist()),
        scale=tuple(np.round(scale, 5).tolist()),
        weights=tuple(np.round(w, 5).tolist()),
        bias=round(b, 5),
        adds_from=adds_from,
    )
    judged = np.array([s.said.probability for _, after in each for s in after])
    starts = np.cumsum([0, *(len(after) for _, after in each)])
    second = [start for start, (_, after) in zip(starts, each, strict=False) if after]
    figures = {
        "questions": len(used),
        "whole, rule": rule[0],
        "pieces, rule": round(rule[1] / len(used), 2),
        "whole": tried[adds_from][0],
        "pieces": round(tried[adds_from][1] / len(used), 2),
        "AUC of the second piece, judge": round(area_under_curve(labels[second] > 0, judged[second]), 3),
        "AUC of the second piece": round(area_under_curve(labels[second] > 0, p[second]), 3),
    }
    return {**json.loads(fit.model_dump_json()), "figures": figures}


_Chosen = Callable[[int, Sequence[Step]], list[Step]]


def _outcome(
    each: Sequence[tuple[frozenset[int], list[Step]]], needs: Sequence[frozenset[int]], chosen: _Chosen
) -> tuple[int, int]:
    """How many questions have all their facts, and the number of pieces said."""
    whole = pieces = start = 0
    for (told, after), need in zip(each, needs, strict=True):
        said = chosen(start, after)
        whole += need <= told.union(*(s.holds for s in said))
        pieces += 1 + len(said)
        start += len(after)
    return whole, pieces


def _by_the_rule(start: int, after: Sequence[Step]) -> list[Step]:
    sure = [s for s in after if s.said.probability >= _RULE]
    spare = [s for s in after if _SPARE <= s.said.probability < _RULE]
    return [*sure, *spare[:1]]


def _from(p: Matrix, at: float) -> _Chosen:
    def chosen(start: int, after: Sequence[Step]) -> list[Step]:
        own = p[start : start + len(after)]
        return list(after[: next((n for n, value in enumerate(own) if value < at), len(after))])

    return chosen


def main(say: Callable[[str], None] = print) -> None:
    model = fitted(list(expanded_cases(())))
    path = Path(adding.__file__).with_suffix(".json")
    path.write_text(json.dumps(model, separators=(",", ":")) + "\n", "utf-8")
    say(json.dumps(model["figures"], indent=1))


if __name__ == "__main__":
    main()
