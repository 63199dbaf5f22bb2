"""PDF: text in reading order, tables, headings by size and number; running heads and page numbers away.

Pages that are pictures are read by tesseract where it is installed with Chinese, and named otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber

from assistant.corpus.characters import join_lines, seen
from assistant.corpus.originals.blocks import Block, Reading
from assistant.corpus.originals.pdf_lines import UNMAPPED, TextLine, Word, columns_of, page_lines, page_words, rows_of
from assistant.corpus.originals.pdf_paragraphs import body_size, larger_sizes, paragraphs, to_blocks, whole_words
from assistant.corpus.originals.pdf_tables import FoundTable, aligned_tables, inside, page_tables, same_columns
from assistant.corpus.originals.plain import markdown_blocks
from assistant.corpus.originals.scanned import read_pictures
from assistant.corpus.originals.tables import Line, table_blocks
from assistant.corpus.plain_source import to_markdown
from assistant.errors import UnreadableFileError

MAX_PAGES = 2_000
# Heads and feet stand in this share of a page's height at either end.
_MARGIN, _EDGE = 0.12, 0.06
_MIN_CHARS = 8
# A heading is so much larger than the text.
_LARGER = 1.15
# A cell that ends so does not go on over the page.
_ENDS = "。！？；"
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—·|/]?\s*\d{1,4}\s*[-–—·|/]?|第\s*\d+\s*页.{0,12}|(?:page|p\.)\s*\d+.{0,12}|\d+\s*/\s*\d+|[ivxIVX]{1,6}|共\s*\d+\s*页)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    height: float
    width: float
    words: tuple[Word, ...]
    tables: tuple[FoundTable, ...]


def read_pdf(path: Path) -> Reading:
    """Read a PDF.

    Raises:
        UnreadableFileError: it has more pages than ``MAX_PAGES``, or only pictures that cannot be read here.
        Exception: whatever pdfplumber finds wrong with the file; the caller says it to a person.
    """
    pages: list[_Page] = []
    pictures: list[int] = []
    with pdfplumber.open(path) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise UnreadableFileError(
                f"{path.name} 有 {len(pdf.pages)} 页，最多 {MAX_PAGES} 页，请先拆分。It has too many pages; split it.",
                path,
            )
        stated = {"title": seen(str((pdf.metadata or {}).get("Title") or "")).strip()}
        for number, page in enumerate(pdf.pages, start=1):
            words = page_words(page)
            if _is_picture(page, words):
                pictures.append(number)
            else:
                tables = page_tables(page, words, number, pages[-1].tables if pages else ())
                pages.append(_Page(number, float(page.height), float(page.width), tuple(words), tuple(tables)))
            # pdfplumber keeps every character of every page otherwise.
            page.close()
    blocks = list(_blocks(_without_furniture(pages)))
    remarks: list[str] = []
    if pictures:
        texts = read_pictures(path, pictures)
        listed = "、".join(map(str, pictures[:20])) + ("…" if len(pictures) > 20 else "")
        if texts is None:
            remark = (
                f"第 {listed} 页是扫描图片，没有读出。请安装 tesseract-ocr 与 tesseract-ocr-chi-sim 后重新添加，"
                "或换用带文字的文件。These pages are scans; install tesseract with Chinese and add the file again."
            )
            if not blocks:
                raise UnreadableFileError(f"{path.name}：{remark}", path)
            remarks.append(remark)
        else:
            blocks = _merged(blocks, [b for n, t in texts.items() for b in _scanned(t, n)])
            remarks.append(
                f"第 {listed} 页是扫描图片，由文字识别读出，请核对。These pages are scans read by machine; check them."
            )
    return Reading(tuple(blocks), stated, tuple(remarks))


def _is_picture(page: Any, words: Sequence[Word]) -> bool:
    """Whether a page shows a picture and hardly any text, or text whose characters are not known."""
    text = "".join(w.text for w in words)
    unmapped = len(UNMAPPED.findall(text))
    if unmapped > 20 and unmapped * 8 > len(text) / 2:
        return True
    if len(text) > _MIN_CHARS:
        return False
    area = sum(abs((i["x1"] - i["x0"]) * (i["bottom"] - i["top"])) for i in page.images)
    return bool(area > 0.3 * float(page.width) * float(page.height))


def _scanned(text: str, page: int) -> Iterator[Block]:
    for block in markdown_blocks(to_markdown(seen(text))):
        yield replace(block, place=f"第{page}页", page=page)


def _merged(blocks: Sequence[Block], scanned: Sequence[Block]) -> list[Block]:
    return sorted([*blocks, *scanned], key=lambda b: b.page or 0)


def _without_furniture(pages: Sequence[_Page]) -> list[_Page]:
    """Pages without their running heads, feet and page numbers."""
    edges: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        for text, low, _ in _edge_lines(page):
            edges[_without_figures(text), low] += 1
    least = 2 if len(pages) <= 4 else max(3, len(pages) // 4)
    kept = []
    for page in pages:
        gone: set[Word] = set()
        for text, low, row in _edge_lines(page):
            alone = _PAGE_NUMBER.match(text) is not None or _is_small(row, page)
            repeated = len(pages) > 1 and edges[_without_figures(text), low] >= least
            # A chapter that begins a page is set apart by its size.
            if alone or (repeated and (low or not _is_large(row, page))):
                gone.update(row)
        kept.append(replace(page, words=tuple(w for w in page.words if w not in gone)))
    return kept


def _is_large(row: Sequence[Word], page: _Page) -> bool:
    return min(w.size for w in row) >= _LARGER * median(w.size for w in page.words)


def _without_figures(text: str) -> str:
    """A text with one mark for each number, which differ from page to page."""
    return "".join("#" if are_digits else "".join(run) for are_digits, run in groupby(text, str.isdecimal))


def _is_small(row: Sequence[Word], page: _Page) -> bool:
    """Whether a line at the very edge is set smaller than the page's text: what a single page shows of its heads."""
    edge = row[0].bottom < _EDGE * page.height or row[0].top > (1 - _EDGE) * page.height
    return edge and max(w.size for w in row) < 0.9 * median(w.size for w in page.words)


def _edge_lines(page: _Page) -> Iterator[tuple[str, bool, list[Word]]]:
    """Lines within the margins (text, whether at the foot, words), those of tables not among them."""
    free = [w for w in page.words if not any(inside(w, t.box) for t in page.tables)]
    for row in rows_of(free):
        head, foot = row[0].bottom < _MARGIN * page.height, row[0].top > (1 - _MARGIN) * page.height
        if head or foot:
            yield TextLine(tuple(row), page.number, 0, 0).text, foot, row


def _blocks(pages: Sequence[_Page]) -> Iterator[Block]:
    free = [[w for w in page.words if not any(inside(w, t.box) for t in page.tables)] for page in pages]
    columns = [columns_of(words, page.width) for page, words in zip(pages, free, strict=True)]
    usual = next(filter(None, columns), None)
    laid = [_laid_out(page, words, usual) for page, words in zip(pages, free, strict=True)]
    every = [part for parts in laid for part in parts if isinstance(part, TextLine)]
    body = body_size(every)
    sizes, words = larger_sizes(every, body), whole_words(every)
    lines: list[TextLine] = []
    waiting: FoundTable | None = None
    for parts in laid:
        for part in parts:
            if isinstance(part, TextLine):
                if waiting is not None:
                    yield from _table(waiting)
                    waiting = None
                lines.append(part)
                continue
            if waiting is not None and _continues(waiting, part):
                waiting = _joined(waiting, part)
                continue
            if waiting is not None:
                yield from _table(waiting)
            yield from to_blocks(paragraphs(lines, body), body, sizes, words)
            lines, waiting = [], part
    if waiting is not None:
        yield from _table(waiting)
    yield from to_blocks(paragraphs(lines, body), body, sizes, words)


def _laid_out(page: _Page, words: Sequence[Word], columns: tuple[float, float] | None) -> list[TextLine | FoundTable]:
    """Lines and tables of a page in reading order: a table stands where the text around it is."""
    parts = aligned_tables(page_lines(words, page.number, page.width, columns))
    for table in page.tables:
        left, top, right, _ = table.box
        beside = [(i, *_extent(p)) for i, p in enumerate(parts)]
        beside = [b for b in beside if b[1] < right and b[3] > left]
        above = [i for i, _, at, _ in beside if at < top]
        below = [i for i, _, at, _ in beside if at >= top]
        parts.insert(above[-1] + 1 if above else below[0] if below else len(parts), table)
    return parts


def _extent(part: TextLine | FoundTable) -> tuple[float, float, float]:
    """Left edge, top and right edge of what a line or table may fill."""
    return (part.left, part.top, part.right) if isinstance(part, TextLine) else part.box[:3]


def _continues(table: FoundTable, following: FoundTable) -> bool:
    """Whether a table goes on on the next page: with as many columns at the same places."""
    near = following.page == (table.lines[-1].page or table.page) + 1
    return near and same_columns(table.edges, following.edges)


def _joined(table: FoundTable, following: FoundTable) -> FoundTable:
    """Both parts as one, the names of the columns once."""
    head = [c.text for c in table.lines[0].cells]
    rest = following.lines
    if [c.text for c in rest[0].cells] == head:
        rest = rest[1:]
    if rest and _goes_on(table.lines[-1], rest[0]):
        table = replace(table, lines=(*table.lines[:-1], _one_row(table.lines[-1], rest[0])))
        rest = rest[1:]
    shift = len(table.lines)
    moved = [
        replace(line, cells=tuple(replace(c, origin=(c.origin[0] + shift, c.origin[1])) for c in line.cells))
        for line in rest
    ]
    return replace(table, lines=(*table.lines, *moved))


def _goes_on(row: Line, following: Line) -> bool:
    """Whether the page broke a row: cells go on whose next word had no room, and others are empty below."""
    pairs = [(a, b) for a, b in zip(row.cells, following.cells, strict=True) if b.text]
    return 0 < len(pairs) < len(row.cells) and all(a.room < b.first and a.text[-1] not in _ENDS for a, b in pairs)


def _one_row(row: Line, following: Line) -> Line:
    joined = (
        replace(a, text=join_lines([a.text, b.text]), room=b.room) if b.text else a
        for a, b in zip(row.cells, following.cells, strict=True)
    )
    return replace(row, cells=tuple(joined))


def _table(table: FoundTable) -> Iterator[Block]:
    return table_blocks(table.lines, f"第{table.page}页", table.page)
