"""Proposed records as the desk shows them: to be accepted, edited or refused, one by one or all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from assistant.catalogue.model import Place
from assistant.catalogue.profiles import Locate
from assistant.drafting.drafts import Draft
from assistant.pack.schema import KindWords, Schema
from assistant.text.page_texts import PageTexts
from assistant.types import Document, Language
from assistant.web.certificate_writing import Writer
from assistant.web.html import choice, options, paragraph
from assistant.web.strings import Strings

# A page with more would not be read; what is decided makes room for the rest.
MAX_SHOWN = 40
_LONG = 30


def render_draft_chooser(documents: Iterable[Document], strings: Strings) -> str:
    """The documents of which records may be proposed."""
    texts = strings.of("desk_drafts")
    offered = options({d.id: d.title for d in documents}, every=texts.choose)
    chosen = choice("zt-drafted", "document", texts.document, offered)
    return f'<form class="zt-scope">{chosen}</form><div id="zt-drafts-shown"></div>'


def render_drafts(drafts: Sequence[Draft], schema: Schema, locate: Locate, strings: Strings) -> str:
    """The drafts on which nobody has decided, each value with the number that opens its place."""
    texts = strings.of("desk_drafts")
    if not drafts:
        return paragraph("zt-empty", texts.none)
    shown = drafts[:MAX_SHOWN]
    writer = Writer(locate, strings)
    cards = "".join(_card(d, schema.kinds[d.kind], writer, texts, strings.language) for d in shown)
    every = _buttons((("acceptAll", texts.accept_all), ("refuseAll", texts.refuse_all)))
    count = texts.count if len(shown) == len(drafts) else texts.count_first
    said = count.format(n=len(drafts), shown=len(shown))
    return (
        f'<p role="status">{escape(said)}</p>{cards}<div class="zt-buttons zt-draft-all">{every}</div>'
        '<div id="zt-drafts-said"></div>'
    )


def _card(draft: Draft, kind: KindWords, writer: Writer, texts: PageTexts, language: Language) -> str:
    rows = [("name", texts.name, draft.name, draft.cite)]
    rows += [(f.name, kind.field(f.name).label[language], f.value, f.cite) for f in draft.fields]
    fields = "".join(_field(draft, row, writer) for row in rows)
    buttons = _buttons((("accept", texts.accept), ("refuse", texts.refuse)))
    return (
        f'<form class="zt-draft" data-key="{escape(draft.key)}"><h3><span class="zt-badge">{escape(kind.one[language])}'
        f"</span> {escape(draft.name)}</h3>{fields}"
        f'<div class="zt-buttons">{buttons}<span class="zt-said" role="status"></span></div></form>'
    )


def _field(draft: Draft, row: tuple[str, str, str, str], writer: Writer) -> str:
    name, label, value, cite = row
    place = Place.parse(cite)
    field = escape(f"zt-draft-{draft.key}-{name}")
    attributes = f'id="{field}" name="{escape(name)}"'
    shown = (
        f'<textarea {attributes} rows="3">{escape(value)}</textarea>'
        if len(value) > _LONG
        else f'<input type="text" {attributes} value="{escape(value)}">'
    )
    mark = writer.mark(writer.locate(place, value))
    return (
        f'<div class="zt-draft-field"><span><label for="{field}">{escape(label)}</label> '
        f"<small>{escape(place.locator)}</small>{mark}</span>{shown}</div>"
    )


def _buttons(named: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<button type="button" class="zt-action" data-draft="{action}">{escape(label)}</button>'
        for action, label in named
    )


def wanted_values(sent: object) -> Mapping[str, Mapping[str, str]]:
    """What a browser sent of some drafts, by their keys; anything else is left out."""
    listed = sent if isinstance(sent, dict) else {}
    return {
        str(key): {str(n): str(v) for n, v in values.items() if isinstance(v, str)}
        for key, values in listed.items()
        if isinstance(values, dict)
    }
