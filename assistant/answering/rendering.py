"""Passages to statements: a sentence as it stands, a row as 「列：值」 pairs, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.corpus.passages import MAX_PASSAGE_CHARS, sentence_spans
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.tokenization import tokenize
from assistant.types import Citation, Document, Language, Passage, PassageKind, Statement

# Longer prose is narrowed to the sentences that hold the question's terms, about this much.
LONG_PASSAGE_CHARS = 180
_UNKNOWN_CELLS = frozenset({"未说明", "not stated", "—", "-", ""})


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


def state(passage: Passage, document: Document, content: str, language: Language, index: LexicalIndex) -> Statement:
    """One statement that says what a passage says, and nothing else.

    A long passage of prose is narrowed to the sentences that hold the question's terms.
    """
    if passage.kind is PassageKind.ROW:
        return Statement(_row_text(passage, content, language), (cite(document, passage),))
    start, end = _narrow(passage, document, content, index)
    text = " ".join(document.text[start:end].split())
    if document.language is Language.EN or language is Language.ZH:
        return Statement(text, (cite(document, passage, start, end),))
    return Statement(f"The source says, in Chinese: {text}", (cite(document, passage, start, end),))


def _row_text(passage: Passage, content: str, language: Language) -> str:
    pairs = [(c, v) for c, v in passage.cells if v.strip() not in _UNKNOWN_CELLS] or list(passage.cells)
    if sum(len(v) for _, v in pairs) > LONG_PASSAGE_CHARS:
        pairs = _asked_cells(pairs, content)
    if passage.language is Language.EN or language is Language.EN:
        return "; ".join(f"{column}: {value}" for column, value in pairs) + "."
    return "；".join(f"{column}：{value}" for column, value in pairs) + "。"


def _asked_cells(pairs: list[tuple[str, str]], content: str) -> list[tuple[str, str]]:
    """Of a long row the first cell, which names it, the short ones, and the long ones that are asked for."""
    asked = set(tokenize(content))
    long = [(c, v) for c, v in pairs[1:] if len(v) > LONG_PASSAGE_CHARS // 3]
    wanted = [(c, v) for c, v in long if asked & set(tokenize(c))] or [
        max(long, key=lambda pair: len(asked & set(tokenize(pair[1]))), default=pairs[0])
    ]
    return [pairs[0], *((c, v) for c, v in pairs[1:] if (c, v) not in long or (c, v) in wanted)]


def _narrow(passage: Passage, document: Document, content: str, index: LexicalIndex) -> tuple[int, int]:
    """[start, end) of the run of sentences within a passage that holds the most asked terms."""
    if len(passage.text) <= LONG_PASSAGE_CHARS:
        return passage.start, passage.end
    spans = list(sentence_spans(document.text, passage.start, passage.end, MAX_PASSAGE_CHARS[document.language]))
    worth = sentence_worth([document.text[a:b] for a, b in spans], content, index)
    best = max(range(len(spans)), key=lambda i: (worth[i], -i))
    first = last = best
    while spans[last][1] - spans[first][0] < LONG_PASSAGE_CHARS * 0.7:
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


def strip_marks(text: str) -> str:
    """An answer without its [n] marks."""
    return re.sub(r"\s*\[\d+\]", "", text)
