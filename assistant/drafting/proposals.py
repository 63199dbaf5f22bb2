"""Records of the pack's kinds that a document's tables and clauses state, each value with its place.

Nothing is composed: a value is a cell, a figure or a clause as it stands. Which column is which field, and which clause
states which, the labels of the schema's fields say, and the words by which documents state them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from assistant.catalogue.loading import Catalogue
from assistant.changes.clauses import Clause, split_clauses_of
from assistant.corpus.check import located_texts
from assistant.corpus.compare import compact
from assistant.drafting.drafts import Draft, DraftField, slug
from assistant.drafting.tables import read_tables
from assistant.drafting.words import StatedWords, stated_in_clauses
from assistant.pack.schema import Kind, Schema
from assistant.retrieval.tokenization import normalise
from assistant.types import Document, Passage

_ABLE = ("能", "会", "掌握", "了解", "熟悉", "can ", "able to ", "be able ")
_CERTIFICATE = re.compile(
    r"(?:^|《)([\u4e00-\u9fffA-Za-z0-9+]{2,24}?(?:职业技能等级证书|资格证书|等级证书|合格证|证书|证))(?!书|制度|体系)"
    r"|\b([A-Z][\w'&-]*(?: (?:of|in|for|and|[A-Z][\w'&-]*)){0,7} "
    r"(?:Certificate|Certification|Licence|License|Diploma))\b"
)
_SENTENCE = re.compile(r"[^。；;！？!?\n]+?(?:[。；;！？!?]|\.(?=\s|$)|\n|$)")
_MAX_VALUE = 400
# A shorter clause is a heading's words.
_MIN_CLAUSE = 8
# Records of these kinds belong to a certificate.
_OF_A_CERTIFICATE = frozenset({Kind.REQUIREMENT, Kind.WORK_AREA, Kind.ADVICE})


def propose_records(document: Document, passages: Sequence[Passage], catalogue: Catalogue) -> tuple[Draft, ...]:
    """The records that a document states, certificates first; of several of one name the one with most fields.

    A name or value that does not stand at its place letter by letter is left out.
    """
    if document.translation_of:
        # Its original states the same.
        return ()
    schema = catalogue.schema
    of_title = list(_of_the_title(document, schema))
    tables = list(read_tables(document, passages, schema))
    certificate = _certificate(document, of_title, catalogue)
    texts = located_texts(document, list(passages))
    found: dict[tuple[str, str], Draft] = {}
    for draft in (*of_title, *tables, *_of_clauses(document, schema)):
        if draft.kind in _OF_A_CERTIFICATE:
            if not certificate:
                continue
            draft = replace(draft, id=f"{certificate}-{draft.id}", certificate=certificate)
        standing = _standing(draft, texts)
        if standing is None:
            continue
        held = found.get((draft.kind, draft.name))
        if held is None or len(standing.fields) > len(held.fields):
            found[draft.kind, draft.name] = standing
    return tuple(_told_apart(sorted(found.values(), key=lambda d: d.kind != Kind.CERTIFICATE)))


def _certificate(document: Document, drafts: Sequence[Draft], catalogue: Catalogue) -> str:
    """The id of the certificate to which a document's requirements belong, "" where that is not plain."""
    recorded = catalogue.all(Kind.CERTIFICATE)
    names = {d.name for d in drafts}
    named = [r.id for r in recorded if r.name in names or r.name in document.title]
    if named or drafts:
        return named[0] if named else drafts[0].id
    return recorded[0].id if len(recorded) == 1 else ""


def _standing(draft: Draft, texts: Mapping[str, str]) -> Draft | None:
    """A draft with the fields alone that stand at their places; None where its name does not."""

    def stands(value: str, cite: str) -> bool:
        return compact(value) in texts.get(cite.partition("#")[2], "")

    if not draft.id or not stands(draft.name, draft.cite):
        return None
    return replace(draft, fields=tuple(f for f in draft.fields if stands(f.value, f.cite)))


def _told_apart(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Each with an id of its own: the same code stands at several levels."""
    seen: set[str] = set()
    for draft in drafts:
        numbers = (f"{draft.id}-{n}" if n > 1 else draft.id for n in count(1))
        draft = replace(draft, id=next(i for i in numbers if f"{draft.kind}:{i}" not in seen))
        seen.add(draft.key)
        yield draft


def _of_clauses(document: Document, schema: Schema) -> Iterator[Draft]:
    """Skills with a code: 「1.2.3 能根据…」, each with the task whose number it goes on from."""
    kind = schema.kinds.get(Kind.REQUIREMENT)
    if kind is None:
        return
    clauses = split_clauses_of(document.text)
    for clause in clauses:
        if clause.label.count(".") < 2 or not clause.text.casefold().startswith(_ABLE) or len(clause.text) > _MAX_VALUE:
            continue
        cite = _place(document, clause)
        task = clauses[clause.parent] if clause.parent is not None else None
        area = clauses[task.parent] if task is not None and task.parent is not None else None
        given = [("code", clause.label, cite)]
        given += [
            (name, around.text.partition("\n")[0], _place(document, around))
            for name, around in (("task", task), ("area", area))
            if around is not None and around.label[-1:].isdigit()
        ]
        values = [
            DraftField(n, kind.fields[n].label[document.language], v, place)
            for n, v, place in given
            if v and n in kind.fields
        ]
        yield Draft(kind.name, slug(clause.label), clause.text.strip("；;。."), cite, tuple(values))


def _of_the_title(document: Document, schema: Schema) -> Iterator[Draft]:
    """The certificate of which the whole document speaks, with what its clauses state of it.

    A field that several clauses state differently is left to the reader: it may be that of several levels.
    """
    match = _CERTIFICATE.search(document.title)
    kind = schema.kinds.get(Kind.CERTIFICATE)
    if match is None or kind is None:
        return
    name = match.group(1) or match.group(2)
    cite = _first_place(document, name)
    if not cite:
        return
    clauses = split_clauses_of(document.text)
    values = []
    for words in kind.fields.values():
        stated = stated_in_clauses(words.name)
        if stated is None:
            continue
        found = {
            value: place
            for number, clause in enumerate(clauses)
            if not (clause.cells or clause.is_table or clause.heads)
            and (value := _stated(clause.text, _with_items(document, clauses, number), stated))
            and (place := _place(document, clause))
        }
        if len(found) == 1:
            ((value, place),) = found.items()
            values.append(DraftField(words.name, words.label[document.language], value, place))
    if values:
        yield Draft(kind.name, slug(name), name, cite, tuple(values))


def _first_place(document: Document, name: str) -> str:
    """The first section that has a name, "" where none has."""
    wanted = compact(name)
    sections = (s for s in document.sections if wanted in compact(document.text[s.start : s.end]))
    return next((f"{document.id}#{s.locator}" for s in sections if s.locator), "")


def _with_items(document: Document, clauses: Sequence[Clause], number: int) -> str:
    """A clause with the items that belong to it, as the document has them."""
    items = [c.end for c in clauses[number + 1 :] if c.parent == number and not c.cells and not c.is_table]
    end = max([clauses[number].end, *items])
    text = document.text[clauses[number].start : end]
    # Without the number before it.
    return " ".join(text[max(text.find(clauses[number].text[:_MIN_CLAUSE]), 0) :].split())


def _stated(text: str, whole: str, words: StatedWords) -> str:
    """What a clause states of a field: its one figure, else the clause as it is written; "" where it states nothing."""
    if not words.stated.search(normalise(text)):
        return ""
    if words.figure is not None:
        figures = {
            m.group().strip()
            for sentence in _SENTENCE.findall(text)
            if words.stated.search(normalise(sentence))
            for m in words.figure.finditer(sentence)
        }
        if len(figures) == 1:
            return next(iter(figures))
        if not figures:
            return ""
    first = next((m.start() for m in _SENTENCE.finditer(whole) if words.stated.search(normalise(m.group()))), 0)
    value = whole[first:].strip()
    return value if _MIN_CLAUSE <= len(value) <= _MAX_VALUE else ""


def _place(document: Document, clause: Clause) -> str:
    section = next((s for s in document.sections if s.start <= clause.start < s.end), None)
    return f"{document.id}#{section.locator if section else '全文'}"
