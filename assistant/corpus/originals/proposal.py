"""What a document says of itself: title, publisher, number, dates, edition. A person confirms or corrects it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from assistant.corpus.characters import is_cjk
from assistant.corpus.originals.blocks import Block, Kind, Reading
from assistant.corpus.originals.proposal_words import (
    ACADEMIC_YEAR,
    DAY,
    EDITION,
    EFFECTIVE,
    HAN_DIGITS,
    ISSUED,
    LAW,
    MINISTRY,
    MONTHS,
    NUMBERS,
    ORGANISATION,
    PUBLISHER,
    REPEALS,
    STANDINGS,
    UNTIL,
    YEAR_IN_TITLE,
)
from assistant.corpus.originals.structure import CLAUSE, is_short
from assistant.types import Authority, Language

_HEAD_BLOCKS, _TAIL_BLOCKS = 15, 12
# So many lines, so short, stand over the text.
_HEAD_LINES, _HEAD_CHARS = 6, 60
_MAX_TITLE, _MAX_HEAD_LINE, _MAX_NAME = 100, 120, 60
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
    publisher = reading.stated.get("publisher", "") or _publisher(head, lines[-_TAIL_BLOCKS:])
    effective = reading.stated.get("effective") or _first(EFFECTIVE, [*edges, *lines])
    text = "".join(lines[:200])
    return Proposal(
        title=title,
        publisher=publisher,
        authority=_authority(title, publisher, number or ""),
        language=Language.ZH if sum(map(is_cjk, text)) * 4 > len(text.split()) else Language.EN,
        number=number,
        issued=_stated_day(reading.stated.get("issued", ""))
        or _issued(head, lines[-_TAIL_BLOCKS:], effective)
        or (None if effective else _dated_head(head, number, name)),
        effective=_stated_day(effective or ""),
        superseded=_day_after(_first(UNTIL, lines)),
        edition=reading.stated.get("edition") or _edition([title, *head[:8]]),
        repeals=tuple(dict.fromkeys(_repealed(lines))),
    )


def _lines(block: Block) -> Iterator[str]:
    if block.kind is Kind.TABLE:
        yield from ("：".join(c for c in row.cells if c) for row in block.rows)
    else:
        yield block.text


def _title(reading: Reading, name: str) -> str:
    """The title in the text, else the first heading or the properties', else the name of the file."""
    stated = reading.stated.get("title", "")
    first = [b for b in reading.blocks[:_HEAD_BLOCKS] if b.kind in (Kind.TITLE, Kind.HEADING, Kind.TEXT)]
    titles = [b.text for b in first if b.kind is Kind.TITLE and len(b.text) <= _MAX_TITLE]
    if titles:
        joined = titles[0]
        if len(titles) > 1 and any(map(is_cjk, joined)) and first[1].kind is Kind.TITLE and len(joined) < 16:
            joined += titles[1] if len(titles[1]) < 30 else ""
        return joined
    if stated and not re.match(
        r"(?i)^(?:untitled|microsoft|幻灯片|powerpoint|document\d*|文档|\(?anonymous|word)", stated
    ):
        return stated[:_MAX_TITLE]
    if sum(map(_is_sheet, reading.blocks)) > 1:
        # What stands over the first sheet of several names no more than that one.
        return name
    early = next((b for b in first[:4] if is_short(b.text) and len(b.text) >= 4 and not CLAUSE.match(b.text)), None)
    plausible = early is not None and not any(p.search(early.text) for p in (*ISSUED, *EFFECTIVE, PUBLISHER))
    if plausible and early is not None and (early.kind is not Kind.HEADING or not early.place or not _is_sheet(early)):
        return early.text
    return name


def _is_sheet(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.place == block.text


def _publisher(head: Sequence[str], tail: Sequence[str]) -> str:
    for line in (*head, *reversed(tail)):
        if found := PUBLISHER.search(line):
            # A Chinese name ends where a space or the next label begins.
            name = found.group(1).strip(" 。.（(")
            return name.split()[0] if any(map(is_cjk, name)) else name.partition(". ")[0]
    # Chinese documents end with who signs, over the day.
    for before, line in zip(tail, tail[1:], strict=False):
        if re.fullmatch(DAY, line.strip()) and ORGANISATION.match(before.strip()):
            return before.strip()
    return next(filter(None, map(_named_over_the_text, head[1:6])), "")


def _named_over_the_text(line: str) -> str:
    """Whose line over a text it is, with a day or without: 「某协会，2024年4月18日发布…」; "" for any other."""
    day = re.search(DAY, line)
    name, rest = (line[: day.start()], line[day.end() :].strip()) if day else (line, "")
    name = name.strip(" ，,·|")
    if (rest.strip(" .。）)") and not rest.startswith(_ISSUES)) or not 4 <= len(name) <= _MAX_NAME:
        return ""
    if any(map(is_cjk, name)):
        return name if ORGANISATION.match(name) else ""
    words = name.split()
    return name if day and len(words) > 1 and all(w[0].isupper() and w.isalpha() for w in words) else ""


def _number(lines: Sequence[str]) -> str | None:
    for line in lines:
        for pattern in NUMBERS:
            if found := pattern.search(line):
                # Elsewhere a sentence names the number of another document.
                own = len(line) <= 60 or found.start() < 4
                words = found.group(found.lastindex or 0)
                if own and not re.search(r"根据|依据|按照|pursuant|according", line[: found.start()], re.I):
                    return "".join(words.split()) if any(map(is_cjk, words)) else words.strip()
    return None


def _first(patterns: Sequence[re.Pattern[str]], lines: Sequence[str]) -> str | None:
    for line in lines:
        for pattern in patterns:
            if (found := pattern.search(line)) and (day := iso_day(found.group(1))):
                return day
    return None


def _issued(head: Sequence[str], tail: Sequence[str], effective: str | None) -> str | None:
    if stated := _first(ISSUED, [*head, *reversed(tail)]):
        return stated
    for line in (*reversed(tail), *head):
        bare = line.strip(" （）()")
        if re.fullmatch(DAY, bare) and (day := iso_day(bare)):
            return day
        if len(bare) <= 60 and (found := re.search(rf"({DAY})$", bare)) and not any(p.search(bare) for p in EFFECTIVE):
            day = iso_day(found.group(1))
            if day and re.search(r"(?:部|局|厅|会|院|校|学|司|心|室|处)\s*$", bare[: found.start()]):
                return day
    del effective
    return None


def _dated_head(head: Sequence[str], number: str | None, name: str) -> str | None:
    """A date over the text that nothing is said of (Version 2, January 2023), else a year of studies, of the number or
    in the file's name."""
    over = [line for line in head[:_HEAD_LINES] if len(line) <= _HEAD_CHARS and not CLAUSE.match(line)]
    found = (re.search(DAY, line) for line in over)
    if day := next((d for f in found if f and (d := iso_day(f.group()))), None):
        return day
    years = (ACADEMIC_YEAR.search(line) for line in over)
    if year := next((y.group(1) or y.group(2) for y in years if y), None):
        return year
    of_number = re.search(r"[〔\[【（(]\s*((?:19|20)\d\d)|[-—–]\s?((?:19|20)\d\d)$", number or "")
    of_name = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)
    return (of_number.group(1) or of_number.group(2)) if of_number else of_name.group() if of_name else None


def _edition(lines: Sequence[str]) -> str | None:
    for number, line in enumerate(lines):
        if number and len(line) > _MAX_HEAD_LINE:
            continue
        for pattern in EDITION:
            if found := pattern.search(line):
                return found.group(1).strip()
    year = YEAR_IN_TITLE.search(lines[0]) if lines else None
    if year is None:
        return None
    return f"{year.group(1)}年版" if any(map(is_cjk, lines[0])) else year.group(1)


def _repealed(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        for found in REPEALS.finditer(line):
            yield found.group(1)
            if found.group(2):
                yield found.group(2)


def _authority(title: str, publisher: str, number: str) -> Authority:
    for authority, pattern in STANDINGS:
        if pattern.search(number) or pattern.search(title):
            return authority
    if LAW.search(title) or LAW.search(publisher):
        return Authority.LAW
    if MINISTRY.search(publisher):
        return Authority.MINISTRY_NOTICE
    return Authority.ORGANISATION if publisher else Authority.UNKNOWN


def _stated_day(text: str) -> str | None:
    if match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T|\s)", text.strip()):
        return match.group()
    return iso_day(text)


def iso_day(text: str) -> str | None:
    """A day or month in any usual writing as YYYY-MM-DD or YYYY-MM; None for what no calendar has."""
    words = text.strip()
    if english := re.search(
        r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?!\d)|(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z]{3})", words
    ):
        month = MONTHS.get((english.group(1) or english.group(4) or "").lower())
        day, year = english.group(2) or english.group(3), re.search(r"(?:19|20)\d\d", words)
        parts = [int(year.group()), month, int(day)] if year and month else []
    elif in_month := re.fullmatch(r"([A-Za-z]{3})[a-z]*\.?,?\s+((?:19|20)\d\d)", words):
        parts = [int(in_month.group(2)), MONTHS.get(in_month.group(1).lower()) or 0]
    elif european := re.fullmatch(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)", words):
        parts = [int(european.group(n)) for n in (3, 2, 1)]
    else:
        parts = [_figure(p) for p in re.findall(r"\d+|[〇○零Ｏ一二三四五六七八九十]+", words)]
    if len(parts) < 2 or not all(parts):
        return None
    try:
        whole = date(int(parts[0] or 0), int(parts[1] or 0), int(parts[2] or 0) if len(parts) > 2 else 1)
    except ValueError:
        return None
    return whole.isoformat() if len(parts) > 2 else f"{whole:%Y-%m}"


def _figure(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * HAN_DIGITS.get(tens, 1) + (HAN_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(HAN_DIGITS.get(c, 0)) for c in text) or "0")


def _day_after(day: str | None) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else None
    except ValueError:
        return None
