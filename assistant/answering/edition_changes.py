"""How editions differ in what is asked, and since when it holds: the clause of both, each with its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.rendering import cite_span, sentence_worth
from assistant.answering.sentences import SentenceWriter
from assistant.answering.verification import figures
from assistant.changes.clauses import split_clauses_of
from assistant.changes.comparison import Change, ChangeKind, compare_texts
from assistant.changes.words import changed_figures, read_words
from assistant.corpus.characters import running_text
from assistant.corpus.editions import Edition, several
from assistant.evidence.asked import read_figures
from assistant.evidence.judge import Judged
from assistant.evidence.measured import read
from assistant.evidence.passages import evidence_of
from assistant.evidence.quantities import shown
from assistant.evidence.values import Value, asked_values, held_values
from assistant.retrieval.retriever import Retriever
from assistant.types import Document, Draft, Language, Passage, Statement, Status
from assistant.understanding.asked_edition import asked_editions
from assistant.understanding.query import Query

Span = tuple[int, int]
INTENT = "edition_changes"
# The words that ask for a change stand in no clause, so that less certainty is enough than for an answer.
_ENOUGH = 0.05
# Of a longer clause the sentences that hold what is asked are said.
_CLAUSE_CHARS = 200


class EditionChanges:
    """Compares the editions that speak on a day; safe to share between threads."""

    def __init__(self, retriever: Retriever, writer: SentenceWriter) -> None:
        self._retriever = retriever
        self._writer = writer
        self._editions = several(retriever.generation.documents.values())

    def draft(self, query: Query, judged: Judged) -> Draft | None:
        """What changed, or since when it holds; None where no change is asked for or nothing of it is found.

        Args:
            query: the question.
            judged: what was found for it in the editions in force and those before them.
        """
        asked = asked_editions(query.standalone, query.as_of, self._editions)
        if not asked.changes or not self._editions:
            return None
        found = next((e.passage for e in judged.pieces if e.passage and self._listed(e.passage)), None)
        if found is None or judged.answers < _ENOUGH:
            return None
        if Value.DATE in asked_values(query.standalone) & held_values(found.text, ""):
            # 「新办法什么时候施行」: the clause itself says when.
            return None
        said = self._of_clause(query, found)
        return Draft(Status.ANSWERED, said, intent=INTENT) if said else None

    def _listed(self, passage: Passage) -> tuple[Edition, ...]:
        """The editions of a passage's document in its language, oldest first; () where there is only one."""
        work = self._retriever.document(passage.document_id).work
        return self._editions.get(work, ())

    def _of_clause(self, query: Query, found: Passage) -> tuple[Statement, ...]:
        listed = [e for e in self._listed(found) if e.since is None or e.since <= query.as_of]
        own = next((i for i, e in enumerate(listed) if found.document_id in e.ids), None)
        if own is None or len(listed) < 2:
            return ()
        texts = [e.in_language(query.language) for e in listed]
        clause = self._clause(query, found)
        first = clause
        # The change by which the present wording came about, however many editions ago; else the one that ended it.
        for number in range(own, 0, -1):
            change = _change_at(compare_texts(texts[number - 1].text, texts[number].text), new_at=first)
            if change is not None:
                return self._changed(query, (listed[number - 1], listed[number]), change)
            before = _same(texts[number].text[slice(*first)], texts[number - 1])
            if before is None:
                return ()
            first = before
        last = clause
        for number in range(own, len(listed) - 1):
            change = _change_at(compare_texts(texts[number].text, texts[number + 1].text), old_at=last)
            if change is not None:
                return self._changed(query, (listed[number], listed[number + 1]), change)
            following = _same(texts[number].text[slice(*last)], texts[number + 1])
            if following is None:
                return ()
            last = following
        said = self._said(query, texts[-1], last)
        return (self._unchanged(query, said, listed[0]),) if said else ()

    def _clause(self, query: Query, found: Passage) -> Span:
        """The clause within a passage that holds most of what is asked."""
        document = self._retriever.document(found.document_id)
        inside = [c for c in split_clauses_of(document.text) if c.start < found.end and found.start < c.end and c.text]
        if not inside:
            return found.start, found.end
        worth = sentence_worth([c.text for c in inside], query.content, self._retriever.generation.lexical)
        best = inside[max(range(len(inside)), key=lambda i: (worth[i], -i))]
        return best.start, best.end

    def _changed(self, query: Query, pair: tuple[Edition, Edition], change: Change) -> tuple[Statement, ...]:
        """The new wording with its day, then the old one, with the difference of the only figure that is asked for."""
        zh = query.language is Language.ZH
        before, after = pair
        old, new = (e.in_language(query.language) for e in pair)
        now = self._said(query, new, change.new_span)
        once = self._said(query, old, change.old_span)
        since = after.since.isoformat() if after.since else ""
        opening = f"自{since}起（{_name(after)}）：" if zh else f"Since {since} ({_name(after)}): "
        if not since:
            opening = f"{_name(after)}：" if zh else f"{_name(after)}: "
        if now is None:
            assert once is not None
            gone = (
                f"自{since}起，{_name(after)}不再有这一条。"
                if zh
                else f"Since {since}, {_name(after)} no longer has it. "
            )
            text = gone + (f"此前（{_name(before)}）：" if zh else f"Before ({_name(before)}): ") + once.text
            return (_told(text, once),)
        if once is None:
            none = f"此前的{_name(before)}没有这一条。" if zh else f" {_name(before)} before it does not have it."
            return (_told(opening + now.text + none, now),)
        by = _difference(query, once.text, now.text)
        earlier = f"此前（{_name(before)}）：" if zh else f"Before that ({_name(before)}): "
        return (_told(f"{opening}{now.text}{by}", now), _told(earlier + once.text, once))

    @staticmethod
    def _unchanged(query: Query, said: Statement, first: Edition) -> Statement:
        """That it did not change since the first edition."""
        since = first.since.isoformat() if first.since else ""
        if query.language is Language.ZH:
            opening = f"没有变化，自{since}（{_name(first)}）起一直是：" if since else "没有变化，一直是："
        else:
            opening = f"Unchanged since {since} ({_name(first)}): " if since else "Unchanged: "
        return _told(opening + said.text, said)

    def _said(self, query: Query, document: Document, span: Span | None) -> Statement | None:
        """What a clause says of the question; None for no clause."""
        if span is None:
            return None
        inside = [p for p in self._of(document) if p.start < span[1] and span[0] < p.end]
        row = next((p for p in inside if p.cells), None)
        if row is not None:
            return self._writer.statement(evidence_of(row, query, self._retriever), query)
        if len(inside) == 1 and span[1] - span[0] > _CLAUSE_CHARS:
            return self._writer.statement(evidence_of(inside[0], query, self._retriever), query)
        return Statement(running_text(document.text[slice(*span)]), (cite_span(document, *span),))

    def _of(self, document: Document) -> Sequence[Passage]:
        return [p for p in self._retriever.generation.passages if p.document_id == document.id]


def _same(text: str, document: Document) -> Span | None:
    """Where another edition says the same, whatever the number of the clause; None where it does not."""
    clause = next((c.text for c in split_clauses_of(text)), text)
    words = read_words(clause).words
    found = next((c for c in split_clauses_of(document.text) if read_words(c.text).words == words), None)
    return (found.start, found.end) if found else None


def _change_at(changes: Sequence[Change], *, old_at: Span | None = None, new_at: Span | None = None) -> Change | None:
    """The change of the clause that stands at a place of either edition; what only moved is none."""
    for change in changes:
        for span, at in ((change.old_span, old_at), (change.new_span, new_at)):
            overlaps = span is not None and at is not None and span[0] < at[1] and at[0] < span[1]
            if overlaps and change.kind is not ChangeKind.MOVED:
                return change
    return None


def _name(edition: Edition) -> str:
    """An edition as people call it: its name, else its document's title."""
    return edition.name.replace("-", " ") if edition.name else edition.documents[0].title


def _difference(query: Query, old: str, new: str) -> str:
    """By how much the only figure that differs rose or fell, where an amount is asked for; "" otherwise."""
    pairs = changed_figures(old, new)
    if len(pairs) != 1 or not read_figures(query.standalone).wants_amount:
        return ""
    before, after = (read(figure).measured for figure in pairs[0])
    if len(before) != 1 or len(after) != 1 or before[0].quantity.unit != after[0].quantity.unit:
        return ""
    one, other = before[0].quantity, after[0].quantity
    by = f"{shown(abs(other.value - one.value) / other.scale)}{other.suffix}"
    if query.language is Language.ZH:
        return f"（{'增加' if other.value > one.value else '减少'}了{by}）"
    return f" ({by} {'more' if other.value > one.value else 'less'})"


def _told(text: str, said: Statement) -> Statement:
    """A statement in other words around its own; what is reckoned and the days stand in no quote."""
    quoted = figures(" ".join(c.quote for c in said.citations))
    return replace(said, text=text, computed=said.computed | (figures(text) - quoted))
