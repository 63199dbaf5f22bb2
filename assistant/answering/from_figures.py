"""What follows from figures, in place of the passages that it follows from, or of a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.extraction import Found
from assistant.answering.reading import Reader
from assistant.answering.sentences import without_repeats
from assistant.evidence.asked import read_figures
from assistant.evidence.computed import TOOL, Reckoner
from assistant.evidence.evidence import Evidence
from assistant.evidence.operations import operations
from assistant.evidence.quantities import plain
from assistant.text.clauses import clauses
from assistant.types import Draft, Passage, Statement, Status
from assistant.understanding.focus import asks_something
from assistant.understanding.language import asks_to_confirm, content
from assistant.understanding.query import Query


class FromFigures:
    """Reckons with what was found; safe to share between threads.

    Args:
        reader: reads the parts of a question and a follow-up with what it goes on from.
        reckoner: computes from passages.
    """

    def __init__(self, reader: Reader, reckoner: Reckoner) -> None:
        self._reader = reader
        self._reckoner = reckoner

    def draft(self, query: Query, guided: Draft, found: Found) -> Draft:
        """What follows from figures, instead of the passages that it follows from, where anything does."""
        if found.unknown_names:
            return guided
        return self.reckoned(query, guided, found) or self._with_cells(query, guided, _candidates(query, guided, found))

    def reckoned(self, query: Query, guided: Draft, found: Found) -> Draft | None:
        """What was reckoned, with what answers the other questions of a question; None where nothing was."""
        candidates = _candidates(query, guided, found)
        told = _told(guided) if guided.status is Status.ANSWERED else frozenset[str]()
        evidence = self._reckoner.reckon(query, candidates, told) if self._reckoner.may_reckon(query) else ()
        if not evidence and (evidence := self._with_history(query)):
            # Its terms are the answers to the parts of a follow-up that means them all (「那甲呢，两个一共多少」).
            carried = tuple(Statement(e.text, e.citations, e.computed) for e in evidence)
            return replace(guided, status=Status.ANSWERED, statements=carried, intent=TOOL)
        if not evidence:
            return None
        said = tuple(Statement(e.text, e.citations, e.computed) for e in evidence)
        # Of several questions in one, passages answer those that nothing was reckoned for; claims ask nothing further.
        confirms = asks_to_confirm(query.text)
        parts = () if confirms else self._reader.parts(query)
        reckons = [c for c in clauses(query.standalone) if operations(plain(c))]
        others = [c for c in clauses(query.standalone) if asks_something(c) and c not in reckons]
        asked = len(reckons) + len(others) if others and not confirms else 0
        further = len(parts) > len(said) or (not parts and asked > len(said))
        goes_on = guided.status is Status.ANSWERED and further
        quoted = [{c.quote for c in s.citations} for s in said]
        # A sentence that lists what was summed may say what else is asked; rows that were summed say nothing further.
        listed = bool(others and operations(plain(query.standalone)))
        cited = set().union(*(q for q in quoted if len(q) > 1 or not listed))
        rest = tuple(s for s in guided.statements if goes_on and not {c.quote for c in s.citations} <= cited)
        kept = tuple(s for s in without_repeats(query, (*said, *rest)) if s in rest)
        return replace(guided, status=Status.ANSWERED, statements=(*said, *kept))

    def _with_history(self, query: Query) -> tuple[Evidence, ...]:
        """What a follow-up asks to be reckoned of things that, or in what, the question before it named."""
        if not query.before or not operations(plain(query.text)):
            return ()
        before = self._reader.find(self._reader.read(query, query.before))
        other = self._reader.read(query, f"{' '.join(content(query.before).split())} {query.text}")
        found = self._reader.find(other)
        candidates = [r.hit.passage for r in found.ranked if not r.is_about_others(other)]
        # What answered the question before says which table this one goes on with.
        told = {r.hit.passage.text for r in before.chosen[:1]}
        return self._reckoner.reckon(other, candidates, told)

    def _with_cells(self, query: Query, guided: Draft, candidates: Sequence[Passage]) -> Draft:
        """The cells of all rows that a question names, in place of some of these rows or of a refusal."""
        answered = guided.status is Status.ANSWERED
        told = {c.quote for s in guided.statements for c in s.citations} if answered else set()
        cells = self._reckoner.cells(query, candidates, told) if asks_something(query.standalone) else None
        if cells is None:
            return guided
        rows = {c.quote for c in cells.citations}
        amounts = any(c.isdigit() for c in cells.text) and read_figures(query.standalone).wants_amount
        if answered and not (len(rows) > 1 and (rows & told or amounts)):
            return guided
        if any(rows <= {c.quote for c in s.citations} for s in guided.statements):
            # What tells their difference says them all.
            return guided
        said = Statement(cells.text, cells.citations, cells.computed)
        return replace(guided, status=Status.ANSWERED, statements=(said,))


def _candidates(query: Query, guided: Draft, found: Found) -> list[Passage]:
    """The passages on the subject, what answers first."""
    on_subject = [r for r in found.ranked if not r.is_about_others(query)]
    # What speaks of the asked thing alone says its rule more surely than what compares it with others.
    candidates = [r.hit.passage for r in sorted(on_subject, key=lambda r: r.speaks_of_others(query))]
    told = _told(guided)
    return sorted(candidates, key=lambda p: not any(quote in p.text for quote in told))


def _told(guided: Draft) -> frozenset[str]:
    """The quotes of what answers first."""
    return frozenset(c.quote for s in guided.statements[:1] for c in s.citations)
