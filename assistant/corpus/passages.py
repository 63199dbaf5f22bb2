"""Documents to passages: a table row is one passage, prose becomes passages of whole sentences."""

from __future__ import annotations

import hashlib
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.corpus.characters import names_and_says
from assistant.corpus.faq import asks_and_answers, has_answer_mark, has_question_mark, is_question, question_and_answer
from assistant.text.list_marks import split_number, unit_length
from assistant.text.plain_markdown import LOCATOR_COLUMNS, cell_spans, is_row, is_rule
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
# The question mark before an address's parameters ends nothing.
_SENTENCE_END = re.compile(r"(?:[。！？!]|\?(?!\w+=))+[”」』）)]*|(?<=[A-Za-z0-9)\]%])\.(?=\s|$)")
# Items without a lead-in are taken together up to this size.
_LIST_CHARS = {Language.ZH: 240, Language.EN: 600}
_CODE = "    "
_ROW = {Language.ZH: "第{}行", Language.EN: "row {}"}


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines of one kind: [start, end) in the document."""

    start: int
    end: int
    is_table: bool
    is_item: bool = False
    is_code: bool = False


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
    """Rows and prose; of a text as it comes a clause stands with its items, and a list with its lead-in."""
    text, limit = document.text, MAX_PASSAGE_CHARS[document.language]
    body = section.start
    if section.level:
        newline = text.find("\n", section.start, section.end)
        body = section.end if newline < 0 else newline + 1
    blocks = list(_blocks(text, body, section.end, whole=document.kept is not None))
    groups = blocks if restated else list(_groups(text, blocks, _LIST_CHARS[document.language]))
    for number, group in enumerate(groups):
        clause = "" if restated else _clause(text[group.start : group.end].lstrip("- "))
        if group.is_table:
            caption = _caption(text, groups[number - 1]) if number else ""
            yield from _rows(document, section, group, f"{header} › {caption}" if caption else header)
        elif number + 1 < len(groups) and groups[number + 1].is_table and _caption(text, group):
            continue
        else:
            question, answer = "", 0
            if not restated:
                question, answer = question_and_answer(text[group.start : group.end], item=group.is_item)
            start = group.start + answer
            head = f"{header} › {question}" if question else header
            whole = not restated and (clause or group.is_item or question)
            if whole and group.end - start <= limit:
                start += 2 * text.startswith("- ", start)
                yield _passage(document, clause or section.locator, head, start, group.end, PassageKind.PROSE, ())
            else:
                lead = "" if restated else _lead_in(text, group)
                place = replace(section, locator=clause) if clause else section
                block = replace(group, start=start)
                yield from _prose(document, place, block, f"{head} › {lead}" if lead else head, restated)


def _groups(text: str, blocks: Sequence[_Block], limit: int) -> Iterator[_Block]:
    """Blocks that say something only together: a clause and what belongs to it, a lead-in and its items, a question and
    its answer.

    Of other items so many are taken together as ``limit`` characters hold; a loose line goes with what follows it.
    """
    held: _Block | None = None
    clause = leads = False
    for block in blocks:
        words = text[block.start : block.end].lstrip("- ")
        new_clause = bool(_clause(words)) or is_question(words)
        begins_clause = block.is_item and new_clause
        if held is not None:
            size = block.end - held.start
            bare = text[held.start : held.end]
            apart = held.is_item or held.is_code or has_question_mark(bare)
            apart = apart or _states(bare) or _states(text[block.start : block.end])
            loose = not apart and not _SENTENCE_END.search(bare)
            alone = asks_and_answers(bare.rpartition("\n- ")[2].removeprefix("- ")) or asks_and_answers(words)
            goes_on = (
                clause
                or (leads and (block.is_item or block.is_code))
                or (held.is_item and block.is_item and size <= limit and not alone)
                or is_question(bare)
                or has_answer_mark(words)
                or (loose and not block.is_item and not block.is_code and held.end - held.start < _LOOSE_CHARS)
            )
            if block.is_table or held.is_table or new_clause or not goes_on:
                yield held
                held = None
        if held is None:
            held, clause = block, begins_clause
            leads = bool(_lead_in(text, block))
        else:
            # A sentence after commands is no part of them.
            leads = leads and not block.is_code
            held = _Block(held.start, block.end, False, held.is_item or block.is_item, block.is_code)
            leads = leads or bool(not block.is_item and _lead_in(text, block))
    if held is not None:
        yield held


def _clause(text: str) -> str:
    """What others cite a clause by: 「第三条」, 「3.2」; "" where a text begins with none."""
    number, rest = split_number(text)
    return number if "." in number and rest[:1].isspace() else text[: unit_length(text, "条")]


def _states(text: str) -> bool:
    """Whether every line of a block names something and says it, as over a text: each goes with no other."""
    return all(map(names_and_says, filter(None, text.splitlines())))


def _blocks(text: str, start: int, end: int, *, whole: bool = False) -> Iterator[_Block]:
    """Paragraphs, list items, tables and tab-separated lines between two offsets.

    In text taken out of PDF a sentence runs over line ends, and over blank lines too: a full line that ends no sentence
    goes on in the next, unless every paragraph stands ``whole`` between blank lines.
    """
    lines = [line.rstrip() for line in text[start:end].splitlines() if line.strip()]
    full_line = _FULL_SHARE * statistics.median(len(line) for line in lines) if lines else 0.0
    open_start: int | None = None
    open_table = open_item = open_code = False
    position = last_end = start
    last_line, before = "", ""
    for line in text[start:end].splitlines(keepends=True):
        bare = line.rstrip()
        table = is_row(bare)
        item = line.lstrip().startswith(("- ", "* "))
        # Indented lines after a blank one are code; others go on with an item.
        code = bare.startswith(_CODE) and not item and (open_code or not before)
        breaks = table != open_table or item or (bool(bare) and code != open_code) or "\t" in bare or "\t" in last_line
        before = bare
        if open_start is not None and (breaks or (not bare and (open_table or whole or _ends(last_line, full_line)))):
            yield _Block(open_start, last_end, open_table, open_item, open_code)
            open_start = None
        if bare:
            if open_start is None:
                open_start, open_table, open_item, open_code = position, table, item, code
            last_end, last_line = position + len(bare), bare
        position += len(line)
    if open_start is not None:
        yield _Block(open_start, last_end, open_table, open_item, open_code)


def _lead_in(text: str, block: _Block) -> str:
    """The line that leads in to the items after it (「须具备下列条件之一：」), "" for any other block."""
    lines = text[block.start : block.end].strip().splitlines()
    line = next((x.removeprefix("- ") for x in lines if x.endswith(("：", ":"))), "")
    return line.rstrip("：:") if len(line) <= _LEAD_CHARS else ""


def _ends(line: str, full_line: float) -> bool:
    """Whether a paragraph may end after this line: at a sentence end, or because the line is a short one."""
    return line[-1] in "。！？；：!?.:;”」』）)|" or len(line) < full_line


def _caption(text: str, block: _Block) -> str:
    """The block as a table caption: one short line without a sentence end, else ''."""
    line = text[block.start : block.end].strip()
    return line if len(line) <= 60 and "\n" not in line and not _SENTENCE_END.search(line) else ""


def _rows(document: Document, section: Section, block: _Block, header: str) -> Iterator[Passage]:
    text = document.text
    lines: list[tuple[int, int]] = []
    position = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        lines.append((position, position + len(line.rstrip())))
        position += len(line)
    columns = [text[a:b] for a, b in cell_spans(text, *lines[0])]
    located = bool(columns) and columns[0] in LOCATOR_COLUMNS
    first = 1 if located else 0
    for number, (start, end) in enumerate(lines[1:], start=1):
        if is_rule(text[start:end]):
            continue
        spans = list(cell_spans(text, start, end))
        if len(spans) <= first:
            continue
        locator = text[slice(*spans[0])] if located else f"{section.locator} {_ROW[document.language].format(number)}"
        cells = tuple((c, text[a:b]) for c, (a, b) in zip(columns[first:], spans[first:], strict=False))
        yield _passage(document, locator, header, spans[first][0], spans[-1][1], PassageKind.ROW, cells)


def _prose(document: Document, section: Section, block: _Block, header: str, restated: bool) -> Iterator[Passage]:
    target = _TARGET_CHARS[restated] * (3 if document.language is Language.EN else 1)
    limit = MAX_PASSAGE_CHARS[document.language]
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
    ends = {m.end() for m in _SENTENCE_END.finditer(text, start, end)}
    ends |= {i for i in range(start, end) if text.startswith("\n- ", i, end)}
    for stop in [*sorted(ends), end]:
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
    # 「第三条」 may be both the section's locator and the first part of the place.
    places = (p for p in document.place_at(start).split(" · ") if not locator.startswith(p))
    locator = " · ".join(filter(None, (locator, *places)))
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
