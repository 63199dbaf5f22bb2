"""Which editions a question asks for besides those in force, and whether it asks how they differ.

按2019版…, 2020年的补考费, 新办法出来之前…, under the old rules: a former one. 新旧有什么区别, 涨了多少, since when:
both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.corpus.editions import Edition, in_force, plain_title, shown_name
from assistant.retrieval.tokenization import normalise
from assistant.text.words import place_of_word
from assistant.understanding.asked_times import asked_times
from assistant.understanding.edition_words import EditionWords

# What puts the time behind it beside another: 「比2023年」, 「than in 2023」.
_BESIDE_A_TIME = ("比", "跟", "和", "与", "than", "with", "than in")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of editions.

    past: documents heard although another edition is in force. silent: those not heard in their place. changes: whether
    it asks how editions differ, or since when something holds. then: a time that is said to be past (2024年…当时…), of
    which nothing tells that was issued later.
    """

    past: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    changes: bool = False
    then: date | None = None


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
    times = list(asked_times(text))
    words = EditionWords(text, _heads(e.documents[0].title for listed in known.values() for e in listed))
    changes = words.ask_changes or any(text[: t.start].rstrip().endswith(_BESIDE_A_TIME) for t in times)
    # Of the new edition that is named, what changed is told by its clauses.
    once = words.are_of_once or (changes and not words.are_of_now)
    past: set[str] = set()
    silent: set[str] = set()
    for listed in known.values():
        meant = _meant(text, [t.day for t in times], listed, day, once=once)
        heard = [e for e in meant if _issued_by(e, day)]
        others = [e for e in listed if e not in heard and e.in_force(day)]
        changes = changes or len({e.name for e in heard}) > 1
        if any(not e.in_force(day) for e in heard):
            past |= {id_ for e in heard for id_ in e.ids}
            silent |= {id_ for e in others for id_ in e.ids if not (words.are_of_now or changes)}
    then = max((t.day for t in times), default=None) if past and words.are_of_once and not changes else None
    return Asked(frozenset(past), frozenset(silent), changes, then)


def without_editions(question: str, words: str, known: Iterable[Edition]) -> str:
    """Words of a question without the times and names that only say which edition it asks; all of them else.

    Args:
        question: the whole question.
        words: some of it.
        known: the editions of all documents that have several.
    """
    text = question.lower()
    listed = tuple(known)
    said = [question[t.start : t.end].strip() for t in asked_times(text)]
    said += EditionWords(text, _heads(e.documents[0].title for e in listed)).named
    names = {name for e in listed for name in _names(e)}
    said += [question[at : at + len(n)] for n in names if (at := _place_of(n, text)) >= 0]
    kept = words
    for part in said:
        kept = kept.replace(part, " ")
    return kept if sum(c.isalnum() for c in kept) > 1 else words


def without_since(question: str) -> str:
    """A question without the words that ask since when it holds: 「证书从哪天起长期有效」 without 「从哪天起」."""
    since = EditionWords(question.lower(), ()).since
    start = question.lower().find(since)
    return f"{question[:start]}{question[start + len(since) :]}".strip() if since else question


def _meant(text: str, times: list[date], listed: tuple[Edition, ...], day: date, *, once: bool) -> list[Edition]:
    """Editions that are named, else those in force at the times named, else the one before today's.

    Before the first edition began a time means that one, which says from when on it holds: 「2018年的办法」, issued in
    that year to hold from the next.
    """
    numbers = [n for e in listed for n in _numbers(e)]
    named = [e for e in listed if any(_place_of(n, text) >= 0 for n in _names(e) if numbers.count(n) < 2)]
    if named:
        return named
    if times:
        return [in_force(listed, t) or listed[0] for t in times]
    current = in_force(listed, day)
    if current is not None and once:
        return list(listed[max(0, listed.index(current) - 1) : listed.index(current)])
    return []


def _heads(titles: Iterable[str]) -> frozenset[str]:
    """The last words of titles without what they say of the edition: 办法, handbook."""
    found = set()
    for title in titles:
        plain = plain_title(title)
        if plain.isascii():
            words = "".join(c if c.isalnum() else " " for c in title.casefold()).split()
            found |= {w for w in words[-3:] if plain.endswith(w)}
        else:
            found.add(plain[-2:])
    return frozenset(h for h in found if len(h) > 1)


def _names(edition: Edition) -> list[str]:
    """What an edition is called, normalised: its name, and the number under which it was issued."""
    return [normalise(shown_name(edition.name)), *_numbers(edition)]


def _numbers(edition: Edition) -> list[str]:
    return list(dict.fromkeys(normalise(d.number) for d in edition.documents if d.number))


def _place_of(name: str, text: str) -> int:
    """Where a text names an edition, else -1; a bare year may mean the time, which has rules of its own."""
    return -1 if len(name) < 2 or name.isdigit() else place_of_word(name, text, joined_by=".")


def _issued_by(edition: Edition, day: date) -> bool:
    issued = [days for d in edition.documents if (days := d.issued or d.effective)]
    return not issued or min(issued) <= day.isoformat()
