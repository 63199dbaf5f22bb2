"""Citations of passages, and the sentences of a long passage that speak of the question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.corpus.passages import MAX_PASSAGE_CHARS, sentence_spans
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.tokenization import tokenize
from assistant.types import Citation, Document, Language, Passage

# Longer prose is narrowed to the sentences that hold the question's terms, about this much.
_LONG_PASSAGE_CHARS = 180
_LONG = {Language.ZH: _LONG_PASSAGE_CHARS, Language.EN: 2 * _LONG_PASSAGE_CHARS}


def cite(document: Document, passage: Passage, start: int | None = None, end: int | None = None) -> Citation:
    """The citation of a passage, or of [start, end) within its document."""
    left = passage.start if start is None else start
    right = passage.end if end is None else end
    return Citation(
        document=document.id,
        title=document.title,
        publisher=document.publisher,
        issued=document.issued,
        locator=passage.locator,
        quote=document.text[left:right],
        start=left,
        end=right,
        authority=document.authority.value,
    )


def cite_span(document: Document, start: int, end: int) -> Citation:
    """The citation of [start, end) of a document, wherever its passages begin and end."""
    section = next((s for s in document.sections if s.start <= start < s.end), None)
    return Citation(
        document=document.id,
        title=document.title,
        publisher=document.publisher,
        issued=document.issued,
        locator=section.locator if section else "",
        quote=document.text[start:end],
        start=start,
        end=end,
        authority=document.authority.value,
    )


def narrow(passage: Passage, document: Document, content: str, index: LexicalIndex) -> tuple[int, int]:
    """[start, end) of the run of sentences within a passage that holds the most asked terms."""
    long = _LONG[document.language]
    if len(passage.text) <= long:
        return passage.start, passage.end
    spans = list(sentence_spans(document.text, passage.start, passage.end, MAX_PASSAGE_CHARS[document.language]))
    worth = sentence_worth([document.text[a:b] for a, b in spans], content, index)
    best = max(range(len(spans)), key=lambda i: (worth[i], -i))
    first = last = best
    while spans[last][1] - spans[first][0] < long * 0.7:
        before = worth[first - 1] if first else -1.0
        after = worth[last + 1] if last + 1 < len(spans) else -1.0
        if before < 0 and after < 0:
            break
        if after >= before:
            last += 1
        else:
            first -= 1
    return spans[first][0], spans[last][1]


def sentence_worth(sentences: Sequence[str], content: str, index: LexicalIndex) -> list[float]:
    """IDF of the asked terms that each sentence holds, summed."""
    asked = {t: index.idf(t) for t in set(tokenize(content))}
    return [sum(asked.get(t, 0.0) for t in set(tokenize(s))) for s in sentences]
