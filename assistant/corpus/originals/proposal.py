"""What a document says of itself: title, publisher, number, dates, edition. A person confirms or corrects it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from assistant.corpus.characters import is_cjk
from assistant.corpus.dates import iso_part
from assistant.corpus.editions import is_amending
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.days import Dated, dated, iso_day
from assistant.corpus.originals.proposal_words import (
    NUMBERS,
    REPEALS,
    authority,
    edition_in,
    interpreter_in,
    is_effect,
    is_end,
    is_issue,
    is_letterhead,
    is_organisation,
    issued_title,
    publisher_in,
)
from assistant.corpus.originals.structure import clause_length, is_short
from assistant.text.figures import years
from assistant.types import Authority, Language

_HEAD_BLOCKS, _TAIL_BLOCKS = 15, 12
_LANGUAGE_BLOCKS = 200
# So many lines, so short, stand over the text.
_HEAD_LINES, _HEAD_CHARS = 6, 60
_MAX_TITLE, _MAX_HEAD_LINE, _MAX_NAME = 100, 120, 60
# What programs call a document that nobody named.
_OF_PROGRAMS = ("untitled", "microsoft", "幻灯片", "powerpoint", "document", "文档", "anonymous", "(anonymous", "word")
# What names the number of another document: 「根据…〔2019〕3号」.
_NAMES_ANOTHER = ("根据", "依据", "按照", "pursuant", "according")
# Small words within a name in English.
_OF_A_NAME = frozenset({"of", "the", "and", "for", "in", "at", "&"})
_ISSUES = ("发布", "印发", "颁布", "公布", "制定", "修订")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed of a document; every field can be corrected before the document is kept.

    ``superseded``: the day from which on it no longer holds by its own words. ``repeals``: titles and numbers of what
    it says that it replaces.
    """

    title: str
    publisher: str
    authority: Authority
    language: Language
    number: str | None = None
    issued: str | None = None
    effective: str | None = None
    superseded: str | None = None
    edition: str | None = None
    repeals: tuple[str, ...] = ()

    def corrected(self, **values: str | None) -> Proposal:
        """The same with some fields as a person wrote them; an empty one is unset."""
        known = {f.name for f in fields(self)}
        kept = {k: v or None for k, v in values.items() if k in known}
        kept |= {k: kept[k] or "" for k in ("title", "publisher") if k in kept}
        return replace(self, **kept)  # type: ignore[arg-type]


def propose(reading: Reading, name: str) -> Proposal:
    """What a file, by its text, its properties and its name, says of itself."""
    lines = [text for block in reading.blocks for text in _lines(block)]
    head = lines[: _HEAD_BLOCKS * 2]
    edges = [*head, *lines[-_TAIL_BLOCKS:]]
    title = _title(reading, name)
    number = _number([title, *head])
    publisher = reading.stated.get("publisher", "") or _publisher(
        [line for line in head if line.strip() != title], lines[-_TAIL_BLOCKS:]
    )
    effective = reading.stated.get("effective") or _first(is_effect, [*edges, *lines])
    said = [words for block in reading.blocks[:_LANGUAGE_BLOCKS] for words in (block.text, *_cells(block))]
    return Proposal(
        title=title,
        publisher=publisher,
        authority=authority(title, publisher, number or ""),
        language=Language.ZH if sum(map(is_cjk, "".join(said))) * 4 > len(" ".join(said).split()) else Language.EN,
        number=number,
        issued=_any_day(reading.stated.get("issued", ""))
        or _issued(head, lines[-_TAIL_BLOCKS:])
        or (None if effective else _dated_head(head, number, name)),
        effective=_any_day(effective or ""),
        superseded=_day_after(_first(is_end, lines)),
        # The edition that the title of an amending notice names is another document's.
        edition=reading.stated.get("edition") or (None if is_amending(title) else _edition([title, *head[:8]])),
        repeals=tuple(dict.fromkeys(_repealed(lines))),
    )


def _cells(block: Block) -> Iterator[str]:
    yield from (cell for row in block.rows for cell in row.cells)


def _lines(block: Block) -> Iterator[str]:
    if block.kind is Kind.TABLE:
        yield from ("：".join(c for c in row.cells if c) for row in block.rows)
    else:
        yield block.text


def _title(reading: Reading, name: str) -> str:
    """The title in the text, else the first heading or the properties', else the name of the file."""
    stated = reading.stated.get("title", "")
    first = [
        b
        for b in reading.blocks[:_HEAD_BLOCKS]
        if b.kind in (Kind.TITLE, Kind.HEADING, Kind.TEXT) and not is_letterhead(b.text)
    ]
    issued = next(filter(None, (issued_title(b.text) for b in first)), "")
    if issued and any(b.text.strip() == issued for b in reading.blocks):
        # A cover letter stands over the text that it issues.
        return issued
    title = next((b.text for b in first if b.kind is Kind.TITLE and len(b.text) <= _MAX_TITLE), "")
    if title:
        return title
    if stated and not stated.casefold().startswith(_OF_PROGRAMS):
        return stated[:_MAX_TITLE]
    if sum(map(_is_sheet, reading.blocks)) > 1:
        # What stands over the first sheet of several names no more than that one.
        return name
    early = next((b for b in first[:4] if is_short(b.text) and len(b.text) >= 4 and not clause_length(b.text)), None)
    plausible = early is not None and not (
        publisher_in(early.text) or any(is_issue(d) or is_effect(d) for d in dated(early.text))
    )
    if plausible and early is not None and (early.kind is not Kind.HEADING or not early.place or not _is_sheet(early)):
        return early.text
    return name


def _is_sheet(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.place == block.text


def _publisher(head: Sequence[str], tail: Sequence[str]) -> str:
    for line in (*head, *reversed(tail)):
        if found := publisher_in(line):
            # A Chinese name ends where a space or the next label begins.
            name = found.strip(" 。.（(")
            return name.split()[0] if any(map(is_cjk, name)) else name.partition(". ")[0]
    # Chinese documents end with who signs, over the day.
    for before, line in zip(tail, tail[1:], strict=False):
        if _is_day(line.strip()) and is_organisation(before.strip()):
            return before.strip()
    over = (_named_over_the_text(line, following) for line, following in zip(head[:5], [*head[1:5], ""], strict=False))
    heads = (line.strip().removesuffix("文件") for line in head[:2] if is_letterhead(line) and "文件" in line)
    return next(filter(None, (*over, *heads, *map(interpreter_in, reversed(tail)))), "")


def _named_over_the_text(line: str, following: str) -> str:
    """Whose line over a text it is, with a day or without: 「某协会，2024年4月18日发布…」; "" for any other.

    A name in Latin letters is one beside a day, or over the line that says which edition this is and from when.
    """
    name, _, said = line.partition(". ")
    if next(dated(said), None):
        # "Some Society. Edition of 12 January 2024": the first sentence is the name.
        return _named_over_the_text(name, said)
    day = next(dated(line), None)
    name, rest = (line[: day.start], day.after.strip()) if day else (line, "")
    is_of_issue = day is not None and (rest.startswith((*_ISSUES, "起")) or is_effect(day) or is_issue(day))
    if rest.strip(" .。）)") and not is_of_issue:
        return ""
    # 「某馆（2025年5月）」, "Some Society, adopted 12 January 2024".
    name = name.strip(" 　，,·|（(").partition(", ")[0].partition("，")[0].partition(",")[0].strip()
    if not 4 <= len(name) <= _MAX_NAME:
        return ""
    if any(map(is_cjk, name)):
        first = name.split()[0]
        return first if is_organisation(first) else ""
    imprint = len(following) <= _MAX_HEAD_LINE and (edition_in(following) or next(dated(following), None))
    words = [w for w in name.split() if w not in _OF_A_NAME]
    named = len(words) > 1 and all(
        w[0].isupper() and w.strip("'’").replace("'", "").replace("’", "").isalpha() for w in words
    )
    return name if named and (day or (imprint and line.strip() == name)) else ""


def _number(lines: Sequence[str]) -> str | None:
    for line in lines:
        for pattern in NUMBERS:
            if found := pattern.search(line):
                # Elsewhere a sentence names the number of another document.
                own = len(line) <= 60 or found.start() < 4
                words = found.group(found.lastindex or 0)
                if own and not any(w in line[: found.start()].casefold() for w in _NAMES_ANOTHER):
                    return "".join(words.split()) if any(map(is_cjk, words)) else words.strip()
    return None


def _first(says: Callable[[Dated], bool], lines: Sequence[str]) -> str | None:
    """The first day of which the words around it say something."""
    return next((d.day for line in lines for d in dated(line) if says(d) and d.day), None)


def _is_day(line: str) -> bool:
    """Whether a line is nothing but a day."""
    day = next(dated(line), None)
    return day is not None and not day.start and not day.after


def _issued(head: Sequence[str], tail: Sequence[str]) -> str | None:
    if stated := _first(is_issue, [*head, *reversed(tail)]):
        return stated
    for line in (*reversed(tail), *head):
        bare = line.strip(" （）()")
        last = next(dated(bare), None)
        if last is None or not last.day or last.after:
            continue
        if not last.start:
            return last.day
    return None


def _dated_head(head: Sequence[str], number: str | None, name: str) -> str | None:
    """A date over the text that nothing is said of (Version 2, January 2023), else a year of the number or in the
    file's name."""
    over = [line for line in head[:_HEAD_LINES] if len(line) <= _HEAD_CHARS and not clause_length(line)]
    firsts = (next(dated(line), None) for line in over)
    if day := next((d.day for d in firsts if d and d.day), None):
        return day
    return next(iter((*years(number or ""), *years(name))), None)


def _edition(lines: Sequence[str]) -> str | None:
    for number, line in enumerate(lines):
        if number and len(line) > _MAX_HEAD_LINE:
            continue
        if edition := edition_in(line):
            return edition
    # 「关于2026年6月补考的通知」 is of a month, no edition.
    year = next(iter(years(lines[0])), None) if lines and not next(dated(lines[0]), None) else None
    return f"{year}年版" if year and any(map(is_cjk, lines[0])) else year


def _repealed(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        for found in REPEALS.finditer(line):
            yield found.group(1)
            if found.group(2):
                yield found.group(2)


def _any_day(text: str) -> str | None:
    return iso_part(text) or iso_day(text)


def _day_after(day: str | None) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else None
    except ValueError:
        return None
