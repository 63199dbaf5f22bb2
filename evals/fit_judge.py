"""Fit the judge of evidence: ``python -m evals.fit_judge [--sources DIR] [--only plain|expanded]``.

Every piece found for a development question is a case in several states of the answer: nothing said yet, the best
passages of the ranking said, the pieces that hold the gold facts said, and one that holds none. Its label: does it hold
a required fact that those said do not. Once more without the pieces that hold any, as though no source answered: a near
miss. Five-fold cross-validation by question; then one fit on all.

Two models: for passages that know questions which they answer, as ours do, and for texts as they come. These are the
small packs of ``evals/plain``, our documents without their questions, and with ``--sources`` the five sources as plain
text; ``dev`` is kept out of that fit, since it measures how they are read.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from assistant.assistant import Assistant
from assistant.evidence import judge
from assistant.evidence.judge import Trees
from assistant.evidence.passages import pieces
from assistant.evidence.signs import Signs, Weighing
from assistant.settings import load_settings
from assistant.understanding.turns import TurnKind
from evals.metrics.facts import normalise
from evals.questions import Question, load_questions
from evals.run import QUESTIONS

SETS = ("dev", *(f"own-dev{n}" for n in ("", *(f"-{i}" for i in range(2, 10)))), "near-misses")
PLAIN = QUESTIONS.parent / "plain"
# The small packs are other trades, in other forms than ours: few questions that count for more.
_OF_SMALL_PACKS = 3.0
# So many of our questions are asked of our documents and of the sources; more of one trade teach nothing of others.
_OF_OURS, _OF_SOURCES = 350, 180
_FOLDS = 5
_SAID = 3
# Chosen by area under the curve and clean answers in cross-validation; twice the trees gain nothing.
_BOOSTING = {
    "max_iter": 150,
    "learning_rate": 0.06,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "random_state": 0,
}

# Signs of which more speaks for a piece, and of which more speaks against it: on few examples of a trade trees learn
# the contrary of some by chance.
_FOR = frozenset(
    (
        "dense lexical coverage own_coverage text_coverage asked worded shape values_held subject subject_inside "
        "property property_inside sentence heading column gain text_gain score fused names similarity sure "
        "distance new_properties new_names"
    ).split()
)
_AGAINST = frozenset(
    (
        "others subject_lacks lacks unseen unstated unknown about_others repeats rank score_lag dense_lag "
        "lexical_lag coverage_lag text_coverage_lag asked_lag names_lag shape_lag sentence_lag"
    ).split()
)
_PLAIN_BOOSTING = {
    "max_iter": 100,
    "learning_rate": 0.08,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
    "max_bins": 64,
    "random_state": 0,
    "monotonic_cst": [(f.name in _FOR) - (f.name in _AGAINST) for f in fields(Signs)],
}
# As though no source answered: with one pack left out at a time a third of the weight is best.
_NEAR_MISSES = 0.3

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its pieces; ``holds`` are the numbers of the gold facts in each of them."""

    question: Question
    weighing: Weighing
    holds: tuple[frozenset[int], ...]
    ranked: int

    def labels(self, said: Sequence[int]) -> Matrix:
        """1 where a piece holds a fact that those said do not, (n,)."""
        told = frozenset[int]().union(*(self.holds[i] for i in said))
        return np.array([float(bool(h - told)) for h in self.holds])

    def rows(self, said: Sequence[int]) -> Matrix:
        """The signs of all pieces, (n, signs)."""
        return np.array([astuple(s) for s in self.weighing.signs(said)])

    def states(self) -> list[tuple[int, ...]]:
        """What may have been said before, each state once."""
        found: set[tuple[int, ...]] = {(), *(tuple(range(k)) for k in range(1, min(_SAID, self.ranked) + 1))}
        said: list[int] = []
        while len(said) < _SAID and self.labels(said).any():
            said.append(int(self.labels(said).argmax()))
            found.add(tuple(said))
        rest = [i for i in range(len(self.holds)) if i not in said]
        if said and rest:
            found.add((*said, random.Random(self.question.id).choice(rest)))
        return sorted(found, key=len)


def cases(assistant: Assistant, questions: Sequence[Question]) -> list[Case]:
    """What the passages hold for every question that is not declined; those that records answer too."""
    made = []
    for question in questions:
        turn = question.turn()
        query = assistant.reader.understand(turn)
        if assistant.turns.take(turn).kind is not TurnKind.QUESTION:
            continue
        reading, found = assistant.reader.best(turn, query)
        items = pieces(reading, found, assistant.retriever)
        if not items:
            continue
        sure = assistant.reader.sure(found)
        weighing = Weighing(reading, assistant.reader.vector(reading), found, sure, items, assistant.retriever)
        texts = [normalise(i.evidence.text) for i in items]
        made.append(Case(question, weighing, tuple(_facts(question, t) for t in texts), len(found.chosen)))
    return made


def _facts(question: Question, text: str) -> frozenset[int]:
    """The numbers of the gold facts in a normalised text; none where it states something forbidden."""
    if not question.answerable or any(normalise(f) in text for f in question.forbidden):
        return frozenset()
    return frozenset(n for n, fact in enumerate(question.facts) if any(_stands(normalise(s), text) for s in fact))


def _stands(fact: str, text: str) -> bool:
    """Whether a fact stands in a text; a bare figure not within another one."""
    if not fact.isdigit():
        return fact in text
    return re.search(rf"(?<![\d.,]){fact}(?!\d|[.,]\d)", text) is not None


Data = tuple[Matrix, Matrix, Matrix]


def data_of(case: Case, weight: float, near_misses: float) -> Data:
    """(signs, labels, weights) of the pieces not said in every state, and of those left where no source answers.

    ``weight`` is that of the case, ``near_misses`` the share of it that those left have.
    """
    rows, labels, weights = [], [], []
    for said in case.states():
        left = [i for i in range(len(case.holds)) if i not in said]
        rows.append(case.rows(said)[left])
        labels.append(case.labels(said)[left])
        weights.append(np.full(len(left), weight))
    missed = without_gold(case) if near_misses else None
    if missed is not None:
        rows.append(missed)
        labels.append(np.zeros(len(missed)))
        weights.append(np.full(len(missed), weight * near_misses))
    return np.vstack(rows), np.concatenate(labels), np.concatenate(weights)


def without_gold(case: Case) -> Matrix | None:
    """The signs of what else was found, nothing said, as though no source held what is asked; None without such.

    A near miss of every answerable question: the same trade, the same words, and no answer.
    """
    left = [i for i, held in enumerate(case.holds) if not held]
    if len(left) in (0, len(case.holds)):
        return None
    return np.array([astuple(s) for s in case.weighing.without(left).signs(())])


def _fit(data: Sequence[Data], boosting: Mapping[str, Any]) -> HistGradientBoostingClassifier:
    rows, labels, weights = map(np.concatenate, zip(*data, strict=True))
    return HistGradientBoostingClassifier(**boosting).fit(rows, labels, sample_weight=weights)


def figures(all_cases: Sequence[Case], data: Sequence[Data], boosting: Mapping[str, Any]) -> dict[str, float]:
    """Cross-validated by question, nothing said before.

    The area under the curve of pieces and of questions (answerable or not, by their best piece), the average precision
    of pieces, and how often the first piece of an answerable question holds a fact.
    """
    fold = [zlib.crc32(c.question.id.encode()) % _FOLDS for c in all_cases]
    predicted = [np.zeros(0)] * len(all_cases)
    for number in range(_FOLDS):
        model = _fit([d for d, f in zip(data, fold, strict=True) if f != number], boosting)
        for i, case in enumerate(all_cases):
            if fold[i] == number:
                predicted[i] = model.predict_proba(case.rows(()))[:, 1]
    p, y = np.concatenate(predicted), np.concatenate([c.labels(()) for c in all_cases])
    able = [c.question.answerable for c in all_cases]
    first = [c.labels(())[p.argmax()] for c, p in zip(all_cases, predicted, strict=True) if c.question.answerable]
    return {
        "questions": len(all_cases),
        "pieces": len(y),
        "AUC": round(float(roc_auc_score(y, p)), 3),
        "average precision": round(float(average_precision_score(y, p)), 3),
        "AUC answerable": round(float(roc_auc_score(able, [p.max() for p in predicted])), 3),
        "first piece holds a fact": round(float(np.mean(first)), 3),
    }


def as_trees(model: Any) -> tuple[list[list[list[float]]], float]:
    """The nodes of a fitted boosting as ``judge.Trees`` reads them, and its base value."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        trees.append(
            [
                [0, 0, -1, -1, round(float(n["value"]), 5)]
                if n["is_leaf"]
                else [int(n["feature_idx"]), float(n["num_threshold"]), int(n["left"]), int(n["right"]), 0]
                for n in nodes
            ]
        )
    return trees, float(model._baseline_prediction.item())


def fitted(found: Sequence[tuple[Case, float]], boosting: Mapping[str, Any], near_misses: float) -> dict[str, Any]:
    """A model as ``judge.json`` holds it, from cases with their weights."""
    all_cases = [case for case, _ in found]
    data = [data_of(case, weight, near_misses) for case, weight in found]
    measured, model = figures(all_cases, data, boosting), _fit(data, boosting)
    trees, base = as_trees(model)
    rows = all_cases[0].rows(())
    of_ours = Trees.of(trees, base, range(rows.shape[1])).probability(rows)
    difference = float(np.abs(of_ours - model.predict_proba(rows)[:, 1]).max())
    assert difference < 1e-3, difference
    return {"signs": [f.name for f in fields(Signs)], "figures": measured, "base": base, "trees": trees}


def plain_cases(sources: Path | None) -> Iterator[tuple[Case, float]]:
    """Cases of texts as they come, each with its weight."""
    settings = load_settings()
    ours = [q for name in SETS if name != "dev" for q in load_questions(QUESTIONS / f"{name}.jsonl")]
    drawn = random.Random(1)
    packs: list[tuple[Path, Sequence[Question], float]] = [
        (pack, load_questions(pack / "questions.jsonl"), _OF_SMALL_PACKS)
        for pack in sorted(PLAIN.iterdir())
        if pack.is_dir()
    ]
    packs.append((settings.corpus / "documents", drawn.sample(ours, _OF_OURS), 1.0))
    if sources:
        packs.append((sources, drawn.sample(ours, _OF_SOURCES), 1.0))
    for folder, questions, weight in packs:
        with tempfile.TemporaryDirectory() as index:
            assistant = Assistant.open(load_settings(corpus=folder, index=Path(index)))
            for case in cases(assistant, questions):
                yield case, weight


def main(argv: Sequence[str] | None = None, say: Callable[[str], None] = print) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="folder of the five sources as plain text")
    parser.add_argument("--only", choices=("plain", "expanded"))
    arguments = parser.parse_args(argv)
    path = Path(judge.__file__).with_suffix(".json")
    models = json.loads(path.read_text("utf-8"))["models"] if path.exists() else {}
    if arguments.only != "plain":
        files = [QUESTIONS / f"{name}.jsonl" for name in SETS]
        found = cases(Assistant.open(load_settings()), [q for file in files for q in load_questions(file)])
        models["expanded"] = fitted([(case, 1.0) for case in found], _BOOSTING, near_misses=0.0)
    if arguments.only != "expanded":
        models["plain"] = fitted(list(plain_cases(arguments.sources)), _PLAIN_BOOSTING, _NEAR_MISSES)
    path.write_text(json.dumps({"models": models}, separators=(",", ":")) + "\n", "utf-8")
    say(json.dumps({name: model["figures"] for name, model in models.items()}, indent=1))


if __name__ == "__main__":
    main()
