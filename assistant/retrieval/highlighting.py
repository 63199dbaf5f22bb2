"""Where the words of a search stand in a text, as offsets into that very text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.corpus.characters import is_cjk
from assistant.retrieval.tokenization import is_chinese, normalise, parts, runs, tokenize
from assistant.understanding.language import asks_only

Span = tuple[int, int]
_QUOTES = {"「": "」", "『": "』", "“": "”", '"': '"'}


class _Folds(dict[int, str]):
    """Code point to its normal form where that is one character, else to itself in lower case or as it is."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        forms = (normalise(character), character.lower(), character)
        self[code] = folded = next(f for f in forms if len(f) == 1)
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The normalised text, kept as long as it was: an offset into one is an offset into the other."""
    return text.translate(_FOLDS)


def asked_terms(query: str) -> frozenset[str]:
    """The terms of a search without those that only ask (怎么, how); all of them where nothing else is left.

    Of a code such as 1.2.4 its single digits, which stand everywhere, do not count.
    """
    latin = (run for _, run in runs(fold(query)) if not is_chinese(run) and len(run) > 1)
    digits = {part for run in latin for part in parts(run) if len(part) == 1}
    terms = frozenset(tokenize(query)) - digits
    return frozenset(t for t in terms if not asks_only(t)) or terms


def split_phrases(query: str) -> tuple[tuple[str, ...], str]:
    """The phrases that stand in quotation marks, which are meant exactly, and the query without the marks."""
    phrases: list[str] = []
    rest, position = "", 0
    while position < len(query):
        opening = query[position]
        closing = query.find(_QUOTES.get(opening, opening), position + 1) if opening in _QUOTES else -1
        phrase = query[position + 1 : closing] if closing > 0 else ""
        if phrase and opening not in phrase:
            phrases.append(phrase.strip())
            rest, position = f"{rest} {phrase} ", closing + 1
        else:
            rest, position = rest + opening, position + 1
    return tuple(filter(None, phrases)), " ".join(rest.split())


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Finds a phrase in folded text; a line may end within it, as it does in text taken out of PDF."""
    characters = fold(" ".join(phrase.split()))
    pattern = ""
    for i, character in enumerate(characters):
        if character == " ":
            pattern += r"\s+"
            continue
        if i and characters[i - 1] != " " and (is_cjk(character) or is_cjk(characters[i - 1])):
            pattern += r"\s*"
        pattern += re.escape(character)
    return re.compile(pattern)


def word_spans(text: str, terms: frozenset[str]) -> list[Span]:
    """Where the terms stand in a text, in order; what touches or overlaps is one span."""
    folded = fold(text)
    return merged([*_chinese(folded, terms), *_latin(folded, terms)])


def phrase_spans(text: str, phrases: Iterable[str]) -> list[Span]:
    """Where the phrases stand in a text, in order."""
    folded = fold(text)
    return merged([m.span() for p in phrases for m in phrase_pattern(p).finditer(folded)])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, joined where they touch or overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _chinese(folded: str, terms: frozenset[str]) -> Iterator[Span]:
    for start, run in runs(folded):
        if not is_chinese(run):
            continue
        if len(run) == 1 and run in terms:
            yield start, start + 1
        for i in range(start, start + len(run) - 1):
            if folded[i : i + 2] in terms:
                yield i, i + 2


def _latin(folded: str, terms: frozenset[str]) -> Iterator[Span]:
    for start, run in runs(folded):
        if is_chinese(run):
            continue
        whole, *inner = tokenize(run) or [""]
        if whole in terms:
            yield start, start + len(run)
        elif terms.intersection(inner):
            position = 0
            for part in parts(run):
                position = run.index(part, position)
                if terms.intersection(tokenize(part)):
                    yield start + position, start + position + len(part)
                position += len(part)
