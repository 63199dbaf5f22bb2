"""Documents to passages: a table row is one passage, prose becomes passages of whole sentences."""

from __future__ import annotations

import hashlib
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.types import Document, Language, Passage, PassageKind, Section

# A passage of prose grows sentence by sentence until it has this many characters. Our documents
# state one fact a sentence, so that small passages point at the very words; running text gets
# larger ones, since its sentences lean on each other.
_TARGET_CHARS = {True: 30, False: 160}
# multilingual-e5 reads 512 tokens; Chinese needs about one token a character, English a third.
MAX_PASSAGE_CHARS = {Language.ZH: 400, Language.EN: 1200}
# A block of running text shorter than this is a title or a loose line.
_LOOSE_CHARS = 120
# A longer line is no lead-in to a list but a paragraph with a colon at its end.
_LEAD_CHARS = 100
# A line of at least this share of the usual length is not a title but running text.
_FULL_SHARE = 0.75
_SENTENCE_END = re.compile(r"[。！？!?]+[”」』）)]*|(?<=[A-Za-z0-9)\]%])\.(?=\s|$)")
_ROW = re.compile(r"^\|.*\|[ \t]*$")
_RULE = re.compile(r"^\|[\s:|-]+\|[ \t]*$")
_CELL = re.compile(r"\|([^|\n]*)(?=\|)")
_LOCATOR_COLUMNS = frozenset({"定位", "Locator"})


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines of one kind: [start, end) in the document."""

    start: int
    end: int
    is_table: bool
    is_item: bool = False


def split_document(document: Document) -> list[Passage]:
    """All passages of a document in reading order; they never overlap.

    Returns:
        Passages with ``document.text[p.start:p.end] == p.text``; headings and captions stand in
        ``header`` only.
    """
    restated = (
        document.kept is None
        and document.original != ""
        and any("〔" in document.text[s.start : s.end] for s in document.sections)
    )
    passages: list[Passage] = []
    titles: dict[int, str] = {}
    for section in document.sections:
        titles = {level: title for level, title in titles.items() if level < section.level}
        titles[section.level] = section.title
        path = [title for level, title in sorted(titles.items()) if level > 1 and title]
        header = " › ".join([document.short_title, *path])
        passages.extend(_section_passages(document, section, header, restated))
    return passages


def _section_passages(document: Document, section: Section, header: str, restated: bool) -> Iterator[Passage]:
    body = section.start
    if section.level:
        newline = document.text.find("\n", section.start, section.end)
        body = section.end if newline < 0 else newline + 1
    blocks = list(_blocks(document.text, body, section.end))
    if not restated:
        blocks = list(_merge_short(document.text, blocks))
    lead = ""
    for number, block in enumerate(blocks):
        if not block.is_item:
            lead = _lead_in(document.text, block)
        if block.is_table:
            caption = _caption(document.text, blocks[number - 1]) if number else ""
            yield from _rows(document, section, block, f"{header} › {caption}" if caption else header)
        elif block.is_item and lead and not restated:
            yield from _prose(document, section, block, f"{header} › {lead}", restated)
        elif not (number + 1 < len(blocks) and blocks[number + 1].is_table and _caption(document.text, block)):
            yield from _prose(document, section, block, header, restated)


def _blocks(text: str, start: int, end: int) -> Iterator[_Block]:
    """Paragraphs, list items, tables and tab-separated lines between two offsets.

    In plain text taken out of PDF a sentence runs over line ends, and over blank lines too: a full line
    that ends no sentence goes on in the next.
    """
    lines = [line.rstrip() for line in text[start:end].splitlines() if line.strip()]
    full_line = _FULL_SHARE * statistics.median(len(line) for line in lines) if lines else 0.0
    open_start: int | None = None
    open_table = open_item = False
    position = last_end = start
    last_line = ""
    for line in text[start:end].splitlines(keepends=True):
        bare = line.rstrip()
        table = bool(_ROW.match(bare))
        item = line.lstrip().startswith(("- ", "* "))
        breaks = table != open_table or item or "\t" in bare or "\t" in last_line
        if open_start is not None and (breaks or (not bare and (open_table or _ends(last_line, full_line)))):
            yield _Block(open_start, last_end, open_table, open_item)
            open_start = None
        if bare:
            if open_start is None:
                open_start, open_table, open_item = position, table, item
            last_end, last_line = position + len(bare), bare
        position += len(line)
    if open_start is not None:
        yield _Block(open_start, last_end, open_table, open_item)


def _merge_short(text: str, blocks: list[_Block]) -> Iterator[_Block]:
    """Short items of one list joined, and a loose line with the paragraph that follows it."""
    held: _Block | None = None
    for block in blocks:
        if held is not None:
            loose = not held.is_item and not _SENTENCE_END.search(text[held.start : held.end])
            alike = held.is_item == block.is_item and (held.is_item or loose)
            if block.is_table or held.is_table or not alike or held.end - held.start >= _LOOSE_CHARS:
                yield held
                held = None
        held = block if held is None else _Block(held.start, block.end, False, block.is_item)
    if held is not None:
        yield held


def _lead_in(text: str, block: _Block) -> str:
    """The line that leads in to the items after it (「须具备下列条件之一：」), "" for any other block."""
    line = text[block.start : block.end].strip().splitlines()[-1]
    return line.rstrip("：:") if line.endswith(("：", ":")) and len(line) <= _LEAD_CHARS else ""


def _ends(line: str, full_line: float) -> bool:
    """Whether a paragraph may end after this line: at a sentence end, or because the line is a short one."""
    return line[-1] in "。！？；：!?.:;”」』）)|" or len(line) < full_line


def _caption(text: str, block: _Block) -> str:
    """The block as a table caption: one short line without a sentence end, else ''."""
    line = text[block.start : block.end].strip()
    return line if len(line) <= 60 and "\n" not in line and not _SENTENCE_END.search(line) else ""


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of a row's trimmed cells."""
    spans = []
    for match in _CELL.finditer(text, start, end):
        value = match.group(1)
        left = match.start(1) + len(value) - len(value.lstrip())
        spans.append((left, max(left, match.start(1) + len(value.rstrip()))))
    return spans


def _rows(document: Document, section: Section, block: _Block, header: str) -> Iterator[Passage]:
    text = document.text
    lines: list[tuple[int, int]] = []
    position = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        lines.append((position, position + len(line.rstrip())))
        position += len(line)
    columns = [text[a:b] for a, b in _cells(text, *lines[0])]
    located = bool(columns) and columns[0] in _LOCATOR_COLUMNS
    first = 1 if located else 0
    for number, (start, end) in enumerate(lines[1:], start=1):
        if _RULE.match(text[start:end]):
            continue
        spans = _cells(text, start, end)
        if len(spans) <= first:
            continue
        locator = text[slice(*spans[0])] if located else f"{section.locator} 第{number}行"
        cells = tuple((c, text[a:b]) for c, (a, b) in zip(columns[first:], spans[first:], strict=False))
        yield _passage(document, locator, header, spans[first][0], spans[-1][1], PassageKind.ROW, cells)


def _prose(document: Document, section: Section, block: _Block, header: str, restated: bool) -> Iterator[Passage]:
    target = _TARGET_CHARS[restated]
    limit = MAX_PASSAGE_CHARS[document.language]
    if document.language is Language.EN:
        target *= 3
    start: int | None = None
    end = block.start
    for sentence_start, sentence_end in sentence_spans(document.text, block.start, block.end, limit):
        if start is not None and (end - start >= target or sentence_end - start > limit):
            yield _passage(document, section.locator, header, start, end, PassageKind.PROSE, ())
            start = None
        if start is None:
            start = sentence_start
        end = sentence_end
    if start is not None:
        yield _passage(document, section.locator, header, start, end, PassageKind.PROSE, ())


def sentence_spans(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences in ``text[start:end]``, trimmed, list marks left out.

    A sentence longer than ``limit`` characters is cut at white space, or else at that length.
    """
    position = start
    for match in [*_SENTENCE_END.finditer(text, start, end), None]:
        stop = match.end() if match else end
        left, right = position, stop
        position = stop
        while left < right and text[left] in " \t\n\u3000-*":
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        while right - left > limit:
            cut = max((i for i in range(left + limit // 2, left + limit) if text[i].isspace()), default=left + limit)
            yield left, cut
            left = cut
            while text[left].isspace():
                left += 1
        if right > left:
            yield left, right


def _passage(
    document: Document,
    locator: str,
    header: str,
    start: int,
    end: int,
    kind: PassageKind,
    cells: tuple[tuple[str, str], ...],
) -> Passage:
    text = document.text[start:end]
    locator = " · ".join(filter(None, (locator, document.place_at(start))))
    digest = hashlib.sha256(f"{locator}\0{start}\0{text}".encode()).hexdigest()[:12]
    return Passage(
        id=f"{document.id}:{digest}",
        document_id=document.id,
        locator=locator,
        header=header,
        text=text,
        start=start,
        end=end,
        kind=kind,
        cells=cells,
        language=document.language,
    )
