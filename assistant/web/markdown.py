"""Answer text to HTML that is safe by construction: no raw HTML, no links, no images."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from assistant.api.schemas import CitationBody
from assistant.text.citation_marks import citation_marks
from assistant.web.citations import check_of
from assistant.web.strings import Strings


def render_answer(text: str, citations: Mapping[int, CitationBody], strings: Strings) -> str:
    """HTML of an answer; ``[n]`` becomes a button where the answer has a citation n.

    Everything that answers or documents contain is escaped; what looks like HTML, a link or an image
    stays visible as text.
    """
    rendered: str = _MARKDOWN.render(text, {"citations": citations, "strings": strings})
    return rendered


def citation_button(citation: CitationBody, strings: Strings) -> str:
    """The small number that opens a source."""
    label, attributes = _opening(citation, strings)
    return f'<button type="button" class="zt-cite" {attributes} title="{label}">{citation.n}</button>'


def source_button(citation: CitationBody, strings: Strings) -> str:
    """A line of a list of sources that opens it."""
    _, attributes = _opening(citation, strings)
    details = " · ".join(escape(x) for x in (citation.publisher, citation.issued or "", citation.locator) if x)
    return (
        f'<button type="button" class="zt-source" {attributes}>'
        f'<span class="zt-number" aria-hidden="true">{citation.n}</span>'
        f"<span><b>{escape(citation.title)}</b><small>{details}</small></span></button>"
    )


def _opening(citation: CitationBody, strings: Strings) -> tuple[str, str]:
    """How a button that opens a source is called, and all of its attributes."""
    label = escape(strings.source_n.format(n=citation.n, title=citation.title))
    return label, (
        f'data-action="cite" data-n="{citation.n}" data-document="{escape(citation.document)}" '
        f'data-start="{citation.start}" data-end="{citation.end}" data-check="{check_of(citation.quote)}" '
        f'aria-label="{label}"'
    )


def source_list(citations: Iterable[CitationBody], strings: Strings) -> str:
    """The sources of an answer, each a line that opens it."""
    return f"<ol>{''.join(f'<li>{source_button(c, strings)}</li>' for c in citations)}</ol>"


class _Renderer(RendererHTML):
    def text(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        citations, strings = env["citations"], env["strings"]
        text, shown, position = escape(tokens[index].content), "", 0
        for mark in citation_marks(text):
            if citation := citations.get(mark.n):
                shown += text[position : mark.start] + citation_button(citation, strings)
                position = mark.end
        return shown + text[position:]

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="zt-table" tabindex="0"><table>'

    def table_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>"


# Links, images and references are off: an answer has none of its own, and a document's must not load anything.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer)
    .enable("table")
    .disable(["link", "image", "autolink", "html_block", "html_inline", "reference", "code", "entity"])
)
# Its tables of rules are filled at first use, where a second thread would find them half full.
_MARKDOWN.parse("ready")
