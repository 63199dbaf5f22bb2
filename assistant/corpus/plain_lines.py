"""What each line of a plain text is: heading, item or running text, by its number, its length and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from assistant.corpus.characters import is_cjk, join_lines, names_and_says
from assistant.corpus.columns import is_figure
from assistant.text.list_marks import (
    BULLETS,
    bracketed_length,
    item_length,
    named_length,
    numeral_length,
    split_code,
    split_number,
    unit_length,
)

_NAMED = ("Chapter", "Part", "Section", "Domain", "Unit", "Module", "模块", "单元", "项目", "任务")
# What a table shows stands in its caption, and holds for all that follows.
_CAPTIONS = ("附表", "表", "Table", "Annex", "Appendix", "附录")
# So many points has the number of a requirement at least, and of a heading at most.
_DEEP, _DEEPEST = 2, 3
END = "。！？；!?;.:：”」』）)"
_NO_TITLE = END.replace(")", "")
# A heading is a short line.
_ZH_HEADING, EN_HEADING = 26, 64
_CAPITAL_WORDS = 8
# What a number names has so many letters; less is a cell's line that the column broke.
_SOME_LETTERS = 2
# A title page may give a title more than a heading's length.
_TITLE_LINES = 1.5


class Kind(Enum):
    """What a line is."""

    BLANK = auto()
    HEADING = auto()
    ITEM = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line and what it is; ``level`` of a heading, and 1 for a clause that is an item."""

    kind: Kind
    text: str
    level: int = 0


def classified(lines: Sequence[str], full: float) -> list[Line]:
    """What each line is; from ``full`` characters on one is broken by the edge of the page, not by its end."""
    found: list[Line] = []
    first = next((i for i, line in enumerate(lines) if line), -1)
    title, after_title = _title(lines, first)
    said = ""
    for number, line in enumerate(lines):
        if number < after_title:
            found.append(Line(Kind.HEADING, title, 1) if number == first else Line(Kind.BLANK, ""))
            continue
        before = lines[number - 1] if number else ""
        after = next((x for x in lines[number + 1 : number + 3] if x), "")
        found.append(_classify(line, before, after, full, said))
        said = line or said
    return [_leading_in(found, i) for i in range(len(found))]


def _title(lines: Sequence[str], first: int) -> tuple[str, int]:
    """What a text is called, from its first line or several that a title page breaks it into, and the place after."""
    following = next((line for line in lines[first + 1 :] if line), "")
    if first < 0 or not _is_title(lines[first]) or not (following and _may_follow(lines[first], following)):
        return "", 0
    if names_and_says(lines[first]) and names_and_says(following):
        # The head of a letter: "From: …", "Date: …".
        return "", 0
    title, after = lines[first], first + 1
    # 「文号：…」 below a title says something of it.
    while (
        after < len(lines)
        and lines[after]
        and _is_title(lines[after])
        and not (_number(lines[after]) or names_and_says(lines[after]))
    ):
        longer = join_lines([title, lines[after]])
        if len(longer) > _TITLE_LINES * (_ZH_HEADING if any(map(is_cjk, longer)) else EN_HEADING):
            break
        title, after = longer, after + 1
    return title, after


def _may_follow(title: str, line: str) -> bool:
    """Whether a line may stand below a title; a sentence that the page broke goes on in one as long."""
    marked = _chapter_length(line) or unit_length(line, "条") or _is_top(line) or _number(line)
    addresses = line[-1] in ":："
    return bool(marked) or addresses or names_and_says(line) or line.isascii() or len(line) > 1.4 * len(title)


def _is_title(line: str) -> bool:
    """Whether a line at the head of a text may be what it is called."""
    longest = _TITLE_LINES * _ZH_HEADING if any(map(is_cjk, line)) else EN_HEADING
    short = 4 <= len(line) <= longest and line[-1] not in _NO_TITLE and "\t" not in line
    return short and not (_chapter_length(line) or unit_length(line, "条") or item_length(line) or is_figure(line))


def _leading_in(lines: Sequence[Line], position: int) -> Line:
    """A short line without an end right before items names them: a heading of the lowest level."""
    line = lines[position]
    following = next((x for x in lines[position + 1 : position + 3] if x.kind is not Kind.BLANK), None)
    said = next((x.text for x in reversed(lines[max(0, position - 2) : position]) if x.kind is not Kind.BLANK), "")
    if goes_on(said, said, line.text) and following is not None and _is_deep(following.text):
        return line
    names = (
        line.kind is Kind.TEXT
        and len(line.text) <= EN_HEADING
        and line.text[-1] not in "。；;，,、.：:"
        and line.text[0] not in "([“"
        and not names_and_says(line.text)
    )
    before = lines[position - 1] if position else None
    # A full line goes on in this one; a short one is a loose line by itself.
    opens = before is None or before.kind is not Kind.TEXT or len(before.text) <= EN_HEADING
    if names and opens and following is not None and following.kind is Kind.ITEM and "\t" not in line.text:
        return Line(Kind.HEADING, line.text, 5)
    return line


def _classify(line: str, before: str, after: str, full: float, said: str) -> Line:
    if not line or line in tuple(BULLETS):
        return Line(Kind.BLANK, "")
    short = len(line) <= (_ZH_HEADING if any(map(is_cjk, line)) else EN_HEADING) and line[-1] not in "。；;，,、"
    opens = not before or before[-1] in END or len(before) < full
    # What stands between two numbered requirements is a cell beside them, and heads neither.
    beside = bool(_is_deep(said) and _is_deep(after))
    if (chapter := _chapter_length(line)) and short:
        return Line(Kind.HEADING, line, 3 if "节" in line[:chapter] else 2)
    if unit_length(line, "条"):
        return Line(Kind.ITEM, line, 1)
    if _is_caption(line) and len(line) <= EN_HEADING and line[-1] not in "。；;，,、":
        return Line(Kind.HEADING, line, 2)
    if (
        short
        and opens
        and not beside
        and line[-1] not in "：:"
        and not names_and_says(line)
        and (level := _heading_level(line, before, after, said))
    ):
        return Line(Kind.HEADING, line, level)
    if "." in _number(line):
        return Line(Kind.ITEM, line)
    if (mark := item_length(line)) and (opens or line[0] in BULLETS):
        # 「（一）」 is what others cite.
        marked = line[0].isalnum() or bracketed_length(line)
        return Line(Kind.ITEM, line if marked else line[mark:].strip())
    return Line(Kind.TEXT, line)


def _heading_level(line: str, before: str, after: str, said: str) -> int:
    """2 to 5 for a line that names what follows, 0 for any other."""
    if _is_top(line):
        return 2
    if bracketed_length(line):
        # 「（一）招生对象」 heads what follows; one among its like is an item.
        return 0 if not after or bracketed_length(after) or bracketed_length(before) or len(after) < len(line) else 3
    if number := _number(line):
        # 「1 范围」 is a heading, the first of many one-line items is none.
        depth = number.count(".")
        if depth and (_are_beside(number, said) or _are_beside(number, after)):
            # 「C1.1 Name the parts」 right above 「C1.2 State when」 heads nothing.
            return 0
        # 「4.2.1 能够…」 among its like says something itself; 「4.2 编码」 heads them.
        below = split_number(after)[0].startswith(f"{number}.")
        names = len(after) > 1.4 * len(line) if depth > 1 else depth or below or not _number(after)
        return 2 + depth if names else 0
    if item_length(line) or not after or is_figure(line):
        return 0
    words = line.split()
    if line.isupper() and line.isascii() and len(words) <= _CAPITAL_WORDS and any(len(w) > 2 for w in words):
        # A line in capitals among lines that are not.
        return 0 if after.isupper() and before.isupper() else 3
    longer = len(after) > 1.4 * len(line) or bool(item_length(after))
    capital = line.isascii() and line[0].isupper() and len(words) <= 8 and line[-1] not in _NO_TITLE
    ideographs = all(is_cjk(c) or c.isalnum() for c in line) and len(line) <= 14
    return 4 if not before and longer and "\t" not in after and (capital or ideographs) else 0


def goes_on(item: str, before: str, line: str) -> bool:
    """Whether a short line ends a numbered requirement that its cell broke: 「3.4.1 …详细配 / 置和部署」."""
    return bool(before and _is_deep(item)) and before[-1] not in END and 0 < len(line) < min(len(item), _ZH_HEADING)


def _chapter_length(line: str) -> int:
    """How many characters of a line are the number of a chapter that it names: 「第三章」, not 「第三章的」."""
    length = unit_length(line, "章编篇部节")
    return length if line[length : length + 1] not in ("的", "，", "。") else 0


def _is_top(line: str) -> bool:
    """「一、总则」, "II. Rules", "Section 3"."""
    roman = line.lstrip("IVX") != line and line.lstrip("IVX").startswith(". ")
    return roman or numeral_length(line) > 0 or named_length(line, _NAMED) > 0


def _is_caption(line: str) -> bool:
    length = named_length(line, _CAPTIONS)
    return length > 0 and line[length : length + 1] in ("", " ", ":", "：", ".", "．")


def _number(line: str) -> str:
    """The number at the head of a line with a space behind it, 「3.2」 of 「3.2 编码」; "" for none."""
    number, rest = split_code(line)
    return number if number.count(".") <= _DEEPEST and rest[:1].isspace() and len(rest.strip()) >= _SOME_LETTERS else ""


def _are_beside(number: str, line: str) -> bool:
    """Whether a line has the number before or after in the same row of numbers."""
    other = _number(line)
    return bool(other) and other != number and other.rpartition(".")[0] == number.rpartition(".")[0]


def _is_deep(line: str) -> bool:
    return split_number(line)[0].count(".") >= _DEEP
