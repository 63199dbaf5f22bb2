"""Two documents side by side: rows that belong together, with what differs marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape

from assistant.corpus.differences import Comparison, Relation, Row, RowKind, Span
from assistant.text.page_texts import PageTexts
from assistant.types import Document
from assistant.web.document_text import MarkedText, render_blocks
from assistant.web.html import badge
from assistant.web.source_reader import back_link, beside_choice
from assistant.web.source_writing import document_query, page_link, standing
from assistant.web.strings import Strings


def render_beside(
    left: Document,
    right: Document,
    comparison: Comparison,
    documents: Mapping[str, Document],
    strings: Strings,
) -> str:
    """Both documents; where they share no section each stands whole in a column of its own."""
    texts = strings.of("sources")
    rows = comparison.rows
    summary = escape(_summary(comparison, texts))
    differing = (
        '<label class="zt-only-differing"><input type="checkbox" data-differing> '
        f"{escape(texts.only_differing)}</label>"
        if any(r.kind is RowKind.SAME for r in rows)
        else ""
    )
    body = "".join(_row(r, left, right, texts) for r in rows) if rows else _whole(left, right)
    return (
        f'<article class="zt-side-by-side{"" if rows else " zt-unrelated"}" data-side="both">'
        f'<header class="zt-reader-head">{back_link(texts)}'
        f'<h2 id="zt-view-title" tabindex="-1">{escape(texts.beside)}</h2>'
        f'<p role="status">{summary}</p>'
        f'<div class="zt-tools-line">{_switch(left, right, texts)}{differing}{beside_choice(left, documents, strings)}'
        f"</div></header>"
        f'<div class="zt-twin zt-twin-head">{_name(left, "left", strings)}{_name(right, "right", strings)}</div>'
        f"{body}</article>"
    )


def _summary(comparison: Comparison, texts: PageTexts) -> str:
    if not comparison.rows:
        return texts.nothing_shared
    said = texts.relation[comparison.relation.value]
    if comparison.relation is Relation.TRANSLATION:
        return said
    count = Counter(r.kind for r in comparison.rows)
    return f"{said} " + texts.differ_count.format(
        changed=count[RowKind.CHANGED],
        left=count[RowKind.LEFT_ONLY],
        right=count[RowKind.RIGHT_ONLY],
        same=count[RowKind.SAME],
    )


def _switch(left: Document, right: Document, texts: PageTexts) -> str:
    choices = {
        "both": texts.both,
        "left": texts.only.format(which=left.short_title),
        "right": texts.only.format(which=right.short_title),
    }
    inputs = "".join(
        f'<label><input type="radio" name="zt-side" value="{side}"{" checked" if side == "both" else ""}> '
        f"{escape(label)}</label>"
        for side, label in choices.items()
    )
    return f'<fieldset class="zt-switch"><legend class="zt-hidden">{escape(texts.sides)}</legend>{inputs}</fieldset>'


def _name(document: Document, side: str, strings: Strings) -> str:
    texts = strings.of("sources")
    date = f"<time>{escape(document.issued or texts.not_stated)}</time>"
    title = page_link(document_query(document.id), escape(document.title))
    badges = standing(document, strings, texts)
    return (
        f'<div class="zt-{side}"><h3 lang="{document.language.value}">{title}</h3>'
        f'<p class="zt-meta">{badges} {escape(texts.issued)} {date}</p></div>'
    )


def _row(row: Row, left: Document, right: Document, texts: PageTexts) -> str:
    kind = texts.row_kinds[row.kind.value]
    said = f'<p class="zt-row-kind">{badge(kind)}</p>' if kind else ""
    return (
        f'<section class="zt-row zt-row-{row.kind.value}" aria-label="{escape(row.locator)}">{said}'
        f'<div class="zt-twin">{_side(left, row.left, row.removed, "left", "del", texts)}'
        f"{_side(right, row.right, row.added, 'right', 'ins', texts)}</div></section>"
    )


def _side(
    document: Document, span: Span | None, marked: tuple[Span, ...], side: str, tag: str, texts: PageTexts
) -> str:
    if span is None:
        return f'<div class="zt-{side} zt-none"><p>{escape(texts.no_counterpart)}</p></div>'
    html = "".join(render_blocks(MarkedText(document.text, marked, tag=tag), *span))
    return f'<div class="zt-{side} zt-source-text" lang="{document.language.value}">{html}</div>'


def _whole(left: Document, right: Document) -> str:
    columns = (
        f'<div class="zt-{side} zt-source-text" lang="{d.language.value}" tabindex="0" role="region" '
        f'aria-label="{escape(d.title)}">{"".join(render_blocks(MarkedText(d.text, ()), 0, len(d.text)))}</div>'
        for side, d in (("left", left), ("right", right))
    )
    return f'<div class="zt-twin zt-panes">{"".join(columns)}</div>'
