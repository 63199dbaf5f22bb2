"""The tool for several properties of what can be taken, or one property of several: the cells of its records.

A passage tells one thing well. Who asks for conditions and fee at once, or for the conditions of two levels, wants
each cell said, or named as one that no source states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.answering.attributes import Attribute, asked_attributes
from assistant.answering.extraction import COMPARES
from assistant.answering.places import Places
from assistant.answering.statements import joined, kept, markdown_table
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.names import named_in
from assistant.evidence.asked import read_figures
from assistant.evidence.evidence import Evidence, of_records
from assistant.evidence.operations import operations
from assistant.evidence.quantities import plain, read_quantities
from assistant.index.embedding import Vectors
from assistant.pack.schema import FieldWords, Kind, KindWords
from assistant.retrieval.tokenization import normalise
from assistant.text.clauses import clauses
from assistant.types import Citation, Language
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asks_something, asks_whether
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind, TurnModel

TOOL = "properties"
# So sure that a clause asks what an exam tests, or whether somebody meets conditions.
_CONTENTS, _ELIGIBILITY = 0.5, 0.25
# So sure that a clause says what somebody wants, is or leaves.
_TOLD = 0.5
_TELLS = (TurnKind.AIM, TurnKind.SITUATION, TurnKind.DISMISSAL)
# More things beside each other no phone shows.
_MOST_THINGS = 6
_FIGURE_CHARS = 20
_LEAST_THINGS = 2
# A word of more fields than these asks for all of them only where no other does for one.
_FEW_FIELDS = 2
# What an exam tests, and in which form: who asks for the one is served by the other.
_OF_EXAM = frozenset({"exam", "content"})
_ITEM, _NO_CELL, _IS_OPEN = "项目", "—", "open"
_PREREQUISITE = "prerequisite"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which fields of which records a question asks for, and which properties it asks beside that none has."""

    records: tuple[Record, ...]
    fields: tuple[FieldWords, ...]
    missing: tuple[Attribute, ...]


class Properties:
    """Says the cells of one day's records that a question names by thing and property; safe to share between threads.

    Args:
        catalogue: the records.
        places: for citations.
        turns: tells questions for what an exam tests; None where nothing was fitted.
    """

    def __init__(self, catalogue: Catalogue, places: Places, turns: TurnModel | None) -> None:
        self._catalogue = catalogue
        self._places = places
        self._turns = turns

    def find(
        self,
        query: Query,
        embed: Callable[[str], Vectors],
        missing: Sequence[Attribute],
        *,
        assessed: bool = False,
        part: bool = False,
    ) -> tuple[Evidence, ...]:
        """The cells, as a table where several things are asked about; () where a question asks for anything else too.

        Args:
            query: the question.
            embed: a text's embedding.
            missing: properties that it asks for and no passage states.
            assessed: whether the person is told elsewhere if they meet the conditions.
            part: whether it is one of several questions, so that a single cell is worth saying.
        """
        asked = self._asked(query, embed, missing, assessed=assessed)
        if asked is None:
            return ()
        told = {
            (r.id, f.name): c
            for r in asked.records
            for f in asked.fields
            if r.text(f.name) and (c := self._places.cite(r.place(f.name), r.text(f.name), query.language)) is not None
        }
        records = [r for r in asked.records if any(id_ == r.id for id_, _ in told)]
        fields = [f for f in asked.fields if any((r.id, f.name) in told for r in records)]
        one = len(told) == 1 and not _is_figure(records[0].text(fields[0].name))
        if not told or len(records) > _MOST_THINGS or (one and not (part or assessed or asked.missing)):
            return ()
        if query.language is not Language.ZH and any("|" in c.quote for c in told.values()):
            # A row in another language is worded by what writes rows.
            return ()
        if query.language is not Language.ZH:
            return tuple(_piece(c.quote, (c,)) for c in dict.fromkeys(told.values()))
        told_names = {f.name for f in fields}
        absent = [_label(f) for f in asked.fields if f.name not in told_names and not told_names | {f.name} >= _OF_EXAM]
        said = self._said(records, fields, told)
        if absent := [*absent, *(a.name_zh for a in asked.missing)]:
            said[-1] = _with_note(said[-1], f"资料没有写到{joined(dict.fromkeys(absent), Language.ZH)}。")
        if unknown := [r.name for r in asked.records if r not in records]:
            # No record has it; a passage may.
            labels = joined((_label(f) for f in asked.fields), Language.ZH)
            said[-1] = _with_note(said[-1], f"没有查到{joined(unknown, Language.ZH)}的{labels}。")
        return tuple(said)

    def _asked(
        self, query: Query, embed: Callable[[str], Vectors], missing: Sequence[Attribute], *, assessed: bool
    ) -> Asked | None:
        records = self._records(query)
        fields: list[FieldWords] = []
        absent: list[Attribute] = []
        families = {_family(r) for r in records}
        kind = records[0].kind if records else self._catalogue.schema.kinds[Kind.OPEN]
        if kind.name != Kind.OPEN and len(families) < _LEAST_THINGS:
            # What is asked of one thing that has no levels passages tell.
            return None
        compared = False
        for clause in (
            ([c for c in clauses(query.standalone) if asks_something(c)] or [query.standalone]) if records else ()
        ):
            kinds = self._turns.probabilities(embed(clause)) if self._turns else {}
            named = self._fields(clause, kind, contents=kinds.get(TurnKind.CONTENTS, 0.0) >= _CONTENTS)
            if not named and sum(kinds.get(kind, 0.0) for kind in _TELLS) >= _TOLD:
                # 「我改考甲吧」 asks nothing.
                continue
            if kind.name != Kind.OPEN and asks_whether(clause):
                # Yes or no is no cell.
                return None
            others = [a for a in asked_attributes(clause) if a in missing]
            told = assessed and kinds.get(TurnKind.ELIGIBILITY, 0.0) >= _ELIGIBILITY
            # What is held against the person is told with that.
            named = [f for f in named if not (told and f.name == _PREREQUISITE)]
            which = kind.name == Kind.OPEN and not asks_whether(clause)
            compares = len(families) > 1 and (which or bool(COMPARES.search(clause)))
            if not (named or others or told or compares):
                return None
            fields += named
            absent += others if not named else []
            compared = compared or not (named or others or told)
        if compared:
            # Beside each other only that can be held which is known of each, and worth holding what is open.
            levels = query.ids(EntityKind.LEVEL)
            able = tuple(r for r in records if r.text("level") in levels or r.text("availability") == _IS_OPEN)
            records = able if {_family(r) for r in able} == families else records
            fields = [f for f in kind.asked_fields if families == {_family(r) for r in records if r.text(f.name)}]
        fields = list({f.name: f for f in fields}.values())
        figured = [r.text(f.name) for r in records for f in fields if _is_figure(r.text(f.name))]
        units = {"", *(q.unit for text in figured for q in read_quantities(plain(text)))}
        asked = read_figures(query.standalone)
        # 「考一次」 asks for the price itself, and years of work are no money.
        own = [m for m in asked.own if m.quantity.value != 1 and m.quantity.unit in units]
        if figured and (operations(asked.text.plain) or own):
            # What is to be reckoned from cells is no list of them.
            return None
        return Asked(records, tuple(fields), tuple(absent)) if fields else None

    def _fields(self, clause: str, kind: KindWords, *, contents: bool) -> list[FieldWords]:
        """The fields that a clause asks for; a word of several fields («条件») asks for none that another names."""
        said = normalise(clause)
        words = {f.name: [w for w in f.asked if w in said] for f in kind.asked_fields}
        general = {w for w, n in Counter(chain.from_iterable(words.values())).items() if n > _FEW_FIELDS}
        found = [f for f in kind.asked_fields if words[f.name] or (contents and f.name in _OF_EXAM)]
        return [f for f in found if not general.issuperset(words[f.name])] or found

    def _records(self, query: Query) -> tuple[Record, ...]:
        """What a question names; of a family with levels those that it names, else all."""
        kinds = [k for k in self._catalogue.schema.kinds.values() if k.asked_fields]
        known = [r for k in kinds for r in self._catalogue.all(k.name)]
        families = _families_in(query.standalone, known)
        if not families and query.ids(EntityKind.LEVEL):
            # 「把四级和三级的条件列给我」 goes on with what was spoken of last.
            families = _families_in(query.conversation, known)[-1:]
        levels = query.ids(EntityKind.LEVEL)
        records: list[Record] = []
        for family in families:
            of_family = [r for r in known if _family(r) == family]
            records += [r for r in of_family if r.text("level") in levels] or of_family
        order = {level: n for n, level in enumerate(levels)}
        if len({r.kind.name for r in records}) > 1:
            return ()
        return tuple(sorted(records, key=lambda r: order.get(r.text("level"), len(order))))

    def _said(
        self, records: Sequence[Record], fields: Sequence[FieldWords], told: Mapping[tuple[str, str], Citation]
    ) -> list[Evidence]:
        if len(records) == 1:
            cells = [(records[0], f, told[records[0].id, f.name]) for f in fields]
            return [
                _piece(f"{r.name}的{_label(f)}：{r.text(f.name)}（据「{self._places.section_of(c)}」）。", (c,))
                for r, f, c in cells
            ]
        if len(fields) == 1 and all(_is_figure(r.text(fields[0].name)) for r in records):
            field = fields[0]
            families = {_family(r) for r in records}
            # Of one family the level tells them apart.
            named = [(r.text("level") if len(families) == 1 else "") or r.name for r in records]
            listed = joined((f"{n}{r.text(field.name)}" for n, r in zip(named, records, strict=True)), Language.ZH)
            citations = kept(told.get((r.id, field.name)) for r in records)
            of = f"{_family(records[0])}的" if len(families) == 1 else ""
            return [_piece(f"{of}{_label(field)}：{listed}。{self._sources(records, fields, told)}。", citations)]
        table = [[r.text(f.name) if (r.id, f.name) in told else _NO_CELL for f in fields] for r in records]
        names, labels = [r.name for r in records], [_label(f) for f in fields]
        if len(fields) > len(records):
            # A phone is narrow.
            names, labels, table = labels, names, [list(column) for column in zip(*table, strict=True)]
        rows = [[_ITEM, *labels], *([name, *row] for name, row in zip(names, table, strict=True))]
        citations = kept(told.get((r.id, f.name)) for f in fields for r in records)
        return [_piece(f"{markdown_table(rows)}{self._sources(records, fields, told)}。", citations)]

    def _sources(
        self, records: Sequence[Record], fields: Sequence[FieldWords], told: Mapping[tuple[str, str], Citation]
    ) -> str:
        """The sections or tables in which the cells stand: they say whose rule it is, and of when."""
        of_sources: dict[str, list[str]] = {}
        for field in fields:
            of_field = (self._places.section_of(c) for r in records if (c := told.get((r.id, field.name))))
            of_sources.setdefault(joined((f"「{s}」" for s in dict.fromkeys(of_field)), Language.ZH), []).append(
                _label(field)
            )
        one = len(of_sources) == 1
        said = (f"{'' if one else joined(labels, Language.ZH)}据{sources}" for sources, labels in of_sources.items())
        # What can be taken is ruled by each place for itself.
        local = "，别处以当地当期公告为准" if records[0].kind.name == Kind.OPEN else ""
        return f"{'；'.join(said)}{local}"


def _with_note(last: Evidence, note: str) -> Evidence:
    return _piece(f"{last.text}{note}", last.citations)


def _families_in(said: str, known: Sequence[Record]) -> list[str]:
    """What of the known things a text names, in its order; of names within each other the longest."""
    called = {normalise(n): _family(r) for r in known for n in (_family(r), *r.aliases, r.name) if n}
    named = named_in(normalise(said), sorted(called, key=lambda n: (-len(n), n)))
    return list(dict.fromkeys(called[n] for n in named))


def _family(record: Record) -> str:
    """What a thing is called whatever its level."""
    return record.text("family") or record.name


def _label(field: FieldWords) -> str:
    """What a field is called, without a remark on it."""
    return field.label.zh.partition("（")[0]


def _is_figure(value: str) -> bool:
    """Whether a cell holds one figure and next to nothing else: passages tell it among those of other levels."""
    return len(value) <= _FIGURE_CHARS and any(c.isdigit() for c in value)


def _piece(text: str, citations: tuple[Citation, ...]) -> Evidence:
    return of_records(text, citations, TOOL, computed=figures(text))
