"""What a sum or a difference is of, in a question that asks several things: what is named beside it."""

from __future__ import annotations

from assistant.evidence.asked import Figures, read_figures
from assistant.evidence.operations import Operation, operations
from assistant.evidence.quantities import plain
from assistant.text.clauses import clauses
from assistant.understanding.focus import asks_something

_REACHES = frozenset({Operation.SUM, Operation.DIFFERENCE})
_JOINT = "，"


def scopes_of(question: str) -> tuple[tuple[Figures, ...], ...]:
    """For each sum or difference that a question asks for the words that it may be of, the nearest first.

    Those are its clause with what is told before it, then with the other questions before it as well; what is asked
    after it is another thing («二级和一级一共多少？它们比三级多考什么»). The whole question where it asks one thing.
    """
    said = clauses(question)
    asking = [asks_something(c) for c in said]
    ends = [n for n, c in enumerate(said) if any(o in _REACHES for o, _ in operations(plain(c)))]
    if not ends or (len(ends) == 1 and not any(asking[n] for n in range(len(said)) if n != ends[0])):
        return ((read_figures(question),),)
    found = []
    for end in ends:
        told = [c for n, c in enumerate(said[:end]) if not asking[n] and n not in ends]
        scopes = dict.fromkeys((_JOINT.join((*told, said[end])), _JOINT.join(said[: end + 1])))
        found.append(tuple(read_figures(s) for s in scopes))
    return tuple(found)
