"""「打错了，是1600」: an earlier question asked again with another figure of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.types import Turn
from assistant.understanding.clauses import figure_spans, readable
from assistant.understanding.focus import asks_something
from assistant.understanding.language import content
from assistant.understanding.query import clean_question

# So many pairs of neighbouring characters must a question share with the one whose figure it puts right.
_SHARED = 2


def put_right(turn: Turn) -> Turn:
    """A turn that only puts a figure right (「打错了，是1600，够吗」) as the question that had the wrong one.

    Raises:
        QuestionError: the question is empty, too long, or not text.
    """
    places = [n for n, m in enumerate(turn.history) if m.role == "user"]
    again = with_new_figure(clean_question(turn.question), [readable(turn.history[n]) for n in places])
    if again is None:
        return turn
    question, place = again
    return replace(turn, question=question, history=turn.history[: places[place]])


def with_new_figure(question: str, earlier: Sequence[str]) -> tuple[str, int] | None:
    """The earlier question with the bare figure of a new one in place of its own, and its place; None where none is.

    Args:
        question: the new question; a figure with a unit or noun says itself what it is of.
        earlier: what was said before, the oldest first.
    """
    own = list(figure_spans(question))
    if len(own) != 1 or question[own[0][1] :][:1].isalnum() or not asks_something(question):
        return None
    asked = _pairs(question)
    shared = [(len(asked & _pairs(said)), place) for place, said in enumerate(earlier) if asks_something(said)]
    most, place = max(shared, default=(0, 0))
    old = list(figure_spans(earlier[place])) if most >= _SHARED else []
    if len(old) != 1:
        return None
    said, (start, end) = earlier[place], old[0]
    return f"{said[:start]}{question[slice(*own[0])]}{said[end:]}", place


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise("".join(content(text).split())) if not (a + b).isdigit())
