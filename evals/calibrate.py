"""Fit the abstention model: ``python -m evals.calibrate --benchmark DIR … [--questions FILE …]``.

Each answerable question gives two cases: its passage present (should answer) and its source removed
(should abstain), in the manner of RGB's negative rejection (arXiv:2309.01431). Half of the public
questions are kept out of the fit; on them the share refused at 95 % kept is reported.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.answering import abstention
from assistant.answering.abstention import AbstentionModel, Signals
from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.index.embedding import Embedder, load_embedder
from assistant.index.generations import ensure
from assistant.learn.regression import logistic
from assistant.settings import load_settings
from assistant.types import Message, Status, Turn
from evals.bare_passages import assistant_over, search
from evals.metrics.facts import holds

Matrix = npt.NDArray[np.float64]
Cases = tuple[Matrix, Matrix]
_SAMPLE = 800
# What is reported; what the threshold keeps of our questions; and of them over the sources as plain texts, where the
# passages hold chance pieces of a page and more of what is found is no answer.
_KEEP, _OUR_KEEP, _PLAIN_KEEP = 0.95, 0.965, 0.85
# Of the model for plain texts.
_PLAIN_WEIGHT, _PUBLIC_WEIGHT = 0.3, 0.7
# While signals are collected nothing is refused, so that fitting does not depend on the fit before it.
_ANSWERS_ALWAYS = AbstentionModel(
    [0.0] * len(fields(Signals)), [1.0] * len(fields(Signals)), [0.0] * len(fields(Signals)), 0.0, 0.0
)
_L2 = 1e-2


def _embed(folder: Path, texts: Sequence[str], embedder: Embedder, cache: Path | None) -> npt.NDArray[np.float32]:
    """Vectors of a public set's passages, kept under ``cache`` since they take minutes."""
    stored = cache / f"{folder.name}.npy" if cache else None
    if stored and stored.exists():
        return np.asarray(np.load(stored))
    vectors = np.concatenate([embedder.embed_passages(texts[i : i + 32]) for i in range(0, len(texts), 32)])
    if stored:
        np.save(stored, vectors)
    return vectors


def benchmark_cases(folder: Path, model: str, cache: Path | None) -> Cases:
    """A public set, gold passage present and removed, asked through the assistant's own search."""
    passages = _lines(folder / "passages.jsonl")
    questions = random.Random(0).sample(_lines(folder / "questions.jsonl"), _SAMPLE)
    embedder = load_embedder(model)
    vectors = _embed(folder, [str(p["text"]) for p in passages], embedder, cache)
    assistant = assistant_over([(str(p["id"]), str(p["text"])) for p in passages], vectors, embedder, _ANSWERS_ALWAYS)
    everything = {str(p["id"]) for p in passages}
    rows: list[tuple[float, ...]] = []
    for question in questions:
        for allowed in (everything, everything - {str(g) for g in question["gold"]}):
            rows.append(_signals(assistant, question, allowed)[0])
    return np.array(rows), np.tile([1.0, 0.0], len(questions))


def own_cases(assistant: Assistant, questions: Iterable[dict[str, Any]]) -> Cases:
    """Our questions as they are, and once more without the documents that their answers cite.

    Questions that records answer, and those that are declined, never meet the model and are left out. So
    are those where the passages found cannot tell answering from refusing: the right document is there but
    another passage was found, or it is gone but a second source states the same facts.
    """
    documents = assistant.generation.documents
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    for question in questions:
        answer = assistant.answer(_turn(question))
        if answer.status is Status.DECLINED:
            continue
        if answer.intent == "passage":
            signals, evidence = _signals(assistant, question, set())
            if not question["answerable"] or _holds_all(evidence, question):
                rows.append(signals)
                labels.append(float(bool(question["answerable"])))
        if question["answerable"] and answer.citations:
            cited = {documents[c.document].translation_of or c.document for c in answer.citations}
            kept = {d.id for d in documents.values() if not {d.id, d.translation_of} & cited}
            signals, evidence = _signals(assistant, question, kept)
            if not _holds_all(evidence, question):
                rows.append(signals)
                labels.append(0.0)
    return np.array(rows), np.array(labels)


def _holds_all(evidence: str, question: dict[str, Any]) -> bool:
    """Whether passages hold every gold fact, so that an answer from them would be right."""
    return all(holds(evidence, fact) for fact in question.get("facts", []))


def _turn(question: dict[str, Any]) -> Turn:
    return Turn(str(question["question"]), tuple(Message(**m) for m in question.get("history", [])))


def _signals(assistant: Assistant, question: dict[str, Any], documents: set[str]) -> tuple[tuple[float, ...], str]:
    """The signals of a question over some documents (empty for all), and the text of the chosen passages."""
    found = search(assistant, _turn(question), documents)
    return astuple(found.signals), "\n".join(c.hit.passage.searchable for c in found.chosen)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--benchmark", type=Path, action="append", default=[])
    parser.add_argument("--cache", type=Path, help="folder for the vectors of the public sets")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="the same sources as plain text")
    parser.add_argument("--questions", type=Path, action="append", default=[])
    arguments = parser.parse_args(argv)
    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    generation = ensure(settings.corpus, settings.index, embedder)
    assistant = Assistant(generation, embedder, load_catalogue(settings.catalogue), _ANSWERS_ALWAYS)
    questions = [q for path in arguments.questions for q in _lines(path)]
    own = own_cases(assistant, questions)
    plain: list[Cases] = []
    for folder in arguments.corpus:
        with tempfile.TemporaryDirectory() as index:
            over = Assistant(ensure(folder, Path(index), embedder), embedder, Catalogue(), _ANSWERS_ALWAYS)
            plain.append(own_cases(over, questions))
    public = {f.name: benchmark_cases(f, settings.embedding_model, arguments.cache) for f in arguments.benchmark}
    expanded = _fitted([(*own, 1.0)], own, _OUR_KEEP)
    models, figures = (
        {"expanded": expanded},
        {"own": _report(expanded, own), "own at our threshold": _at(expanded, own)},
    )
    if plain and public:
        # Half of each public set plays no part in the fit.
        halves = {name: len(labels) // 2 for name, (_, labels) in public.items()}
        parts = [(*cases, _PLAIN_WEIGHT / len(plain)) for cases in plain]
        parts += [
            (rows[: halves[n]], labels[: halves[n]], _PUBLIC_WEIGHT / len(public))
            for n, (rows, labels) in public.items()
        ]
        model = models["plain"] = _fitted(parts, plain[0], _PLAIN_KEEP)
        for name, (rows, labels) in public.items():
            unseen = rows[halves[name] :], labels[halves[name] :]
            figures[name] = _report(model, unseen)
            figures[f"{name} at our threshold"] = _at(model, unseen)
        figures["own over plain texts at our threshold"] = _at(model, plain[0])
    result = {
        "embedding_model": embedder.name,
        "signals": [f.name for f in fields(Signals)],
        "models": {
            name: {
                "mean": np.round(m.mean, 5).tolist(),
                "scale": np.round(m.scale, 5).tolist(),
                "weights": np.round(m.weights, 4).tolist(),
                "bias": round(m.bias, 4),
                "threshold": round(m.threshold, 4),
            }
            for name, m in models.items()
        },
        "figures": figures,
    }
    path = Path(abstention.__file__).with_suffix(".json")
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1, ensure_ascii=False))


def _fitted(parts: Sequence[tuple[Matrix, Matrix, float]], kept: Cases, share: float) -> AbstentionModel:
    """The model of some cases with their weights, whose threshold keeps a share of the answerable of others."""
    weights = np.concatenate([np.full(len(labels), part / len(labels)) for _, labels, part in parts])
    rows = np.concatenate([p[0] for p in parts])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    labels = np.concatenate([p[1] for p in parts])
    w, bias = logistic((rows - mean) / scale, labels, weights / weights.sum(), ridge=_L2)
    model = AbstentionModel(mean.tolist(), scale.tolist(), w.tolist(), bias, 0.0)
    rows, labels = kept
    return replace(model, threshold=float(np.quantile(_probability(model, rows[labels == 1]), 1 - share)))


def _probability(model: AbstentionModel, rows: Matrix) -> Matrix:
    z = (rows - np.array(model.mean)) / np.array(model.scale) @ np.array(model.weights) + model.bias
    return np.asarray(1 / (1 + np.exp(-z)))


def _report(model: AbstentionModel, cases: Cases) -> dict[str, float]:
    """Kept and refused where ``_KEEP`` of these cases are kept."""
    p = _probability(model, cases[0])
    return _refused(p, cases[1], float(np.quantile(p[cases[1] == 1], 1 - _KEEP)))


def _at(model: AbstentionModel, cases: Cases) -> dict[str, float]:
    return _refused(_probability(model, cases[0]), cases[1], model.threshold)


def _refused(p: Matrix, labels: Matrix, threshold: float) -> dict[str, float]:
    return {
        "kept": round(float((p[labels == 1] >= threshold).mean()), 3),
        "refused": round(float((p[labels == 0] < threshold).mean()), 3),
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
