"""The sources page's first view: the filters, the passages found, and the list of documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from assistant.corpus.editions import shown_name
from assistant.retrieval.highlighting import word_spans
from assistant.retrieval.search import MAX_QUERY_CHARS, MAX_RESULTS, Found, Hit
from assistant.types import Authority, Document, PassageKind
from assistant.web.document_text import MarkedText
from assistant.web.html import action, badge, choice, described, options, paragraph, told
from assistant.web.original_view import original_link
from assistant.web.source_writing import document_query, language_name, page_link, passage_tools, standing
from assistant.web.strings import Strings


def render_fields(documents: Mapping[str, Document], strings: Strings) -> str:
    """The search form's fields, filled from what the index holds."""
    texts = strings.of("sources")
    held = {d.authority for d in documents.values()}
    authorities = {a.value: strings.authority[a.value] for a in Authority if a in held and strings.authority[a.value]}
    titles = {d.id: d.title for d in documents.values()}
    filters = (
        choice("zt-in", "in", texts.document, options(titles, every=texts.every))
        + choice("zt-authority", "authority", texts.authority, options(authorities, every=texts.every))
        + choice("zt-language", "language", texts.language, options(texts.languages, every=texts.language_any))
        + _day("from", texts.first)
        + _day("to", texts.last)
        + f'<button type="reset" class="zt-action">{escape(texts.reset)}</button>'
    )
    return (
        f'<div class="zt-query"><label class="zt-hidden" for="zt-q">{escape(texts.query)}</label>'
        f'<input id="zt-q" name="q" type="search" maxlength="{MAX_QUERY_CHARS}" autocomplete="off" '
        f'placeholder="{escape(texts.query_hint)}"><button type="submit" class="zt-primary">{escape(texts.go)}</button>'
        f'</div><details class="zt-filter-fold"><summary>{escape(texts.more_filters)}</summary>'
        f'<div class="zt-filter-fields">{filters}</div></details>'
    )


def render_found(found: Found, strings: Strings, *, quoted: bool, dated: bool, limit: int) -> str:
    """The passages of a search; says why when there are none, or when only the meaning is alike."""
    texts = strings.of("sources")
    hint = paragraph("zt-hint", texts.dates_hint) if dated else ""
    if not found.hits:
        said = texts.none_exact if quoted else texts.none
        return f"{told(said)}{hint}"
    found_so = texts.found_exact if found.exact else texts.by_meaning if found.by_meaning else texts.found_words
    hits = "".join(_hit(h, found, strings) for h in found.hits)
    more = ""
    if found.total > limit and limit < MAX_RESULTS:
        more = action("more", texts.more, "zt-action zt-more-hits")
    shown = found.total if found.exact else len(found.hits)
    return f'{told(found_so.format(n=shown))}{hint}<ol class="zt-hits">{hits}</ol>{more}'


def _hit(hit: Hit, found: Found, strings: Strings) -> str:
    texts, document = strings.of("sources"), hit.document
    path = " › ".join(hit.passage.header.split(" › ")[1:])
    spans = word_spans(path, found.terms)
    alike = "" if hit.highlights or spans else badge(texts.alike)
    date = (
        f"<time>{escape(hit.issued)}</time>"
        if hit.issued
        else escape(f"{texts.issued}{strings.space}{texts.not_stated}")
    )
    line = " · ".join(p for p in (escape(hit.passage.locator), escape(document.publisher), date) if p)
    lang = document.language.value
    return (
        f'<li class="zt-card zt-hit"><p class="zt-badges">{standing(document, strings, texts)}{alike}</p>'
        f'<h2 lang="{lang}">{escape(document.title)}</h2>'
        + (f'<p class="zt-headings" lang="{lang}">{MarkedText(path, spans).html(0, len(path))}</p>' if path else "")
        + f'<div class="zt-quote" lang="{lang}">{_quote(hit)}</div><p class="zt-meta">{line}</p>'
        f"{passage_tools(document, hit.start, hit.end, texts)}</li>"
    )


def _quote(hit: Hit) -> str:
    """The words found; a table's row with the names of its columns."""
    view = MarkedText(hit.document.text, hit.highlights)
    row = hit.passage
    if row.kind is not PassageKind.ROW or (hit.start, hit.end) != (row.start, row.end):
        return f"<p>{view.html(hit.start, hit.end)}</p>"
    bars = [hit.start - 1, *(i for i in range(hit.start, hit.end) if hit.document.text[i] == "|"), hit.end]
    spans = [(a + 1, b) for a, b in pairwise(bars)]
    return described((column, view.html(*span)) for (column, _), span in zip(row.cells, spans, strict=False))


def render_documents(
    chosen: Sequence[Document], documents: Mapping[str, Document], strings: Strings, *, dated: bool
) -> str:
    """A card a source, strongest first; editions of one source share a card."""
    texts = strings.of("sources")
    hint = paragraph("zt-hint", texts.dates_hint) if dated else ""
    if not chosen:
        return f"{told(texts.no_documents)}{hint}"
    cards = "".join(_card(d, documents, strings) for d in sorted(chosen, key=lambda d: d.authority.rank))
    return f'{told(texts.documents.format(n=len(chosen)))}{hint}<div class="zt-cards">{cards}</div>'


def _card(document: Document, documents: Mapping[str, Document], strings: Strings) -> str:
    texts = strings.of("sources")
    lang = document.language.value
    title = page_link(document_query(document.id), escape(document.title))
    replaced = badge(texts.superseded, "zt-old") if newer(document, documents) else ""
    return (
        f'<article class="zt-card zt-document"><p class="zt-badges">{standing(document, strings, texts)}{replaced}</p>'
        f'<h2 lang="{lang}">{title}</h2>{render_metadata(document, documents, strings)}</article>'
    )


def render_metadata(document: Document, documents: Mapping[str, Document], strings: Strings) -> str:
    """What is known of a document, as a list of terms."""
    texts = strings.of("sources")
    note = f'<span class="zt-note">{escape(document.issued_note)}</span>' if document.issued_note else ""
    size = texts.size_value.format(sections=len(document.sections), characters=f"{len(document.text):,}")
    pairs = [
        (texts.publisher, escape(document.publisher) or escape(texts.not_stated)),
        (texts.issued, escape(document.issued or texts.not_stated) + note),
        (texts.effective, escape(document.effective or texts.not_stated)),
        (texts.superseded_on, escape(document.superseded or "")),
        (texts.edition, escape(shown_name(document.edition))),
        (texts.number, escape(document.number)),
        (texts.checked_on, escape(document.checked_on or "")),
    ]
    if document.supersedes:
        pairs.append((texts.supersedes, _titles([document.supersedes], documents)))
    replacing = newer(document, documents)
    if replacing:
        pairs.append((texts.superseded_by, _titles([d.id for d in replacing], documents)))
    others = editions(document, documents)
    own = escape(language_name(document.language, strings))
    compared = "".join(
        " · "
        + page_link(document_query(d.id), escape(language_name(d.language, strings)))
        + " · "
        + page_link(
            document_query(document.id, **{"with": d.id}),
            escape(texts.beside_edition.format(language=language_name(d.language, strings))),
        )
        for d in others
    )
    pairs += [
        (texts.editions, own + compared),
        (texts.original, original_link(document, strings)),
        (texts.size, escape(size)),
    ]
    return described(pair for pair in pairs if pair[1])


def editions(document: Document, documents: Mapping[str, Document]) -> list[Document]:
    """The same source in other languages."""
    root = document.translation_of or document.id
    return [d for d in documents.values() if d.id != document.id and root in (d.id, d.translation_of)]


def newer(document: Document, documents: Mapping[str, Document]) -> list[Document]:
    """The documents that say that they replace this one."""
    return [d for d in documents.values() if d.supersedes == document.id]


def _titles(ids: Sequence[str], documents: Mapping[str, Document]) -> str:
    return "；".join(
        page_link(document_query(i), escape(_of_edition(documents[i]))) if i in documents else escape(i) for i in ids
    )


def _of_edition(document: Document) -> str:
    """A title that tells a document from its other editions."""
    return f"{document.title}（{shown_name(document.edition)}）" if document.edition else document.title


def _day(name: str, label: str) -> str:
    return f'<div><label for="zt-{name}">{escape(label)}</label><input id="zt-{name}" name="{name}" type="date"></div>'
