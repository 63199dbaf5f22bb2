"""DOCX: paragraphs with the numbers that Word counts for them, headings by style, tables with merged cells.

Running heads, tables of contents, deleted or struck-out text and what is only drawn as a fallback are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.corpus.characters import join_lines, lines_apart, seen
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.formats import plain_package
from assistant.corpus.originals.structure import heading_level, is_item, is_short
from assistant.corpus.originals.tables import Cell, Line, table_blocks
from assistant.corpus.originals.word_numbering import Numbering
from assistant.text.list_marks import bullet_length

_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
# Marks of words that are hidden, or stand there only to show that they no longer hold.
_UNSAID = ("w:vanish", "w:strike", "w:dstrike")
_MAX_HEADING, _TEXT_ENDS = 160, "。；;，,"
_MAX_BOLD = 40
# Paragraphs with so many words apart by tabs, so many of them, are a table.
_MIN_COLUMNS, _MIN_ROWS = 3, 3
_NOTES = ("footnote", "endnote")
_CONTENTS_STYLES = ("toc", "table of contents", "目录")


def read_docx(path: Path) -> Reading:
    """Read a DOCX.

    Raises:
        Exception: whatever python-docx finds wrong with the file; the caller says it to a person.
    """
    package = plain_package(path)
    document = docx.Document(str(package) if isinstance(package, Path) else package)
    reader = _Reader(document)
    blocks = list(reader.blocks(document.element.body))
    properties = document.core_properties
    stated = {"title": seen(properties.title or "").strip()}
    return Reading(tuple(blocks), stated)


class _Reader:
    def __init__(self, document: Any) -> None:
        self._numbering = Numbering(document)
        self._notes = _Notes(document)
        self._styles = {s.style_id: s for s in document.styles if hasattr(s, "base_style")}

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Blocks below a body, content control or text box, in order."""
        tabbed: list[Any] = []
        for child in parent:
            if child.tag == qn("w:p") and self._in_columns(child, tabbed[:1]):
                tabbed.append(child)
                continue
            yield from self._columns(tabbed)
            tabbed = []
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from table_blocks(self._lines(child))
                yield from self._notes.below(child)
            elif child.tag == qn("w:sdt") and not _is_contents(child):
                yield from (b for content in child.findall(qn("w:sdtContent")) for b in self.blocks(content))
            elif child.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")):
                yield from self.blocks(child)
        yield from self._columns(tabbed)

    def _in_columns(self, element: Any, first: list[Any]) -> bool:
        """Whether a paragraph is a row of words apart by tabs, as many as those above it have."""
        cells = _tabbed(element)
        return len(cells) >= _MIN_COLUMNS and all(cells) and (not first or len(_tabbed(first[0])) == len(cells))

    def _columns(self, rows: list[Any]) -> Iterator[Block]:
        """Rows of words apart by tabs as a table; fewer are paragraphs."""
        if len(rows) < _MIN_ROWS:
            for row in rows:
                yield from self._paragraph(row)
            return
        yield from table_blocks(
            [Line(tuple(Cell(text, (r, c)) for c, text in enumerate(_tabbed(row)))) for r, row in enumerate(rows)]
        )

    def _paragraph(self, element: Any) -> Iterator[Block]:
        lines = lines_apart(seen(_text(element)))
        names, level = self._style(element)
        label = self._numbering.label(element, names)
        if any(n.startswith(_CONTENTS_STYLES) for n in names):
            return
        for number, words in enumerate(lines):
            yield self._block(element, words, None if number else label, names, level)
        for box in element.iter(qn("w:txbxContent")):
            if not any(a.tag == _FALLBACK for a in box.iterancestors()):
                yield from self.blocks(box)
        yield from self._notes.below(element)

    def _block(self, element: Any, words: str, label: str | None, names: list[str], level: int) -> Block:
        text = f"{label}{words}" if label else words
        if "title" in names and not level:
            return Block(Kind.TITLE, words)
        strong = _is_strong(element)
        # What the file itself calls a heading is one at any length but that of a paragraph.
        if level and len(text) <= _MAX_HEADING and text[-1] not in _TEXT_ENDS:
            return Block(Kind.HEADING, text, min(level + 1, 6))
        if (level := heading_level(text, strong=strong)) and is_short(text):
            return Block(Kind.HEADING, text, level)
        if label is not None or is_item(text) or any(n.startswith("list") for n in names):
            return Block(Kind.ITEM, text[bullet_length(text) :])
        if strong and is_short(words) and _is_centred(element):
            return Block(Kind.TITLE, words)
        if strong and is_short(words) and len(words) <= _MAX_BOLD:
            # Set apart by its look alone; one over nothing is text again when it is written down.
            return Block(Kind.HEADING, words, 5)
        return Block(Kind.TEXT, text)

    def _style(self, element: Any) -> tuple[list[str], int]:
        """Names of a paragraph's style and those that it builds on, and its level as a heading, 0 for none."""
        properties = element.find(qn("w:pPr"))
        own = properties.find(qn("w:outlineLvl")) if properties is not None else None
        style_id = properties.find(qn("w:pStyle")) if properties is not None else None
        style = self._styles.get(style_id.get(qn("w:val"))) if style_id is not None else None
        names: list[str] = []
        level = int(own.get(qn("w:val"), "9")) + 1 if own is not None else 0
        while style is not None and len(names) < 10:
            names.append((style.name or "").lower())
            found = style.element.find(f".//{qn('w:outlineLvl')}")
            if not level and found is not None:
                level = int(found.get(qn("w:val"), "9")) + 1
            if not level and names[-1].startswith(("heading ", "标题 ")) and names[-1][-1].isdigit():
                level = int(names[-1].split()[-1])
            style = style.base_style
        return names, level if level <= 9 else 0

    def _lines(self, table: Any) -> list[Line]:
        """A table as a grid; a merged cell stands in every place."""
        lines: list[Line] = []
        above: dict[int, Cell] = {}
        for number, row in enumerate(r for r in table.iter(qn("w:tr")) if _table_of(r) is table):
            head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            cells: list[Cell] = [Cell("", (number, i)) for i in range(_skipped(row, "w:gridBefore"))]
            for element in (c for c in row.iter(qn("w:tc")) if _row_of(c) is row):
                column = len(cells)
                merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart" and column in above:
                    cell = above[column]
                else:
                    strong = head or all(map(_is_strong, _filled(element))) and bool(_filled(element))
                    cell = Cell(self._cell_text(element), (number, column), strong)
                span = element.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                cells += [cell] * (min(int(span.get(qn("w:val"))), 64) if span is not None else 1)
            above = dict(enumerate(cells))
            lines.append(Line(tuple(cells)))
        return lines

    def _cell_text(self, element: Any) -> str:
        parts = []
        inner = [t for t in element.iter(qn("w:tbl")) if t is not element]
        if inner:
            # A table within a cell: its rows one after the other.
            parts = [join_lines(seen(_text(p)).split("\n")) for p in element.findall(qn("w:p"))]
            rows = [[c.text for c in line.cells] for table in inner for line in self._lines(table)]
            return "；".join(filter(None, (*parts, *(" ".join(dict.fromkeys(row)) for row in rows))))
        for child in element.iter(qn("w:p")):
            text = join_lines(seen(_text(child)).split("\n"))
            label = self._numbering.label(child, self._style(child)[0])
            if text:
                parts.append(f"{label or ''}{text}")
        return join_lines(parts) if len(parts) < 2 or not any(p[-1] in "。；;" for p in parts) else " ".join(parts)


class _Notes:
    """Footnotes and endnotes of one document; each stands below the paragraph or table that refers to it."""

    def __init__(self, document: Any) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for relation in document.part.rels.values():
            kind = next((k for k in _NOTES if relation.reltype.endswith(f"/{k}s")), "")
            if not kind or relation.is_external:
                continue
            for note in parse_xml(relation.target_part.blob).findall(qn(f"w:{kind}")):
                words = join_lines(seen("".join(t.text or "" for t in note.iter(qn("w:t")))).split("\n"))
                # Separators between text and notes have a type of their own and no words.
                if words and note.get(qn("w:type")) in (None, "normal"):
                    self._texts[kind, note.get(qn("w:id"))] = words

    def below(self, element: Any) -> Iterator[Block]:
        """The notes that an element refers to, in order."""
        for kind in _NOTES:
            for reference in element.iter(qn(f"w:{kind}Reference")):
                if text := self._texts.get((kind, reference.get(qn("w:id")))):
                    yield Block(Kind.TEXT, text)


def _tabbed(paragraph: Any) -> list[str]:
    """The words of a paragraph where tabs part them; [] where none do, or one begins it."""
    words = seen(_text(paragraph, tab="\t")).strip(" \n")
    return [" ".join(part.split()) for part in words.split("\t")] if "\t" in words else []


def _text(paragraph: Any, tab: str = " ") -> str:
    """The words of a paragraph as they are read: inserted ones with, deleted ones and text boxes without."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag in _SKIPPED or child.tag in (_FALLBACK, qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")):
                continue
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag in _BREAKS:
                parts.append(tab if child.tag == qn("w:tab") else _BREAKS[child.tag])
            elif child.tag == qn("w:r") and any(_is_set(child, mark) for mark in _UNSAID):
                continue
            else:
                walk(child)

    walk(paragraph)
    return "".join(parts)


def _is_set(run: Any, name: str) -> bool:
    """Whether a run has a mark of its own that is on."""
    mark = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")


def _filled(cell: Any) -> list[Any]:
    return [p for p in cell.iter(qn("w:p")) if _text(p).strip()]


def _is_strong(paragraph: Any) -> bool:
    """Whether all words of a paragraph are bold."""
    runs = [r for r in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in r.iter(qn("w:t")))]
    return bool(runs) and all(_is_set(run, "w:b") for run in runs)


def _is_centred(paragraph: Any) -> bool:
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return mark is not None and mark.get(qn("w:val")) == "center"


def _is_contents(control: Any) -> bool:
    gallery = control.find(f".//{qn('w:docPartGallery')}")
    return gallery is not None and "contents" in str(gallery.get(qn("w:val"))).lower()


def _table_of(row: Any) -> Any:
    return next((a for a in row.iterancestors() if a.tag == qn("w:tbl")), None)


def _row_of(cell: Any) -> Any:
    return next((a for a in cell.iterancestors() if a.tag == qn("w:tr")), None)


def _skipped(row: Any, name: str) -> int:
    mark = row.find(f"{qn('w:trPr')}/{qn(name)}")
    return min(int(mark.get(qn("w:val"), "0")), 64) if mark is not None else 0
