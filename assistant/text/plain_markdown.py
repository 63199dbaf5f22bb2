"""The plain Markdown that every document is kept in, line by line: headings with their locators, items, table rows."""

from __future__ import annotations

from collections.abc import Iterator

_BLANK = " \t"
# Columns that say where in the original each row stands.
LOCATOR_COLUMNS = frozenset({"定位", "Locator"})


def read_heading(line: str) -> tuple[int, str]:
    """The level, 1 to 6, and the title of a heading: 「## 教师队伍」 is (2, "教师队伍"); (0, "") for any other line."""
    rest = line.lstrip("#")
    level = len(line) - len(rest)
    title = rest.strip(_BLANK)
    return (level, title) if 1 <= level <= 6 and title and rest[0] in _BLANK else (0, "")


def split_locator(title: str) -> tuple[str, str]:
    """A title and its locator: 「教师队伍 〔第9.1节〕」 is ("教师队伍", "第9.1节"); "" where it has none."""
    if title.endswith("〕"):
        before, mark, locator = title[:-1].rpartition("〔")
        if mark and locator and "〕" not in locator:
            return before.rstrip(), locator.strip()
    return title, ""


def bullet_length(line: str) -> int:
    """How many characters of a line are an item's bullet with the space after it, 0 where it begins with none."""
    rest = line[1:].lstrip()
    return len(line) - len(rest) if line[:1] in ("-", "*", "+") and line[1:2].isspace() else 0


def is_row(line: str) -> bool:
    """Whether a line is a row of a pipe table: 「| a | b |」."""
    bare = line.rstrip(_BLANK)
    return len(bare) > 1 and bare[0] == bare[-1] == "|"


def is_rule(line: str) -> bool:
    """Whether a row of a pipe table says nothing: the rule below its head, 「|---|:-:|」."""
    return is_row(line) and len(line.rstrip()) > 2 and all(c in "|:-" or c.isspace() for c in line)


def cell_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the cells of the row ``text[start:end]``, without the blanks around their words."""
    left = text.find("|", start, end)
    while left >= 0 and (right := text.find("|", left + 1, end)) >= 0:
        value = text[left + 1 : right]
        first = left + 1 + len(value) - len(value.lstrip())
        yield first, max(first, left + 1 + len(value.rstrip()))
        left = right
