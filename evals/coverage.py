"""How well course coverage is estimated: ``python -m evals.coverage [--write]``.

Gold is table 2 of the School A paper: 38 requirements and seven courses, 64 alignments of 266 pairs. The
estimate sees the requirements and the names of the courses, never the table's alignments. Nine general
courses of the teaching standard (第8.1.1节), which carry none of them, stand beside the seven as negatives.

- ``course``: each course is judged by a model fitted without it.
- ``twins``: as ``course``, but courses that the table aligns alike are left out together; so are
  跨境电子商务基础 and 跨境电子商务实务, the only general ones, and nothing is left that shows
  what such a course carries.
- ``course and task``: fitted without the course and without the requirements of the same task.
- ``lists``: every list of some of the seven; is a requirement covered by any course of the list?
- ``online series``: the eight intermediate courses of the Alibaba programme (第4.5节), which the fit never
  sees, with their contents; their tasks (``task_codes``) are our reading of their names.

``--write`` fits on all pairs and writes ``assistant/catalogue/coverage_model.json`` with these figures, and
the vectors of the fixed texts beside the corpus.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.catalogue import coverage_model
from assistant.catalogue.course_signals import SIGNALS, CourseText, Matrix, SignalReader, fixed_texts
from assistant.catalogue.coverage import CACHE_NAME, reference_courses, requirements_of
from assistant.catalogue.coverage_model import CoverageModel
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.model import Record
from assistant.index.embedding import Embedder, load_embedder
from assistant.index.vector_cache import write_cache
from assistant.learn.regression import logistic
from assistant.pack.schema import Kind
from assistant.settings import load_settings

Gold = npt.NDArray[np.bool_]
# teaching-standard-730702#第8.1.1节
GENERAL_EDUCATION = ("思想政治", "语文", "历史", "数学", "外语", "信息技术", "体育与健康", "艺术", "劳动教育")
# An estimate of this precision, measured on courses kept out of the fit, counts as coverage.
_COVERED_PRECISION = 0.95
_RIDGE = 1.0
_THRESHOLDS = np.linspace(0.05, 0.95, 91)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of decisions against gold, with the number of pairs decided for."""

    precision: float
    recall: float
    f1: float
    decided: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is estimated: signals (requirements, courses, signals), gold, and each requirement's task."""

    requirements: tuple[Record, ...]
    names: tuple[str, ...]
    signals: Matrix
    gold: Gold

    @property
    def aligned(self) -> int:
        """How many of the courses, from the first, are in the table; the others are negatives."""
        return int(self.gold.any(axis=0).sum())


def agreement(decided: Gold, gold: Gold) -> Agreement:
    """Precision, recall and F1; 0 where undefined."""
    hits = int((decided & gold).sum())
    precision = hits / int(decided.sum()) if decided.any() else 0.0
    recall = hits / int(gold.sum()) if gold.any() else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Agreement(round(precision, 3), round(recall, 3), round(f1, 3), int(decided.sum()))


def table_two(catalogue: Catalogue, reader: SignalReader, requirements: tuple[Record, ...]) -> Pairs:
    """The table's own courses and the negatives, by name alone."""
    aligned = tuple(dict.fromkeys(name for r in requirements for name in r.texts("courses")))
    names = (*aligned, *GENERAL_EDUCATION)
    gold = np.array([[name in r.texts("courses") for name in names] for r in requirements])
    return Pairs(requirements, names, reader.read([CourseText(n) for n in names]), gold)


def online_series(catalogue: Catalogue, reader: SignalReader, requirements: tuple[Record, ...]) -> Pairs:
    """The intermediate online courses with their sections."""
    modules = [m for m in catalogue.all(Kind.MODULE) if m.texts("task_codes")]
    texts = [CourseText(m.name, "；".join(m.texts("sections"))) for m in modules]
    gold = np.array([[r.text("task_code") in m.texts("task_codes") for m in modules] for r in requirements])
    return Pairs(requirements, tuple(m.name for m in modules), reader.read(texts), gold)


def fit(signals: Matrix, gold: Gold) -> CoverageModel:
    """Ridge logistic regression by Newton's method; ``partly`` is the threshold of the best F1 of the fit.

    Args:
        signals: (n, signals).
        gold: (n,).
    """
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    w, bias = logistic((signals - mean) / scale, gold.astype(float), np.ones(len(gold)), ridge=_RIDGE)
    model = CoverageModel(mean.tolist(), scale.tolist(), w.tolist(), bias, 0.0, 1.0)
    threshold = _best_threshold(model.probability(signals), gold)
    return CoverageModel(model.mean, model.scale, model.weights, model.bias, threshold, 1.0)


def _best_threshold(probability: Matrix, gold: Gold) -> float:
    return float(max(_THRESHOLDS, key=lambda t: agreement(probability >= t, gold).f1))


def by_course(pairs: Pairs) -> Iterator[tuple[Gold, Gold]]:
    """(train, test) masks: one course at a time."""
    for column in range(len(pairs.names)):
        test = np.zeros(pairs.gold.shape, dtype=bool)
        test[:, column] = True
        yield ~test, test


def by_twins(pairs: Pairs) -> Iterator[tuple[Gold, Gold]]:
    """(train, test) masks: aligned courses with the same alignments at a time, and each negative."""
    groups: dict[bytes, list[int]] = {}
    for column in range(len(pairs.names)):
        key = pairs.gold[:, column].tobytes() if pairs.gold[:, column].any() else str(column).encode()
        groups.setdefault(key, []).append(column)
    for columns in groups.values():
        test = np.zeros(pairs.gold.shape, dtype=bool)
        test[:, columns] = True
        yield ~test, test


def by_course_and_task(pairs: Pairs) -> Iterator[tuple[Gold, Gold]]:
    """(train, test) masks: one course and task at a time; training sees neither."""
    codes = np.array([r.text("task_code") for r in pairs.requirements])
    for column in range(len(pairs.names)):
        for code in dict.fromkeys(codes):
            rows = codes == code
            test, train = np.zeros(pairs.gold.shape, dtype=bool), np.ones(pairs.gold.shape, dtype=bool)
            test[rows, column] = True
            train[rows, :] = False
            train[:, column] = False
            yield train, test


def held_out(pairs: Pairs, folds: Callable[[Pairs], Iterator[tuple[Gold, Gold]]]) -> tuple[Matrix, Gold]:
    """Probabilities and decisions of models that did not see what they judge."""
    probability, decided = np.zeros(pairs.gold.shape), np.zeros(pairs.gold.shape, dtype=bool)
    for train, test in folds(pairs):
        model = fit(pairs.signals[train], pairs.gold[train])
        probability[test] = model.probability(pairs.signals[test])
        decided[test] = probability[test] >= model.partly
    return probability, decided


def over_lists(pairs: Pairs, reader: SignalReader) -> Agreement:
    """Requirement by requirement over all lists of some of the aligned courses, tasks kept out of the fit."""
    codes = np.array([r.text("task_code") for r in pairs.requirements])
    models = {
        c: fit(pairs.signals[codes != c].reshape(-1, len(SIGNALS)), pairs.gold[codes != c].ravel()) for c in codes
    }
    found, gold = [], []
    for size in range(1, pairs.aligned + 1):
        for chosen in combinations(range(pairs.aligned), size):
            signals = reader.read([CourseText(pairs.names[i]) for i in chosen])
            best = [models[c].probability(s).max() >= models[c].partly for c, s in zip(codes, signals, strict=True)]
            found.append(best)
            gold.append(pairs.gold[:, chosen].any(axis=1))
    return agreement(np.array(found), np.array(gold))


def measure(pairs: Pairs, series: Pairs, reader: SignalReader) -> tuple[CoverageModel, dict[str, Any]]:
    """The model fitted on everything, and the figures of models that were not."""
    n = pairs.aligned
    gold = pairs.gold[:, :n]
    model = fit(pairs.signals.reshape(-1, len(SIGNALS)), pairs.gold.ravel())
    by_one, decided = held_out(pairs, by_course)
    twins = held_out(pairs, by_twins)[1]
    decided_both = held_out(pairs, by_course_and_task)[1]
    precise = [t for t in _THRESHOLDS if agreement(by_one[:, :n] >= t, gold).precision >= _COVERED_PRECISION]
    covered = max(model.partly, float(precise[0]) if precise else 1.0)
    model = CoverageModel(model.mean, model.scale, model.weights, model.bias, model.partly, covered)
    on_series = model.probability(series.signals)
    alone = {
        name: agreement(_single(pairs, i)[:, :n], gold)
        for i, name in enumerate(SIGNALS)
        if name in ("similarity", "lexical")
    }
    return model, {
        "course": _figures(agreement(decided[:, :n], gold)),
        "twins": _figures(agreement(twins[:, :n], gold)),
        "course and task": _figures(agreement(decided_both[:, :n], gold)),
        "course, at the threshold of covered": _figures(agreement(by_one[:, :n] >= covered, gold)),
        "lists": _figures(over_lists(pairs, reader)),
        "online series": _figures(agreement(on_series >= model.partly, series.gold)),
        "online series, at the threshold of covered": _figures(agreement(on_series >= covered, series.gold)),
        "general courses taken for coverage": round(float(decided[:, n:].mean()), 3),
        "every pair": _figures(agreement(np.ones_like(gold), gold)),
        **{f"{name} alone, course": _figures(a) for name, a in alone.items()},
    }


def _single(pairs: Pairs, signal: int) -> Gold:
    one = Pairs(pairs.requirements, pairs.names, pairs.signals[:, :, signal : signal + 1], pairs.gold)
    return held_out(one, by_course)[1]


def _figures(a: Agreement) -> dict[str, float]:
    return {"precision": a.precision, "recall": a.recall, "f1": a.f1, "decided": a.decided}


def prepare(catalogue: Catalogue, embedder: Embedder) -> tuple[SignalReader, tuple[Record, ...]]:
    """The reader over the recorded requirements, with every vector computed anew."""
    requirements = requirements_of(catalogue, None)
    return SignalReader(
        requirements, reference_courses(catalogue, requirements), embedder, trade=catalogue.words.of_trade
    ), requirements


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the fitted model and the vectors")
    arguments = parser.parse_args(argv)
    settings = load_settings()
    catalogue, embedder = load_catalogue(settings.catalogue), load_embedder(settings.embedding_model)
    reader, requirements = prepare(catalogue, embedder)
    model, figures = measure(
        table_two(catalogue, reader, requirements), online_series(catalogue, reader, requirements), reader
    )
    if arguments.write:
        _write(model, figures, embedder.name)
        texts = fixed_texts(requirements, catalogue.all(Kind.COURSE), catalogue.words.of_trade)
        vectors = dict(zip(texts, embedder.embed_passages(texts), strict=True))
        write_cache(settings.corpus / CACHE_NAME, embedder.name, vectors)
    for name, values in figures.items():
        print(f"{name:45s} {values}")
    print(json.dumps(figures, ensure_ascii=False))


def _write(model: CoverageModel, figures: dict[str, Any], embedding_model: str) -> None:
    data = {
        "embedding_model": embedding_model,
        "signals": list(SIGNALS),
        "mean": np.round(model.mean, 4).tolist(),
        "scale": np.round(model.scale, 4).tolist(),
        "weights": np.round(model.weights, 4).tolist(),
        "bias": round(model.bias, 4),
        "partly": round(model.partly, 2),
        "covered": round(model.covered, 2),
        "figures": figures,
    }
    path = Path(coverage_model.__file__).with_suffix(".json")
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
