"""Two documents laid side by side: which of their sections belong together, and what differs within them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from assistant.corpus.compare import compact
from assistant.errors import ComparisonError
from assistant.types import Document, Section

# Longer documents would keep a reader waiting (docs/architecture.md has the figures).
MAX_COMPARED_CHARS = 150_000
# Sections of documents that are no editions of each other belong together from this likeness on: the Dice coefficient
# of their runs of four words (characters, in Chinese), which documents on one subject hardly share.
_ALIKE = 0.3
_ALIKE_AT_ONE_PLACE = 0.15
_RUN_WORDS = 4
# Fewer say nothing about likeness.
_MIN_RUNS = 8
# With more pairs of sections only those at one place are held against each other: 3 µs a pair.
_MAX_ALIKE_PAIRS = 150_000
# Within sentences that differ, words are compared up to so many on either side.
_MAX_WORDS = 1500
_SENTENCE = re.compile(r"[^。！？!?；;\n|]*(?:[。！？!?；;\n|]+|$)")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.\-/+%][A-Za-z0-9]+)*%?|\s+|.", re.DOTALL)

Span = tuple[int, int]


class Relation(StrEnum):
    """How two documents stand to each other."""

    TRANSLATION = "translation"
    VERSION = "version"
    OTHER = "other"


class RowKind(StrEnum):
    """What the two sides of a row are to each other; translations are not compared word by word."""

    SAME = "same"
    CHANGED = "changed"
    TRANSLATED = "translated"
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"


@dataclass(frozen=True, slots=True)
class Row:
    """Text of both documents that belongs together, [start, end) each; None where a side has none.

    ``removed`` and ``added`` are the spans in the left and right document that the other one lacks.
    """

    locator: str
    kind: RowKind
    left: Span | None
    right: Span | None
    removed: tuple[Span, ...] = ()
    added: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows in reading order; none when the documents share no section."""

    relation: Relation
    rows: tuple[Row, ...]


def relation(left: Document, right: Document) -> Relation:
    """Whether one document is the other's translation or an earlier version of it."""
    if left.language is not right.language:
        originals = left.translation_of or left.id, right.translation_of or right.id
        return Relation.TRANSLATION if originals[0] == originals[1] else Relation.OTHER
    return Relation.VERSION if left.supersedes == right.id or right.supersedes == left.id else Relation.OTHER


def compare_documents(left: Document, right: Document) -> Comparison:
    """Lay two documents side by side, section by section.

    Editions in two languages align by locator, versions of one document by likeness and then by locator, any other
    two by likeness.

    Raises:
        ComparisonError: they are the same, or too long to be compared.
    """
    if left.id == right.id:
        raise ComparisonError("请选另一份资料来对照。Please choose another document to compare with.")
    if max(len(left.text), len(right.text)) > MAX_COMPARED_CHARS:
        raise ComparisonError(
            f"资料超过 {MAX_COMPARED_CHARS // 10_000} 万字，不能并排，请分别打开。"
            f"A document has over {MAX_COMPARED_CHARS:,} characters; please open the two one by one."
        )
    how = relation(left, right)
    pairs = _pairs(left, right, how)
    if not pairs:
        return Comparison(how, ())
    if how is Relation.TRANSLATION:
        return Comparison(how, tuple(_translated(left, right, pairs)))
    return Comparison(how, tuple(_compared(left, right, pairs)))


def _pairs(left: Document, right: Document, how: Relation) -> dict[int, int]:
    """Section numbers of the left document to those of the right; a section belongs to one at most."""
    keys_left, keys_right = _keys(left), _keys(right)
    places = {key: j for j, key in enumerate(keys_right)}
    here = {i: places[key] for i, key in enumerate(keys_left) if key in places}
    if how is Relation.TRANSLATION:
        return here
    if left.language is not right.language:
        return {}
    alike = _alike(left, right, keys_left, places)
    if how is Relation.OTHER:
        return alike
    # A new edition gives clauses other numbers: what says the same first, then what is alike, then the same place.
    pairs = _the_same(left, right)
    for found in (alike, here):
        pairs.update({i: j for i, j in found.items() if i not in pairs and j not in pairs.values()})
    return pairs


def _the_same(left: Document, right: Document) -> dict[int, int]:
    """Sections that say the same and nothing that another says too."""
    bodies = [[compact(_body(d, s)) for s in d.sections] for d in (left, right)]
    return {
        i: bodies[1].index(body)
        for i, body in enumerate(bodies[0])
        if body and bodies[0].count(body) == bodies[1].count(body) == 1
    }


def _alike(left: Document, right: Document, keys: Sequence[str], places: dict[str, int]) -> dict[int, int]:
    """The most alike sections of two documents, best first, at the same locator or not."""
    runs_left = [_word_runs(_body(left, s)) for s in left.sections]
    runs_right = [_word_runs(_body(right, s)) for s in right.sections]
    everywhere = len(runs_left) * len(runs_right) <= _MAX_ALIKE_PAIRS
    found = []
    for i, runs in enumerate(runs_left):
        place = places.get(keys[i])
        here = () if place is None else (place,)
        for j in range(len(runs_right)) if everywhere else here:
            likeness = _dice(runs, runs_right[j])
            if likeness >= (_ALIKE_AT_ONE_PLACE if place == j else _ALIKE):
                found.append((-likeness, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(found):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _translated(left: Document, right: Document, pairs: dict[int, int]) -> Iterator[Row]:
    """Rows of two language editions; a section that only one of them tells apart goes with the one before it."""
    firsts = sorted(pairs.items())
    # Where the order differs, only what rises on both sides can be cut into rows.
    rising: list[tuple[int, int]] = []
    for i, j in firsts:
        if not rising or j > rising[-1][1]:
            rising.append((i, j))
    for number, (i, j) in enumerate(rising):
        after = rising[number + 1] if number + 1 < len(rising) else None
        a = 0 if number == 0 else left.sections[i].start
        b = 0 if number == 0 else right.sections[j].start
        spans = (
            (a, left.sections[after[0]].start if after else len(left.text)),
            (b, right.sections[after[1]].start if after else len(right.text)),
        )
        yield Row(left.sections[i].locator, RowKind.TRANSLATED, *spans)


def _compared(left: Document, right: Document, pairs: dict[int, int]) -> Iterator[Row]:
    """Rows in the left document's order; what only the right one has stands where it comes there."""
    partners = set(pairs.values())
    waiting = [j for j in range(len(right.sections)) if j not in partners]
    for i, section in enumerate(left.sections):
        if i not in pairs:
            yield Row(section.locator, RowKind.LEFT_ONLY, _span(section), None)
            continue
        while waiting and waiting[0] < pairs[i]:
            yield _right_only(right.sections[waiting.pop(0)])
        yield _changes(left, right, section, right.sections[pairs[i]])
    yield from (_right_only(right.sections[j]) for j in waiting)


def _right_only(section: Section) -> Row:
    return Row(section.locator, RowKind.RIGHT_ONLY, None, _span(section))


def _changes(left: Document, right: Document, section: Section, other: Section) -> Row:
    if compact(left.text[section.start : section.end]) == compact(right.text[other.start : other.end]):
        return Row(section.locator, RowKind.SAME, _span(section), _span(other))
    removed, added = differences(left.text, _span(section), right.text, _span(other))
    return Row(section.locator, RowKind.CHANGED, _span(section), _span(other), removed, added)


def differences(left: str, part: Span, right: str, other: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What of ``left[part]`` is not in ``right[other]``, and the other way round.

    Sentences (and table cells) are matched first, then the words of those that differ (difflib, after Ratcliff and
    Metzener 1988).

    Returns:
        (removed, added): spans of the left and of the right text, in order, without overlaps.
    """
    a, b = _pieces(_SENTENCE, left, part), _pieces(_SENTENCE, right, other)
    removed: list[Span] = []
    added: list[Span] = []
    for tag, i, i_end, j, j_end in _opcodes(left, a, right, b):
        if tag == "equal":
            continue
        gone, come = _joined(a[i:i_end]), _joined(b[j:j_end])
        words = _pieces(_WORD, left, gone), _pieces(_WORD, right, come)
        if tag == "replace" and max(len(w) for w in words) <= _MAX_WORDS:
            for inner, x, x_end, y, y_end in _opcodes(left, words[0], right, words[1]):
                if inner != "equal":
                    removed.append(_joined(words[0][x:x_end]))
                    added.append(_joined(words[1][y:y_end]))
        else:
            removed.append(gone)
            added.append(come)
    return _shown(left, removed), _shown(right, added)


def _opcodes(left: str, a: Sequence[Span], right: str, b: Sequence[Span]) -> Sequence[tuple[str, int, int, int, int]]:
    words = [compact(left[x:y]) for x, y in a], [compact(right[x:y]) for x, y in b]
    return SequenceMatcher(None, *words, autojunk=False).get_opcodes()


def _pieces(pattern: re.Pattern[str], text: str, part: Span) -> list[Span]:
    return [m.span() for m in pattern.finditer(text, *part) if m.start() < m.end()]


def _joined(spans: Sequence[Span]) -> Span:
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)


def _shown(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that hold something to read."""
    return tuple(s for s in spans if any(c.isalnum() for c in text[slice(*s)]))


def _keys(document: Document) -> list[str]:
    """Each section's locator; the title of a document, which is its own locator, is the same place in all."""
    return ["" if number == 0 and s.level == 1 else s.locator for number, s in enumerate(document.sections)]


def _span(section: Section) -> Span:
    return section.start, section.end


def _body(document: Document, section: Section) -> str:
    text = document.text[section.start : section.end]
    return text.partition("\n")[2] if section.level else text


def _word_runs(text: str) -> frozenset[str]:
    words = [w for w in _WORD.findall(text.lower()) if not w.isspace()]
    return frozenset("".join(words[i : i + _RUN_WORDS]) for i in range(len(words) - _RUN_WORDS + 1))


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    if min(len(left), len(right)) < _MIN_RUNS:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))
