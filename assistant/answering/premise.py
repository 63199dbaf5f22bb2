"""A figure that a question puts forward for confirmation, held against what the source says."""

from __future__ import annotations

from assistant.evidence.quantities import SHARE, plain, read_quantities, shown, shown_share
from assistant.types import Language, Statement
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query

# 「这一个」: a bare 一 is rarely a figure that is put forward.
_NO_FIGURE = "一"
# Calendar years are no lengths of time: 「2024年放宽为1年」 has one of each.
_CALENDAR, _YEARS, _MONTHS = "年份", "年", "个月"
_MONTHS_A_YEAR = 12


def premise(query: Query, source: str) -> Statement | None:
    """One sentence that says whether a source's words bear out the figure of a question.

    None where no single figure is put forward, where the source has none in the same unit, and where it has several
    others: which of them stands against the asked one only a reader can tell.
    """
    if not asks_to_confirm(query.text):
        return None
    claimed = figures(query.own)
    if len(claimed) != 1:
        return None
    value, unit = next(iter(claimed))
    if unit == _CALENDAR and value == str(query.as_of.year):
        # 「都2026年了」 says when it is asked.
        return None
    stated = {v for v, u in figures(source) if u == unit}
    in_months = unit == _YEARS and value.isdigit() and (str(int(value) * _MONTHS_A_YEAR), _MONTHS) in figures(source)
    if not stated or in_months:
        return None
    zh = query.language is Language.ZH
    if value in stated:
        return Statement("对，与资料一致：" if zh else "Right, the source bears this out: ")
    if len(stated) > 1:
        return None
    unit = _YEARS if unit == _CALENDAR else unit
    return Statement(
        f"不对，资料所写与您说的「{value}{unit}」不同："
        if zh
        else f"No, the source differs from the {value} in your question: "
    )


def figures(text: str) -> set[tuple[str, str]]:
    """(figure, unit) pairs of a text: counts and measures as they are written, shares in %, years."""
    words = plain(text)
    written = {
        (shown_share(q.value).removesuffix("%"), SHARE) if q.unit == SHARE else (shown(q.own), q.suffix)
        for q in read_quantities(words)
        if (q.suffix or q.unit == SHARE) and q.written.removesuffix(q.suffix) != _NO_FIGURE
    }
    before_years = ("".join(c if c.isdigit() else " " for c in part[-4:]).strip() for part in words.split(_YEARS)[:-1])
    years = {year for year in before_years if len(year) == 4}
    return {f for f in written if f[0] not in years or f[1] != _YEARS} | {(year, _CALENDAR) for year in years}
