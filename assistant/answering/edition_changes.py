"""How editions differ in what is asked, and since when it holds: the clause of both, each with its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.reading import Reader
from assistant.answering.rendering import cite_span, sentence_worth
from assistant.answering.sentences import SentenceWriter
from assistant.answering.verification import figures
from assistant.changes.clauses import Clause, split_clauses_of
from assistant.changes.comparison import Change, ChangeKind, compare_texts
from assistant.changes.words import changed_figures, read_words
from assistant.corpus.characters import running_text
from assistant.corpus.editions import Edition, several, shown_name
from assistant.evidence.asked import read_figures
from assistant.evidence.judge import Judge, Judged
from assistant.evidence.measured import read
from assistant.evidence.passages import evidence_of
from assistant.evidence.row_words import amount
from assistant.evidence.values import Value, asked_values, held_values
from assistant.retrieval.retriever import Retriever
from assistant.text.plain_markdown import read_heading
from assistant.types import Document, Draft, Language, Passage, Statement, Status
from assistant.understanding.asked_edition import asked_editions, without_since
from assistant.understanding.query import Query

Span = tuple[int, int]
INTENT = "edition_changes"
# The words that ask for a change stand in no clause, so that less certainty is enough than for an answer.
_ENOUGH = 0.05
# Of a longer clause the sentences that hold what is asked are said.
_CLAUSE_CHARS = 200
# Of a clause with many items so many changes are told.
_ITEMS = 6


class EditionChanges:
    """Compares the editions that speak on a day; safe to share between threads."""

    def __init__(self, retriever: Retriever, reader: Reader, judge: Judge, writer: SentenceWriter) -> None:
        self._retriever = retriever
        self._reader = reader
        self._judge = judge
        self._writer = writer
        self._editions = several(retriever.generation.documents.values())

    def draft(self, query: Query, judged: Judged) -> Draft | None:
        """What changed, or since when it holds; None where no change is asked for or nothing of it is found.

        Args:
            query: the question.
            judged: what was found for it in the editions in force and those before them.

        Raises:
            TooSlowError: the time for the answer is over.
        """
        if not asked_editions(query.standalone, query.as_of, self._editions).changes:
            return None
        found = self._clause_of(judged, _ENOUGH) or self._of_what_holds_since(query)
        if found is None or Value.DATE in asked_values(query.standalone) & held_values(found.text, ""):
            # 「新办法什么时候施行」: the clause itself says when.
            return None
        said = self._of_clause(query, found)
        return Draft(Status.ANSWERED, said, intent=INTENT) if said else None

    def _clause_of(self, judged: Judged, least: float) -> Passage | None:
        """The passage of a document with several editions that answers best; None below a probability."""
        found = (e.passage for e in judged.pieces if e.passage and self._listed(e.passage))
        return next(found, None) if judged.answers >= least else None

    def _of_what_holds_since(self, query: Query) -> Passage | None:
        """The same for a question without 「从哪天起」: a clause says that something holds, no day since when."""
        asked = without_since(query.standalone)
        if asked == query.standalone:
            return None
        reading = self._reader.read(query, asked)
        found = self._reader.find(reading)
        judged = self._judge.weigh(reading, self._reader.vector(reading), found, self._reader.sure(found))
        clause = self._clause_of(judged, self._judge.answers_from(query))
        # What held once holds no longer: of that is asked until when.
        spoken = clause is not None and self._retriever.calendar.edition_of[clause.document_id].in_force(query.as_of)
        return clause if spoken else None

    def _listed(self, passage: Passage) -> tuple[Edition, ...]:
        """The editions of a passage's document in its language, oldest first; () where there is only one."""
        work = self._retriever.document(passage.document_id).work
        return self._editions.get(work, ())

    def _of_clause(self, query: Query, found: Passage) -> tuple[Statement, ...]:
        listed = [e for e in self._listed(found) if e.since is None or e.since <= query.as_of]
        own = next((i for i, e in enumerate(listed) if found.document_id in e.ids), None)
        texts = [e.in_language(query.language) for e in listed]
        clause = self._clause(query, found) if own is not None and len(listed) > 1 else None
        if own is None or clause is None:
            return ()
        first = clause
        # The change by which the present wording came about, however many editions ago; else the one that ended it.
        for number in range(own, 0, -1):
            changes = _changes_at(compare_texts(texts[number - 1].text, texts[number].text), new_at=first)
            told = self._told_of(query, (listed[number - 1], listed[number]), first, changes)
            if told:
                return told
            before = _same(clause, texts[number - 1])
            if before is None:
                return ()
            first = before
        last = clause
        for number in range(own, len(listed) - 1):
            changes = _changes_at(compare_texts(texts[number].text, texts[number + 1].text), old_at=last)
            told = self._told_of(query, (listed[number], listed[number + 1]), last, changes)
            if told:
                return told
            following = _same(clause, texts[number + 1])
            if following is None:
                return ()
            last = following
        said = self._said(query, texts[-1], (last.start, last.end))
        return (self._unchanged(query, said, listed[0]),) if said else ()

    def _told_of(
        self, query: Query, pair: tuple[Edition, Edition], clause: Clause, changes: Sequence[Change]
    ) -> tuple[Statement, ...]:
        """What became of a clause; of one that leads in items (「应当提交下列材料：」), of each item."""
        if clause.text[-1:] in (":", "："):
            return tuple(s for change in changes[:_ITEMS] for s in self._changed(query, pair, change))
        best = self._best(query, changes)
        return self._changed(query, pair, best) if best is not None else ()

    def _best(self, query: Query, changes: Sequence[Change]) -> Change | None:
        """Of what became of one clause, or of the parts that it was put together from, what is asked for."""
        lexical = self._retriever.generation.lexical
        worth = sentence_worth([f"{c.old}\n{c.new}" for c in changes], query.content, lexical)
        return max(zip(worth, changes, strict=True), key=lambda w: (w[0], bool(w[1].figures)), default=(0.0, None))[1]

    def _clause(self, query: Query, found: Passage) -> Clause | None:
        """The clause within a passage that holds most of what is asked, as far as its items go."""
        document = self._retriever.document(found.document_id)
        every = _with_items(split_clauses_of(document.text))
        inside = [c for c in every if c.start < found.end and found.start < c.end and c.text]
        if not inside:
            return None
        worth = sentence_worth([c.text for c in inside], query.content, self._retriever.generation.lexical)
        return inside[max(range(len(inside)), key=lambda i: (worth[i], -i))]

    def _changed(self, query: Query, pair: tuple[Edition, Edition], change: Change) -> tuple[Statement, ...]:
        """The new wording with its day, then the old one, with the difference of the only figure that is asked for."""
        zh = query.language is Language.ZH
        _, after = pair
        once_named, now_named = (_name(e, query.language) for e in pair)
        old, new = (e.in_language(query.language) for e in pair)
        now = self._said(query, new, change.new_span)
        once = self._said(query, old, change.old_span)
        since = after.since.isoformat() if after.since else ""
        opening = f"自{since}起（{now_named}）：" if zh else f"Since {since} ({now_named}): "
        if not since:
            opening = f"{now_named}：" if zh else f"{now_named}: "
        if now is None:
            assert once is not None
            gone = f"自{since}起，{now_named}不再有这一条。" if zh else f"Since {since}, {now_named} no longer has it. "
            text = gone + (f"此前（{once_named}）：" if zh else f"Before ({once_named}): ") + once.text
            return (_told(text, once),)
        if once is None:
            none = f"此前的{once_named}没有这一条。" if zh else f" {once_named} before it does not have it."
            return (_told(opening + now.text + none, now),)
        by = _difference(query, once.text, now.text)
        earlier = f"此前（{once_named}）：" if zh else f"Before that ({once_named}): "
        return (_told(f"{opening}{now.text}{by}", now), _told(earlier + once.text, once))

    @staticmethod
    def _unchanged(query: Query, said: Statement, first: Edition) -> Statement:
        """That it did not change since the first edition."""
        since, name = first.since.isoformat() if first.since else "", _name(first, query.language)
        if query.language is Language.ZH:
            opening = f"没有变化，自{since}（{name}）起一直是：" if since else "没有变化，一直是："
        else:
            opening = f"Unchanged since {since} ({name}): " if since else "Unchanged: "
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
        start = _below_heading(document.text, *span)
        said = running_text(document.text[start : span[1]]).rstrip("；;")
        return Statement(said, (cite_span(document, start, span[1]),))

    def _of(self, document: Document) -> Sequence[Passage]:
        return [p for p in self._retriever.generation.passages if p.document_id == document.id]


def _below_heading(text: str, start: int, end: int) -> int:
    """Where a clause's text begins below its heading; the heading's own words where nothing stands below it."""
    line, _, rest = text[start:end].partition("\n")
    level, title = read_heading(line)
    if not level:
        return start
    return end - len(rest.lstrip()) if rest.strip() else start + line.index(title)


def _with_items(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses; one that leads in items ends where its last item does."""
    ends = {n: c.end for n, c in enumerate(clauses)}
    for clause in clauses:
        parent = clause.parent
        if parent is not None and clauses[parent].text[-1:] in (":", "："):
            ends[parent] = max(ends[parent], clause.end)
    return [replace(c, end=ends[n]) for n, c in enumerate(clauses)]


def _same(clause: Clause, document: Document) -> Clause | None:
    """The clause of another edition that says the same, whatever its number; None where none does."""
    words = read_words(clause.text).words
    return next((c for c in _with_items(split_clauses_of(document.text)) if read_words(c.text).words == words), None)


def _changes_at(
    changes: Sequence[Change], *, old_at: Clause | None = None, new_at: Clause | None = None
) -> list[Change]:
    """The changes of a clause of either edition; what only moved is none."""
    found = []
    for change in changes:
        for span, at in ((change.old_span, old_at), (change.new_span, new_at)):
            overlaps = span is not None and at is not None and span[0] < at.end and at.start < span[1]
            if overlaps and change.kind is not ChangeKind.MOVED:
                found.append(change)
    return found


def _name(edition: Edition, language: Language) -> str:
    """An edition as people call it: its name, else its document's title."""
    name = shown_name(edition.name)
    if name.isdecimal():
        return f"{name}年版" if language is Language.ZH else f"{name} edition"
    return name or edition.documents[0].title


def _difference(query: Query, old: str, new: str) -> str:
    """By how much the only figure that differs rose or fell, where an amount is asked for; "" otherwise."""
    pairs = changed_figures(old, new)
    if len(pairs) != 1 or not read_figures(query.standalone).wants_amount:
        return ""
    before, after = (read(figure).measured for figure in pairs[0])
    if len(before) != 1 or len(after) != 1 or before[0].quantity.unit != after[0].quantity.unit:
        return ""
    one, other = before[0].quantity, after[0].quantity
    asked = asked_values(query.standalone)
    if other.suffix and asked and asked.isdisjoint(held_values(pairs[0][1], "")):
        # 「补考多少钱，变了吗」: what differs is the time after which.
        return ""
    by = amount(abs(other.value - one.value), other)
    if query.language is Language.ZH:
        return f"（{'增加' if other.value > one.value else '减少'}了{by}）"
    return f" ({by} {'more' if other.value > one.value else 'less'})"


def _told(text: str, said: Statement) -> Statement:
    """A statement in other words around its own; what is reckoned and the days stand in no quote."""
    quoted = figures(" ".join(c.quote for c in said.citations))
    return replace(said, text=text, computed=said.computed | (figures(text) - quoted))
