"""Speed as ratios, so that machines can be compared: ``make bench``.

The last line on standard output is one JSON object; progress goes to standard error.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.index.dense import PASSAGES, Neighbours, write_vectors
from assistant.index.dense import QUESTIONS as QUESTIONS_OF_PASSAGES
from assistant.index.embedding import BUNDLED_MODEL, Embedder, Vectors
from assistant.index.generations import build
from assistant.index.scope import About, Scope, known_of, number_of
from assistant.retrieval.retriever import NEAR
from assistant.settings import ROOT, Settings, load_settings
from assistant.types import Language, Status
from evals.questions import Question, load_questions
from evals.run import QUESTIONS
from evals.wheel import measure_against_wheel

_NEIGHBOURS, _LARGE = 20, 10_000
_STARTS = 3


def main() -> None:
    """Measure everything and print the object."""
    settings = load_settings()
    questions = load_questions(QUESTIONS / "dev.jsonl")
    _say("opening the index")
    assistant = Assistant.open(settings.unhurried())
    figures: dict[str, float | int | str] = {"model": assistant.embedder.name}
    figures |= measure_answers(assistant, questions)
    figures |= measure_starts(settings, questions)
    figures |= measure_search(assistant, questions)
    if assistant.embedder.name == BUNDLED_MODEL:
        passages = assistant.generation.passages
        asked = [q for p in passages for q in p.questions] or [q.question for q in questions]
        figures |= measure_against_wheel(assistant.embedder, [p.searchable for p in passages], asked)
    figures |= measure_index(settings, assistant.embedder)
    print(json.dumps(figures))


def measure_answers(assistant: Assistant, questions: Sequence[Question]) -> dict[str, float]:
    """p50 of whole answers over p50 of embedding what each searched for, one after the other in one run.

    Questions that are declined before anything is embedded are left out, since they would make the
    ratio look better than it is.
    """
    # The first round warms up and tells what is embedded: a follow-up is made standalone before.
    first = [(q.turn(), assistant.answer(q.turn())) for q in questions]
    asked = [(turn, str(a.trace["standalone"])) for turn, a in first if a.status is not Status.DECLINED]
    embed_ms: list[float] = []
    answer_ms: list[float] = []
    for turn, standalone in tqdm(asked, desc="answering", unit="q", file=sys.stderr):
        started = time.perf_counter()
        assistant.embedder.embed_query(standalone)
        embedded = time.perf_counter()
        assistant.answer(turn)
        answer_ms.append((time.perf_counter() - embedded) * 1000)
        embed_ms.append((embedded - started) * 1000)
    return {
        "answer_over_embedding": round(float(np.median(answer_ms) / np.median(embed_ms)), 3),
        "answer_p50_ms": round(float(np.median(answer_ms)), 2),
        "answer_p95_ms": round(float(np.percentile(answer_ms, 95)), 2),
        "embed_query_p50_ms": round(float(np.median(embed_ms)), 2),
    }


def measure_starts(settings: Settings, questions: Sequence[Question]) -> dict[str, float]:
    """A fresh process over the existing index: seconds to its first answer, and its peak memory after all questions."""
    lines = [json.dumps({"id": q.id, "question": q.question}, ensure_ascii=False) + "\n" for q in questions]
    ready_s = []
    for _ in tqdm(range(_STARTS), desc="starting", unit="start", file=sys.stderr):
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "ask", "--jsonl"]
            + ["--corpus", str(settings.corpus), "--index", str(settings.index)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines[0])
        process.stdin.flush()
        if not process.stdout.readline():
            raise RuntimeError("the assistant did not answer; run python -m assistant ask to see why")
        ready_s.append(time.perf_counter() - started)
        process.communicate("".join(lines[1:]))
    # Linux counts in kilobytes; the assistant is by far the largest child.
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"ready_s": round(float(np.median(ready_s)), 2), "peak_rss_mb": round(peak_mb, 1)}


def measure_search(assistant: Assistant, questions: Sequence[Question]) -> dict[str, float]:
    """Exact search beside Chroma's, over our passages and over more vectors of ours, for a question in Chinese today.

    Recall is that of the exact search's best among the candidates, which are scored exactly afterwards.
    """
    held = assistant.generation
    calendar = assistant.retriever.calendar
    known = known_of(held.passages, held.documents, calendar)
    asked = [k for k, p in zip(known, held.passages, strict=True) for _ in p.questions]
    vectors = np.concatenate([held.vectors, held.questions])[:_LARGE]
    queries = [assistant.embedder.embed_query(q.question) for q in questions]
    today = Scope(number_of(date.today(), 0), Language.ZH)
    return _search_figures("", held.vectors, known, queries, today) | _search_figures(
        f"_of_{len(vectors)}", vectors, [*known, *asked][:_LARGE], queries, today
    )


def _search_figures(
    suffix: str, vectors: Vectors, known: Sequence[About], queries: Sequence[Vectors], scope: Scope
) -> dict[str, float]:
    admitted = np.array([scope.admits(k) for k in known])
    exact_ms: list[float] = []
    chroma_ms: list[float] = []
    shares: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        write_vectors(Path(folder), [str(i) for i in range(len(vectors))], vectors, PASSAGES, known)
        write_vectors(Path(folder), [], vectors[:0], QUESTIONS_OF_PASSAGES)
        neighbours = Neighbours(Path(folder))
        neighbours.passages(queries[0], scope, NEAR)
        for query in queries:
            started = time.perf_counter()
            cosines = np.where(admitted, vectors @ query, -1)
            best = np.argpartition(-cosines, _NEIGHBOURS)[:_NEIGHBOURS]
            found_exactly = time.perf_counter()
            near = neighbours.passages(query, scope, NEAR)
            chroma_ms.append((time.perf_counter() - found_exactly) * 1000)
            exact_ms.append((found_exactly - started) * 1000)
            shares.append(len({str(i) for i in best} & set(near)) / _NEIGHBOURS)
    return {
        f"exact_search_ms{suffix}": round(float(np.median(exact_ms)), 3),
        f"chroma_search_ms{suffix}": round(float(np.median(chroma_ms)), 3),
        f"chroma_recall@{_NEIGHBOURS}{suffix}": round(float(np.mean(shares)), 4),
    }


class _Timed:
    """An embedder that adds up the time which embedding takes."""

    def __init__(self, inner: Embedder) -> None:
        self.name = inner.name
        self.dimension = inner.dimension
        self._inner = inner
        self.spent_s = 0.0

    def embed_query(self, text: str) -> Vectors:
        started = time.perf_counter()
        vector = self._inner.embed_query(text)
        self.spent_s += time.perf_counter() - started
        return vector

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self._inner.embed_queries(texts)
        self.spent_s += time.perf_counter() - started
        return vectors

    def is_word(self, text: str) -> bool:
        return self._inner.is_word(text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self._inner.embed_passages(texts)
        self.spent_s += time.perf_counter() - started
        return vectors


def measure_index(settings: Settings, embedder: Embedder) -> dict[str, float | int]:
    """Passages/s of a full build over those of embedding the same texts, the passages' questions among them.

    Both come from one build, embedding timed from within: two runs of minutes each on a machine that
    others use differ by more than what is measured. At most 1; the rest is reading, splitting, Chroma and BM25.
    """
    timed = _Timed(embedder)
    with tempfile.TemporaryDirectory() as folder, tqdm(desc="indexing", unit="passage", file=sys.stderr) as bar:
        started = time.perf_counter()
        manifest = build(settings.corpus, Path(folder), timed, full=True, progress=lambda done, n: _move(bar, done, n))
        index_s = time.perf_counter() - started
    return {
        "index_over_embedding": round(timed.spent_s / index_s, 3),
        "index_passages_per_s": round(manifest.passages / index_s, 2),
        "embedding_passages_per_s": round(manifest.passages / timed.spent_s, 2),
        "passages": manifest.passages,
    }


def _move(bar: Any, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
