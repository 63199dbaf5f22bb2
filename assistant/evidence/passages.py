"""What the passages hold for a question, as evidence: a row as it stands, prose narrowed to what speaks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.extraction import Found
from assistant.answering.rendering import cite, narrow
from assistant.answering.selection import Ranked
from assistant.corpus.characters import running_text
from assistant.evidence.evidence import Evidence, Form
from assistant.retrieval.retriever import Retriever
from assistant.types import Document, Passage, PassageKind
from assistant.understanding.query import Query

# As many as an answer may be made of, and as many again that the ranking put behind them: on the development
# questions 98 % of the facts that any of fifty passages states stand in one of the first twelve.
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with what the search and the ranking know of it."""

    evidence: Evidence
    ranked: Ranked


def pieces(query: Query, found: Found, retriever: Retriever) -> tuple[Piece, ...]:
    """What was chosen and what was ranked next to it, in this order, each passage once."""
    candidates = {r.hit.passage.id: r for r in reversed((*found.chosen, *found.ranked[:_CANDIDATES]))}
    ordered: Sequence[Ranked] = tuple(candidates.values())[::-1]
    return tuple(Piece(evidence_of(r.hit.passage, query, retriever), r) for r in ordered)


def evidence_of(passage: Passage, query: Query, retriever: Retriever) -> Evidence:
    """One passage as evidence for a question."""
    document = retriever.document(passage.document_id)
    if passage.kind is PassageKind.ROW:
        text = "；".join(f"{column}：{value}" for column, value in passage.cells)
        return _evidence(Form.ROW, text, passage, document, passage.start, passage.end)
    start, end = narrow(passage, document, query.content, retriever.generation.lexical)
    text = running_text(document.text[start:end])
    return _evidence(Form.SPAN, text, passage, document, start, end)


def _evidence(form: Form, text: str, passage: Passage, document: Document, start: int, end: int) -> Evidence:
    return Evidence(
        form,
        text,
        (cite(document, passage, start, end),),
        document.authority,
        since=document.effective or document.issued,
        passage=passage,
        tool="passages",
    )
