"""An answer computed again, with the passages behind it: what a browser says of them is not believed."""

from __future__ import annotations

from itertools import repeat

from assistant.assistant import Assistant
from assistant.desk.records import Judged, Trace, TracedPassage
from assistant.types import Answer, Passage, Turn

MAX_PASSAGES = 8
_NO_SCORES = (0.0, 0.0, 0.0)


def judge(assistant: Assistant, turn: Turn) -> Judged:
    """The answer to a turn as the store keeps it.

    Raises:
        QuestionError: the question cannot be read.
    """
    answer = assistant.answer(turn)
    return Judged(
        question=turn.question,
        answer=answer.answer,
        status=answer.status,
        intent=answer.intent,
        citations=answer.citations,
        trace=Trace(
            standalone=str(answer.trace["standalone"]),
            confidence=float(answer.trace["confidence"]),
            built_at=assistant.generation.manifest.built_at,
            passages=_passages(assistant, answer),
        ),
    )


def _passages(assistant: Assistant, answer: Answer) -> tuple[TracedPassage, ...]:
    """The best passages, best first, and every chosen one; where nothing was searched, what a search would find."""
    if "passages" not in answer.trace:
        question = str(answer.trace["standalone"])
        vector = assistant.embedder.embed_query(question)
        found = assistant.retriever.search(question, vector, language=answer.language, k=MAX_PASSAGES)
        return tuple(_traced(assistant, h.passage, (h.score, h.dense, h.lexical), chosen=False) for h in found.hits)
    chosen = frozenset(answer.trace["chosen"])
    held = {p.id: p for p in assistant.generation.passages}
    # A model's evidence comes from several searches, whose scores say nothing side by side.
    ranked = zip(answer.trace["passages"], answer.trace.get("scores") or repeat(_NO_SCORES), strict=False)
    return tuple(
        _traced(assistant, held[id_], scores, chosen=id_ in chosen)
        for number, (id_, scores) in enumerate(ranked)
        if number < MAX_PASSAGES or id_ in chosen
    )


def _traced(
    assistant: Assistant, passage: Passage, scores: tuple[float, float, float], *, chosen: bool
) -> TracedPassage:
    score, dense, lexical = scores
    return TracedPassage(
        id=passage.id,
        document=passage.document_id,
        title=assistant.generation.documents[passage.document_id].title,
        locator=passage.locator,
        text=passage.text,
        score=round(score, 3),
        dense=round(dense, 3),
        lexical=round(lexical, 3),
        chosen=chosen,
    )
