"""The tool for values that stand in no quote: it takes candidate passages and gives evidence of the form COMPUTED."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property, partial

from assistant.answering.attributes import asked_attributes
from assistant.answering.extraction import COMPARES
from assistant.answering.verification import figures as written
from assistant.evidence.asked import Figures, read_figures
from assistant.evidence.bounds import by_a_bound
from assistant.evidence.columns import Nearness, names_surely
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.likeness import Likeness
from assistant.evidence.measures import UNIT_WORDS
from assistant.evidence.operations import EXTREMES, Operation, left_out, operations
from assistant.evidence.put_forward import PutForward, put_forward, speaks_of_all
from assistant.evidence.put_forward import say as say_claim
from assistant.evidence.rates import exchange
from assistant.evidence.rates import say as say_rate
from assistant.evidence.reckoned_words import say as say_rule
from assistant.evidence.reckoning import Reckoned, reckon_rules, topic_terms
from assistant.evidence.row_comparison import compare_rows
from assistant.evidence.row_words import say as say_rows
from assistant.evidence.rows import Result, find_cells, reckon_rows
from assistant.evidence.tables import Table, tables_of
from assistant.evidence.values import asked_values, held_values
from assistant.index.embedding import Vectors
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import tokenize
from assistant.types import Authority, Citation, Language, Passage
from assistant.understanding.language import content
from assistant.understanding.query import Query

TOOL = "computed"
# Rules are read in so many of the best passages, tables are taken from so many.
_RULES_FROM, _TABLES_FROM = 10, 6
# A claim on all rows is mostly answered by what sums them up, so that their rows stand further behind.
_CLAIMS_FROM = 16
# Fitted on reckon-dev and the other development sets: a word of the question whose IDF is less than this share of
# that of a word never seen, and that the table does not hold, speaks of something else;
_WELL_KNOWN = 0.44
_UNSEEN = "\0"
# and so much of the question's weight may stand outside the table, less where all of it is summed.
_MAX_OUTSIDE, _MAX_OUTSIDE_UNNAMED = 0.6, 0.2
# More sources than these are cited by the first ones alone.
_MAX_CITED = 12
# 「装备费」 is another property than 收费, whatever it costs.
_PROPERTIES = ("费", "价", "率")
_PROPERTY_CHARS = 4


class Reckoner:
    """Computes from the passages of one index generation; immutable, safe to share between threads.

    Args:
        retriever: the index, for documents, tables and term weights.
        embed: embeds a phrase and remembers it.
    """

    def __init__(self, retriever: Retriever, embed: Callable[[str], Vectors]) -> None:
        self._retriever = retriever
        self._embed = embed
        self._likeness = Likeness(retriever.generation.lexical, embed)

    def may_reckon(self, query: Query) -> bool:
        """Whether a question gives a figure or asks for an operation, so that it is worth searching for it."""
        figures = read_figures(query.standalone)
        text = figures.text.plain
        return bool(figures.text.measured or operations(text) or left_out(text)) or speaks_of_all(text)

    def compare(self, query: Query, candidates: Sequence[Passage]) -> tuple[Evidence, ...]:
        """How the rows of one table that a question names side by side differ in what it asks, () where none do.

        Args:
            query: the question.
            candidates: passages, best first.
        """
        tables = dict.fromkeys(self._tables[p.id] for p in candidates if p.id in self._tables)
        alike = bool(COMPARES.search(query.standalone))
        figures, states = read_figures(query.standalone), partial(_states_asked, query)
        found = compare_rows(figures, tuple(tables), self._nearness(query), states, alike=alike)
        # 「How long is …」 is answered by no column of names that shares a word with it, and what asks for nothing by
        # name or kind by none.
        asks = bool(asked_values(query.standalone))
        fitting = (r for r in found if r.surely or (states(r) and (r.named or asks)))
        return tuple(self._of_rows(r, query.language) for r in fitting)

    def _nearness(self, query: Query) -> Nearness:
        question = self._embed(query.standalone)
        return lambda names: [float(self._embed(name) @ question) for name in names]

    def reckon(
        self, query: Query, candidates: Sequence[Passage], told: Collection[str] = frozenset()
    ) -> tuple[Evidence, ...]:
        """What follows from the candidates, () where nothing does surely.

        Args:
            query: the question.
            candidates: passages on its subject, best first.
            told: quotes that answer it; one in or beside a table says that this is what the question is about.
        """
        figures = read_figures(query.standalone)
        by_rule = reckon_rules(figures, [(p, self._topic(p)) for p in candidates[:_RULES_FROM]], self._likeness)
        by_rule = by_rule or by_a_bound(candidates, figures, self._likeness)
        tables = dict.fromkeys(self._tables[p.id] for p in candidates[:_TABLES_FROM] if p.id in self._tables)
        # Our own tables were given the words that people ask with.
        nearness = None if self._retriever.expanded else self._nearness(query)
        if (claim := self._claim(figures, candidates, nearness)) is not None:
            borne_out_by = [claim.result.table.rows[r] for r in claim.result.rows[:_MAX_CITED]]
            return (self._evidence(say_claim(claim, query.language), borne_out_by),)
        by_rows = self._of_tables(query, figures, tuple(tables), nearness, candidates, told)
        rows = list({e.text: e for e in (self._of_rows(r, query.language) for r in by_rows)}.values())
        if not rows and (exchanged := exchange(figures, candidates)) is not None:
            return (self._evidence(say_rate(exchanged, query.language), [exchanged.passage]),)
        # Rows that are named answer a question for their sum; a rule that one word of it fits does not.
        return tuple(rows) or tuple(self._of_rule(r, query) for r in by_rule if not _is_open(r, query))

    def _claim(self, figures: Figures, candidates: Sequence[Passage], nearness: Nearness | None) -> PutForward | None:
        """What is put forward of the rows of a table that all the words which put it forward are about."""
        near = dict.fromkeys(self._tables[p.id] for p in candidates[:_CLAIMS_FROM] if p.id in self._tables)
        claim = put_forward(figures, tuple(near), nearness)
        return claim if claim and self._is_about(claim.result, read_figures(claim.clause)) else None

    def _of_tables(
        self,
        query: Query,
        figures: Figures,
        tables: Sequence[Table],
        nearness: Nearness | None,
        candidates: Sequence[Passage],
        told: Collection[str],
    ) -> list[Result]:
        """What follows from the rows of tables."""
        found = [
            r
            for r in reckon_rows(figures, tables, nearness)
            if self._is_about(r, figures, told=_is_meant(r, figures) and _is_told(r.table, candidates, told))
        ]
        if nearness is not None:
            # 「还差几年」 is answered by no difference of prices; which row has most is, whatever is asked of it.
            found = [r for r in found if not r.terms or r.operation in EXTREMES or _states_asked(query, r)]
        return found

    def cells(self, query: Query, candidates: Sequence[Passage], told: Collection[str]) -> Evidence | None:
        """The cells that a question asks for of the rows that it names, None where no table has both.

        Args:
            query: the question.
            candidates: passages on its subject, best first.
            told: quotes that answer it; one in or beside a table says that this is what the question is about.
        """
        figures = read_figures(query.standalone)
        for table in dict.fromkeys(self._tables[p.id] for p in candidates[:_TABLES_FROM] if p.id in self._tables):
            found = find_cells(figures, table)
            if found is None or (not self._retriever.expanded and not _states_asked(query, found)):
                continue
            told_here = _is_told(table, candidates, told)
            surely = all(names_surely(figures.text.plain, table.columns[c]) for c in found.columns)
            is_about = self._is_about(found, figures)
            if told_here or (is_about and (told or surely)):
                return self._of_rows(found, query.language)
        return None

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return tables_of(self._retriever.passages)

    def _topic(self, passage: Passage) -> frozenset[str]:
        return topic_terms(self._retriever.document(passage.document_id).title, passage.header)

    def _is_about(self, result: Result, figures: Figures, *, told: bool = False) -> bool:
        """Whether what a question says besides rows and operation is said by the table too.

        Of a table that stands where the question is answered only another property is looked for.
        """
        table = result.table
        document = self._retriever.document(table.document_id)
        cells = (table.rows[r].text for r in result.selection.rows)
        about = " ".join([document.title, *document.aliases, table.header, *table.columns, *cells])
        held = set(tokenize(about))
        text = figures.text.plain
        left = text
        for word in filter(None, (result.words, *(w for _, w in operations(text)))):
            left = left.replace(word, " " * len(word))
        spans = [*result.selection.spans, *((m.quantity.start, m.quantity.end) for m in figures.text.measured)]
        for start, end in spans:
            left = left[:start] + " " * (end - start) + left[end:]
        outside = {t for t in set(tokenize(content(left))) - held - UNIT_WORDS if len(t) > 1 or t.isascii()}
        properties = [t for t in outside if t.endswith(_PROPERTIES) and t[:-1] not in about]
        if any(not _asks_of(left[: left.rfind(t) + len(t)], result) for t in properties):
            return False
        if told:
            return True
        index = self._retriever.generation.lexical
        known = _WELL_KNOWN * index.idf(_UNSEEN)
        if any(t in index and index.idf(t) < known for t in outside):
            return False
        whole = self._likeness.weight(set(tokenize(content(text)))) or 1.0
        whole_table = (
            not result.selection.named and result.operation is Operation.SUM and not _is_meant(result, figures)
        )
        limit = _MAX_OUTSIDE_UNNAMED if whole_table else _MAX_OUTSIDE
        return self._likeness.weight(outside) <= limit * whole

    def _of_rule(self, found: Reckoned, query: Query) -> Evidence:
        return self._evidence(say_rule(found, query), [found.rule.passage])

    def _of_rows(self, found: Result, language: Language) -> Evidence:
        rows = list(dict.fromkeys(t.row for t in found.terms)) or list(found.rows)
        return self._evidence(say_rows(found, language), [found.table.rows[r] for r in rows[:_MAX_CITED]])

    def _evidence(self, text: str, passages: Sequence[Passage]) -> Evidence:
        citations = tuple(self._cite(p) for p in passages)
        computed = written(text) - written(" ".join(c.quote for c in citations))
        authority = Authority(citations[0].authority)
        since = self._retriever.document(passages[0].document_id).effective
        return Evidence(Form.COMPUTED, text, citations, authority, since=since, computed=computed, tool=TOOL)

    def _cite(self, passage: Passage) -> Citation:
        document = self._retriever.document(passage.document_id)
        return Citation(
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            issued=document.issued,
            locator=passage.locator,
            quote=document.text[passage.start : passage.end],
            start=passage.start,
            end=passage.end,
            authority=document.authority.value,
        )


def _is_meant(result: Result, figures: Figures) -> bool:
    """Whether a question names some rows, or says how many there are of what is summed: 「三场一共」."""
    counted = any(not m.quantity.unit and m.quantity.value == len(result.rows) for m in figures.own)
    return bool(result.selection.named) or (result.operation is Operation.SUM and counted)


def _is_told(table: Table, candidates: Sequence[Passage], told: Collection[str]) -> bool:
    """Whether one of the quotes stands in a table or in the section that the table stands in."""
    of_it = [p for p in candidates if p.document_id == table.document_id and table.header.startswith(p.header)]
    return any(quote in p.text for p in of_it for quote in told)


def _is_open(found: Reckoned, query: Query) -> bool:
    """Whether the days of two months, which nobody told, decide between met and not met."""
    spent = query.elapsed
    return spent is not None and found.own is not None and spent.months == found.needed


def _states_asked(query: Query, found: Result) -> bool:
    """Whether the cells that a result is made from hold a kind of value that the question asks for, if it asks one."""
    kinds = asked_values(query.standalone)
    cells = [(t.row, t.column) for t in found.terms] or [(r, c) for r in found.rows for c in found.columns]
    return not kinds or any(kinds & held_values(found.table.value(r, c), found.table.columns[c]) for r, c in cells)


def _asks_of(words: str, result: Result) -> bool:
    """Whether the property that words end with is the one of a column under another name: 报名费, 收费."""
    asked = {a.id for a in asked_attributes(words[-_PROPERTY_CHARS:])}
    columns = {t.column for t in result.terms} or set(result.columns)
    return any(asked & {a.id for a in asked_attributes(result.table.columns[c])} for c in columns)
