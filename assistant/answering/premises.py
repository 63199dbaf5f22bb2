"""A figure that a question puts forward, held against the source's: borne out, put right, or left alone.

It is put right only where both speak of the same thing at the same time: what a figure was, or that it changed, is not
contradicted by what it is now, and what another piece of evidence bears out is not by the best one.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from fractions import Fraction

from assistant.evidence.measures import MEASURES, Bound
from assistant.evidence.put_forward import speaks_of_all
from assistant.evidence.quantities import SHARE, plain, read_quantities, shown, shown_share
from assistant.retrieval.tokenization import tokenize
from assistant.text.clauses import clauses
from assistant.types import Language, Statement
from assistant.understanding.edition_words import EditionWords
from assistant.understanding.language import asks_to_confirm, content
from assistant.understanding.query import Query

# 「这一个」: a bare 一 is rarely a figure that is put forward.
_NO_FIGURE = "一"
# Calendar years are no lengths of time: 「2024年放宽为1年」 has one of each.
_CALENDAR, _YEARS, _MONTHS = "年份", "年", "个月"
_MONTHS_A_YEAR = 12
# So much of what a question says must stand in the clause that bears out its figure.
_FIGURE_BORNE_OUT = 0.7
# What has the claimed figure and this share of the words that the best evidence shares with a question may mean it.
_ABOUT_AS_MUCH = 0.75
# What stands before the figure that something began with.
_FROM = ("从", "由", "自", "from")
# Of several lengths of time, shares and years none of which is the claimed one, none is meant.
_ONE_OF_SEVERAL = frozenset({_CALENDAR, _YEARS, _MONTHS, SHARE})


def premise(query: Query, source: str, bare: Sequence[str] = (), others: Sequence[str] = ()) -> Statement | None:
    """One sentence that says whether a source's words bear out the figure of a question.

    None where no single figure is put forward, where the source has none of its kind, and where it has several others
    that count things: which of them stands against the asked one only a reader can tell.

    Args:
        query: the question.
        source: the words that are said.
        bare: figures of asked cells whose unit stands over them.
        others: what else was found for the question.
    """
    if not asks_to_confirm(query.text):
        return None
    claimed = figures_with_units(query.own)
    if len(claimed) != 1:
        return None
    value, unit = next(iter(claimed))
    if unit == _CALENDAR and value == str(query.as_of.year):
        # 「都2026年了」 says when it is asked.
        return None
    stated = _stated(value, unit, source, bare)
    if not stated:
        return None
    zh = query.language is Language.ZH
    if value in stated:
        # That several are counted right does not say that they are all alike.
        if speaks_of_all(plain(query.own)) or not _borne_out(query, value, unit, source, bare):
            return None
        return Statement("对，与资料一致：" if zh else "Right, the source bears this out: ")
    several = len(stated) > 1 and unit not in _ONE_OF_SEVERAL
    if (
        several
        or _within(query, value, stated)
        or _of_another_time(query, unit)
        or _told_elsewhere(query, value, unit, source, others)
    ):
        return None
    unit = _YEARS if unit == _CALENDAR else unit
    return Statement(
        f"不对，资料所写与您说的「{value}{unit}」不同："
        if zh
        else f"No, the source differs from the {value} in your question: "
    )


def _within(query: Query, value: str, stated: Set[str]) -> bool:
    """Whether a stated figure may lie within what a question puts forward: 36% is within 「超过30%」."""
    bounds = {q.bound for q in read_quantities(plain(query.own))}
    above, below = (any(sign * Fraction(s) > sign * Fraction(value) for s in stated) for sign in (1, -1))
    return (Bound.AT_LEAST in bounds and above) or (Bound.AT_MOST in bounds and below) or Bound.ABOUT in bounds


def _of_another_time(query: Query, unit: str) -> bool:
    """Whether a question says what its figure was («从三年降下来了»), or asks whether anything changed."""
    text = plain(query.own)
    starts = unit != _CALENDAR and any(text[: q.start].rstrip().endswith(_FROM) for q in read_quantities(text))
    words = EditionWords(text, ())
    return starts or words.ask_changes or words.may_be_of_once


def _told_elsewhere(query: Query, value: str, unit: str, source: str, others: Sequence[str]) -> bool:
    """Whether what else was found has the claimed figure in a clause that speaks about as much of the question."""
    told = [c for c in clauses(source) if _stated(value, unit, c, ())]
    least = max(1.0, _ABOUT_AS_MUCH * max((_shared(query, c) for c in told), default=0))
    claimed = (c for o in others for c in clauses(o) if value in _stated(value, unit, c, ()))
    return any(_shared(query, c) >= least for c in claimed)


def _shared(query: Query, text: str) -> int:
    return len(set(tokenize(content(query.own))) & set(tokenize(text)))


def _borne_out(query: Query, value: str, unit: str, source: str, bare: Sequence[str]) -> bool:
    """Whether the clause with the claimed figure has most of the question's words: another of them may be wrong."""
    asked = set(tokenize(content(query.own)))
    telling = [c for c in clauses(source) if value in _stated(value, unit, c, bare)]
    return any(len(asked & set(tokenize(c))) >= _FIGURE_BORNE_OUT * len(asked) for c in telling)


def _stated(value: str, unit: str, source: str, bare: Sequence[str]) -> set[str]:
    """The figures of a source that are of the kind of a claimed one, in its unit."""
    written = figures_with_units(source)
    stated = {v for v, u in written if u == unit}
    if unit in (_YEARS, _MONTHS):
        by = Fraction(1, _MONTHS_A_YEAR) if unit == _YEARS else Fraction(_MONTHS_A_YEAR)
        other = _MONTHS if unit == _YEARS else _YEARS
        stated |= {shown(Fraction(v) * by) for v, u in written if u == other}
    counts = unit in MEASURES and not MEASURES[unit][0]
    return stated or (set(bare) if counts and len(bare) == 1 else set())


def figures_with_units(text: str) -> set[tuple[str, str]]:
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
