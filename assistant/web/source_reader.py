"""A document to read: what is known of it, its outline, and its text with the linked words marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from assistant.answering.disputes import Dispute
from assistant.corpus.links import LinkState, Target, link_query
from assistant.text.page_texts import PageTexts
from assistant.types import Document, Section
from assistant.web.document_text import MarkedText, render_blocks
from assistant.web.html import options
from assistant.web.original_view import page_picture, whose_words
from assistant.web.source_search import editions, newer, render_metadata
from assistant.web.source_writing import copy_button, document_query, language_name, page_link, standing
from assistant.web.strings import Strings

# A document is shown in parts of about this many characters, cut between sections or lines: 4 ms to render, 0.1 s for
# a phone to lay out.
PART_CHARS = 100_000
# With more sections than this the outline lists those of the shown part only.
_MAX_OUTLINE = 400


def render_reader(
    document: Document,
    target: Target,
    documents: Mapping[str, Document],
    disputes: Sequence[Dispute],
    strings: Strings,
) -> str:
    """The document around a link's target.

    Args:
        document: what is read; untrusted.
        target: the span to mark, or the place to begin at.
        documents: all documents, for editions and versions.
        disputes: of which those that cite this document are noted at their places.
        strings: the page's language.
    """
    texts = strings.of("sources")
    cuts = parts(document)
    number = next((n for n, (a, b) in enumerate(cuts) if a <= target.start < b), len(cuts) - 1)
    left, right = cuts[number]
    shown = [s for s in _sections(document) if s.start < right and s.end > left]
    paging = _paging(document, cuts, number, texts)
    return (
        f'<article class="zt-reader" data-document="{escape(document.id)}">'
        f"{_head(document, target, documents, disputes, strings)}"
        f'<div class="zt-columns">{_outline(document, shown, texts)}'
        f'<div class="zt-document-text zt-source-text" id="zt-document-text" data-from="{target.start}" '
        f'lang="{document.language.value}">{paging}'
        f"{_body(document, shown, (left, right), target, _notes(document, disputes, strings), texts)}"
        f"{paging}</div></div></article>"
    )


def parts(document: Document) -> list[tuple[int, int]]:
    """[start, end) of the parts in which a document is shown; they cover it, and none is much over the limit."""
    cuts = [0]
    for section in document.sections:
        if section.end - cuts[-1] > PART_CHARS and section.start > cuts[-1]:
            cuts.append(section.start)
        while section.end - cuts[-1] > PART_CHARS:
            line = document.text.rfind("\n", cuts[-1] + PART_CHARS // 2, cuts[-1] + PART_CHARS)
            cuts.append(line + 1 if line >= 0 else cuts[-1] + PART_CHARS)
    return list(zip(cuts, [*cuts[1:], len(document.text)], strict=True))


def _head(
    document: Document,
    target: Target,
    documents: Mapping[str, Document],
    disputes: Sequence[Dispute],
    strings: Strings,
) -> str:
    texts = strings.of("sources")
    lang = document.language.value
    about = sum(document.id in d.documents for d in disputes)
    query = "?" + urlencode({"view": "conflicts", "in": document.id})
    disputed = page_link(query, escape(texts.disputes.format(n=about)), "zt-action") if about else ""
    here = link_query(document, target.start, target.end) if target.start < target.end else document_query(document.id)
    said = {LinkState.MOVED: texts.moved, LinkState.CHANGED: texts.changed}.get(target.state, "")
    notice = f'<p class="zt-notice" role="status">{escape(said)}</p>' if said else ""
    return (
        f'<header class="zt-reader-head">{back_link(texts)}'
        f'<p class="zt-badges">{whose_words(document, strings)} {standing(document, strings, texts)}</p>'
        f'<h2 id="zt-view-title" tabindex="-1" lang="{lang}">{escape(document.title)}</h2>{notice}'
        f"{_replaced(document, documents, texts)}"
        f'<details class="zt-about" open><summary>{escape(texts.about)}</summary>'
        f"{render_metadata(document, documents, strings)}</details>"
        f"{page_picture(document, target.start, target.end, strings) if target.start < target.end else ''}"
        f'<div class="zt-tools-line">{copy_button(here, texts)}{disputed}'
        f"{beside_choice(document, documents, strings)}</div></header>"
    )


def back_link(texts: PageTexts) -> str:
    """To the list as it was left; the page's script knows which."""
    return f"<p>{page_link('?', f'← {escape(texts.back)}', 'zt-back')}</p>"


def beside_choice(document: Document, documents: Mapping[str, Document], strings: Strings) -> str:
    """Chooses what to lay beside a document: its editions and versions first."""
    texts = strings.of("sources")
    near = [*editions(document, documents), *newer(document, documents)]
    older = documents.get(document.supersedes or "")
    near += [older] if older else []
    rest = [d for d in documents.values() if d.id != document.id and d not in near]
    offered = options({d.id: _name(d, strings) for d in (*near, *rest)}, every=texts.beside_choose)
    return (
        f'<label class="zt-beside">{escape(texts.beside)} <select data-beside="{escape(document.id)}">'
        f"{offered}</select></label>"
    )


def _name(document: Document, strings: Strings) -> str:
    if document.language is strings.language:
        return document.title
    return f"{document.title}（{language_name(document.language, strings)}）"


def _replaced(document: Document, documents: Mapping[str, Document], texts: PageTexts) -> str:
    lines = [
        f"<p>{escape(texts.replaced.format(old=document.title, new=d.title))} "
        f"{page_link(document_query(d.id), escape(texts.read))} · "
        f"{page_link(document_query(document.id, **{'with': d.id}), escape(texts.lay_beside))}</p>"
        for d in newer(document, documents)
    ]
    return f'<div class="zt-notice">{"".join(lines)}</div>' if lines else ""


def _outline(document: Document, shown: Sequence[Section], texts: PageTexts) -> str:
    listed = document.sections if len(document.sections) <= _MAX_OUTLINE else shown
    links = "".join(
        f'<li class="zt-level-{min(s.level, 4)}">'
        + page_link(
            document_query(document.id, start=str(s.start), end=str(s.start), locator=s.locator),
            f"{escape(s.title or s.locator)}",
            more=f' data-section="{s.start}"',
        )
        + "</li>"
        for s in listed
    )
    return (
        f'<details class="zt-outline"><summary>{escape(texts.outline)}</summary>'
        f'<nav aria-label="{escape(texts.outline)}" lang="{document.language.value}"><ul>{links}</ul></nav></details>'
    )


def _body(
    document: Document,
    shown: Sequence[Section],
    part: tuple[int, int],
    target: Target,
    notes: Mapping[int, str],
    texts: PageTexts,
) -> str:
    view = MarkedText(document.text, [(target.start, target.end)], addressed=True)
    html = []
    for section in shown:
        a, b = max(section.start, part[0]), min(section.end, part[1])
        label = texts.copy_section.format(title=section.title or section.locator)
        query = link_query(document, section.start, section.start)
        button = copy_button(query, texts, label=label, css="zt-anchor") if a == section.start else ""
        note = notes.get(section.start, "") if a == section.start else ""
        html.append(
            f'<section id="zt-section-{section.start}" data-section="{section.start}">{button}'
            f"{''.join(render_blocks(view, a, b))}{note}</section>"
        )
    return "".join(html)


def _notes(document: Document, disputes: Sequence[Dispute], strings: Strings) -> dict[int, str]:
    """By the start of the section that holds a disputed claim, a note that leads to all sides."""
    texts, zh = strings.of("sources"), strings.zh
    found: dict[int, dict[str, str]] = {}
    for dispute in disputes:
        conflict = dispute.conflict
        for side in dispute.sides:
            cited = side.citation
            if cited is None or cited.document != document.id:
                continue
            section = next((s for s in document.sections if s.start <= cited.start < s.end), None)
            if section is not None:
                what = (
                    f"{conflict.subject}的{conflict.attribute}"
                    if zh
                    else f"{conflict.attribute_en} of {conflict.subject_en}"
                )
                link = page_link(f"?view=conflicts#{conflict.id}", escape(texts.open_dispute))
                found.setdefault(section.start, {})[conflict.id] = (
                    f"<p>{escape(texts.disputed.format(what=what))} {link}</p>"
                )
    return {
        start: f'<aside class="zt-notice" lang="{strings.html_lang}">{"".join(lines.values())}</aside>'
        for start, lines in found.items()
    }


def _paging(document: Document, cuts: Sequence[tuple[int, int]], number: int, texts: PageTexts) -> str:
    if len(cuts) == 1:
        return ""

    def to(n: int, text: str) -> str:
        if not 0 <= n < len(cuts):
            return ""
        start = str(cuts[n][0])
        return page_link(document_query(document.id, start=start, end=start), escape(text), "zt-action")

    here = escape(texts.part.format(n=number + 1, total=len(cuts)))
    return f'<p class="zt-paging">{to(number - 1, texts.earlier)}<span>{here}</span>{to(number + 1, texts.later)}</p>'


def _sections(document: Document) -> Sequence[Section]:
    return document.sections or (Section(locator="", title="", level=0, start=0, end=len(document.text)),)
