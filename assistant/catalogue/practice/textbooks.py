"""What is asked of textbooks: level, chapters, online course."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.areas import document_scope
from assistant.catalogue.practice.figures import Figure, Noun, english, figure_relation
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import (
    Fact,
    ObjectIs,
    Relation,
    Scope,
    Words,
    label,
    level_label,
    scope_words,
)
from assistant.catalogue.practice.sequences import Entry, Order
from assistant.pack.schema import Kind

# Titles bring their own 《》.
_BOOK = Noun("教材", "textbook", "{subject}")
_FIGURES = (
    Figure("chapters", "textbook-chapters", "章数", "number of chapters", "章"),
    # The table gives a bare number; see the source.
    Figure(
        "online_hours",
        "textbook-online",
        "配套线上课程时长（原表未注单位）",
        "length of the online course (no unit given)",
    ),
)
Books = list[tuple[Record, Scope]]


def textbook_relations(catalogue: Catalogue) -> Iterator[Relation]:
    """Levels and figures of all textbooks."""
    books = _books(catalogue)
    if not books:
        return
    # A textbook's scope names its level; what is asked of all of them is bound by the certificate alone.
    bounds = books[0][1].without(ObjectIs.LEVEL)
    yield Relation(
        topic="textbook-level",
        bounds=bounds,
        ending=scope_words(catalogue, bounds),
        facts=tuple(
            Fact(label(b.name, english(b)), level_label(b.text("level")), scope, Source(b.place("level"), b.name))
            for b, scope in books
        ),
        statement=Words("{subject}是{object}教材。", "{subject} is a textbook of the {object} level."),
        which_object=Words("教材{subject}属于哪一个等级？", "To which level does the textbook {subject} belong?"),
        which_subject=Words("下列哪一本是{object}教材？", "Which of these is a textbook of the {object} level?"),
        which_subjects=Words("下列哪些是{object}教材？", "Which of these are textbooks of the {object} level?"),
        match=Words("把每本教材配到它的等级。", "Match each textbook with its level."),
        object_is=ObjectIs.LEVEL,
    )
    for figure in _FIGURES:
        yield figure_relation(_BOOK, figure, books)


def textbook_orders(catalogue: Catalogue) -> Iterator[Order]:
    """The textbooks of a level by their figures."""
    books = _books(catalogue)
    for bounds in dict.fromkeys(scope for _, scope in books):
        for figure in _FIGURES:
            yield _order(figure, bounds, scope_words(catalogue, bounds), [(b, s) for b, s in books if s == bounds])


def _order(figure: Figure, bounds: Scope, ending: Words, books: Books) -> Order:
    return Order(
        topic=f"{figure.topic}-order",
        bounds=bounds,
        ending=ending,
        ask=Words(
            f"按{figure.zh}从小到大排列下列教材。", f"Put these textbooks in the order of {figure.en}, smallest first."
        ),
        entries=tuple(
            Entry(
                label(b.name, english(b)),
                float(b.number(figure.field) or 0),
                Words(
                    f"{{subject}}的{figure.zh}是{figure.said(b.number(figure.field) or 0).zh}。",
                    f"{{subject}}: {figure.en} {b.number(figure.field)}.",
                ),
                Source(b.place(figure.field), b.name),
            )
            for b, _ in books
            if b.number(figure.field) is not None
        ),
    )


def _books(catalogue: Catalogue) -> Books:
    return [(b, document_scope(catalogue, b, b.text("level"))) for b in catalogue.all(Kind.TEXTBOOK)]
