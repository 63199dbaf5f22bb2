"""The sentence writer: judged evidence to an answer, the best first and next to nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.extraction import COMPARES, Found, is_local
from assistant.answering.premises import premise
from assistant.answering.refusals import Refusals
from assistant.answering.rendering import cite
from assistant.answering.rows import Rows
from assistant.answering.selection import EXCLUSIVE
from assistant.answering.verdict import asks_if_alike, verdict
from assistant.answering.verification import figures
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.quantities import plain, read_quantities
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import tokenize
from assistant.types import Draft, Language, Passage, Statement, Status
from assistant.understanding.conversation import REFUSED
from assistant.understanding.entities import EntityKind
from assistant.understanding.language import detect_language
from assistant.understanding.query import Query

# From this probability on a further piece of a part of a question is said.
ADDS = 0.25
# From this probability on that it answers the best piece may be shown beside a refusal, and from the second on what it
# stands in may be named; both where it has so much of what the question says, by the weight of its words. Of 81
# refusals of the development sets that showed a piece, those with less show one that is off the topic.
_NEAR, _SAME_FIELD, _ON_TOPIC = 0.25, 0.05, 0.4
# From this probability of an answer on nobody is told that what is shown is none.
_DOUBTFUL = 0.4
# About a phone screen of text; two things side by side may take more.
_SCREEN_CHARS, _MARKS_CHARS = 570, 6
_TWO_SIDES = 1.5
# Of texts as they come so many pieces are said, each at least this share as sure as the best.
_FEW, _MAY_ANSWER = 3, 0.1
# Of what repeats another statement at most this share of the terms is new; of 27 such sentences on the development
# questions none was needed.
_NEW = 0.25
_ALIKE = {Language.ZH: ("不一样", "一样"), Language.EN: ("Not the same", "The same")}
# Remarks on how a sentence was made; they stand in the quote, and say nothing of what is asked.
_REMARKS = ("（本库汇总）", "（按印出的行）", " (our summary)")
_YES_OR_NO = ("Yes", "No:", "No,")


class SentenceWriter:
    """Writes answers from evidence by rules alone; safe to share between threads.

    Args:
        retriever: the index.
        refusals: what is said where no source answers.
    """

    def __init__(self, retriever: Retriever, refusals: Refusals) -> None:
        self._retriever = retriever
        self._refusals = refusals
        self._rows = Rows(retriever.generation.passages)

    def answer(self, query: Query, found: Found, judged: Sequence[Evidence]) -> Draft:
        """The answer that judged evidence gives.

        Args:
            query: the question.
            found: what the passages held.
            judged: in the order in which it is worth saying, at least one piece.
        """
        pieces = self._rows.groups_first(query, self._rows.of_named(query, judged))
        said = _worth_saying(pieces, found.named_them) if self._retriever.expanded else _that_may_answer(pieces)
        statements = [self.statement(e, query) for e in said]
        statements[0] = self.with_verdict(query, found, said[0], statements[0], judged)
        if alike := self._alike(said, query):
            statements[0] = replace(
                statements[0], text=f"{alike}{'：' if query.language is Language.ZH else ': '}{statements[0].text}"
            )
        if self.is_local(query, said[0]):
            statements[0] = _local(statements[0], query.language)
        return Draft(Status.ANSWERED, _readable(query, without_repeats(query, statements)))

    def statement(self, evidence: Evidence, query: Query) -> Statement:
        """One piece of evidence as a sentence with its citations."""
        passage, text = evidence.passage, evidence.text
        if evidence.form is Form.ROW and passage is not None:
            text = self._rows.sentence(passage, query)
        elif passage is not None and query.language is Language.EN and detect_language(text) is Language.ZH:
            text = f"The source says, in Chinese: {text}"
        for remark in _REMARKS:
            text = text.replace(remark, "")
        return Statement(text, evidence.citations, evidence.computed)

    def is_local(self, query: Query, evidence: Evidence) -> bool:
        """Whether a piece holds for a place or time that nobody asked for."""
        return is_local(query, self._retriever.document(evidence.citations[0].document))

    def gap(self, query: Query, judged: Sequence[Evidence]) -> Draft:
        """That a source lacks what was asked: in its own words, or that a table's cell is blank."""
        said = self.statement(judged[0], query)
        if column := self.blank(query, judged[0]):
            zh = query.language is Language.ZH
            opening, row = REFUSED[query.language], judged[0].passage
            of = row.cells[self._rows.key(row)[-1]][1] if row else ""
            of = of if of.startswith("《") or not zh else f"「{of}」"
            lacks = (
                f"写到{of}的{column}：表里这一格没有填。"
                if zh
                else f" state the {column} of “{of}”: its cell is blank."
            )
            said = replace(said, text=opening + lacks)
        return Draft(Status.ABSTAINED, (said,))

    def blank(self, query: Query, evidence: Evidence) -> str:
        """The column that a question asks a row for, where its cell is blank; "" for any other piece."""
        row = evidence.passage if evidence.form is Form.ROW else None
        return self._rows.blank(row, query) if row is not None else ""

    def refusal(self, query: Query, found: Found, judged: Sequence[Evidence], answers: float = 0.0) -> Draft:
        """What was looked for and not found, what is near, and whom to ask instead.

        Args:
            query: the question.
            found: what the search gave.
            judged: the evidence, best first; may be empty.
            answers: probability that it answers after all.
        """
        best = judged[0] if judged else None
        sure = (best.probability or 0.0) if best else 0.0
        near, place = None, None
        if best is not None and best.passage is not None:
            above = f"{best.passage.header} {self._retriever.document(best.passage.document_id).title}"
            near = self.statement(best, query) if sure >= _NEAR and self._speaks_of(query, best.text) else None
            place = best.passage if sure >= _SAME_FIELD and self._speaks_of(query, f"{best.text} {above}") else None
        return self._refusals.draft(query, found, near, place, doubtful=answers >= _DOUBTFUL)

    def _speaks_of(self, query: Query, text: str) -> bool:
        """Whether a text has enough of what a question says to be near it; in another language words do not tell."""
        if detect_language(text) is not detect_language(query.text):
            return True
        index, held = self._retriever.generation.lexical, set(tokenize(text))
        weights = {t: index.idf(t) for t in set(tokenize(query.content))}
        return sum(w for t, w in weights.items() if t in held) >= _ON_TOPIC * sum(weights.values())

    def with_verdict(
        self, query: Query, found: Found, best: Evidence, said: Statement, judged: Sequence[Evidence]
    ) -> Statement:
        """The sentence after a word on the figure that the question puts forward, where both speak of one thing.

        Args:
            query: the question.
            found: what the passages held.
            best: the piece that is said.
            said: the same as a sentence.
            judged: all that was found, of which another may bear out what the best one contradicts.
        """
        ranked = {r.hit.passage.id: r for r in (*found.ranked, *found.chosen)}
        asked = {(m.kind, m.id) for m in query.mentions if m.kind.names_subject and m.kind is not EntityKind.DOCUMENT}
        of_subject = {id_ for id_, r in ranked.items() if asked <= r.names}
        document = self._retriever.document(best.citations[0].document)
        named = set(query.ids(EntityKind.DOCUMENT))
        elsewhere = named and document.work not in named
        if elsewhere or (asked and (best.passage is None or best.passage.id not in of_subject)):
            return said
        bare = self._rows.figures(best.passage, query) if best.form is Form.ROW and best.passage is not None else ()
        alone = {id_ for id_ in of_subject if not ranked[id_].speaks_of_others(query)}
        others = [e.quoted for e in judged if e is not best and e.passage is not None and e.passage.id in alone]
        claimed = premise(query, best.quoted, bare, others)
        if claimed is None:
            # What a source says to a question begins with its own yes or no.
            says_it = said.text.startswith(_YES_OR_NO)
            return said if says_it else replace(said, text=verdict(query, best) + said.text)
        # The figure that is put right stands in no source.
        return replace(said, text=claimed.text + said.text, computed=said.computed | figures(claimed.text))

    def side_by_side(self, pieces: Sequence[Evidence], query: Query) -> tuple[Statement, ...]:
        """Each piece as a sentence, rows of one table as a table."""
        pieces = tuple({e.key: e for e in reversed(pieces)}.values())[::-1]
        rows = [e.passage for e in pieces if e.passage is not None and e.passage.cells]
        if len(rows) < len(pieces) or len(rows) == 1 or len({r.header for r in rows}) > 1:
            return tuple(dict.fromkeys(self.statement(e, query) for e in pieces))
        citations = tuple(dict.fromkeys(c for e in pieces for c in e.citations))
        alike = self._alike(pieces, query)
        verdict = (
            (Statement(f"{alike}。" if query.language is Language.ZH else f"{alike}.", citations),) if alike else ()
        )
        return (*verdict, Statement(self._rows.table(rows, query), citations))

    def _alike(self, pieces: Sequence[Evidence], query: Query) -> str:
        """The word on whether the rows that are said have the same in what is asked of them; "" where none decides it.

        As many must be asked about, by name or number: another row may differ where those are the same.
        """
        rows = [e.passage for e in pieces if e.passage is not None and e.form is Form.ROW]
        if len(rows) < len(pieces) or not asks_if_alike(query):
            return ""
        named = max((len(query.ids(kind)) for kind in EXCLUSIVE), default=0)
        counted = {q.value for q in read_quantities(plain(query.own)) if not q.unit}
        if counted != {len(rows)} if named < len(rows) else named > len(rows):
            return ""
        alike = self._rows.are_alike(rows, query)
        return "" if alike is None else _ALIKE[query.language][alike]

    def tables(self, statements: Sequence[Statement], query: Query) -> tuple[Statement, ...]:
        """Statements with those that say rows as tables, one for each table that they cite, where the first of its
        rows stood: with all rows that the question names.
        """
        cited = {s: self._rows.cited(s) for s in statements}
        made: dict[Statement, None] = {}
        told: set[tuple[str, str]] = set()
        for statement in statements:
            rows = cited[statement]
            if not rows or statement.text.startswith("|"):
                made[statement] = None
                continue
            table = (rows[0].document_id, rows[0].header)
            if table in told:
                continue
            told.add(table)
            every = [r for each in cited.values() for r in each if (r.document_id, r.header) == table]
            shown, columns = self._rows.named(every, query)
            document = self._retriever.document(rows[0].document_id)
            citations = tuple(cite(document, row) for row in shown)
            made[Statement(self._rows.table(shown, query, columns), citations)] = None
        return tuple(made)


def _worth_saying(judged: Sequence[Evidence], named_them: Passage | None) -> list[Evidence]:
    """The first piece, those that add something asked, and the sentence that named those who are asked about."""
    named = (p for p in judged[1:] if named_them is not None and p.passage == named_them)
    kept = {id(p) for p in (judged[0], *(p for p in judged if p.adds), *named)}
    return [p for p in judged if id(p) in kept]


def _that_may_answer(judged: Sequence[Evidence]) -> list[Evidence]:
    """The best piece, and few others that may be what answers in its place.

    Of texts as they come the judge knows less: of packs that it was not fitted on the best piece holds the fact for
    three questions of four, one of the best three for nine of ten.
    """
    least = _MAY_ANSWER * (judged[0].probability or 0.0)
    return [judged[0], *(p for p in judged[1:_FEW] if (p.probability or 0.0) >= least)]


def without_repeats(query: Query, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without those that say next to nothing that those before do not: no figure, no word asked for."""
    asked, kept = set(tokenize(query.standalone)), list(statements[:1])
    told = set(tokenize(statements[0].text)) if statements else set()
    for statement in statements[1:]:
        terms = set(tokenize(statement.text))
        new = terms - told
        if len(new) > _NEW * len(terms) or new & asked or any(c.isdigit() for t in new for c in t):
            kept.append(statement)
            told |= terms
    return tuple(kept)


def _readable(query: Query, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements up to about a screen of text, the first at any length; one that is too long is passed over."""
    limit = _SCREEN_CHARS * (_TWO_SIDES if COMPARES.search(query.standalone) else 1)
    kept, used = [statements[0]], len(statements[0].text) + _MARKS_CHARS
    for statement in statements[1:]:
        if used + len(statement.text) + _MARKS_CHARS <= limit:
            kept.append(statement)
            used += len(statement.text) + _MARKS_CHARS
    return tuple(kept)


def _local(statement: Statement, language: Language) -> Statement:
    """The sentence with a word that it holds for one place or time only."""
    if language is Language.ZH:
        remark, end = "（个别地区、机构或年份的做法，以当地当期公告为准）", "。"
    else:
        remark, end = " (one region, body or year only; check the current local notice)", "."
    return replace(statement, text=f"{statement.text.removesuffix(end)}{remark}{end}")
