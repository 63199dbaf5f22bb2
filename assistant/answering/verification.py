"""The last gate: citations are numbered, checked against the documents, and statements without any dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from assistant.text.characters import runs
from assistant.types import (
    Answer,
    Citation,
    Document,
    Draft,
    Language,
    Notice,
    NumberedNotice,
    Statement,
    Status,
)


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
    signs = (text[start:end] for start, end in runs(text, lambda c: c.isdecimal() or c in ".,%"))
    written = (sign.strip(".,").lstrip("%.,") for sign in signs)
    return frozenset(figure for figure in written if figure)


def unsupported_figures(statement: Statement) -> set[str]:
    """Figures that a statement gives, that none of its quotes holds and that were not computed from them."""
    quoted = " ".join(c.quote for c in statement.citations)
    return {f for f in figures(statement.text) - statement.computed if f not in quoted}


class Numbering:
    """Numbers the citations of one answer in the order of their first use; the same place gets one number."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._numbers: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What was numbered so far, in order."""
        return tuple(self._numbers.values())

    def number(self, citations: Sequence[Citation]) -> tuple[Citation, ...]:
        """The valid ones with their numbers."""
        kept = []
        for citation in citations:
            if not is_valid(citation, self._documents):
                continue
            key = (citation.document, citation.start, citation.end)
            self._numbers.setdefault(key, replace(citation, n=len(self._numbers) + 1))
            kept.append(self._numbers[key])
        return tuple(kept)

    def statement(self, statement: Statement) -> Statement | None:
        """The statement with numbered citations; None where none of its citations is valid, or where it gives a
        figure that none of its quotes holds, since nothing would carry it."""
        if statement.citations and unsupported_figures(statement):
            return None
        kept = self.number(statement.citations)
        return replace(statement, citations=kept) if kept or not statement.citations else None


def number_citations(
    draft: Draft, documents: Mapping[str, Document]
) -> tuple[list[Statement], list[NumberedNotice], tuple[Citation, ...]]:
    """Number the citations of a whole draft; statements that nothing carries are dropped (see ``Numbering``)."""
    numbering = Numbering(documents)
    statements = [s for s in map(numbering.statement, draft.statements) if s is not None]
    # Two stages may give the same warning.
    notices = number_notices(dict.fromkeys(draft.notices), numbering)
    return statements, notices, numbering.citations


def verified(
    draft: Draft, documents: Mapping[str, Document], turn_id: str | None, language: Language, trace: dict[str, Any]
) -> Answer:
    """A draft as the answer to a turn: with what a source carries, and nothing else."""
    statements, notices, citations = number_citations(draft, documents)
    if draft.statements and not statements:
        text = "没有出处能支持的回答。" if language is Language.ZH else "No answer is supported by the sources."
        draft, statements = replace(draft, status=Status.ABSTAINED), [Statement(text)]
    return Answer(
        id=turn_id,
        status=draft.status,
        answer=with_marks(statements, apart={n.text for n in notices}),
        language=language,
        intent=draft.intent,
        citations=citations,
        notices=tuple(notices),
        suggestions=draft.suggestions,
        trace=trace,
    )


def number_notices(notices: Iterable[Notice], numbering: Numbering) -> list[NumberedNotice]:
    """The notices with the numbers of their citations."""
    return [NumberedNotice(n.kind.value, n.text, tuple(c.n for c in numbering.number(n.citations))) for n in notices]


def with_marks(statements: Sequence[Statement], apart: Set[str] = frozenset()) -> str:
    """The answer's Markdown: each statement followed by the marks of its citations.

    ``apart``: texts that stand for themselves, as a warning does, and are no item of a list. Several cited
    statements make a list. Tables, and what follows a list, stand after an empty line: without it Markdown would
    take them into the last item.
    """
    if len(statements) == 1:
        return marked(statements[0])
    alone = [s for s in statements if s.text in apart or not s.citations or _is_table(s)]
    several = len(statements) - len(alone) > 1
    text, before = "", ""
    for statement in statements:
        listed = several and statement not in alone
        kind = "table" if _is_table(statement) else "item" if listed else "prose"
        if text:
            text += "\n" if kind == before == "item" or before == "prose" and kind != "table" else "\n\n"
        # A step has its number.
        is_item = statement.text.startswith("- ") or statement.text.partition(". ")[0].isdecimal()
        text += ("- " if listed and not is_item else "") + marked(statement)
        before = kind
    return text


def _is_table(statement: Statement) -> bool:
    return statement.text.startswith("|")


def marked(statement: Statement) -> str:
    """The text of a statement with the marks of its citations."""
    return statement.text + "".join(f"[{c.n}]" for c in dict.fromkeys(statement.citations))
