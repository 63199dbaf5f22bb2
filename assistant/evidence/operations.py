"""What a question wants done with rows: the closed set of operations, and the words that ask for each."""

from __future__ import annotations

from enum import StrEnum


class Operation(StrEnum):
    """What is done with the rows that a question selects."""

    SUM = "sum"
    DIFFERENCE = "difference"
    MOST = "most"
    LEAST = "least"
    COUNT = "count"
    LIST = "list"
    FIND = "find"
    COMPARE = "compare"


EXTREMES = frozenset({Operation.MOST, Operation.LEAST})

_TOGETHER: tuple[str, ...] = (
    *("一共", "合计", "总共", "拢共", "共计", "总计", "总和", "加起来", "合起来", "加一块", "加一起"),
    *("加在一起", "累计", "都考", "全考", "共多少"),
)
_TOGETHER_EN: tuple[str, ...] = (
    "in total",
    "together",
    "altogether",
    "combined",
    "sum of",
    "add up",
    "total of",
    "total cost",
)
_APART: tuple[str, ...] = (
    *("差多少", "差几", "差距", "相差", "之差", "差了", "差在", "多多少", "少多少", "贵多少", "便宜多少"),
    *("高多少", "低多少", "高出"),
)
_APART += ("多几", "少几", "多出", "少出", "多开", "少开", "长多少", "短多少", "多占", "少占")
_APART_EN: tuple[str, ...] = (
    *("price difference", "gap", "how much more", "how many more", "how much less", "how many fewer"),
    *("how much cheaper",),
)
_MOST: tuple[str, ...] = ("最多", "最高", "最大", "最长", "最贵", "居首", "第一名", "排第一", "首位")
_MOST += ("更多", "更高", "更大", "更长", "更贵")
_MOST_EN: tuple[str, ...] = (" most", "highest", "largest", "longest", "biggest", "greatest", "most expensive")
_LEAST: tuple[str, ...] = ("最少", "最低", "最小", "最短", "最便宜", "垫底", "末位")
_LEAST += ("更少", "更低", "更小", "更短", "更便宜")
_LEAST_EN: tuple[str, ...] = ("least", "lowest", "smallest", "shortest", "fewest", "cheapest")
_WORDS: tuple[tuple[Operation, tuple[str, ...]], ...] = (
    (Operation.DIFFERENCE, (*_APART, *_APART_EN)),
    (Operation.SUM, (*_TOGETHER, *_TOGETHER_EN)),
    (Operation.LEAST, (*_LEAST, *_LEAST_EN)),
    (Operation.MOST, (*_MOST, *_MOST_EN)),
)
# A word that leaves rows out stands before what is left out, or behind it.
WITHOUT: tuple[str, ...] = (
    *("除了", "除去", "除开", "不算", "不含", "不包括", "except for", "except", "apart from", "other than"),
    *("besides", "excluding"),
)
_NOT_BEING: tuple[str, ...] = ("不是", "并非", "not ")
_WITHOUT_BEHIND: tuple[str, ...] = ("之外", "以外")
# 「不是…的吗」 asks for nothing else; 「不是…的有哪些」 does.
_ASKING_FOR_THE_REST: tuple[str, ...] = ("哪些", "哪几", "几", "多少", "有谁", "which", "how many")
_REACH = 40
# What may be a bound as well as an extreme.
_BOUNDS = frozenset({"最多", "最少"})
# An extreme that is asked for, not a bound: 「最少要几个」 asks what is needed at least.
_NEEDED: tuple[str, ...] = ("要", "需", "得", "配", "应", "交", "满", "do ", "need", "must", "required", "at least")


# 「三级比五级能多拿多少」: what is more or less, and how much, some words after 「比」.
_THAN, _MORE_OR_LESS = "比", ("多", "少", "高", "低", "贵", "省", "长", "短", "便宜")
_HOW_MUCH: tuple[str, ...] = ("多少", "好多", "几")
_BETWEEN = 3


# A sum of each of several groups is another thing than one sum.
DISTRIBUTES: tuple[str, ...] = ("分别", "各", " each", "respectively")


def operations(text: str) -> tuple[tuple[Operation, str], ...]:
    """The operations that a plain text asks for, each with its words, the most telling first."""
    found = []
    for operation, words in _WORDS:
        word = next((w for w in words if w in text), None)
        if word is None and operation is Operation.DIFFERENCE:
            word = _than(text)
        if operation is Operation.SUM and any(w in text for w in DISTRIBUTES):
            continue
        if word is not None and not (operation in (Operation.LEAST, Operation.MOST) and _is_bound(text, word)):
            found.append((operation, word))
    return tuple(found)


def _than(text: str) -> str | None:
    """The words of a text that ask how much more or less one thing is than another; None where none do."""
    _, found, rest = text.partition(_THAN)
    for start in range(len(rest) if found else 0):
        if word := next((w for w in _MORE_OR_LESS if rest.startswith(w, start)), None):
            for asked in _HOW_MUCH:
                end = rest.find(asked, start + len(word), start + len(word) + _BETWEEN + len(asked))
                if end >= 0:
                    return rest[start : end + len(asked)]
    return None


def _is_bound(text: str, word: str) -> bool:
    after = text[text.index(word) + len(word) :]
    # 「每班最多多少人」, 「最多能请几天」: an amount is asked for, and not of which row it is the largest.
    amount = word in _BOUNDS and any(0 <= after.find(asked) <= _BETWEEN for asked in _HOW_MUCH)
    return (
        (amount and not after.startswith("的") and "哪" not in text)
        or after.lstrip().startswith(_NEEDED)
        or text[: text.index(word)].endswith("at ")
    )


def left_out(text: str) -> tuple[tuple[int, int], ...]:
    """[start, end) of the parts of a plain text whose rows are left out (「除了…」, 「不是…的」, other than …)."""
    spans = []
    for word in (*WITHOUT, *_NOT_BEING):
        place = text.find(word)
        if word in _NOT_BEING and not any(w in text[place:] for w in _ASKING_FOR_THE_REST):
            continue
        if place >= 0 and not text.startswith("不是不", place) and text[max(0, place - 1) : place] != "是":
            stops = [p for mark in "，,。？?；;" if (p := text.find(mark, place + len(word))) >= 0]
            ends = [p for mark in ("还", "的", "之外", "以外", "外") if (p := text.find(mark, place + len(word))) >= 0]
            spans.append((place, min([*stops, *ends, place + _REACH, len(text)])))
    for word in _WITHOUT_BEHIND:
        place = text.find(word)
        if place > 0 and not any(s <= place <= e for s, e in spans):
            start = max(text.rfind(mark, 0, place) for mark in "，,。？?；;")
            spans.append((start + 1, place))
    return tuple(spans)
