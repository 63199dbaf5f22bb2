"""Where sources differ, and what changed: each side with its words, and which is preferred and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.answering.disputes import CitedClaim, Dispute
from assistant.catalogue.model import StatusChange
from assistant.corpus.compare import compact
from assistant.corpus.dates import date_at
from assistant.retrieval.highlighting import phrase_spans
from assistant.text.page_texts import PageTexts
from assistant.types import Citation, Document
from assistant.web.document_text import MarkedText
from assistant.web.html import badge
from assistant.web.source_writing import document_query, page_link, passage_tools, source_line
from assistant.web.strings import Strings


def render_conflicts(
    disputes: Sequence[Dispute],
    changes: Sequence[tuple[StatusChange, Citation | None, Sequence[str]]],
    documents: Mapping[str, Document],
    strings: Strings,
    about: Document | None = None,
) -> str:
    """All conflicts and changes of status.

    Args:
        disputes: the conflicts to show.
        changes: changes of status with the words that state them and the names that they concern.
        documents: the documents of the index.
        strings: the page's language.
        about: the document whose conflicts these are; None for all.
    """
    texts = strings.of("sources")
    if about is None:
        said = texts.conflicts_intro.format(n=len(disputes)) if disputes else texts.no_conflicts
        every = ""
    else:
        said = texts.conflicts_of.format(title=about.title, n=len(disputes))
        every = " " + page_link("?view=conflicts", escape(texts.all_conflicts))
    cards = "".join(_card(d, documents, strings) for d in disputes)
    changed = "".join(_change(*c, documents, strings) for c in changes)
    replaced = "".join(_replaced(d, documents, texts) for d in documents.values())
    rules = f'<h2 class="zt-part">{escape(texts.changes)}</h2>{changed}{replaced}' if changed or replaced else ""
    return (
        f'<h2 id="zt-view-title" class="zt-part" tabindex="-1">{escape(texts.conflicts)}</h2>'
        f'<p class="zt-count" role="status">{escape(said)}{every}</p>{cards}{rules}'
    )


def _card(dispute: Dispute, documents: Mapping[str, Document], strings: Strings) -> str:
    texts, conflict = strings.of("sources"), dispute.conflict
    zh = strings.zh
    title = f"{conflict.subject}：{conflict.attribute}" if zh else f"{conflict.subject_en}: {conflict.attribute_en}"
    sides = "".join(_side(s, documents, strings) for s in dispute.sides)
    decided = any(s.claim.preferred for s in dispute.sides)
    undecided = "" if decided else escape(texts.not_preferred) + ("。" if zh else ". ")
    reason = escape(conflict.reason if zh else conflict.reason_en)
    cited = dispute.documents
    beside = (
        f"<p>{page_link(document_query(cited[0], **{'with': cited[1]}), escape(texts.lay_beside))}</p>"
        if len(cited) == 2
        else ""
    )
    return (
        f'<article class="zt-card zt-conflict" id="{escape(conflict.id)}" tabindex="-1"><h3>{escape(title)}</h3>'
        f'<ol class="zt-claims">{sides}</ol>'
        f'<p class="zt-reason"><b>{escape(texts.reason)}</b> '
        f"{undecided}{reason}</p>{beside}</article>"
    )


def _side(side: CitedClaim, documents: Mapping[str, Document], strings: Strings) -> str:
    texts, citation, claim = strings.of("sources"), side.citation, side.claim
    mark = badge(texts.preferred, "zt-preferred") if claim.preferred else ""
    marked = " class=zt-chosen" if claim.preferred else ""
    if citation is None:
        return f"<li{marked}>{mark}<p>{escape(claim.value)}</p><p>{escape(texts.missing_claim)}</p></li>"
    # In another language than the words the record's value does not stand in them.
    held = compact(claim.value) in compact(citation.quote)
    value = "" if held else f'<p lang="zh">{escape(claim.value)}</p>'
    spans = phrase_spans(citation.quote, [claim.value]) if held else []
    return f"<li{marked}>{mark}{value}{_words(citation, spans, documents, strings)}</li>"


def _words(
    citation: Citation, spans: Sequence[tuple[int, int]], documents: Mapping[str, Document], strings: Strings
) -> str:
    texts = strings.of("sources")
    document = documents[citation.document]
    quote = MarkedText(citation.quote, spans).html(0, len(citation.quote))
    line = source_line(citation, document, date_at(document, citation.start), strings)
    return (
        f'<blockquote lang="{document.language.value}">{quote}</blockquote><p class="zt-meta">{line}</p>'
        f"{passage_tools(document, citation.start, citation.end, texts)}"
    )


def _change(
    change: StatusChange,
    citation: Citation | None,
    names: Sequence[str],
    documents: Mapping[str, Document],
    strings: Strings,
) -> str:
    texts, zh = strings.of("sources"), strings.zh
    words = _words(citation, (), documents, strings) if citation else f"<p>{escape(texts.missing_claim)}</p>"
    since = escape(texts.since.format(day=change.from_date.isoformat()))
    listed = escape(("、" if zh else "; ").join(names))
    return (
        f'<article class="zt-card zt-conflict"><h3><time datetime="{change.from_date}">{since}</time></h3>'
        f"<p>{escape(change.text if zh else change.text_en)}</p>{words}"
        f'<p class="zt-reason"><b>{escape(texts.concerns)}</b> {listed}</p></article>'
    )


def _replaced(document: Document, documents: Mapping[str, Document], texts: PageTexts) -> str:
    old = documents.get(document.supersedes or "")
    if old is None:
        return ""
    said = escape(texts.replaced.format(old=old.title, new=document.title))
    link = page_link(document_query(old.id, **{"with": document.id}), escape(texts.lay_beside))
    return f'<article class="zt-card zt-conflict"><p>{said}</p><p>{link}</p></article>'
