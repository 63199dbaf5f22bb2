"""What was reckoned, as a sentence: the verdict or the value first, then the sum with its terms, then the rule."""

from __future__ import annotations

from fractions import Fraction

from assistant.answering.verdict import denies
from assistant.evidence.measured import Measured, bare
from assistant.evidence.measures import Bound
from assistant.evidence.quantities import RATIO, SHARE, Quantity, shown, shown_share, unit_of
from assistant.evidence.reckoning import Reckoned
from assistant.text.clauses import clauses
from assistant.types import Language
from assistant.understanding.language import asks_to_confirm, content
from assistant.understanding.query import Query

_BOUND_ZH = {Bound.AT_LEAST: "至少", Bound.AT_MOST: "最多", Bound.ABOUT: "约", Bound.EXACT: "是"}
_BOUND_EN = {Bound.AT_LEAST: "at least", Bound.AT_MOST: "at most", Bound.ABOUT: "about", Bound.EXACT: ""}
# The verbs that ask whether something may be done, and words of a claim that it falls short by itself.
_CAN = (("可以", "可以"), ("能", "能"), ("行不", "行"), ("行吗", "行"), ("行么", "行"))
_FALLS_SHORT = ("超", "差", "缺", "晚", "过期")
# Of the words before a figure so many name what it is of.
_MARKS, _NOUN_CHARS = " ，,、;；和", 4


def say(found: Reckoned, query: Query) -> str:
    """One sentence that says what was reckoned, the word that answers whether first."""
    if found.own is None:
        return _needed(found, query.language)
    said = _verdict(found, found.own, query.language)
    if query.language is Language.EN:
        return said
    spent = query.elapsed
    if spent is not None and found.own.quantity.written == spent.written:
        said = said.replace(f"现有{spent.written}", f"{spent.since}到{spent.until}是{spent.written}")
    opening = _opening(found, query)
    return f"{opening}，{said}" if opening else said


def _opening(found: Reckoned, query: Query) -> str:
    """对 or 不对 where something was put forward, 能 or 不能 where it was asked so, else nothing."""
    if asks_to_confirm(query.own):
        claim = content(next((c for c in clauses(query.own) if asks_to_confirm(c)), query.own))
        met = denies(claim) == any(w in claim for w in _FALLS_SHORT)
        return "对" if met is found.met else "不对"
    can = next((said for asked, said in _CAN if asked in query.own), None)
    return "" if can is None else can if found.met else f"不{can}"


def _needed(found: Reckoned, language: Language) -> str:
    assert found.whole is not None
    whole, rule = found.whole.quantity, found.rule
    bound = Bound.AT_LEAST if rule.quantity.unit == RATIO else rule.quantity.bound
    noun = bare(rule.measured.whole if rule.quantity.unit == RATIO else rule.measured.part)
    noun = noun if rule.measured.whole else ""
    unit = "" if whole.suffix else unit_of(rule.measured.whole)
    value = _with_unit(found.needed, whole) + (f" {unit}" if unit.isascii() and unit else unit)
    if language is Language.ZH:
        return f"{noun}{_BOUND_ZH[bound]}{value}：{_sum(found, whole)}（{rule.words}）。"
    return f"{_BOUND_EN[bound]} {value} ({noun}): {_sum(found, whole)} ({rule.words}).".strip().capitalize()


def _sum(found: Reckoned, whole: Quantity) -> str:
    """「160÷20=8」, 「10×50%=5」; what was rounded says so."""
    rule = found.rule.quantity
    if rule.unit == RATIO:
        exact = whole.value / rule.value
        terms = f"{shown(whole.own)}÷{shown(rule.value)}"
    else:
        exact = whole.value * rule.value
        terms = f"{shown(whole.own)}×{rule.written}"
    sign = "=" if exact == found.needed and rule.bound is not Bound.ABOUT else "≈"
    if sign == "≈" and exact != found.needed:
        return f"{terms}={shown(exact / whole.scale)}→{shown(found.needed / whole.scale)}"
    return f"{terms}{sign}{shown(found.needed / whole.scale)}"


def _verdict(found: Reckoned, own: Measured, language: Language) -> str:
    rule, zh = found.rule.quantity, language is Language.ZH
    upper = rule.bound is Bound.AT_MOST and not (rule.unit == RATIO and own.quantity.unit != RATIO)
    needed = _bound_value(found)
    if upper:
        words = ("没有超过", "超过了") if zh else ("Within the limit", "Over the limit")
    elif zh:
        words = ("达标", "不达标") if own.quantity.unit in (SHARE, RATIO) else ("够", "不够")
    else:
        words = ("Yes", "No, not met")
    opening = words[0 if found.met else 1] + _gap(found, own, language)
    told = found.told.quantity.written if found.told and found.told.quantity.value != rule.value else ""
    sum_ = _sum(found, found.whole.quantity) if found.whole is not None else ""
    if zh:
        said = f"资料写的不是{told}，而是" if told else "上限是" if upper else "要求是"
        terms = f"（{sum_}）" if sum_ else ""
        return f"{opening}：{said}{needed}{terms}，{_against(found, own)}（{found.rule.words}）。"
    said = f"the rule does not say {told} but" if told else f"the {'limit' if upper else 'requirement'} is"
    terms = f" ({sum_})" if sum_ else ""
    return f"{opening}: {said} {needed}{terms}, you have {_held(found, own)} ({found.rule.words})."


def _against(found: Reckoned, own: Measured) -> str:
    """The asker's figure beside the rule's: a share may be one that was only heard of."""
    if own.quantity.unit not in (SHARE, RATIO):
        held = _held(found, own)
        return held if found.each else f"现有{held}"
    more = own.quantity.value - found.needed
    return f"{own.quantity.written}{'高于它' if more > 0 else '低于它' if more < 0 else '正好是它'}"


def _held(found: Reckoned, own: Measured) -> str:
    """The asker's figure: of several what it is of (「实操58」), of a sum its terms (「7个月（3＋4）」)."""
    if found.each:
        missed = [m for m in found.each if not found.meets(m)] or list(found.each)
        return "、".join(f"{m.left.strip(_MARKS)[-_NOUN_CHARS:]}{m.quantity.written}" for m in missed)
    return own.quantity.written


def _gap(found: Reckoned, own: Measured, language: Language) -> str:
    """「，还差1年（3－2=1）」; of shares and ratios, and of what is met, the figures say it themselves."""
    quantity = own.quantity
    if quantity.unit in (SHARE, RATIO) or found.met:
        return ""
    base = found.whole.quantity if found.whole is not None else found.rule.quantity
    like = quantity if quantity.suffix else base
    needed, held = found.needed / like.scale, quantity.value / like.scale
    more, less = max(needed, held), min(needed, held)
    gap = _with_unit((more - less) * like.scale, like)
    sum_ = f"{shown(more)}－{shown(less)}={shown(more - less)}"
    if language is Language.EN:
        return f", {gap} {'missing' if needed > held else 'too many'} ({sum_})"
    return f"，{'还差' if needed > held else '多'}{gap}（{sum_}）"


def _bound_value(found: Reckoned) -> str:
    if found.whole is not None:
        return _with_unit(found.needed, found.whole.quantity)
    rule = found.rule.quantity
    if rule.unit == SHARE and rule.written[-1:] != "%":
        return f"{rule.written}（约{shown_share(rule.value)}）"
    return rule.written


def _with_unit(value: Fraction, like: Quantity) -> str:
    space = " " if like.suffix.isascii() and like.suffix else ""
    return f"{shown(value / like.scale)}{space}{_unit(like.suffix)}"


def _unit(suffix: str) -> str:
    return "个" if suffix == "个多月" else suffix
