"""Lookups in records as sentences and tables, each value with the citation of its place."""

from __future__ import annotations

from assistant.answering.places import Places
from assistant.catalogue.fields import FIELDS, FieldWords
from assistant.catalogue.lookup import Lookup
from assistant.catalogue.model import Record, Requirement
from assistant.types import Citation, Draft, Language, Statement, Status


def answer_lookup(lookup: Lookup, language: Language, places: Places) -> Draft:
    """One sentence a record, or one table where records are compared."""
    if lookup.compares:
        statements: tuple[Statement, ...] = (_table(lookup, language, places),)
    else:
        statements = tuple(_sentence(record, lookup.fields, language, places) for record in lookup.records)
        if lookup.asks_same:
            first, *others = statements
            cited = tuple(c for s in statements for c in s.citations)
            statements = (Statement(_verdict(lookup, language) + first.text, cited), *others)
    return Draft(
        Status.ANSWERED,
        statements,
        suggestions=_what_else(lookup, language),
        intent="comparison" if lookup.compares else "certificate_facts",
    )


def _verdict(lookup: Lookup, language: Language) -> str:
    """Which of the fields are the same in all records, and which are not."""
    zh = language is Language.ZH
    said = []
    for field in lookup.fields:
        values = {field_value(r, field, language) for r in lookup.records}
        if zh:
            said.append(f"{field.zh}{'相同' if len(values) == 1 else '不同'}")
        else:
            said.append(f"{field.en}: {'the same' if len(values) == 1 else 'not the same'}")
    return "，".join(said) + "：" if zh else "; ".join(said) + ". "


def _what_else(lookup: Lookup, language: Language) -> tuple[str, ...]:
    """Questions on fields of the same record that were not asked for."""
    record = lookup.records[0]
    others = [f for f in FIELDS[type(record)] if f not in lookup.fields and getattr(record, f.field) not in (None, [])]
    if isinstance(record, Requirement):
        name, name_en = record.code, f"requirement {record.code}"
    else:
        name, name_en = record.name, record.name_en
    if language is Language.ZH:
        return tuple(f"{name}的{f.zh}是什么？" for f in others[:2])
    return tuple(f"What is the {f.en} of {name_en}?" for f in others[:2])


def _sentence(record: Record, fields: tuple[FieldWords, ...], language: Language, places: Places) -> Statement:
    citations = tuple(dict.fromkeys(c for f in fields for c in field_citations(record, f, language, places)))
    if isinstance(record, Requirement):
        return Statement(_requirement_sentence(record, fields, language), citations)
    if language is Language.ZH:
        parts = "；".join(_said(record, f, language) for f in fields)
        return Statement(f"「{record.name}」的{parts}。", citations)
    parts = "; ".join(f"{f.en}: {field_value(record, f, language)}" for f in fields)
    return Statement(f"{record.name_en} ({record.name}) — {parts}.", citations)


def _requirement_sentence(record: Requirement, fields: tuple[FieldWords, ...], language: Language) -> str:
    """What a requirement says, and the other fields that were asked for: 「职业技能要求1.3.4：…；对应课程是…。」"""
    others = [f for f in fields if f.field != "name"]
    if language is Language.ZH:
        return (
            "；".join((f"职业技能要求{record.code}：{record.name}", *(_said(record, f, language) for f in others)))
            + "。"
        )
    parts = "; ".join((record.name, *(f"{f.en}: {field_value(record, f, language)}" for f in others)))
    return f"Requirement {record.code}: {parts}."


def _said(record: Record, field: FieldWords, language: Language) -> str:
    """「讲师要求至少4名」 for a floor, 「年份是2021」 for any other value."""
    return f"{field.zh}{'要求' if field.minimum else '是'}{field_value(record, field, language)}"


def _table(lookup: Lookup, language: Language, places: Places) -> Statement:
    zh = language is Language.ZH
    head = ["项目" if zh else "Item", *(r.name if zh else f"{r.name_en} ({r.name})" for r in lookup.records)]
    rows = [
        [f.zh if zh else f.en, *(field_value(r, f, language) for r in lookup.records)]
        for f in lookup.fields
        if any(getattr(r, f.field) not in (None, [], "") for r in lookup.records)
    ]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    citations = tuple(
        dict.fromkeys(c for r in lookup.records for f in lookup.fields for c in field_citations(r, f, language, places))
    )
    return Statement("\n".join(lines) + "\n\n", citations)


def field_value(record: Record, words: FieldWords, language: Language) -> str:
    """A field's value as it is said, 「资料未说明」 where the source gives none."""
    value = getattr(record, words.field)
    if value is None or value == []:
        return "资料未说明" if language is Language.ZH else "not stated"
    if isinstance(value, list):
        return "、".join(value)
    if language is Language.ZH:
        return f"{'至少' if words.minimum else ''}{value}{words.unit}"
    return f"{'at least ' if words.minimum else ''}{value}"


def field_citations(record: Record, words: FieldWords, language: Language, places: Places) -> tuple[Citation, ...]:
    """The citation of a field's value; empty where the source gives none."""
    value = getattr(record, words.field)
    if value is None or value == []:
        return ()
    first = value[0] if isinstance(value, list) else value
    citation = places.cite(record.place(words.field), str(first), language)
    return (citation,) if citation else ()
