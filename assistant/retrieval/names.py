"""What the documents themselves call things: titles, headings, first columns, column names, abbreviations in brackets.

Mined from the passages of a generation, so that the subject of a question is known without any record of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.retrieval.codes import coded_names
from assistant.retrieval.tokenization import normalise
from assistant.types import Document, Passage

# What is longer says something; what is shorter is no name.
_NAME_CHARS, _MAX_WORDS = (2, 40), 6
# 「Tower Crane Driver (TCD)」, 「气体保护焊（GMAW）」, 「云岭市焊接技术协会（以下简称协会）」.
_IN_BRACKETS = re.compile(
    r"(?P<long>(?:[A-Z][\w&+/-]*(?: (?:of|and|the|for|in) )? ?){2,7}|[\u4e00-\u9fff]{2,16})\s*"
    r"[（(](?:以下简称)?[“「\"]?(?P<short>[A-Z][A-Za-z0-9+/-]{1,9}|[\u4e00-\u9fff]{2,8})[”」\"]?[）)]"
)
# What stands between two names that are listed together.
_JOINING = ("还是", *"、，,/和与跟及比或")
_JOINING_EN = frozenset(("and", "or", "vs", "vs.", "versus", "than", "to"))
_BETWEEN, _MAX_LISTED = 16, 3
_MARKS = re.compile(
    r"^(?:第\S{1,4}[章节条]|[一二三四五六七八九十]+、|[（(][^）)]{1,3}[）)]|\d[\d.]*[.、)]?|[^\w（(]+)\s*"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: its place, and all names of the same thing."""

    start: int
    end: int
    names: frozenset[str]


class MinedNames:
    """Names of things, several of one thing together; immutable."""

    def __init__(self, documents: Iterable[Document], passages: Sequence[Passage]) -> None:
        documents = list(documents)
        same = dict(_abbreviations(p.searchable for p in passages))
        same |= dict(_abbreviations(d.title for d in documents))
        names: dict[str, frozenset[str]] = {}
        for short, long in same.items():
            both = frozenset((short, long))
            names[short] = names.get(short, frozenset()) | both
            names[long] = names.get(long, frozenset()) | both
        coded = dict(coded_names(passages))
        for code, name in coded.items():
            both = names.get(code, frozenset((code,))) | names.get(name, frozenset((name,)))
            names |= dict.fromkeys(both, both)
        subjects = {_clean(d.title) for d in documents}
        subjects |= {_clean(part) for p in passages for part in p.header.split(" › ")}
        subjects |= {_clean(p.cells[0][1]) for p in passages if p.cells}
        labels = {_clean(column) for p in passages for column, _ in p.cells[1:]}
        for name in subjects | labels:
            if _is_name(name):
                names.setdefault(name, frozenset((name,)))
        self._key = {p.id: _key(p) for p in passages}
        groups: dict[str, set[str]] = {}
        for passage in passages:
            groups.setdefault(_group(passage), set()).add(self._key[passage.id])
        self._kin = {p.id: frozenset(groups[_group(p)]) for p in passages}
        self._groups = frozenset(map(frozenset, groups.values()))
        self._keys = frozenset[str]().union(*self._groups)
        self._subjects = self._keys | {n for both in (*same.items(), *coded.items()) for n in both} | subjects
        keys = {self._key[p.id] for p in passages if p.cells}
        # A code (BX-100) is not what people call a thing.
        self._things = {k for k in keys if not any(map(str.isdigit, k))} | {n for both in same.items() for n in both}
        self._things |= set(coded.values())
        self._names = names
        self._by_beginning: dict[str, list[str]] = {}
        for name in names:
            self._by_beginning.setdefault(name[:2], []).append(name)
        # Passages are looked through again and again.
        self.in_text = lru_cache(maxsize=20_000)(self._in_text)

    def __len__(self) -> int:
        return len(self._names)

    def is_subject(self, found: Found) -> bool:
        """Whether a name is of a thing (a title, a heading, a first cell, an abbreviation), not of a property."""
        return bool(found.names & self._subjects)

    def subjects(self, text: str) -> str:
        """The names of things in a text, as it has them."""
        normal = normalise(text)
        return " ".join(normal[f.start : f.end] for f in self.in_text(text) if self.is_subject(f))

    def things(self, text: str) -> tuple[str, ...]:
        """The names in a text of what a row is of, and those with an abbreviation, as it writes them."""
        same_length = len(normalise(text)) == len(text)
        return tuple(
            dict.fromkeys(
                text[f.start : f.end] if same_length else min(f.names)
                for f in self.in_text(text)
                if f.names & self._things
            )
        )

    def key(self, passage: Passage) -> str:
        """What a row or a section is of: its first cell, its heading."""
        return self._key[passage.id]

    def kin(self, passage: Passage) -> frozenset[str]:
        """The keys of all rows of its table, of all headings beside its own."""
        return self._kin[passage.id]

    def _in_text(self, text: str) -> tuple[Found, ...]:
        """The names in a text, the longest first where they overlap, in order of their place."""
        normal = normalise(text)
        matches = [
            (start, name)
            for start in range(len(normal) - 1)
            for name in self._by_beginning.get(normal[start : start + 2], ())
            if normal.startswith(name, start)
        ]
        taken = bytearray(len(normal))
        found = []
        for start, name in sorted(matches, key=lambda m: (-len(m[1]), m[0])):
            end = start + len(name)
            plural = end + (normal[end : end + 1] == "s")
            if not any(taken[start:end]) and _is_whole(normal, start, plural):
                taken[start:end] = b"\1" * len(name)
                found.append(Found(start, end, self._names[name]))
        return tuple(sorted(found, key=lambda f: f.start))

    def listed_together(self, text: str) -> tuple[str, ...]:
        """The text once for each of several things of one table or list that it names side by side, without the others.

        「Is the SS or the AP ticket dearer」 asks of two rows; () where no two are named so.
        """
        found = [f for f in self.in_text(text) if f.names & self._keys]
        runs = [found[:1]]
        for before, after in pairwise(found):
            between = normalise(text)[before.end : after.start].strip()
            beside = len(between) <= _BETWEEN and (not between or _joins(between)) and self._are_kin(before, after)
            runs[-1].append(after) if beside else runs.append([after])
        listed = max(runs, key=len)
        if not 1 < len(listed) <= _MAX_LISTED or len(normalise(text)) != len(text):
            return ()
        left, right = listed[0].start, listed[-1].end
        return tuple(f"{text[:left]}{text[f.start : f.end]}{text[right:]}" for f in listed)

    def _are_kin(self, one: Found, other: Found) -> bool:
        return one.names != other.names and any(one.names & kin and other.names & kin for kin in self._groups)

    def other_names(self, text: str) -> str:
        """The further names of what a text names: 「SS」 is the Slinger Signaller."""
        normal = normalise(text)
        return " ".join(n for f in self.in_text(text) for n in sorted(f.names) if n not in normal)


def _key(passage: Passage) -> str:
    return _clean(passage.cells[0][1] if passage.cells else passage.header.split(" › ")[-1])


def _group(passage: Passage) -> str:
    above = passage.header if passage.cells else " › ".join(passage.header.split(" › ")[:-1])
    return f"{passage.document_id}\0{bool(passage.cells)}\0{above}"


def _abbreviations(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in texts:
        for match in _IN_BRACKETS.finditer(text):
            short, long = match["short"], match["long"].strip()
            if not short.isascii() or _abbreviates(short, long):
                yield normalise(short), normalise(_words_of(short, long))


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of a short name stand in the long one in their order, its first at a word's beginning."""
    if not long.isascii():
        return True
    letters, position = [c.lower() for c in short if c.isalpha()], 0
    lower = long.lower()
    if not any(w[0] == letters[0] for w in lower.split()):
        return False
    for letter in letters:
        position = lower.find(letter, position) + 1
        if not position:
            return False
    return True


def _words_of(short: str, long: str) -> str:
    """The words of a long name from the one on that the short name begins with."""
    if not long.isascii():
        return long
    words = long.split()
    first = next((i for i, w in enumerate(words) if w[0].lower() == short[0].lower()), 0)
    return " ".join(words[first:])


def _clean(name: str) -> str:
    return normalise(_MARKS.sub("", name.strip())).strip(' ：:。.-–—?？"“”')


def _joins(between: str) -> bool:
    """Whether the words between two names list them together."""
    return any(w in between for w in _JOINING) or not _JOINING_EN.isdisjoint(between.split())


def _is_name(name: str) -> bool:
    return (
        _NAME_CHARS[0] <= len(name) <= _NAME_CHARS[1]
        and len(name.split()) <= _MAX_WORDS
        and any(map(str.isalpha, name))
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""

    def joins(a: str, b: str) -> bool:
        return a.isascii() and b.isascii() and a.isalnum() and b.isalnum()

    return not joins(text[start - 1 : start] or " ", text[start]) and not joins(
        text[end - 1], text[end : end + 1] or " "
    )
