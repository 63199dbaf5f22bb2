"""What an operation over rows gave, as a sentence: the value or the name first, then its terms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.evidence.operations import Operation
from assistant.evidence.quantities import SHARE, Quantity, plain, shown, shown_share, unit_of
from assistant.evidence.rows import Result, Term
from assistant.retrieval.codes import is_code
from assistant.types import Language

# More terms than these are summed by the values alone.
_MAX_NAMED = 6
# Up to so many rows that are not the extreme one are said beside it.
_MAX_OTHERS = 3


def say(found: Result, language: Language) -> str:
    """One sentence that says the result."""
    zh = language is Language.ZH
    if found.operation in (Operation.LIST, Operation.COUNT):
        return _rest(found, zh)
    if found.operation is Operation.FIND:
        return _cells(found, zh)
    if found.operation in (Operation.MOST, Operation.LEAST):
        return _extreme(found, zh)
    if found.operation is Operation.COMPARE:
        return _compared(found, zh)
    return _reckoned(found, zh)


def _reckoned(found: Result, zh: bool) -> str:
    """「合计820元：收费410×2=820（电子商务师四级410元）。」, 「差50元：收费…」."""
    assert found.value is not None
    minus, like = found.operation is Operation.DIFFERENCE, found.terms[0].figure
    terms = sorted(found.terms, key=lambda t: -t.figure.value) if minus else list(found.terms)
    joint, gap = ("、", "") if zh else (", ", " ")
    often = f"×{found.times}" if found.times > 1 else ""
    summed = ("－" if minus else "＋").join(f"{_bare(t.figure)}{often}" for t in terms)
    columns = list(dict.fromkeys(found.table.columns[t.column] for t in terms))
    of = [f"{gap}{found.table.columns[t.column]}" if len(columns) > 1 else "" for t in terms]
    each = joint.join(
        f"{row_name(found, t.row)}{o}{gap}{amount(t.figure.value, t.figure)}" for t, o in zip(terms, of, strict=True)
    )
    named = (f"（{each}）" if zh else f" ({each})") if len(terms) <= _MAX_NAMED else ""
    value = amount(found.value, like) + _unit_of_column(found)
    if zh:
        opening = f"{'差' if minus else '合计'}{value}："
    elif minus:
        opening = f"{value}: {row_name(found, terms[0].row)} over {row_name(found, terms[1].row)}, "
    else:
        opening = f"{value} in total: "
    said = f"{opening}{joint.join(columns)}{gap}{summed}={_bare_value(found.value, like)}{named}"
    return f"{said}。" if zh else f"{said}."


def _cells(found: Result, zh: bool) -> str:
    """Each row's name with its cells; the cells alone where their column tells the rows apart by itself."""
    table, joint = found.table, "、" if zh else ", "
    by = {c: [_called(found, r, c) for r in found.rows] for c in sorted({c for c, *_ in found.selection.named})}
    # Rows that the question names one by one are called so, others by what tells them apart.
    called = next((names for names in by.values() if len(set(names)) == len(names)), None)
    names = called or [row_name(found, r, found.columns) for r in found.rows]
    said = []
    for column in found.columns:
        cells = [
            (n, _tidy(table.value(r, column)))
            for n, r in zip(names, found.rows, strict=True)
            if table.states(r, column)
        ]
        label, values = table.columns[column], [v for _, v in cells]
        figures, unit = column in table.numeric, unit_of(table.columns[column])
        if len(cells) == 1:
            name, value = cells[0]
            said.append(f"{name}的{label}是{value}{unit}" if zh else f"{name}: {label} {value}")
            continue
        if figures and not unit:
            said.append(joint.join(f"{n}{label}{v}" if zh else f"{n}: {v} ({label})" for n, v in cells))
        elif figures:
            each = joint.join(f"{n}{v}{unit}" if zh else f"{n} {v}" for n, v in cells)
            said.append(f"{label}{'：' if zh else ': '}{each}")
        elif column in table.naming and len(set(values)) == len(values) and called is None:
            said.append(f"{label}{'：' if zh else ': '}{joint.join(values)}")
        else:
            said.append(joint.join(f"{n}的{label}是{v}" if zh else f"{n}: {label} {v}" for n, v in cells))
    about = joint.join(dict.fromkeys(held[0] for held in by.values() if len(set(held)) == 1 and len(held) > 1))
    if zh:
        return f"{about}{'的' if about else ''}{'；'.join(said)}。"
    return f"{about}{': ' if about else ''}{'; '.join(said)}."


def _called(found: Result, row: int, column: int) -> str:
    """A row's cell, of one that lists several things the one that the question names: 「相机」 of 「相机、电脑」."""
    value = _tidy(found.table.value(row, column))
    items = value.split("、")
    said = {found.selection.text[s:e] for c, r, s, e in found.selection.named if (c, r) == (column, row)}
    return next((i for i in items if plain(i) in said), value) if len(items) > 1 else value


def _rest(found: Result, zh: bool) -> str:
    column = found.selection.by
    values = [] if column is None else [found.table.value(r, column) for r in found.rows]
    # 「除了选品」 asks for values beside 选品; 「不是典型案例的」 asks for rows whose value is another.
    by_value = column is not None and len(set(values)) == len(values)
    names = [_tidy(v) for v in values] if by_value else list(dict.fromkeys(row_name(found, r) for r in found.rows))
    # Rows that are left out by one name are one thing.
    gone = {_said(found, r).partition("（")[0].partition(" (")[0]: None for r in found.selection.without}
    joint = "、" if zh else ", "
    if zh:
        return f"除了{joint.join(gone)}，还有{len(names)}项：{joint.join(names)}。"
    return f"Besides {joint.join(gone)} there are {len(names)}: {joint.join(names)}."


def _compared(found: Result, zh: bool) -> str:
    """「Length: HSE 3 hours, HCD 2 hours (HSE 1 hour more).」"""
    assert found.columns
    table, column, joint, gap = found.table, found.columns[0], ("，" if zh else ", "), ("" if zh else " ")
    values = {r: _tidy(table.value(r, column)) for r in found.rows}
    unit = _unit_of_column(found) if found.terms else ""
    each = joint.join(f"{row_name(found, r)}{gap}{value}{unit}" for r, value in values.items())
    remark = ""
    if found.value:
        most = max(found.terms, key=lambda t: t.figure.value)
        by = amount(found.value, most.figure) + unit
        remark = f"（{row_name(found, most.row)}多{by}）" if zh else f" ({row_name(found, most.row)} {by} more)"
    elif len(set(values.values())) == 1:
        remark = "（一样）" if zh else " (the same)"
    name = table.columns[column]
    return f"{name}：{each}{remark}。" if zh else f"{name}: {each}{remark}."


def _extreme(found: Result, zh: bool) -> str:
    table, joint = found.table, "、" if zh else ", "
    names = joint.join(row_name(found, r) for r in found.rows)
    term: Term = found.terms[0]
    value = table.value(term.row, term.column) + _unit_of_column(found)
    column = table.columns[term.column]
    most = found.operation is Operation.MOST
    others = [r for r in found.selection.rows if r not in found.rows and table.figures[r][term.column] is not None]
    gap = "" if zh else " "
    rest = joint.join(f"{row_name(found, r)}{gap}{_tidy(table.value(r, term.column))}" for r in others)
    if zh:
        compared = f"；{rest}" if len(others) <= _MAX_OTHERS else f"，共比较{found.compared}项"
        return f"{column}{'最高' if most else '最低'}的是{names}（{value}）{compared}。"
    compared = f"; {rest}" if len(others) <= _MAX_OTHERS else f" (of {found.compared})"
    return f"{names}: {'highest' if most else 'lowest'} {column}, {value}{compared}."


def row_name(found: Result, row: int, said: Sequence[int] = ()) -> str:
    """What a row is called: by the columns that the question named, else by the one that tells rows apart best.

    A column whose cells are said anyway calls a row by nothing new.
    """
    table, named = found.table, [c for c, r, *_ in found.selection.named if r == row]
    # What several of the compared rows are called alike (「高级教材哪本最多」) says of none which it is.
    among = found.selection.rows if row in found.selection.rows else found.rows
    best = max(
        [c for c in table.naming if c not in said] or table.naming,
        key=lambda c: (
            c in named and len({table.value(r, c) for r in among}) == len(among),
            len({table.value(r, c) for r in range(len(table.rows))}),
            _is_called(table.value(row, c)),
            -c,
        ),
        default=None,
    )
    return _tidy(table.value(row, best)) if best is not None else table.rows[row].text


def _is_called(value: str) -> bool:
    """Whether a value has a word by which people call something: a number or code alone is none."""
    return any(not any(map(str.isdigit, word)) and not is_code(word) for word in value.split())


def _said(found: Result, row: int) -> str:
    """A row that is left out, by the value that the question named it with."""
    column = found.selection.by
    return _tidy(found.table.value(row, column)) if column is not None else row_name(found, row)


def _tidy(value: str) -> str:
    return " ".join(value.replace("**", "").replace("\\|", "|").split())


def _unit_of_column(found: Result) -> str:
    """The unit that the header gives where cells are bare figures, with the space that English needs."""
    column = found.terms[0].column
    figure = found.terms[0].figure
    # Cells of other columns' units (%, $) carry their own.
    unit = "" if figure.suffix or figure.unit else unit_of(found.table.columns[column])
    return f" {unit}" if unit and unit.isascii() else unit


def amount(value: Fraction, like: Quantity) -> str:
    """A value with the unit of a figure."""
    if like.unit == SHARE:
        return shown_share(value)
    if like.suffix in ("$", "¥", "€", "£"):
        return f"{like.suffix}{shown(value)}"
    space = " " if like.suffix.isascii() and like.suffix else ""
    return f"{shown(value / like.scale)}{space}{like.suffix}"


def _bare(figure: Quantity) -> str:
    return _bare_value(figure.value, figure)


def _bare_value(value: Fraction, like: Quantity) -> str:
    return shown_share(value) if like.unit == SHARE else shown(value / like.scale)
