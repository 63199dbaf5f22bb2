"""Lines of a PDF to titles, headings, items and paragraphs; broken lines are mended over columns and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from assistant.corpus.characters import is_broken_word, is_cjk, join_lines
from assistant.corpus.originals.blocks import Block, Kind
from assistant.corpus.originals.pdf_lines import TextLine
from assistant.corpus.originals.structure import heading_level, is_item, is_short, starts_block
from assistant.corpus.page_furniture import is_of_contents, names_contents
from assistant.text.list_marks import bullet_length

# Larger than the body by so much is set apart by its size.
_LARGER = 1.12
_END = "。！？；!?;：:”」』"


def body_size(lines: Sequence[TextLine]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def paragraphs(lines: Sequence[TextLine], body: float) -> list[list[TextLine]]:
    """Lines that belong together."""
    runs: list[list[TextLine]] = []
    for line in lines:
        if is_of_contents(line.text):
            if runs and names_contents(join_lines(x.text for x in runs[-1])):
                runs.pop()
            continue
        if runs and goes_on(runs[-1], line, body):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def goes_on(run: Sequence[TextLine], line: TextLine, body: float) -> bool:
    """Whether a line goes on where a paragraph stopped."""
    last = run[-1]
    if abs(last.size - line.size) > 0.08 * body:
        return False
    if is_broken_word(last.text, line.text):
        return True
    larger = line.size > _LARGER * body
    text = line.text
    if larger:
        return last.page == line.page and last.bold == line.bold and line.top - last.bottom < 0.9 * line.size
    if last.bold != line.bold and (last.bold and len(run) == 1):
        return False
    if starts_block(text) and last.text[-1:] not in "，,、":
        return False
    apart = last.page != line.page or last.region != line.region
    if not apart and line.top - last.bottom > 1.1 * line.size + _pitch(run):
        return False
    if not _is_full(last, line):
        return False
    if apart:
        indented = line.x0 - line.left > 1.2 * line.size
        return last.text[-1:] not in _END and not indented
    hanging = is_item(run[0].text)
    indent = line.x0 - last.x0
    return indent < 0.8 * line.size or hanging


def _pitch(run: Sequence[TextLine]) -> float:
    """The white between the lines of a paragraph so far."""
    return max(0.0, run[-1].top - run[-2].bottom) if len(run) > 1 and run[-1].page == run[-2].page else 0.0


def _is_full(last: TextLine, line: TextLine) -> bool:
    """Whether the next line's first word would not have fitted at the end of the last one."""
    first = line.words[0]
    need = first.size if is_cjk(first.text[0]) else first.x1 - first.x0 + 0.3 * first.size
    return last.right - last.x1 < need + 0.8 * last.size


def whole_words(lines: Sequence[TextLine]) -> frozenset[str]:
    """The words of a document in small letters, but for those that the ends of its lines broke."""
    every = (w for line in lines for w in line.text.casefold().split() if w[-1] != "-")
    return frozenset(w.strip(".,;:!?()“”‘’\"'") for w in every)


def to_blocks(
    runs: Sequence[Sequence[TextLine]], body: float, sizes: Sequence[float], words: Set[str]
) -> Iterator[Block]:
    """Paragraphs as blocks; ``sizes`` are those larger than the body, largest first, ``words`` the document's."""
    for run in runs:
        text = join_lines((line.text for line in run), words)
        if not text:
            continue
        first = run[0]
        larger = first.size > _LARGER * body
        strong = larger or all(line.bold for line in run)
        kind, level = Kind.TEXT, heading_level(text, strong=strong)
        if larger and not level:
            rank = next((n for n, s in enumerate(sizes) if first.size >= s - 0.3), len(sizes))
            level = 2 + min(rank, 3) if len(text) <= 80 else 0
            kind = Kind.TITLE if first.page == 1 and rank == 0 else kind
        elif not level and strong and is_short(text) and len(run) == 1:
            level = 5
        if kind is Kind.TITLE:
            level = 0
        elif level:
            kind = Kind.HEADING
        elif is_item(text):
            kind, text = Kind.ITEM, text[bullet_length(text) :]
        boxes = tuple(line.box for line in run if line.page == first.page)
        yield Block(kind, text, level, place=f"第{first.page}页", page=first.page, boxes=boxes)


def larger_sizes(lines: Sequence[TextLine], body: float) -> list[float]:
    """The sizes that headings are set in, largest first."""
    found = sorted({round(line.size * 2) / 2 for line in lines if line.size > _LARGER * body}, reverse=True)
    kept: list[float] = []
    for size in found:
        if not kept or kept[-1] - size > 0.6:
            kept.append(size)
    return kept
