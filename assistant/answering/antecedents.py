"""Several questions in one, where a later one asks about the answer to the first (「归哪门课？该课在哪间实训室上」)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.retrieval.tokenization import is_chinese, normalise, runs, tokenize
from assistant.types import Passage
from assistant.understanding.entities import EntityKind, Lexicon

# Words by which a later question points at something, those of the column of a table that holds such a thing, and its
# kind of name.
_POINTERS: tuple[tuple[tuple[str, ...], tuple[str, ...], EntityKind], ...] = (
    (("课程", "课", " course"), ("课程", "course"), EntityKind.COURSE),
    (("证书", "证", " certificate"), ("证书", "certificate"), EntityKind.CERTIFICATE),
    (("等级", "级别", "级", "档", "层", " level"), ("等级", "级别", "level"), EntityKind.LEVEL),
)
_THIS: tuple[str, ...] = ("该", "这", "那", "this", "that")
_MIN_SHARED = 2
_MEASURES: tuple[str, ...] = ("", "门", "张", "个", "一门", "一张", "一个")


def with_antecedent(part: str, first: Passage, lexicon: Lexicon) -> str:
    """A later question with the name of what it points at, taken from the passage that answers the first.

    Args:
        part: the later question; returned as it is where it points at nothing that the passage names alone.
        first: the passage.
        lexicon: names.
    """
    for nouns, column, kind in _POINTERS:
        found = _pointer(part, nouns)
        if not found:
            continue
        named = [value for name, value in first.cells if any(c in name.lower() for c in column)][:1] or list(
            dict.fromkeys(m.name for m in lexicon.find(first.text) if m.kind is kind)
        )
        if len(named) == 1 and normalise(named[0]) not in normalise(part):
            before, _, after = part.partition(found)
            return f"{before}{named[0]} {after}"
    return part


def _pointer(part: str, nouns: tuple[str, ...]) -> str:
    """The words that point (「该课程」, 「这门课」, "that course"), "" where none do."""
    words = (f"{this}{measure}{noun}" for this in _THIS for measure in _MEASURES for noun in nouns)
    found = next((w for w in words if w in part.lower()), "")
    start = part.lower().find(found)
    return part[start : start + len(found)]


def shared_words(text: str, topic: str) -> str:
    """The runs of two or more characters of a text that stand in a topic too, the longest at each place.

    Of Latin writing whole words are, by their stems.
    """
    topic = normalise(topic)
    known = set(tokenize(topic))
    found: list[str] = []
    for _, run in runs(normalise(text)):
        if is_chinese(run):
            found.extend(_shared_runs(run, topic))
        elif known.intersection(tokenize(run)):
            found.append(run)
    return " ".join(dict.fromkeys(found))


def _shared_runs(text: str, topic: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1] in topic:
            end += 1
        if end - start >= _MIN_SHARED:
            yield text[start:end]
        start = max(end, start + 1)
