"""Which editions a question asks for besides those in force: 按2019版…, 2020年的补考费, under the previous edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.corpus.editions import Edition, in_force
from assistant.retrieval.tokenization import normalise
from assistant.text.words import place_of_word

# A year or day that says when, not whose: at the beginning or end, after a preposition, or before 版, 的规定, 时.
_WHEN = re.compile(
    r"(?:^|[，,。；;：:]|(?:在|按|照|依|截至|到|\b(?:in|as of|on|by|under|during|for|the)\s))\s*"
    r"(?P<a>(?:19|20)\d\d)(?:\s*[-年/.]\s*(?P<am>\d{1,2})(?:\s*[-月/.]\s*(?P<ad>\d{1,2}))?)?"
    r"(?![\d级届]|\s*年?\s*(?:级|届|毕业|入学|出生|参加|取得|获得|考的|拿到|graduat|student|intake))"
    r"|(?P<b>(?:19|20)\d\d)\s*年?\s*(?:版|修订|时候|时|当时|那时|的?(?:规定|标准|办法|制度)|edition|version|rules?\b|rates?\b)",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"旧版|上一版|前一版|原版|老版|修订前|旧(?:规定|办法|标准)"
    r"|\b(?:previous|old|former|earlier|last) (?:edition|version|rules)\b|before the revision",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"新版|现版|现行|现在|如今|目前|最新|修订后|新(?:规定|办法|标准)|\b(?:now|current|present|today|new|newest|latest)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Documents heard although another edition is in force, and those not heard in their place."""

    past: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()


def asked_editions(question: str, day: date, known: Mapping[str, tuple[Edition, ...]]) -> Asked:
    """The editions that a question names or whose time it names; nothing where those in force are asked.

    Args:
        question: the whole question.
        day: the day for which it is asked; what was issued later is not heard.
        known: the editions of each document that has several.
    """
    if not known:
        return Asked()
    text = normalise(question)
    times = list(_times(text))
    past: set[str] = set()
    silent: set[str] = set()
    for listed in known.values():
        heard = [e for e in _meant(text, times, listed, day) if _issued_by(e, day)]
        others = [e for e in listed if e not in heard and e.in_force(day)]
        if any(not e.in_force(day) for e in heard):
            past |= {id_ for e in heard for id_ in e.ids}
            silent |= {id_ for e in others for id_ in e.ids if not _PRESENT.search(text)}
    return Asked(frozenset(past), frozenset(silent))


def _meant(text: str, times: list[date], listed: tuple[Edition, ...], day: date) -> list[Edition]:
    """Editions that are named, else those in force at the times named, else the one before today's."""
    named = [e for e in listed if _names(text, e.name)]
    if named:
        return named
    if times:
        return list(filter(None, (in_force(listed, t) for t in times)))
    current = in_force(listed, day)
    if current is not None and _PREVIOUS.search(text):
        return list(listed[max(0, listed.index(current) - 1) : listed.index(current)])
    return []


def _names(text: str, name: str) -> bool:
    """Whether a text names an edition; a bare year may mean the time, which has rules of its own."""
    plain = normalise(name)
    if len(plain) < 2 or plain.isdigit():
        return False
    return place_of_word(plain, text, joined_by=".") >= 0


def _times(text: str) -> Iterable[date]:
    """The days meant; of a bare year its last, on which what was changed within it holds."""
    for match in _WHEN.finditer(text):
        year = int(match["a"] or match["b"])
        month = int(match["am"] or 12)
        try:
            yield date(year, month, int(match["ad"] or (31 if month == 12 else 28)))
        except ValueError:
            continue


def _issued_by(edition: Edition, day: date) -> bool:
    issued = [days for d in edition.documents if (days := d.issued or d.effective)]
    return not issued or min(issued) <= day.isoformat()
