"""Where the words of a search stand in a text, as offsets into that very text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.corpus.characters import is_cjk
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.understanding.language import asks_only

Span = tuple[int, int]
_CJK_RUN = re.compile(r"[\u3400-\u9fff\u3005\u3007]+")
_LATIN_RUN = re.compile(r"[a-z0-9\u00c0-\u024f]+(?:[.+\-/&'_%][a-z0-9\u00c0-\u024f]+)*%?")
_INNER = re.compile(r"[^.+\-/&'_%]+")
_PHRASE = re.compile('「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|"([^"]+)"')


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
    digits = {d for run in _LATIN_RUN.findall(fold(query)) if len(run) > 1 for d in _INNER.findall(run) if len(d) == 1}
    terms = frozenset(tokenize(query)) - digits
    return frozenset(t for t in terms if not asks_only(t)) or terms


def split_phrases(query: str) -> tuple[tuple[str, ...], str]:
    """The phrases that stand in quotation marks, which are meant exactly, and the query without the marks."""
    phrases = tuple(next(g for g in m.groups() if g).strip() for m in _PHRASE.finditer(query))
    rest = _PHRASE.sub(lambda m: f" {next(g for g in m.groups() if g)} ", query)
    return tuple(p for p in phrases if p), " ".join(rest.split())


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
    for run in _CJK_RUN.finditer(folded):
        if len(run.group()) == 1 and run.group() in terms:
            yield run.span()
        for i in range(run.start(), run.end() - 1):
            if folded[i : i + 2] in terms:
                yield i, i + 2


def _latin(folded: str, terms: frozenset[str]) -> Iterator[Span]:
    for run in _LATIN_RUN.finditer(folded):
        whole, *parts = tokenize(run.group()) or [""]
        if whole in terms:
            yield run.span()
        elif terms.intersection(parts):
            for part in _INNER.finditer(folded, *run.span()):
                if terms.intersection(tokenize(part.group())):
                    yield part.span()
