"""The last gate: citations are numbered, checked against the documents, and statements without any dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from assistant.types import Citation, Document, Draft, NumberedNotice, Statement

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")


def is_valid(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is exactly the cited span of a document that we hold."""
    document = documents.get(citation.document)
    return (
        document is not None
        and 0 <= citation.start < citation.end <= len(document.text)
        and document.text[citation.start : citation.end] == citation.quote
    )


def figures(text: str) -> frozenset[str]:
    """The figures that a text gives, as they are written."""
    return frozenset(_FIGURE.findall(text))


def unsupported_figures(statement: Statement) -> set[str]:
    """Figures that a statement gives, that none of its quotes holds and that were not computed from them."""
    quoted = " ".join(c.quote for c in statement.citations)
    return {f for f in figures(statement.text) - statement.computed if f not in quoted}


def number_citations(
    draft: Draft, documents: Mapping[str, Document]
) -> tuple[list[Statement], list[NumberedNotice], tuple[Citation, ...]]:
    """Number the citations in the order of their first use; the same place gets one number.

    Returns:
        (statements, notices, citations): statements carry numbered citations only; a statement all of
        whose citations are invalid, or that gives a figure which none of its quotes holds, is dropped,
        since nothing would carry it.
    """
    numbers: dict[tuple[str, int, int], Citation] = {}

    def numbered(citations: Sequence[Citation]) -> tuple[Citation, ...]:
        kept = []
        for citation in citations:
            if not is_valid(citation, documents):
                continue
            key = (citation.document, citation.start, citation.end)
            numbers.setdefault(key, replace(citation, n=len(numbers) + 1))
            kept.append(numbers[key])
        return tuple(kept)

    statements = []
    for statement in draft.statements:
        if statement.citations and unsupported_figures(statement):
            continue
        kept = numbered(statement.citations)
        if kept or not statement.citations:
            statements.append(replace(statement, citations=kept))
    notices = [
        NumberedNotice(n.kind.value, n.text, tuple(c.n for c in numbered(n.citations)))
        # Two stages may give the same warning.
        for n in dict.fromkeys(draft.notices)
    ]
    return statements, notices, tuple(numbers.values())


def with_marks(statements: Sequence[Statement], apart: Set[str] = frozenset()) -> str:
    """The answer's Markdown: each statement followed by the marks of its citations.

    ``apart``: texts that stand for themselves, as a warning does, and are no item of a list. Several cited
    statements make a list. Tables, and what follows a list, stand after an empty line: without it Markdown would
    take them into the last item.
    """
    if len(statements) == 1:
        return _marked(statements[0])
    alone = [s for s in statements if s.text in apart or not s.citations or _is_table(s)]
    several = len(statements) - len(alone) > 1
    text, before = "", ""
    for statement in statements:
        listed = several and statement not in alone
        kind = "table" if _is_table(statement) else "item" if listed else "prose"
        if text:
            text += "\n" if kind == before == "item" or before == "prose" and kind != "table" else "\n\n"
        text += ("- " if listed and not statement.text.startswith("- ") else "") + _marked(statement)
        before = kind
    return text


def _is_table(statement: Statement) -> bool:
    return statement.text.startswith("|")


def _marked(statement: Statement) -> str:
    return statement.text + "".join(f"[{c.n}]" for c in dict.fromkeys(statement.citations))
