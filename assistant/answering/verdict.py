"""Yes or no first, where the words of the evidence decide it; where they do not, nothing is said for them.

A question that is denied in the very clause that speaks of it is answered with no; one whose words the clause has
nearly all of, and denies nothing, with yes. A figure that is put forward for confirmation is held against the
source's elsewhere (``premises``), those of the asker against rules (``evidence.reckoning``).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.premises import figures_with_units
from assistant.evidence.evidence import Evidence
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.clauses import clauses
from assistant.types import Language
from assistant.understanding.focus import asks_whether
from assistant.understanding.language import asks_only, asks_to_confirm, content
from assistant.understanding.query import Query

# So much of a question must stand in the clause that denies it, or in the one that bears it out.
_DENIED, _BORNE_OUT = 0.45, 0.75
_DENY = ("不", "没", "未", "无", "非", " not ", " no ", "never", "cannot", "without")
# Of what a source says that it is silent on it decides nothing.
_SILENT = ("没有见到", "没有查到", "未查到", "没有写", "未见", "未说明", "是否", "not known", "not seen", "not found")
# What bounds a figure or asks denies nothing.
_DENY_NOTHING = (
    *("不低于", "不高于", "不少于", "不超过", "不限", "不仅", "不断", "不同", "不一", "不等于", "无论", "非在校"),
    *("没问题", "没错", "没记错", "没毛病", "是不是", "能不能", "要不要", "会不会"),
    *("not less", "not more", "no more", "no less", "not only"),
)
# What was there and is no longer.
_CEASED = ("停", "作废", "取消", "废止", "stopped", "ended", "abolished", "discontinued")
_CAN = ("能", "可以", "can ", "may ")
# Words that ask whether something may or must be, and those that say so before what it is.
_MODALS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("能", "可以", "可不可", "行不行", "行吗", " can ", " may "), ("可以", "可", "能", "允许", " can ", " may ")),
    (
        ("要", "需", "必须", "得", " must ", " have to ", " need "),
        ("必须", "须", "应", "要求", "需", " must ", " required "),
    ),
)
# So much of what is asked must stand in what says so.
_SPEAKS_OF = 0.6
# That several things are the same.
_ALIKE = ("一样", "同一", "一家", "相同", "一致", "一个标准", "the same", "identical")
# By the verb that a question asks with: yes and no.
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("需要", "需要", "不需要"),
    ("可以", "可以", "不可以"),
    ("能", "能", "不能"),
    ("要", "要", "不用"),
    ("有", "有", "没有"),
    ("算", "算", "不算"),
)
# The same characters within words that ask nothing.
_NO_VERBS = (
    "认可",
    "可能",
    "能力",
    "技能",
    "功能",
    "智能",
    "职能",
    "要求",
    "主要",
    "重要",
    "需求",
    "计算",
    "有关",
    "有效",
)


def verdict(query: Query, evidence: Evidence) -> str:
    """The word that answers whether, "" where the evidence does not decide it."""
    open_ = any(w in evidence.text for w in _SILENT) or figures_with_units(query.own)
    goes_on = query.own.rstrip("？?。 ").endswith("呢")
    if open_ or goes_on or not asks_whether(query.own) or denies(content(query.own)):
        return ""
    yes = _decided(query, evidence)
    if yes and has_ceased(query.own) and not has_ceased(evidence.text):
        # 「也停考了吧」 shares its other words with what says that it can be taken.
        yes = False if any(w in normalise(evidence.text) for w in _CAN) else None
    if yes is None:
        return ""
    if query.language is Language.EN:
        return "Yes: " if yes else "No: "
    if asks_to_confirm(query.text):
        return "对：" if yes else "不对："
    asking = _without_no_verbs(query.own)
    for verb, said, denied in _WORDS:
        if verb in asking:
            return f"{said if yes else denied}："
    return "是：" if yes else "不是："


def confirms(query: Query, *, available: bool) -> str:
    """对 or 不对 before whether something can be taken, where a question puts forward that it can, or no longer can.

    Args:
        query: the question («还能照常报名，对吧», «也停考了吧»).
        available: whether it can be taken.
    """
    put_forward = normalise(_put_forward(query.own))
    claim = content(put_forward)
    ceased = has_ceased(claim) or denies(claim)
    can = any(may in _without_no_verbs(put_forward) for may in _CAN)
    if not asks_to_confirm(query.text) or not (can or ceased):
        return ""
    right = available is not ceased
    if query.language is Language.EN:
        return "That is so: " if right else "That is not so: "
    return "对，" if right else "不对，"


def _without_no_verbs(text: str) -> str:
    for word in _NO_VERBS:
        text = text.replace(word, " ")
    return text


def _put_forward(question: str) -> str:
    """The last clause that is put forward to be confirmed; the one before it where it says nothing itself.

    「我已经毕业、不在校，…还能报吧」: what somebody tells of themselves denies nothing.
    """
    told = clauses(question)
    last = next((n for n in reversed(range(len(told))) if asks_to_confirm(told[n])), len(told) - 1)
    return told[last - (last > 0 and asks_only(told[last]))] if told else question


def asks_if_alike(query: Query) -> bool:
    """Whether a question asks if several things are the same in something."""
    asked = (c for c in clauses(query.own.lower()) if asks_whether(c))
    return any(w in c for c in asked for w in _ALIKE)


def has_ceased(text: str) -> bool:
    """Whether a text says of something that it is no longer."""
    return any(w in normalise(text) for w in _CEASED)


def _decided(query: Query, evidence: Evidence) -> bool | None:
    # The name of a thing stands wherever it is spoken of; what is asked of it must stand there too.
    rest = query.content
    for mention in query.mentions:
        rest = rest.replace(mention.text, " ")
    terms, asked = set(tokenize(query.content)), set(tokenize(rest))
    text = normalise(evidence.text)
    told = clauses(text)
    if not asked or not told:
        return None
    held = [set(tokenize(c)) for c in told]
    if _object_denied(rest, told):
        return False
    if _modal_told(query, rest, told):
        return True
    best = max(range(len(told)), key=lambda i: (len(terms & held[i]), -i))
    share, whole = len(asked & held[best]) / len(asked), len(terms & held[best]) / len(terms)
    if denies(told[best]):
        return False if share and whole >= _DENIED else None
    # One digit is mostly part of a name.
    has_figures = any(t.isdigit() and len(t) > 1 for t in tokenize(query.own))
    # 「有补贴吗」 is borne out by no clause without 补贴, however much of the thing's name it has.
    object_told = asks_to_confirm(query.text) or last_word(rest) in held[best]
    borne_out = share >= _BORNE_OUT and object_told and query.language is Language.ZH
    return True if borne_out and not has_figures and not denies(text) else None


def last_word(asked: str) -> str:
    """The last word of what is asked, "" without one."""
    return next((w for w in reversed(tokenize(content(asked))) if len(w) > 1), "")


def _modal_told(query: Query, asked: str, said: Sequence[str]) -> bool:
    """Whether what is asked by 「能」 or 「要」 is said by the like before the very object: 「可以转化为…学分」."""
    asking, last = f" {_without_no_verbs(query.own).lower()} ", last_word(asked)
    terms = set(tokenize(content(asked)))
    held = terms & {t for clause in said for t in tokenize(clause)}
    if not last or len(held) < _SPEAKS_OF * len(terms) or any(t.isdigit() for t in terms):
        return False
    for asks, tells in _MODALS:
        if any(w in asking for w in asks):
            told = [
                f" {_without_no_verbs(c.partition(last)[0])}" for c in said if last in tokenize(c) and not denies(c)
            ]
            return any(w in before for before in told for w in tells)
    return False


def _object_denied(asked: str, said: Sequence[str]) -> bool:
    """Whether what a question ends in stands in clauses that deny alone: 「考理论吗」, 「不设理论考试」."""
    last = last_word(asked)
    told = [c for c in said if last and last in tokenize(c)]
    # 「优惠不叠加」 denies something else of what it names.
    return bool(told) and all(denies(c.partition(last)[0]) for c in told)


def denies(text: str) -> bool:
    """Whether a text denies something; what bounds a figure or asks denies nothing."""
    for word in _DENY_NOTHING:
        text = text.replace(word, " ")
    return any(word in f" {text} " for word in _DENY)
