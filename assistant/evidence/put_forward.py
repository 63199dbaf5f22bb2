"""What a question puts forward of the rows of a table, held against all of them.

That one row has most (「本科最多的是广东吧」), or that all have one value (「每本都是32吧」): the table decides, and
where it does not have every cell that this takes, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence.asked import Figures
from assistant.evidence.columns import Nearness, columns_asked
from assistant.evidence.measured import read
from assistant.evidence.operations import EXTREMES, Operation, operations
from assistant.evidence.quantities import plain, unit_of
from assistant.evidence.row_words import row_name
from assistant.evidence.row_words import say as say_rows
from assistant.evidence.rows import Result, extreme
from assistant.evidence.selection import Selection, select
from assistant.evidence.tables import Table
from assistant.text.clauses import clauses
from assistant.types import Language
from assistant.understanding.focus import asks_whether
from assistant.understanding.language import asks_to_confirm

# That all of several things are alike.
_ALL: tuple[str, ...] = ("都", "全", "每", "个个", "均")
_ALL_EN = frozenset({"all", "every", "each", "both"})
# More rows than these that are otherwise are only counted.
_NAMED = 3
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class PutForward:
    """A claim on rows, and whether the table bears it out; of a claim that all are alike ``value`` is what they are.

    ``result``: the rows that have most, or those that are otherwise (all of them where none is); ``clause``: the words
    that put it forward.
    """

    result: Result
    holds: bool
    clause: str
    value: str = ""


def put_forward(figures: Figures, tables: Sequence[Table], nearness: Nearness | None = None) -> PutForward | None:
    """The claim of a question on the rows of the first table that decides it; None where none does.

    Args:
        figures: the question's.
        tables: in the order in which the search found a row of each.
        nearness: how near names are to the question, for one that names no column.
    """
    text = figures.text.plain
    for clause in clauses(text):
        if not (asks_whether(clause) or (asks_to_confirm(text) and not asks_which_or_how_many(clause))):
            continue
        for table in tables:
            if (found := _extreme(clause, table, nearness) or _alike(clause, table)) is not None:
                return found
    return None


def speaks_of_all(text: str) -> bool:
    """Whether a plain text has a word that all of several things are alike."""
    return any(w in text for w in _ALL) or not _ALL_EN.isdisjoint(text.split())


def asks_which_or_how_many(clause: str) -> bool:
    """Whether a clause asks for a thing or an amount, and puts nothing forward."""
    return any(w in clause for w in ("哪", "什么", "啥", "几", "多少", "which", "what", "how "))


def say(found: PutForward, language: Language) -> str:
    """Yes or no, and what the table says."""
    zh = language is Language.ZH
    verdict = ("对，" if found.holds else "不对，") if zh else ("That is so: " if found.holds else "That is not so: ")
    if not found.value:
        return verdict + say_rows(found.result, language)
    result = found.result
    column, table = result.columns[0], result.table
    name, of = table.columns[column], len(result.selection.rows)
    if found.holds:
        return verdict + (f"{of}项的{name}都是{found.value}。" if zh else f"the {name} of all {of} is {found.value}.")
    others = "、".join(
        f"{row_name(result, r)}{'是' if zh else ': '}{table.value(r, column)}" for r in result.rows[:_NAMED]
    )
    others = others if zh else others.replace("、", ", ")
    rest = of - len(result.rows)
    if zh:
        more = "等" if len(result.rows) > _NAMED else ""
        return f"{verdict}{name}不都是{found.value}：{others}{more}（{of}项中{rest}项是{found.value}）。"
    return f"{verdict}{name} is not {found.value} throughout: {others} ({rest} of {of} are {found.value})."


def _extreme(clause: str, table: Table, nearness: Nearness | None) -> PutForward | None:
    asked = operations(clause)
    if len(asked) != 1 or asked[0][0] not in EXTREMES:
        return None
    named = select(clause, table)
    rows = set(named.rows)
    if len(rows) != 1 or not _names_whole(named):
        return None
    without = clause
    for start, end in named.spans:
        without = without[:start] + " " * (end - start) + without[end:]
    whole = select(without, table)
    columns = columns_asked(without, whole, nearness)
    if whole.named or len(columns) != 1:
        return None
    found = extreme(asked[0][0], asked[0][1], whole, columns[0])
    return PutForward(found, rows <= set(found.rows), clause) if found else None


def _alike(clause: str, table: Table) -> PutForward | None:
    """What is said of all stands behind the word that says so, what it is said of before it."""
    of, said = _parted(clause)
    selection = select(of, table)
    named = {c for c, *_ in selection.named}
    values: dict[int, str] = {}
    for column in set(range(len(table.columns))) - named:
        known = {plain(table.value(r, column)) for r in range(len(table.rows)) if table.states(r, column)}
        unit = unit_of(table.columns[column]) if column in table.numeric else ""
        put = [v for v in known if _stands(f"{v}{unit}" if v.isdigit() else v, said)]
        if len(put) == 1:
            values[column] = put[0]
    if len(values) > 1:
        # 「建议学时都是32」: 32 stands in another column, too.
        values = {c: v for c, v in values.items() if plain(table.columns[c]) in clause}
    rows = selection.rows
    counted = {m.quantity.value for m in read(of).measured if not m.quantity.unit}
    if len(values) != 1 or not _names_whole(selection) or len(rows) < _LEAST_ROWS or counted - {len(rows)}:
        return None
    column, value = next(iter(values.items()))
    if any(not table.states(r, column) for r in rows):
        return None
    others = tuple(r for r in rows if plain(table.value(r, column)) != value)
    shown = f"{value}{unit_of(table.columns[column])}" if value.isdigit() else value
    result = Result(table, selection, Operation.FIND, "", others or rows, columns=(column,))
    return PutForward(result, not others, clause, shown)


def _names_whole(selection: Selection) -> bool:
    """Whether a question names rows, by the whole of a name alone, and leaves none out."""
    whole = (selection.text[s:e] in selection.table.names[c][r] for c, r, s, e in selection.named)
    return bool(selection.named) and not selection.without and all(whole)


def _parted(clause: str) -> tuple[str, str]:
    """The words of a clause up to the last that says 「all」, and those behind it, in English behind its verb."""
    ends = [place + len(w) for w in _ALL if (place := clause.rfind(w)) >= 0]
    if ends:
        return clause[: max(ends)], clause[max(ends) :]
    if not _ALL_EN.isdisjoint(clause.split()):
        of, verb, said = clause.partition(" are ") if " are " in clause else clause.partition(" is ")
        return (of, said) if verb else ("", "")
    return "", ""


def _stands(value: str, clause: str) -> bool:
    place = clause.find(value) if len(value) > 1 else -1
    return place >= 0 and not clause[max(0, place - 1) : place].isdigit()
