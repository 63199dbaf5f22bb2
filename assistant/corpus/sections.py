"""Headings and their locators: ``## 教师队伍 〔第9.1节〕`` names the place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.types import Section

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_LOCATOR = re.compile(r"\s*〔([^〔〕]+)〕$")


def find_sections(text: str) -> Iterator[Section]:
    """Sections of a Markdown text in order; text before the first heading is a section too.

    A heading without 〔locator〕 is its own locator. A text without headings is one section with
    an empty title and the locator 全文.
    """
    headings = list(_HEADING.finditer(text))
    first = headings[0].start() if headings else len(text)
    if text[:first].strip():
        yield Section(locator="全文" if not headings else "篇首", title="", level=0, start=0, end=first)
    for number, heading in enumerate(headings):
        end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
        title = heading.group(2)
        locator = _LOCATOR.search(title)
        yield Section(
            locator=locator.group(1).strip() if locator else title,
            title=_LOCATOR.sub("", title),
            level=len(heading.group(1)),
            start=heading.start(),
            end=end,
        )
