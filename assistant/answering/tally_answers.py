"""Tallies of records in words: the list, the count, the sum with its terms, the extreme, the difference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.places import Places
from assistant.answering.record_answers import field_citations, field_value
from assistant.answering.statements import joined
from assistant.catalogue.fields import FieldWords
from assistant.catalogue.model import Module, Record, Requirement
from assistant.catalogue.profiles import LEVELS_EN
from assistant.catalogue.tally import Operation, Tally
from assistant.types import Citation, Draft, Language, Statement, Status

# Of more records than this only those that win a comparison are shown.
_MAX_SHOWN = 12
# More than this stands in a table, not in a sentence.
_MAX_LISTED_CHARS = 160


def answer_tally(tally: Tally, language: Language, places: Places) -> Draft:
    """The answer of a tally, each record with the citation of its place."""
    if tally.operation in (Operation.LIST, Operation.COUNT):
        statements = tuple(s for group in tally.groups() for s in _listed(group, language, places))
    else:
        say = {Operation.SUM: _sum, Operation.DIFFERENCE: _difference}.get(tally.operation, _extreme)
        statements = tuple(say(group, number, language, places) for number in tally.numbers for group in tally.groups())
    return Draft(Status.ANSWERED, statements, intent=f"records_{tally.operation.value}")


def _listed(tally: Tally, language: Language, places: Places) -> tuple[Statement, ...]:
    zh = language is Language.ZH
    count = len(tally.records)
    chosen = _chosen(tally, language)
    names = [_name(r, language) for r in tally.records]
    if count > _MAX_SHOWN and isinstance(tally.records[0], Requirement):
        names = [r.code for r in tally.records if isinstance(r, Requirement)]
    stated = _stated_total(tally, f"{count}{tally.words.unit}", places)
    citations = tuple(
        dict.fromkeys((*stated, *(c for r in tally.records if (c := places.cite(r.place(), r.name, language)))))
    )
    head = f"{chosen}的{tally.words.zh}共{count}{tally.words.unit}" if zh else f"{chosen}: {count} {tally.words.en}"
    lead, joint = ("：", "；") if zh else (": ", "; ")
    if not tally.shown:
        said = f"{head}{lead}{joint.join(names)}{'。' if zh else '.'}"
        return (Statement(said, citations, frozenset({str(count)})),)
    columns = [tally.words.zh if zh else tally.words.en, *(f.zh if zh else f.en for f in tally.shown)]
    rows = [[n, *(field_value(r, f, language) for f in tally.shown)] for n, r in zip(names, tally.records, strict=True)]
    lines = [f"| {' | '.join(cells)} |" for cells in (columns, ["---"] * len(columns), *rows)]
    of_fields = [c for r in tally.records for f in tally.shown for c in field_citations(r, f, language, places)]
    table = "\n".join(lines) + "\n\n"
    rows_statement = Statement(table, tuple(dict.fromkeys((*citations, *of_fields))), _figures_of_labels(tally.records))
    if count == 1:
        return (rows_statement,)
    each = joint.join(
        f"{name}{'' if zh else ': '}{joined((_of(r, f, language) for f in tally.shown), language)}"
        for name, r in zip(names, tally.records, strict=True)
    )
    counted = frozenset({str(count)}) | _figures_of_labels(tally.records)
    if len(each) <= _MAX_LISTED_CHARS:
        return (Statement(f"{head}{lead}{each}{'。' if zh else '.'}", rows_statement.citations, counted),)
    # What is asked for comes first: its names, where they fit into a sentence.
    listed = joint.join(names)
    opening = f"{head}{lead}{listed}" if len(listed) <= _MAX_LISTED_CHARS else head
    return (Statement(opening + ("。" if zh else "."), citations, counted), rows_statement)


def _of(record: Record, field: FieldWords, language: Language) -> str:
    """A value with the name of its field where it has no unit that says what it is."""
    value = field_value(record, field, language)
    if language is Language.EN:
        return f"{field.en} {value}"
    return value if field.unit else f"{field.zh}{value}"


def _chosen(tally: Tally, language: Language) -> str:
    """What selected the records, in the source's words; in English a level has its English name before them."""
    if language is Language.ZH:
        return " ".join(tally.filters)
    return ", ".join(f"{LEVELS_EN[f]} ({f})" if f in LEVELS_EN else f for f in tally.filters)


def _figures_of_labels(records: Sequence[Record]) -> frozenset[str]:
    """Figures in our own labels of programmes (「操盘官（3.4节）」), which no source has to state."""
    return frozenset(f for r in records if isinstance(r, Module) for f in re.findall(r"\d+(?:\.\d+)?", r.programme))


def _sum(tally: Tally, field: FieldWords, language: Language, places: Places) -> Statement:
    values, citations = _numbers(tally, field, language, places)
    total = sum(values)
    chosen = _chosen(tally, language) or "、".join(_name(r, language) for r in tally.records)
    terms = "＋".join(map(str, values)) if language is Language.ZH else " + ".join(map(str, values))
    each = _each(tally.records, field, language)
    if language is Language.ZH:
        text = f"{chosen}的{tally.words.zh}{field.zh}合计{total}{field.unit}（{terms}）：{each}。"
    else:
        text = f"{chosen}: {field.en} in total {total} ({terms}): {each}."
    return Statement(text, (*_stated_total(tally, f"合计{total}", places), *citations), frozenset({str(total)}))


def _difference(tally: Tally, field: FieldWords, language: Language, places: Places) -> Statement:
    values, citations = _numbers(tally, field, language, places)
    more, less = sorted(tally.records, key=lambda r: -int(getattr(r, field.field)))
    gap = max(values) - min(values)
    each = _each(tally.records, field, language)
    if language is Language.ZH:
        text = f"{_name(more, language)}的{field.zh}比{_name(less, language)}多{gap}{field.unit}：{each}。"
    else:
        text = f"{_name(more, language)} has {gap} more than {_name(less, language)} ({field.en}): {each}."
    return Statement(text, citations, frozenset({str(gap)}))


def _extreme(tally: Tally, field: FieldWords, language: Language, places: Places) -> Statement:
    values, citations = _numbers(tally, field, language, places)
    most = tally.operation is Operation.MOST
    winners = tally.extremes(field)
    names = "、".join(_name(r, language) for r in winners)
    value = field_value(winners[0], field, language)
    compared = tally.records if len(tally.records) <= _MAX_SHOWN else winners
    if compared is winners:
        citations = tuple(c for r in compared for c in field_citations(r, field, language, places))
    each = _each(compared, field, language)
    computed: frozenset[str] = frozenset()
    if language is Language.ZH:
        tie = "（一样多）" if len(winners) > 1 else ""
        text = f"{field.zh}{'最多' if most else '最少'}{tie}的{tally.words.zh}是{names}（{value}）"
        text += f"：{each}。" if compared is not winners else f"，共比较{len(tally.records)}{tally.words.unit}。"
    else:
        tie = " (a tie)" if len(winners) > 1 else ""
        text = f"{'Most' if most else 'Fewest'} {field.en}{tie}: {names} ({value})"
        text += f"; {each}." if compared is not winners else f", among {len(tally.records)} {tally.words.en}."
    if compared is winners:
        computed = frozenset({str(len(tally.records))})
    return Statement(text, citations, computed)


def _numbers(
    tally: Tally, field: FieldWords, language: Language, places: Places
) -> tuple[list[int], tuple[Citation, ...]]:
    citations = dict.fromkeys(c for r in tally.records for c in field_citations(r, field, language, places))
    return [int(getattr(r, field.field)) for r in tally.records], tuple(citations)


def _each(records: tuple[Record, ...], field: FieldWords, language: Language) -> str:
    joint = "、" if language is Language.ZH else ", "
    return joint.join(f"{_name(r, language)} {field_value(r, field, language)}" for r in records)


def _name(record: Record, language: Language) -> str:
    if isinstance(record, Requirement):
        return f"（{record.code}）{record.name}"
    if isinstance(record, Module):
        return f"{record.programme} {record.number} {record.name}"
    return record.name if language is Language.ZH else f"{record.name_en} ({record.name})"


def _stated_total(tally: Tally, total: str, places: Places) -> tuple[Citation, ...]:
    """A sentence of the same document that states the total itself, where there is one."""
    citation = places.stating(tally.records[0].place().document, [*tally.filters, total])
    return (citation,) if citation else ()
