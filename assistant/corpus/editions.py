"""Editions of one document, and which of them is in force on a day.

``fees@2019`` and ``fees@2023`` are editions of the document ``fees``. The newest that has begun speaks, each until the
next one begins; one that says itself that it is in force longer speaks beside it. Only a document with several editions
ever falls silent: what is superseded by another document, or by nothing, is answered from with a warning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from rapidfuzz.fuzz import partial_ratio

from assistant.corpus.dates import first_day
from assistant.text.characters import joined_runs
from assistant.text.figures import years
from assistant.types import EDITION_MARK, Document, Language

_BEFORE_A_YEAR = tuple("-—–:：")
# Marks of an id that an edition's name cannot hold: it stands in file names, addresses and ``document#locator``.
_UNNAMEABLE = frozenset('/\\#?%@:*"<>|')
# From this likeness on, 0 to 100, two publishers may be one that was renamed or is written in short.
_LIKE_PUBLISHERS = 40
# What a title says of its edition alone; two titles that differ by nothing else name one document.
_OF_THE_EDITION = re.compile(
    r"[（(\[〔【][^（）()\[\]〔〕【】]*(?:版|修订|修正|试行|暂行|edition|version|revis|rev\.|(?:19|20)\d\d)[^（）()\[\]〔〕【】]*[）)\]〕】]"
    r"|(?:19|20)\d\d(?:\s*[-–—/]\s*(?:19|20)?\d\d)?(?:\s*年)?(?:度|版|修订|修正)*"
    r"|第?[一二三四五六七八九十\d]+(?:\.\d+)*(?:次修订)?版|修订[版本稿]|最新版|新版|旧版"
    r"|\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|revised|new)\s+(?:edition|issue|version)\b"
    r"|\b(?:edition|version|issue|revision|rev\.?|ed\.?|v)\s*\d+(?:\.\d+)*\b",
    re.IGNORECASE,
)


# How the title of a document says that it amends another: 关于修改《…》的通知, Amendment Notice 1.
_AMENDING = ("修改", "修订", "修正", "调整", "变更", "补充", "更正", "勘误")
_AMENDING_EN = ("amendment", "amending", "corrigendum", "correction", "erratum")
_IS_A_NOTICE = ("通知", "公告", "决定", "函", "意见", "说明")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: the document in each of its languages.

    ``since``: the first day on which it speaks, None where that is not known. ``until``: the first on which it no
    longer does, None while nothing has taken its place.
    """

    name: str
    documents: tuple[Document, ...]
    since: date | None
    until: date | None = None

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its documents."""
        return frozenset(d.id for d in self.documents)

    def in_language(self, language: Language) -> Document:
        """The document in a language where there is one, else the original."""
        return next((d for d in self.documents if d.language is language), self.documents[0])

    def in_force(self, day: date) -> bool:
        """Whether it speaks on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def edition_id(work: str, edition: str | None) -> str:
    """The id of a document's edition: ``fees@2023``; the document's own where it gives no edition."""
    name = _nameable(edition or "")
    return f"{work.partition(EDITION_MARK)[0]}{EDITION_MARK}{name}" if name else work


def shown_name(edition: str) -> str:
    """An edition's name as people write it: in an id its spaces are hyphens; a date keeps them."""
    return edition if first_day(edition) else edition.replace("-", " ")


def editions(documents: Iterable[Document]) -> dict[str, tuple[Edition, ...]]:
    """The editions of each document, oldest first, by the id that they share."""
    named: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        original = (document.translation_of or "").partition(EDITION_MARK)[2]
        named[document.work][document.edition or original].append(document)
    return {work: _in_order(by_name) for work, by_name in named.items()}


def linked(documents: Iterable[Document]) -> list[Document]:
    """The same documents, each edition naming the one before it, each translation the edition that it translates."""
    known = list(documents)
    ids = {d.id for d in known}
    found = [replace(d, translation_of=_translated(d, ids)) for d in known]
    before = {d.id: old.in_language(d.language).id for old, new in _successions(found) for d in new.documents}
    return [replace(d, supersedes=d.supersedes or before.get(d.id)) for d in found]


def _translated(document: Document, ids: Set[str]) -> str | None:
    original = document.translation_of
    exact = edition_id(original, document.edition) if original else ""
    return exact if original not in ids and exact in ids else original


def _successions(documents: Iterable[Document]) -> Iterable[tuple[Edition, Edition]]:
    return (pair for listed in several(documents).values() for pair in pairwise(listed))


def several(documents: Iterable[Document]) -> dict[str, tuple[Edition, ...]]:
    """The same without documents of which there is only one edition."""
    return {work: found for work, found in editions(documents).items() if len(found) > 1}


def in_force(found: Iterable[Edition], day: date) -> Edition | None:
    """The newest of a document's editions that speaks on a day; None before the first."""
    return next((e for e in reversed(tuple(found)) if e.in_force(day)), None)


def in_force_ids(documents: Mapping[str, Document], day: date) -> dict[str, str]:
    """For the id that editions share, that of the one in force on a day, in the original's language."""
    return {
        work: current.documents[0].id
        for work, found in several(documents.values()).items()
        if (current := in_force(found, day) or found[0])
    }


def same_document(title: str, number: str, documents: Iterable[Document], publisher: str = "") -> Document | None:
    """The document of which a new file is an edition: the latest of the same number, else of the same title.

    Titles are the same that differ only in what they say of the edition: 考务规程（2023年修订）, Fees, 2nd edition. Two
    schools' handbooks of one title are two documents: their publishers have hardly a word in common.
    """
    if is_amending(title):
        return None
    known = [d for d in documents if not (publisher and d.publisher) or _is_like(publisher, d.publisher)]
    wanted = plain_title(title)
    by_number = [d for d in known if number and _plain_number(d.number) == _plain_number(number)]
    by_title = [d for d in known if wanted and plain_title(d.title) == wanted]
    found = by_number or by_title
    return max(found, key=lambda d: (_since(d.edition, [d]) or date.min, d.id)) if found else None


def is_amending(title: str) -> bool:
    """Whether a title says that its document amends another: a notice, which is no edition of anything."""
    plain = title.strip(" 》”").casefold()
    in_words = {w.strip(".,:;()") for w in plain.split()}
    return (plain.endswith(_IS_A_NOTICE) and any(w in plain for w in _AMENDING)) or not in_words.isdisjoint(
        _AMENDING_EN
    )


def new_edition_name(proposed: str, issued: str | None, effective: str | None, taken: Iterable[str]) -> str:
    """A name for an edition that none of its document's others bears: the proposed one, else its date, else a count."""
    known = set(taken)
    days = (effective or issued or "", issued or "", effective or "")
    names = (_nameable(n) for n in (proposed, days[0][:4], *days))
    first = next((n for n in names if n and n not in known), "")
    return first or next(str(n) for n in range(2, len(known) + 3) if str(n) not in known)


def _nameable(name: str) -> str:
    return joined_runs(name, "-", lambda c: c not in _UNNAMEABLE and not c.isspace())


def _is_like(publisher: str, other: str) -> bool:
    return partial_ratio(publisher.casefold(), other.casefold()) >= _LIKE_PUBLISHERS


def plain_title(title: str) -> str:
    """A title without what it says of the edition, and without marks."""
    rest = _OF_THE_EDITION.sub("", title)
    return "".join(c for c in rest.casefold() if c.isalnum())


def unedited_name(name: str) -> str:
    """A file's name without what it says of the edition: visit-rules for visit-rules-2024; itself if that is all."""
    rest = "".join(_OF_THE_EDITION.sub("", name).split()).strip("-_ .")
    return rest if any(c.isalpha() for c in rest) else name


def _plain_number(number: str) -> str:
    """A number without its year: 教职成〔2019〕3号 is filed anew each time, GB/T 1234-2019 is not."""
    bare = number.strip()
    before = bare.removesuffix(next(reversed(years(bare)), "-")).rstrip()
    filed = before if before[-1:] in _BEFORE_A_YEAR and before != bare else bare
    return "".join(c for c in filed.casefold() if c.isalnum())


def _in_order(by_name: Mapping[str, list[Document]]) -> tuple[Edition, ...]:
    found = [
        Edition(name or _name_by_day(group, by_name), tuple(group), _since(name, group))
        for name, group in ((n, sorted(g, key=lambda d: bool(d.translation_of))) for n, g in by_name.items())
    ]
    found.sort(key=lambda e: (e.since or date.min, _natural(e.name)))
    return tuple(replace(e, until=_until(e, found[i + 1]) if i + 1 < len(found) else None) for i, e in enumerate(found))


def _name_by_day(documents: list[Document], others: Iterable[str]) -> str:
    """What an edition without a name is called: the year from which it holds; its day where another has that year."""
    day = next((day for d in documents if (day := d.effective or d.issued)), "")
    return day if any(day[:4] in name for name in others) else day[:4]


def _until(edition: Edition, following: Edition) -> date:
    """When an edition falls silent: when the next begins, or later where it says so itself."""
    stated = [day for d in edition.documents if (day := first_day(d.superseded))]
    return max([following.since or date.min, *stated])


def _since(name: str, documents: list[Document]) -> date | None:
    """When an edition begins: its own date, else the year in its name, else the day on which it was taken in.

    One without date and name was there before anybody counted editions.
    """
    stated = (first_day(d.effective) or first_day(d.issued) for d in documents)
    year = next(iter(years(name)), None)
    checked = (first_day(d.checked_on) for d in documents if name)
    return next(filter(None, (*stated, first_day(year), *checked)), None)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key by which version 2 comes before version 10."""
    parts = ((is_number, "".join(run)) for is_number, run in groupby(name, str.isdecimal))
    return tuple((int(part), "") if is_number else (0, part) for is_number, part in parts)
