"""What an operation over rows gave, as a sentence: the value or the name first, then its terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.evidence.operations import Operation, goes_down
from assistant.evidence.quantities import SHARE, Quantity, plain, shown, shown_share, unit_of
from assistant.evidence.rows import Result, Term
from assistant.retrieval.codes import is_code
from assistant.types import Language

# More terms than these are summed by the values alone.
_MAX_NAMED = 6
# Up to so many rows that are not the extreme one are said beside it.
_MAX_OTHERS = 3
# A percentage is said to a tenth.
_TENTHS_OF_PERCENT = 1000


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
    assert found.value is not None
    if found.times:
        return _paid(found, zh)
    if found.against is not None:
        enough = found.value >= found.against.own
        sum_ = say(replace(found, against=None), language)
        words = ("够" if enough else "不够") if zh else ("Yes" if enough else "No")
        return f"{words}，{sum_}" if zh else f"{words}: {sum_}"
    like = found.terms[0].figure
    value = amount(found.value, like) + _unit_of_column(found)
    minus = found.operation is Operation.DIFFERENCE
    terms = sorted(found.terms, key=lambda t: -t.figure.value) if minus else list(found.terms)
    sum_ = ("－" if minus else "＋").join(_bare(t.figure) for t in terms) + f"={_bare_value(found.value, like)}"
    joint, gap = ("、", "") if zh else (", ", " ")
    summed = dict.fromkeys(t.column for t in found.terms)
    columns = joint.join(found.table.columns[c] for c in summed)
    if len(summed) > 1:
        each = joint.join(
            f"{found.table.columns[c]}{gap}{'＋'.join(_bare(t.figure) for t in terms if t.column == c)}" for c in summed
        )
        names = joint.join(dict.fromkeys(_name(found, t.row) for t in terms))
        return f"合计{value}：{each}，{sum_}（{names}）。" if zh else f"{value} in total: {each}; {sum_} ({names})."
    each = joint.join(f"{_name(found, t.row)}{gap}{amount(t.figure.value, t.figure)}" for t in terms)
    named = (f"（{each}）" if zh else f" ({each})") if len(terms) <= _MAX_NAMED else ""
    if minus:
        more, less = terms[0], terms[1]
        if found.share is not None:
            return _share(found, more, less, zh)
        if zh:
            return f"差{value}：{columns}{sum_}{named}。"
        return f"{value}: {_name(found, more.row)} over {_name(found, less.row)}, {columns} {sum_}{named}."
    if len(terms) > _MAX_NAMED and (groups := _by_group(found)):
        sum_ = (
            "＋".join(f"{n}{gap}{_bare_value(v, like)}" for n, v in groups.items())
            + f"={_bare_value(found.value, like)}"
        )
    of_all = ""
    if found.share is not None:
        whole = found.value / found.share
        sign = "=" if (found.share * _TENTHS_OF_PERCENT).denominator == 1 else "≈"
        sum_of = f"{_bare_value(found.value, like)}÷{_bare_value(whole, like)}{sign}{shown_share(found.share)}"
        all_ = amount(whole, like) + _unit_of_column(found)
        of_all = (
            f"；占全部{all_}的{shown_share(found.share)}（{sum_of}）"
            if zh
            else f"; {shown_share(found.share)} of all {all_} ({sum_of})"
        )
    return (
        f"合计{value}：{columns}{sum_}{named}{of_all}。"
        if zh
        else f"{value} in total: {columns} {sum_}{named}{of_all}."
    )


def _by_group(found: Result) -> dict[str, Fraction]:
    """What the rows that one name of the question stands for sum up to, by that name; {} where names are as many."""
    columns = {c for c, r, *_ in found.selection.named if r in found.rows}
    if len(columns) != 1:
        return {}
    column = next(iter(columns))
    sums: dict[str, Fraction] = {}
    for term in found.terms:
        name = _tidy(found.table.value(term.row, column))
        sums[name] = sums.get(name, Fraction(0)) + term.figure.value
    return sums if 1 < len(sums) <= _MAX_NAMED else {}


def _paid(found: Result, zh: bool) -> str:
    """「合计820元：收费410×2=820（电子商务师四级410元）。」"""
    assert found.value is not None
    like, column = found.terms[0].figure, found.table.columns[found.terms[0].column]
    value = amount(found.value, like) + _unit_of_column(found)
    pairs = list(zip(found.terms, found.times, strict=True))
    sum_ = "＋".join(f"{_bare(t.figure)}×{n}" for t, n in pairs) + f"={_bare_value(found.value, like)}"
    joint, gap = ("、", "") if zh else (", ", " ")
    each = joint.join(f"{_name(found, t.row)}{gap}{amount(t.figure.value, t.figure)}" for t, _ in pairs)
    return f"合计{value}：{column}{sum_}（{each}）。" if zh else f"{value} in total: {column} {sum_} ({each})."


def _share(found: Result, more: Term, less: Term, zh: bool) -> str:
    """「高42.5%：（5177－3633）÷3633≈42.5%（甲5177元、乙3633元）。」"""
    assert found.share is not None
    down = goes_down(found.words)
    base, other = (more, less) if down else (less, more)
    sum_ = f"({_bare(more.figure)}－{_bare(less.figure)})÷{_bare(base.figure)}"
    sign = "=" if (found.share * _TENTHS_OF_PERCENT).denominator == 1 else "≈"
    column = found.table.columns[more.column]
    joint, gap = ("、", "") if zh else (", ", " ")
    each = joint.join(f"{_name(found, t.row)}{gap}{amount(t.figure.value, t.figure)}" for t in (more, less))
    said = f"{column}{gap}{sum_}{sign}{shown_share(found.share)}"
    if zh:
        return f"{_name(found, other.row)}{'低' if down else '高'}{shown_share(found.share)}：{said}（{each}）。"
    return f"{shown_share(found.share)} {'less' if down else 'more'}: {said} ({each})."


def _cells(found: Result, zh: bool) -> str:
    """Each row's name with its cells; the cells alone where their column tells the rows apart by itself."""
    table, joint = found.table, "、" if zh else ", "
    by = {c: [_called(found, r, c) for r in found.rows] for c in sorted({c for c, *_ in found.selection.named})}
    # Rows that the question names one by one are called so, others by what tells them apart.
    called = next((names for names in by.values() if len(set(names)) == len(names)), None)
    names = called or [_name(found, r, found.columns) for r in found.rows]
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
    names = [_tidy(v) for v in values] if by_value else list(dict.fromkeys(_name(found, r) for r in found.rows))
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
    each = joint.join(f"{_name(found, r)}{gap}{value}{unit}" for r, value in values.items())
    remark = ""
    if found.value:
        most = max(found.terms, key=lambda t: t.figure.value)
        by = amount(found.value, most.figure) + unit
        remark = f"（{_name(found, most.row)}多{by}）" if zh else f" ({_name(found, most.row)} {by} more)"
    elif len(set(values.values())) == 1:
        remark = "（一样）" if zh else " (the same)"
    name = table.columns[column]
    return f"{name}：{each}{remark}。" if zh else f"{name}: {each}{remark}."


def _extreme(found: Result, zh: bool) -> str:
    table, joint = found.table, "、" if zh else ", "
    names = joint.join(_name(found, r) for r in found.rows)
    term: Term = found.terms[0]
    value = table.value(term.row, term.column) + _unit_of_column(found)
    column = table.columns[term.column]
    most = found.operation is Operation.MOST
    others = [r for r in found.selection.rows if r not in found.rows and table.figures[r][term.column] is not None]
    gap = "" if zh else " "
    rest = joint.join(f"{_name(found, r)}{gap}{_tidy(table.value(r, term.column))}" for r in others)
    if zh:
        compared = f"；{rest}" if len(others) <= _MAX_OTHERS else f"，共比较{found.compared}项"
        return f"{column}{'最高' if most else '最低'}的是{names}（{value}）{compared}。"
    compared = f"; {rest}" if len(others) <= _MAX_OTHERS else f" (of {found.compared})"
    return f"{names}: {'highest' if most else 'lowest'} {column}, {value}{compared}."


def _name(found: Result, row: int, said: Sequence[int] = ()) -> str:
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
    return _tidy(found.table.value(row, column)) if column is not None else _name(found, row)


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
