"""What a model wrote as an answer: with the warnings that it left out, and questions to go on with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.choices import Choices
from assistant.answering.holdings import Holdings
from assistant.answering.notices import with_notices
from assistant.answering.said import Earlier
from assistant.answering.verification import Numbering, marked, number_notices
from assistant.llm.answerer import Written
from assistant.types import Answer, Draft, Turn
from assistant.understanding.query import Query


def answer_of(
    turn: Turn, query: Query, held: Holdings, written: Written, choices: Callable[[Query, Holdings], Choices]
) -> Answer | None:
    """The answer; None where what was written does not stand.

    Args:
        turn, query: the question as it was asked, and as the rules read it.
        held: what is held on its day.
        written: by the model, verified.
        choices: what to offer after a question.
    """
    if written.status is None:
        return None
    documents = held.retriever.generation.documents
    numbering = Numbering(documents)
    numbering.number(written.citations)
    query = replace(query, language=written.language)
    draft = Draft(written.status, written.statements, intent=written.intent)
    warned = with_notices(query, draft, held.catalogue, held.places, documents)
    spoken = {n.kind for n in written.notices}
    missed = [n for n in warned.notices if n.kind not in spoken]
    added = [s for s in warned.statements[len(written.statements) :] if s.text in {n.text for n in missed}]
    told = [s for s in map(numbering.statement, added) if s is not None]
    return Answer(
        id=turn.id,
        status=written.status,
        answer="\n\n".join([written.text, *map(marked, told)]),
        language=written.language,
        intent=draft.intent,
        notices=tuple(number_notices([*written.notices, *missed], numbering)),
        citations=numbering.citations,
        suggestions=written.suggestions or _to_go_on(turn, query, held, written, choices(query, held)),
        trace={"standalone": query.standalone, "confidence": 1.0, **written.trace, "model_used": True},
    )


def _to_go_on(turn: Turn, query: Query, held: Holdings, written: Written, choices: Choices) -> tuple[str, ...]:
    """Questions near what the model searched for and did not cite."""
    for reading in (held.reader.read(query, search) for search in written.searches):
        found = held.reader.find(reading)
        cited = tuple(r for r in found.ranked if r.hit.passage.id in written.trace["chosen"])
        if offered := choices.after(reading, replace(found, chosen=cited), Earlier.of(turn.history)):
            return offered
    return ()
