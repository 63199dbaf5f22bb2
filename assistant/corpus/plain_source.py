"""Plain text, as taken out of PDF or typed, to the plain Markdown that sections and passages are read from.

Structure before length: what numbers, short lines, bullets and repetition say of a text is written down as headings,
items, paragraphs and tables. Nothing is added to its words; page numbers, running heads and dotted contents go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from statistics import quantiles

from assistant.corpus.broken_lines import rejoined
from assistant.corpus.characters import is_cjk, join_lines
from assistant.corpus.columns import NUMERIC, cells_of, table_or_items, with_tabs
from assistant.corpus.markdown_source import pipe_table

_EMPHASIS = re.compile(r"\*\*([^*\n]+)\*\*")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|p|br|hr|div|span|font|a|table|tr|td|th|ul|ol|li|h[1-6])(?:\s[^<>\n]*)?/?>", re.I
)
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百零〇\d]+(?:[章编篇部节])(?=\s|$|[^的，。])")
_CLAUSE = re.compile(r"^第[一二三四五六七八九十百零〇\d]+条")
_TOP = re.compile(r"^(?:[一二三四五六七八九十]+、|[IVX]+\.\s|(?:Chapter|Part|Section|Domain)\s+\d+\b)")
# What a table shows stands in its caption, and holds for all that follows.
_CAPTION = re.compile(r"^(?:附?表|Table|Annex|Appendix|附录)\s*[\dA-Z一二三四五六七八九十]+(?=[\s:：.．]|$)")
_INNER = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")
_NUMBERED = re.compile(r"^(\d{1,2}(?:[.．]\d{1,2}){0,3})[.．、]?\s+(?=\S)")
_BULLETS = "•●○◦▪■◆·‣⁃"
_DEEP = re.compile(r"^\d{1,2}\.\d{1,2}\.\d")
_BULLET = re.compile(
    r"^(?:[•●○◦▪■◆·‣⁃*–—-]\s+|[•●▪■◆]|[（(][一二三四五六七八九十]+[）)]\s*|[（(]?\d{1,2}[）)、]\s*|\d{1,2}[.．、](?!\d)\s*|[①-⑳]\s*|[a-z][)）]\s*)"
)
_PAGE = re.compile(
    r"^(?:[-–—]\s*\d{1,4}\s*[-–—]|第\s*\d+\s*页.*|(?:.{0,60}\s)?(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?"
    r"|\d+\s*\|\s*p\s*a\s*g\s*e.*)$",
    re.I,
)
_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_CONTENTS = re.compile(r"[.．·…]{5,}\s*\d*$")
_END = "。！？；!?;.:：”」』）)"
_NO_TITLE = _END.replace(")", "")
# A line repeated so often, and no longer than this, heads or ends each page.
_REPEATS, _HEAD_CHARS = 3, 60
# A heading is a short line.
_ZH_HEADING, _EN_HEADING = 26, 64
_CAPITAL_WORDS = 8
# A title page may give a title more than a heading's length.
_TITLE_LINES = 1.5
_MAX_COLUMNS, _MIN_ROWS = 5, 3
# Page numbers go up, by one or, where a page has none, by a few, with running text between them; most of them do.
_PAGE_STEP, _PAGE_TEXT, _COUNTING = 3, 0.6, 0.7
# A line of this share of a full one goes on in the next.
_BROKEN = 0.85


class _Kind(Enum):
    BLANK = auto()
    HEADING = auto()
    ITEM = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    kind: _Kind
    text: str
    level: int = 0


def to_markdown(text: str) -> str:
    """The text with headings (``#``), items (``- ``), joined paragraphs and pipe tables."""
    # Text that was copied out of pages brings marks along; nobody is to be shown them.
    text = _TAG.sub(" ", _LINK.sub(r"\1", _EMPHASIS.sub(r"\1", text)))
    lines = [" ".join(x.split()) if "\t" not in x else x.strip(" ") for x in with_tabs(text.splitlines())]
    lines = _without_furniture(lines)
    full = _full(lines)
    return "\n\n".join(_blocks(_classified(rejoined(lines), full), full)) + "\n"


def _without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines without page numbers, running heads and dotted contents; a head stays where it stands first."""
    counts = Counter(line for line in lines if line and len(line) <= _HEAD_CHARS)
    pages = _bare_page_numbers(lines)
    kept: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(lines):
        alone = (number == 0 or not lines[number - 1]) or (number + 1 == len(lines) or not lines[number + 1])
        runs = (
            counts[line] >= _REPEATS
            and alone
            and line[-1:] not in _END
            and not _BULLET.match(line)
            and not NUMERIC.match(line)
        )
        page = number in pages or (_PAGE.match(line) and alone)
        if line and (_CONTENTS.search(line) or page or (runs and line in seen)):
            continue
        seen.add(line)
        kept.append(line)
    return kept


def _bare_page_numbers(lines: Sequence[str]) -> frozenset[int]:
    """The places of lone numbers that count pages; cells of a table that was laid out line by line do not."""
    places = [i for i, line in enumerate(lines) if _BARE_NUMBER.match(line)]
    figures = [int(lines[i]) for i in places]
    long = _PAGE_TEXT * _full(lines)
    pages = [
        0 <= b - a <= _PAGE_STEP and any(len(line) >= long for line in lines[i:j])
        for (a, b), (i, j) in zip(pairwise(figures), pairwise(places), strict=True)
    ]
    return frozenset(places) if len(figures) == 1 or sum(pages) >= _COUNTING * len(pages) else frozenset()


def _full(lines: Sequence[str]) -> float:
    """From this length on a line is broken by the edge of the page, not by its end."""
    lengths = [len(line) for line in lines if line]
    return 0.9 * quantiles(lengths, n=10, method="inclusive")[8] if len(lengths) > 1 else 0.0


def _classified(lines: Sequence[str], full: float) -> list[_Line]:
    found: list[_Line] = []
    first = next((i for i, line in enumerate(lines) if line), -1)
    title, after_title = _title(lines, first)
    said = ""
    for number, line in enumerate(lines):
        if number < after_title:
            found.append(_Line(_Kind.HEADING, title, 1) if number == first else _Line(_Kind.BLANK, ""))
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
    title, after = lines[first], first + 1
    while after < len(lines) and lines[after] and _is_title(lines[after]) and not _NUMBERED.match(lines[after]):
        longer = join_lines([title, lines[after]])
        if len(longer) > _TITLE_LINES * (_ZH_HEADING if any(map(is_cjk, longer)) else _EN_HEADING):
            break
        title, after = longer, after + 1
    return title, after


def _may_follow(title: str, line: str) -> bool:
    """Whether a line may stand below a title; a sentence that the page broke goes on in one as long."""
    marked = _CHAPTER.match(line) or _CLAUSE.match(line) or _TOP.match(line) or _NUMBERED.match(line)
    return bool(marked) or line.isascii() or len(line) > 1.4 * len(title)


def _is_title(line: str) -> bool:
    """Whether a line at the head of a text may be what it is called."""
    short = 4 <= len(line) <= _EN_HEADING and line[-1] not in _NO_TITLE and "\t" not in line
    return short and not (_CHAPTER.match(line) or _CLAUSE.match(line) or _BULLET.match(line) or NUMERIC.match(line))


def _leading_in(lines: Sequence[_Line], position: int) -> _Line:
    """A short line without an end right before items names them: a heading of the lowest level."""
    line = lines[position]
    following = next((x for x in lines[position + 1 : position + 3] if x.kind is not _Kind.BLANK), None)
    said = next((x.text for x in reversed(lines[max(0, position - 2) : position]) if x.kind is not _Kind.BLANK), "")
    if _goes_on(said, said, line.text) and following is not None and _DEEP.match(following.text):
        return line
    names = (
        line.kind is _Kind.TEXT
        and len(line.text) <= _EN_HEADING
        and line.text[-1] not in "。；;，,、.：:"
        and line.text[0] not in "([“"
    )
    before = lines[position - 1] if position else None
    # A full line goes on in this one; a short one is a loose line by itself.
    opens = before is None or before.kind is not _Kind.TEXT or len(before.text) <= _EN_HEADING
    if names and opens and following is not None and following.kind is _Kind.ITEM and "\t" not in line.text:
        return _Line(_Kind.HEADING, line.text, 5)
    return line


def _classify(line: str, before: str, after: str, full: float, said: str) -> _Line:
    if not line:
        return _Line(_Kind.BLANK, "")
    short = len(line) <= (_ZH_HEADING if any(map(is_cjk, line)) else _EN_HEADING) and line[-1] not in "。；;，,、"
    opens = not before or before[-1] in _END or len(before) < full
    # What stands between two numbered requirements is a cell beside them, and heads neither.
    beside = bool(_DEEP.match(said) and _DEEP.match(after))
    if (chapter := _CHAPTER.match(line)) and short:
        return _Line(_Kind.HEADING, line, 3 if "节" in line[: chapter.end()] else 2)
    if _CLAUSE.match(line):
        return _Line(_Kind.ITEM, line, 1)
    if _CAPTION.match(line) and len(line) <= _EN_HEADING and line[-1] not in "。；;，,、":
        return _Line(_Kind.HEADING, line, 2)
    if short and opens and not beside and line[-1] not in "：:" and (level := _heading_level(line, before, after)):
        return _Line(_Kind.HEADING, line, level)
    if (numbered := _NUMBERED.match(line)) and not numbered.group(1).isdigit():
        return _Line(_Kind.ITEM, line)
    if (bullet := _BULLET.match(line)) and (opens or line[0] in _BULLETS):
        # 「（一）」 is what others cite.
        marked = line[0].isalnum() or _INNER.match(line)
        return _Line(_Kind.ITEM, line if marked else line[bullet.end() :].strip())
    return _Line(_Kind.TEXT, line)


def _heading_level(line: str, before: str, after: str) -> int:
    """2 to 5 for a line that names what follows, 0 for any other."""
    if _TOP.match(line):
        return 2
    if _INNER.match(line):
        # 「（一）招生对象」 heads what follows; one among its like is an item.
        return 0 if not after or _INNER.match(after) or _INNER.match(before) or len(after) < len(line) else 3
    if numbered := _NUMBERED.match(line):
        # 「1 范围」 is a heading, the first of many one-line items is none.
        depth = numbered.group(1).count(".") + numbered.group(1).count("．")
        # 「4.2.1 能够…」 among its like says something itself; 「4.2 编码」 heads them.
        names = len(after) > 1.4 * len(line) if depth > 1 else depth or not _NUMBERED.match(after)
        return 2 + depth if names else 0
    if _BULLET.match(line) or not after or NUMERIC.match(line):
        return 0
    words = line.split()
    if line.isupper() and line.isascii() and len(words) <= _CAPITAL_WORDS and any(len(w) > 2 for w in words):
        # A line in capitals among lines that are not.
        return 0 if after.isupper() and before.isupper() else 3
    longer = len(after) > 1.4 * len(line) or bool(_BULLET.match(after))
    capital = line.isascii() and line[0].isupper() and len(words) <= 8 and line[-1] not in _NO_TITLE
    ideographs = all(is_cjk(c) or c.isalnum() for c in line) and len(line) <= 14
    return 4 if not before and longer and "\t" not in after and (capital or ideographs) else 0


def _blocks(lines: Sequence[_Line], full: float) -> Iterator[str]:
    """Headings, items, paragraphs, tables, in order."""
    position = 0
    while position < len(lines):
        line = lines[position]
        table, after = _flattened_table(lines, position)
        if table:
            yield pipe_table(table)
            position = after
        elif line.kind is _Kind.HEADING:
            # A heading of nothing would be lost: it says something itself.
            yield f"{'#' * line.level} {line.text}" if _heads(lines, position) else line.text
            position += 1
        elif line.kind is _Kind.BLANK:
            position += 1
        elif "\t" in line.text:
            rows = []
            while position < len(lines) and "\t" in lines[position].text:
                rows.append(cells_of(lines[position].text))
                position += 1
            yield table_or_items(rows)
        elif line.kind is _Kind.ITEM:
            items = []
            while position < len(lines) and lines[position].kind is _Kind.ITEM:
                words, position = _run(lines, position, full)
                items.append(f"- {words}")
                position = _skip_blank_before_item(lines, position)
            yield "\n".join(items)
        else:
            words, position = _run(lines, position, full)
            yield words


def _heads(lines: Sequence[_Line], position: int) -> bool:
    """Whether something follows a heading before the next one of its level or above."""
    following = next((x for x in lines[position + 1 :] if x.kind is not _Kind.BLANK), None)
    return following is not None and (following.kind is not _Kind.HEADING or following.level > lines[position].level)


def _run(lines: Sequence[_Line], start: int, full: float) -> tuple[str, int]:
    """A paragraph or item with the lines that go on with it, and the position after it.

    A full line that ends no sentence goes on in the next, over a page's break too.
    """
    parts = [lines[start].text]
    position = start + 1
    while position < len(lines):
        following = lines[position]
        broken = len(parts[-1]) >= _BROKEN * full or _goes_on(parts[0], parts[-1], following.text)
        if following.kind is _Kind.TEXT and "\t" not in following.text and broken:
            parts.append(following.text)
            position += 1
        elif following.kind is _Kind.BLANK and broken and parts[-1][-1] not in _END and _text_at(lines, position + 1):
            position += 1
        else:
            break
    return join_lines(parts), position


def _goes_on(item: str, before: str, line: str) -> bool:
    """Whether a short line ends a numbered requirement that its cell broke: 「3.4.1 …详细配 / 置和部署」."""
    return bool(before and _DEEP.match(item)) and before[-1] not in _END and 0 < len(line) < min(len(item), _ZH_HEADING)


def _text_at(lines: Sequence[_Line], position: int) -> bool:
    return position < len(lines) and lines[position].kind is _Kind.TEXT


def _skip_blank_before_item(lines: Sequence[_Line], position: int) -> int:
    ahead = position
    while ahead < len(lines) and lines[ahead].kind is _Kind.BLANK:
        ahead += 1
    return ahead if ahead < len(lines) and lines[ahead].kind is _Kind.ITEM else position


def _flattened_table(lines: Sequence[_Line], start: int) -> tuple[list[list[str]], int]:
    """A table whose cells were laid one below the other, and the position after it; [] where there is none.

    Its cells are short lines, each alone between blank ones. So many columns are right for which, in every row, the
    same column holds figures and the first one none.
    """
    if start and lines[start - 1].kind is not _Kind.BLANK:
        return [], start
    cells: list[str] = []
    ends = [start]
    position = start
    while position < len(lines) and lines[position].kind in (_Kind.TEXT, _Kind.HEADING, _Kind.ITEM):
        text = lines[position].text
        alone = position + 1 == len(lines) or lines[position + 1].kind is _Kind.BLANK
        if not alone or len(text) > 2 * _EN_HEADING:
            break
        cells.append(text)
        position += 1
        while position < len(lines) and lines[position].kind is _Kind.BLANK:
            position += 1
        ends.append(position)
    for width in range(2, _MAX_COLUMNS + 1):
        rows = [cells[i : i + width] for i in range(0, len(cells) - width + 1, width)]
        good = 1
        while good < len(rows) and not NUMERIC.match(rows[good][0]) and NUMERIC.match(rows[good][-1]):
            good += 1
        if good >= _MIN_ROWS and not any(NUMERIC.match(c) for c in rows[0]):
            return rows[:good], ends[good * width]
    return [], start
