"""What the wording and look of a line say of its part in a document: heading, clause, item or text."""

from __future__ import annotations

import re

from assistant.corpus.characters import is_cjk

_NUMBER = r"[一二三四五六七八九十百零〇\d]+"
_CHAPTER = re.compile(rf"^第\s*{_NUMBER}\s*[章编篇部](?![分门])")
_PART = re.compile(rf"^第\s*{_NUMBER}\s*节")
CLAUSE = re.compile(rf"^(第\s*{_NUMBER}\s*条(?:之[一二三四五六七八九十])?)")
_TOP = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|(?:附件|附录|附表|Annex|Appendix|Chapter|Part|Section|Article)\s*[\dA-Z一二三四五六七八九十]+\b)"
)
_INNER = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")
_DECIMAL = re.compile(r"^(\d{1,2}(?:[.．]\d{1,2}){0,4})[.．、]?\s*(?=[^\d\s.．,，%％年月日元:：/-])")
_BULLET = re.compile(r"^(?:[•●○◦▪■◆·‣⁃*–—-]\s+|[•●▪■◆➢✓])\s*")
_ITEM = re.compile(r"^(?:[（(]\d{1,2}[）)]|\d{1,2}[.．、）)](?!\d)|[①-⑳]|[a-zA-Z][)）]|[（(][a-z][）)])\s*")
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
    if _CHAPTER.match(text):
        return 2
    if _PART.match(text):
        return 3
    if clause := CLAUSE.match(text):
        return 4 if strong and len(text) - clause.end() <= 20 else 0
    if _TOP.match(text):
        return 2
    if _INNER.match(text):
        return 3 if strong or len(text) <= 16 else 0
    if decimal := _DECIMAL.match(text):
        depth = decimal.group(1).replace("．", ".").count(".")
        return min(2 + depth, 5) if strong else 0
    return 0


def bullet_length(text: str) -> int:
    """How many characters of a line are a mark that says nothing (•), 0 where it has none."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def is_item(text: str) -> bool:
    """Whether a line begins with the mark of an item or the number of one."""
    return bool(_BULLET.match(text) or _ITEM.match(text) or _INNER.match(text))


def starts_block(text: str) -> bool:
    """Whether a line never goes on from the one before: it has a number or mark of its own."""
    return bool(
        is_item(text) or CLAUSE.match(text) or _CHAPTER.match(text) or _PART.match(text) or _TOP.match(text)
    ) or bool((d := _DECIMAL.match(text)) and "." in d.group(1))
