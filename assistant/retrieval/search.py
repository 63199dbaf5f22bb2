"""Search for people who look for a place in the documents: filters, exact phrases, and why a passage was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.corpus.dates import date_at, within
from assistant.errors import SearchError
from assistant.index.embedding import Embedder
from assistant.retrieval.highlighting import (
    Span,
    asked_terms,
    fold,
    phrase_pattern,
    phrase_spans,
    split_phrases,
    word_spans,
)
from assistant.retrieval.retriever import Retriever
from assistant.text.figures import codes, holds_figure
from assistant.types import Authority, Document, Language, Passage
from assistant.understanding.language import detect_language

MAX_QUERY_CHARS = 200
MAX_RESULTS = 50
# A passage that holds none of the words must score this share of the best one to be shown beside those that do.
_MEANING_SHARE = 0.7
# Among so many of the best ones.
_CANDIDATES = 100
# So many digits are a code (460103), fewer may be a figure.
_CODE_DIGITS = 5
# So many are shown when no passage holds any of the words.
_MEANING_ONLY = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What documents may be: all that is left at its default is not asked for.

    ``first`` and ``last`` bound the day of issue or of effect. ``edition``: of a document in two languages only
    the edition in this one; ``language`` leaves documents in this language alone.
    """

    document: str = ""
    authority: Authority | None = None
    first: date | None = None
    last: date | None = None
    language: Language | None = None
    edition: Language | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, or the passages over which a phrase runs: ``document.text[start:end]``.

    ``highlights`` are offsets into the document; they are empty where only the meaning is alike.
    """

    document: Document
    passage: Passage
    start: int
    end: int
    issued: str | None
    score: float
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first; ``total`` counts them before the limit.

    ``exact``: they are all the places that hold the quoted phrases. Else they are the most relevant ones of many.
    ``by_meaning``: no passage holds any of the words. ``terms``: the words that are not meant exactly.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    exact: bool = False
    by_meaning: bool = False
    terms: frozenset[str] = frozenset()


def select_documents(documents: Mapping[str, Document], filters: Filters) -> list[Document]:
    """The documents that the filters leave, in their order.

    Raises:
        SearchError: the document does not exist, or the days are the wrong way round.
    """
    if filters.document and filters.document not in documents:
        raise SearchError("没有这份资料，请重新选择。There is no such document; please choose another.")
    if filters.first and filters.last and filters.first > filters.last:
        raise SearchError("起始日期晚于截止日期，请对调。The first day is later than the last; please swap them.")
    hidden = _other_editions(documents, filters.edition) if not filters.document else frozenset()
    return [
        d
        for d in documents.values()
        if filters.document in ("", d.id)
        and filters.authority in (None, d.authority)
        and filters.language in (None, d.language)
        and d.id not in hidden
        and any(within(dates, filters.first, filters.last) for dates in _dates(d))
    ]


def search(retriever: Retriever, embedder: Embedder, query: str, filters: Filters, limit: int = 20) -> Found:
    """The passages for a query, by the assistant's own retriever; phrases in 「」 or "" are found exactly.

    Args:
        retriever: ranks the passages.
        embedder: embeds the query.
        query: words, a question, or phrases in quotation marks, at most ``MAX_QUERY_CHARS``.
        filters: which documents.
        limit: how many hits at most, 1 to ``MAX_RESULTS``.

    Raises:
        SearchError: the query holds no word or is too long, or a filter cannot be.
    """
    words = _checked(query)
    if filters.edition and not filters.language and detect_language(words) is Language.EN and " " in words:
        # English words are looked for in the English edition; a lone name such as C2M is at home in both.
        filters = replace(filters, edition=Language.EN)
    allowed = {d.id: d for d in select_documents(retriever.generation.documents, filters)}
    if not allowed:
        return Found()
    phrases, plain = split_phrases(words)
    # Who looks for a place looks in every edition, whichever is in force.
    retriever = retriever.on(date.max, past=retriever.generation.documents.keys())
    ranked = retriever.search(
        plain, embedder.embed_query(plain), documents=frozenset(allowed), k=len(retriever.generation.passages)
    )
    passages = [
        (h.passage, h.score)
        for h in ranked.hits
        if within(_dates_of(allowed[h.passage.document_id], h.passage), filters.first, filters.last)
    ]
    if phrases:
        hits = list(_exact(passages, allowed, phrases))
        return Found(tuple(hits[:limit]), len(hits), exact=True)
    return _by_words(_verbatim_first(passages, plain), allowed, asked_terms(plain), limit)


def _checked(query: str) -> str:
    if len(query) > MAX_QUERY_CHARS:
        raise SearchError(
            f"搜索词请控制在 {MAX_QUERY_CHARS} 字以内。Please search with at most {MAX_QUERY_CHARS} characters."
        )
    text = " ".join("".join(c if c.isprintable() else " " for c in query).split())
    if not any(c.isalnum() for c in text):
        raise SearchError("请输入要查找的词。Please write what to search for.")
    return text


def _by_words(
    passages: Sequence[tuple[Passage, float]], documents: Mapping[str, Document], terms: frozenset[str], limit: int
) -> Found:
    """Passages that hold words of the query, and among them those alike in meaning; else the latter alone."""
    best = passages[0][1] if passages else 0.0
    kept = []
    worded = 0
    for passage, score in passages[:_CANDIDATES]:
        spans = word_spans(passage.text, terms)
        worded += bool(spans or word_spans(passage.header, terms))
        if spans or score >= best * _MEANING_SHARE:
            kept.append(_hit(documents[passage.document_id], passage, passage.start, passage.end, score, spans))
    if not worded:
        kept = kept[:_MEANING_ONLY]
    return Found(tuple(kept[:limit]), len(kept), by_meaning=not worded, terms=terms)


def _verbatim_first(passages: list[tuple[Passage, float]], query: str) -> list[tuple[Passage, float]]:
    """Passages that hold the query's very words before all others, then those with its codes (1.2.4, 460103).

    Who types a clause or its number wants that place; a code is never meant loosely.
    """
    whole = phrase_pattern(query)
    asked = codes(fold(query), min_digits=_CODE_DIGITS)

    def order(found: tuple[Passage, float]) -> tuple[bool, int]:
        text = fold(found[0].text)
        held = sum(holds_figure(text, c) or holds_figure(found[0].locator, c) for c in asked)
        return not whole.search(text), -held

    return sorted(passages, key=order)


def _exact(
    passages: Sequence[tuple[Passage, float]],
    documents: Mapping[str, Document],
    phrases: Sequence[str],
) -> Iterator[Hit]:
    """Passages that hold every phrase; where one runs over several passages, these are one hit."""
    by_document: dict[str, list[Passage]] = {}
    for passage, _ in passages:
        by_document.setdefault(passage.document_id, []).append(passage)
    places = {id_: _runs(documents[id_], in_order, phrases[0]) for id_, in_order in by_document.items()}
    others = [phrase_pattern(p) for p in phrases[1:]]
    for passage, score in passages:
        document = documents[passage.document_id]
        for start, end in places[document.id].get(passage.start, ()):
            text = document.text[start:end]
            if all(p.search(fold(text)) for p in others):
                yield _hit(document, passage, start, end, score, phrase_spans(text, phrases))


def _runs(document: Document, passages: list[Passage], phrase: str) -> dict[int, list[Span]]:
    """For each passage in which the phrase begins its extent, grown over the passages that the phrase runs into.

    Where a phrase begins outside every passage, in a heading or caption, that line is the extent, and the next
    passage stands for it.
    """
    passages.sort(key=lambda p: p.start)
    starts = [p.start for p in passages]
    found: dict[int, list[Span]] = {}
    for match in phrase_pattern(phrase).finditer(fold(document.text)):
        at = bisect_right(starts, match.start()) - 1
        inside = at >= 0 and match.start() < passages[at].end
        if inside:
            passage, start = passages[at], passages[at].start
        elif at + 1 < len(passages):
            passage, start = passages[at + 1], _line_start(document.text, match.start())
        else:
            continue
        over = bisect_right(starts, match.end() - 1) - 1
        reached = over >= 0 and passages[over].end > match.start()
        end = max(match.end(), passages[over].end) if reached else _line_end(document.text, match.end())
        span = start, end
        if span not in found.setdefault(passage.start, []):
            found[passage.start].append(span)
    return found


def _line_start(text: str, position: int) -> int:
    """Where a heading's or caption's words begin."""
    start = text.rfind("\n", 0, position) + 1
    return start + len(text[start:position]) - len(text[start:position].lstrip("# \t"))


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _hit(document: Document, passage: Passage, start: int, end: int, score: float, spans: Sequence[Span]) -> Hit:
    """A hit; ``spans`` are offsets into ``document.text[start:end]``."""
    highlights = tuple((start + a, start + b) for a, b in spans)
    return Hit(document, passage, start, end, date_at(document, start), score, highlights)


def _dates(document: Document) -> Iterator[tuple[str | None, ...]]:
    """The dates of a document, or of each of its sections where it has none of its own."""
    if document.issued or document.effective:
        yield document.issued, document.effective
    else:
        yield from ((date_at(document, s.start),) for s in document.sections)


def _dates_of(document: Document, passage: Passage) -> tuple[str | None, ...]:
    return date_at(document, passage.start), document.effective


def _other_editions(documents: Mapping[str, Document], edition: Language | None) -> frozenset[str]:
    """Documents to leave out, because the other edition is in the wanted language."""
    hidden = set()
    for document in documents.values():
        original = documents.get(document.translation_of or "")
        if original is not None and edition is not None and original.language is not document.language:
            hidden.add(original.id if document.language is edition else document.id)
    return frozenset(hidden)
