"""What a new edition changes, clause by clause: added, removed, changed, moved. A new number alone is no change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Any

from assistant.changes.alignment import align, joined
from assistant.changes.clauses import Clause, split_clauses_of
from assistant.changes.labels import REFERENCE
from assistant.changes.words import changed_figures, read_words

# Into so many more paragraphs a clause may be cut before it counts as another.
_PARTS = 5


class ChangeKind(StrEnum):
    """What became of a clause."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. ``old_span`` and ``new_span`` are where the clause stands in the text of either edition.

    ``figures``: those that differ, old and new; "" where one side has none.
    """

    kind: ChangeKind
    old_clause: str
    new_clause: str
    old: str
    new: str
    figures: tuple[tuple[str, str], ...] = ()
    old_span: tuple[int, int] | None = None
    new_span: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        """The object of the contract."""
        fields = ("kind", "old_clause", "new_clause", "old", "new", "figures")
        return {k: v for k, v in asdict(self).items() if k in fields} | {
            "kind": self.kind.value,
            "figures": [list(pair) for pair in self.figures],
        }


# Two editions are compared again and again while they are asked about.
@lru_cache(maxsize=16)
def compare_texts(old: str, new: str) -> tuple[Change, ...]:
    """The changes from one plain Markdown text to another, in the order of the new one."""
    return _Comparison(split_clauses_of(old), split_clauses_of(new)).changes()


class _Comparison:
    def __init__(self, old: Sequence[Clause], new: Sequence[Clause]) -> None:
        self._old, self._new = old, new
        self._pairs, self._out_of_order = align(old, new)
        self._numbers = {old[i].label: new[j].label for i, j in self._pairs.items() if old[i].label and new[j].label}

    def changes(self) -> tuple[Change, ...]:
        """All of them; what stands within a clause that came, went or moved as a whole is said with it."""
        old_of = {j: i for i, j in self._pairs.items()}
        gone = {i for i in range(len(self._old)) if i not in self._pairs}
        come = {j for j in range(len(self._new)) if j not in old_of}
        gone, come = self._broken_otherwise(gone, come)
        placed: list[tuple[float, Change]] = []
        for olds, news in tuple(self._together(gone, come)):
            placed += [(j, self._of_parts(i, j, olds, news)) for i, j in product(olds, news)]
            gone, come = gone - set(olds), come - set(news)
            self._pairs = {i: j for i, j in self._pairs.items() if i not in olds}
        for i, j in self._pairs.items():
            change = self._change(i, j)
            if change is not None:
                placed.append((j, change))
        for group in _wholes(self._old, gone):
            placed.append((self._place_of(group[0]), _removed(self._old, group)))
        for group in _wholes(self._new, come):
            placed.append((group[0], _added(self._new, group)))
        return tuple(change for _, change in sorted(placed, key=lambda p: p[0]))

    def _together(self, gone: set[int], come: set[int]) -> Iterator[tuple[list[int], list[int]]]:
        """Clauses that became one, and those that one became: positions in the old and the new edition."""
        merged = joined(self._old, self._new, self._pairs, gone)
        back = {j: i for i, j in self._pairs.items() if j not in merged.values()}
        split = joined(self._new, self._old, back, come)
        for i, j in self._pairs.items():
            if j in merged.values():
                yield sorted([i, *(n for n, whole in merged.items() if whole == j)]), [j]
            elif i in split.values():
                yield [i], sorted([j, *(n for n, whole in split.items() if whole == i)])

    def _of_parts(self, i: int, j: int, olds: Sequence[int], news: Sequence[int]) -> Change:
        """The change of one of several clauses to one, or of one to one of several, with the figures that are its."""
        old, new = self._old[i], self._new[j]
        before = self._renumbered(" ".join(self._old[n].text for n in olds))
        pairs = changed_figures(before, " ".join(self._new[n].text for n in news))
        own = [(a, b) for a, b in pairs if (a in old.text if len(olds) > 1 else b in new.text)]
        spans = {"old_span": (old.start, old.end), "new_span": (new.start, new.end)}
        return Change(ChangeKind.CHANGED, old.label, new.label, old.text, new.text, tuple(own), **spans)

    def _place_of(self, i: int) -> float:
        """Where in the new edition a removed clause stood: behind the one before it."""
        before = next((self._pairs[k] for k in range(i - 1, -1, -1) if k in self._pairs), -1)
        return before + 0.5

    def _change(self, i: int, j: int) -> Change | None:
        old, new = self._old[i], self._new[j]
        spans = {"old_span": (old.start, old.end), "new_span": (new.start, new.end)}
        if not self._says_the_same(old, new):
            figures = (
                tuple(_row_figures(old, new)) if old.cells else changed_figures(self._renumbered(old.text), new.text)
            )
            return Change(ChangeKind.CHANGED, old.label, new.label, old.text, new.text, figures, **spans)
        if self._has_moved(i, j):
            return Change(ChangeKind.MOVED, old.label, new.label, old.text, new.text, (), **spans)
        return None

    def _says_the_same(self, old: Clause, new: Clause) -> bool:
        if old.cells:
            return not any(read_words(a).words != read_words(b).words for _, a, b in _shared_cells(old, new))
        return read_words(self._renumbered(old.text)).words == read_words(new.text).words

    def _renumbered(self, text: str) -> str:
        """An old text with the numbers that the clauses it refers to bear now."""
        return REFERENCE.sub(lambda m: _as_now(m.group(), self._numbers), text)

    def _has_moved(self, i: int, j: int) -> bool:
        """Out of order, or under another clause or chapter; not with the clause it belongs to, nor within a table."""
        old, new = self._old[i], self._new[j]
        if old.cells or (old.heads and not self._moved_whole(i)):
            # The order of a table's rows says nothing; where a clause passed a heading, the clause moved.
            return False
        around = self._pairs.get(old.parent) if old.parent is not None else None
        if i in self._out_of_order:
            return new.parent is None or around != new.parent or old.parent not in self._out_of_order
        if old.parent is None or new.parent is None:
            return False
        return around is not None and around != new.parent and new.parent in self._pairs.values()

    def _moved_whole(self, head: int) -> bool:
        """Whether most of what stands under a heading is out of order with it."""
        under = [i for i, c in enumerate(self._old) if c.parent == head and i in self._pairs and not c.cells]
        return 2 * len(self._out_of_order.intersection(under)) > len(under)

    def _broken_otherwise(self, gone: set[int], come: set[int]) -> tuple[set[int], set[int]]:
        """Without clauses that are there still, cut into paragraphs otherwise."""
        for i, j in list(self._pairs.items()):
            runs = [*((run, [j]) for run in _runs(gone, i)), *(([i], run) for run in _runs(come, j))]
            for a, b in runs:
                if self._joined(self._old, a) == self._joined(self._new, b):
                    gone -= set(a)
                    come -= set(b)
                    self._pairs.pop(i)
                    break
        return gone, come

    def _joined(self, clauses: Sequence[Clause], numbers: Sequence[int]) -> tuple[str, ...]:
        text = " ".join(clauses[n].text for n in numbers)
        return read_words(self._renumbered(text) if clauses is self._old else text).words


def _as_now(reference: str, numbers: Mapping[str, str]) -> str:
    if reference in numbers:
        return numbers[reference]
    word, _, number = reference.rpartition(" ")
    return f"{word} {numbers[number]}" if word and number in numbers else reference


def _runs(free: set[int], position: int) -> Iterator[list[int]]:
    """A position with some of those right before and behind it that have no partner."""
    first = last = position
    while first - 1 in free and position - first < _PARTS:
        first -= 1
    while last + 1 in free and last - position < _PARTS:
        last += 1
    for a in range(first, position + 1):
        yield from (list(range(a, b + 1)) for b in range(position, last + 1) if b > a)


def _shared_cells(old: Clause, new: Clause) -> Iterator[tuple[str, str, str]]:
    """The cells of the columns that both tables have; a column that came or went is told of the table."""
    for here, there in _columns([c for c, _ in old.cells], [c for c, _ in new.cells]):
        yield old.cells[here][0], old.cells[here][1], new.cells[there][1]


def _columns(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[int, int]]:
    """Which columns correspond: by name; of as many columns those under other names by their place."""
    pairs = {i: new.index(c) for i, c in enumerate(old) if old.count(c) == new.count(c) == 1}
    if len(old) == len(new):
        left = [j for j in range(len(new)) if j not in pairs.values()]
        pairs.update(zip((i for i in range(len(old)) if i not in pairs), left, strict=True))
    return sorted(pairs.items())


def _row_figures(old: Clause, new: Clause) -> Iterator[tuple[str, str]]:
    for _, a, b in _shared_cells(old, new):
        if read_words(a).words != read_words(b).words:
            yield from changed_figures(a, b)


def _wholes(clauses: Sequence[Clause], chosen: set[int]) -> list[list[int]]:
    """What came or went, each with all that stands within it; a bare heading goes with what stands under it.

    Paragraphs under one unnumbered heading that came with it are one section.
    """
    groups: dict[int, list[int]] = {}
    for n in sorted(chosen):
        if clauses[n].heads and clauses[n].label != clauses[n].text and _has_within(clauses, n, chosen):
            # 第三章 with its articles: the articles are told, each by its number.
            continue
        parent = clauses[n].parent
        top = n
        while parent is not None and parent in chosen and not clauses[parent].heads:
            top, parent = parent, clauses[parent].parent
        groups.setdefault(top, []).append(n)
    whole = [sorted({top, *members}) for top, members in groups.items()]
    # A number over another heading says nothing by itself.
    return [group for group in whole if _text(clauses, group).strip()]


def _has_within(clauses: Sequence[Clause], position: int, chosen: set[int]) -> bool:
    return any(clauses[n].parent == position for n in chosen)


def _text(clauses: Sequence[Clause], group: Sequence[int]) -> str:
    return "\n".join(filter(None, (clauses[n].text for n in group)))


def _span(clauses: Sequence[Clause], group: Sequence[int]) -> tuple[int, int]:
    return clauses[group[0]].start, max(clauses[n].end for n in group)


def _removed(clauses: Sequence[Clause], group: Sequence[int]) -> Change:
    label = clauses[group[0]].label
    return Change(ChangeKind.REMOVED, label, "", _text(clauses, group), "", old_span=_span(clauses, group))


def _added(clauses: Sequence[Clause], group: Sequence[int]) -> Change:
    label = clauses[group[0]].label
    return Change(ChangeKind.ADDED, "", label, "", _text(clauses, group), new_span=_span(clauses, group))
