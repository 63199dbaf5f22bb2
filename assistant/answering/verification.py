"""The last gate: citations are numbered, checked against the documents, and statements without any dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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


def unsupported_figures(statement: Statement) -> set[str]:
    """Figures that a statement gives, that none of its quotes holds and that were not computed from them."""
    quoted = " ".join(c.quote for c in statement.citations)
    return {f for f in _FIGURE.findall(statement.text) if f not in quoted} - statement.computed


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
    notices = [NumberedNotice(n.kind.value, n.text, tuple(c.n for c in numbered(n.citations))) for n in draft.notices]
    return statements, notices, tuple(numbers.values())


def with_marks(statements: Sequence[Statement]) -> str:
    """The answer's Markdown: each statement followed by the marks of its citations.

    Several cited statements make a list. Tables, and what follows a list, stand after an empty line:
    without it Markdown would take them into the last item.
    """
    if len(statements) == 1:
        return _marked(statements[0])
    several = sum(1 for s in statements if s.citations and not _is_table(s)) > 1
    text, before = "", ""
    for statement in statements:
        listed = several and bool(statement.citations) and not _is_table(statement)
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
