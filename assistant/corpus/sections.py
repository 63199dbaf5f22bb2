"""Headings and their locators: ``## 教师队伍 〔第9.1节〕`` names the place in the original."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.text.plain_markdown import read_heading, split_locator
from assistant.types import Language, Section

_OPENING = {Language.ZH: "篇首", Language.EN: "opening"}
_WHOLE = {Language.ZH: "全文", Language.EN: "whole text"}


def find_sections(text: str, language: Language = Language.ZH) -> Iterator[Section]:
    """Sections of a Markdown text in order; text before the first heading is a section too.

    A heading without 〔locator〕 is its own locator. A text without headings is one section with
    an empty title and the locator 全文, in ``language``.
    """
    headings = list(_headings(text))
    first = headings[0][0] if headings else len(text)
    if text[:first].strip():
        yield Section(locator=(_OPENING if headings else _WHOLE)[language], title="", level=0, start=0, end=first)
    ends = [start for start, _, _ in headings[1:]] + [len(text)]
    for (start, level, heading), end in zip(headings, ends, strict=False):
        title, locator = split_locator(heading)
        yield Section(locator=locator or title, title=title, level=level, start=start, end=end)


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Offset, level and title of each heading."""
    position = 0
    for line in text.split("\n"):
        level, title = read_heading(line)
        if level:
            yield position, level, title
        position += len(line) + 1
