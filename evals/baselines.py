"""What others would use, over the same documents and questions, with the same embedding model.

Each baseline answers by the first of its pieces that fit into the length that counts as an answer, cited. It
does not refuse, as none of them does by itself; the risk–coverage curve, ordered by its best score, tells what
refusing at any threshold would give.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.index.embedding import Embedder
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.fusion import Fusion
from assistant.retrieval.tokenization import tokenize
from assistant.types import Answer, Citation, Language, Status, Turn
from evals.asking import Asked
from evals.evidence import EvidenceBase, Piece, piece_of
from evals.fusions import FUSIONS
from evals.metrics.facts import MAX_ANSWER_CHARS
from evals.metrics.retrieval import DEPTHS
from evals.metrics.spans import Span
from evals.questions import Question
from evals.vectors import embed_kept

# LangChain's tutorial for retrieval-augmented generation splits so.
_CHUNK_CHARS, _CHUNK_OVERLAP = 1000, 200
_MARK_CHARS = len("[10]\n")

Search = Callable[[str], tuple[list[Piece], float]]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A way to retrieve: a question to pieces, best first, and the score of the best."""

    name: str
    search: Search


def baselines(
    assistant: Assistant, evidence: EvidenceBase, cache: Path, wait: Callable[[], None] = lambda: None
) -> Iterator[Baseline]:
    """All of them, each made when its turn comes.

    Args:
        assistant: for its passages, vectors and embedding model.
        evidence: its documents.
        cache: file of vectors of LangChain's chunks.
        wait: called before these are needed.
    """
    yield Baseline("bm25", _over_passages(assistant, FUSIONS["BM25"]))
    yield Baseline("dense", _over_passages(assistant, FUSIONS["dense"]))
    yield Baseline("rrf", _over_passages(assistant, FUSIONS["RRF (k=60)"]))
    wait()
    yield langchain_baseline(assistant, evidence, cache)


def langchain_baseline(assistant: Assistant, evidence: EvidenceBase, cache: Path) -> Baseline:
    """What LangChain's tutorial makes of the documents; ``cache`` is the file of its chunks' vectors."""
    return Baseline("langchain", _langchain(assistant, evidence, cache))


def chunk_documents(evidence: EvidenceBase) -> list[Any]:
    """LangChain's chunks of the documents as they are, with document id and start index as metadata."""
    from langchain_core.documents import Document as Chunk
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_CHUNK_CHARS, chunk_overlap=_CHUNK_OVERLAP, add_start_index=True
    )
    whole = [Chunk(d.text, metadata={"document": d.id}) for d in evidence.documents.values()]
    chunks: list[Any] = splitter.split_documents(whole)
    return chunks


def ask_baseline(baseline: Baseline, questions: Sequence[Question], evidence: EvidenceBase) -> list[Asked]:
    """Every question in order, with a progress bar on standard error."""
    bar = tqdm(questions, desc=baseline.name, unit="题", file=sys.stderr)
    return [_answer(baseline, q.turn(), evidence) for q in bar]


def _answer(baseline: Baseline, turn: Turn, evidence: EvidenceBase) -> Asked:
    started = time.perf_counter()
    # Without the last question a follow-up could not be searched for.
    earlier = [m.content for m in turn.history if m.role == "user"][-1:]
    pieces, score = baseline.search("\n".join([*earlier, turn.question]))
    lines: list[str] = []
    citations: list[Citation] = []
    room = MAX_ANSWER_CHARS
    for number, piece in enumerate(pieces, start=1):
        room -= _MARK_CHARS
        if room <= 0:
            break
        span = Span(piece.span.document, piece.span.start, min(piece.span.end, piece.span.start + room))
        citation = evidence.cite(span, piece.locator, number)
        lines.append(f"{citation.quote}[{number}]")
        citations.append(citation)
        room -= len(citation.quote)
    answer = Answer(
        id=turn.id,
        status=Status.ANSWERED,
        answer="\n".join(lines),
        language=Language.ZH,
        intent=baseline.name,
        citations=tuple(citations),
        latency_ms=(time.perf_counter() - started) * 1000,
        trace={
            "confidence": score,
            "locators": [f"{p.span.document}#{p.locator}" for p in pieces],
        },
    )
    return Asked(answer, pieces=tuple(pieces))


def _over_passages(assistant: Assistant, fusion: Fusion) -> Search:
    """Our passages, header and all but without their questions, ranked by one kind of score or a fusion of both."""
    generation = assistant.generation
    lexical = LexicalIndex.build([p.searchable for p in generation.passages])
    pieces = [piece_of(p) for p in generation.passages]

    def search(question: str) -> tuple[list[Piece], float]:
        dense = (generation.vectors @ assistant.embedder.embed_query(question)).astype(np.float32)
        scores = fusion(dense, lexical.scores(tokenize(question)))
        best = np.argsort(-scores, kind="stable")[: max(DEPTHS)]
        return [pieces[i] for i in best], float(scores[best[0]])

    return search


def _langchain(assistant: Assistant, evidence: EvidenceBase, cache: Path) -> Search:
    """RecursiveCharacterTextSplitter 1000/200 over the documents as they are, Chroma, the same embedding model."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    class Kept(Embeddings):  # type: ignore[misc]  # read without its types
        def __init__(self, embedder: Embedder) -> None:
            self._embedder = embedder

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = embed_kept(texts, self._embedder, cache, "LangChain chunks").tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            row: list[float] = self._embedder.embed_query(text).tolist()
            return row

    # A name of its own: collections in memory are shared within a process.
    store = Chroma.from_documents(
        chunk_documents(evidence), Kept(assistant.embedder), collection_name=f"chunks-{time.time_ns()}"
    )

    def search(question: str) -> tuple[list[Piece], float]:
        found = store.similarity_search_with_score(question, k=max(DEPTHS))
        # Chroma returns distances, near is small.
        return [_piece(chunk.metadata, chunk.page_content) for chunk, _ in found], -float(found[0][1])

    return search


def check_installed() -> None:
    """Look for the packages of the baselines.

    Raises:
        SettingsError: LangChain's packages are not installed.
    """
    if any(find_spec(name) is None for name in ("langchain_chroma", "langchain_core", "langchain_text_splitters")):
        raise SettingsError(
            "对比 LangChain 需要额外的包，请运行 make setup-test。"
            "The LangChain baseline needs more packages; run make setup-test."
        )


def _piece(metadata: dict[str, object], text: str) -> Piece:
    start = int(str(metadata["start_index"]))
    return Piece(Span(str(metadata["document"]), start, start + len(text)), f"字符 {start}", text)
