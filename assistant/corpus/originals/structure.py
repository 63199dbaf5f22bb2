"""What the wording and look of a line say of its part in a document: heading, clause, item or text."""

from __future__ import annotations

from assistant.corpus.characters import is_cjk
from assistant.text.list_marks import (
    HAN_NUMERALS,
    bracketed_length,
    item_length,
    named_length,
    numeral_length,
    split_number,
    unit_length,
)

_NAMED = ("附件", "附录", "附表", "Annex", "Appendix", "Chapter", "Part", "Section", "Article")
# What follows a figure that is no number of a heading: a measure, a day, a ratio.
_OF_A_FIGURE = ",，%％年月日元:：/-"
_ENDS = "。；;，,、：:！？!?"
_MAX_ZH, _MAX_EN = 40, 90


def is_short(text: str) -> bool:
    """Whether a line could name something: short, and no sentence."""
    return len(text) <= (_MAX_ZH if any(map(is_cjk, text)) else _MAX_EN) and text[-1:] not in _ENDS


def heading_level(text: str, *, strong: bool) -> int:
    """2 to 5 for a line that its numbering makes a heading, 0 for any other.

    Args:
        text: the line.
        strong: set apart by its look; small numbers make items of lines that are not.
    """
    if not is_short(text):
        return 0
    if _is_chapter(text):
        return 2
    if unit_length(text, "节"):
        return 3
    if clause := clause_length(text):
        return 4 if strong and len(text) - clause <= 20 else 0
    if _is_top(text):
        return 2
    if bracketed_length(text):
        return 3 if strong or len(text) <= 16 else 0
    if number := _number(text):
        return min(2 + number.count("."), 5) if strong else 0
    return 0


def clause_length(text: str) -> int:
    """How many characters of a line are the number of a clause, 「第三条之二」; 0 where it begins with none."""
    length = unit_length(text, "条")
    more = text[length:].startswith("之") and text[length + 1 : length + 2] in tuple(HAN_NUMERALS)
    return length + 2 if length and more else length


def is_item(text: str) -> bool:
    """Whether a line begins with the mark of an item or the number of one."""
    return item_length(text) > 0


def is_number(text: str) -> bool:
    """Whether a text is nothing but the number of what follows: 「第三章」, 「附录」."""
    return bool(text) and (
        text in _NAMED or len(text) in (unit_length(text, "章编篇部节条"), named_length(text, _NAMED))
    )


def starts_block(text: str) -> bool:
    """Whether a line never goes on from the one before: it has a number or mark of its own."""
    numbered = is_item(text) or clause_length(text) or unit_length(text, "节") or _is_chapter(text) or _is_top(text)
    return bool(numbered) or "." in _number(text)


def _is_chapter(text: str) -> bool:
    length = unit_length(text, "章编篇部")
    return length > 0 and text[length : length + 1] not in ("分", "门")


def _is_top(text: str) -> bool:
    """「一、总则」, 「附件2 样表」, "Section 3"."""
    return numeral_length(text) > 0 or named_length(text, _NAMED) > 0


def _number(text: str) -> str:
    """The number of a heading, 「3.2」 of 「3.2 编码」; "" where a line begins with none, or with another figure."""
    number, rest = split_number(text)
    name = rest.lstrip()[:1]
    return number if name and name not in _OF_A_FIGURE and not name.isdecimal() and name not in ".．" else ""
