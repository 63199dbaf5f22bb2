"""The state of index, evals and documents beside the queue."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.desk.eval_figures import EvalFigures, SetFigures, Share
from assistant.desk.index_status import Freshness, IndexStatus
from assistant.llm.budget import StageUse
from assistant.text.page_texts import PageTexts
from assistant.types import Document, Language
from assistant.web.html import box, paragraph
from assistant.web.strings import Strings

_COMMIT_CHARS = 8


def render_index(status: IndexStatus, strings: Strings) -> str:
    """What the index was built from, and whether that still holds."""
    texts, manifest = strings.of("desk"), status.manifest
    facts = (
        (texts.built_at, _time(manifest.built_at)),
        (texts.documents, str(manifest.documents)),
        (texts.passages_count, str(manifest.passages)),
        (texts.model, escape(manifest.model)),
    )
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts)
    trouble = status.trouble
    said = escape(texts.index_trouble.format(detail=trouble.detail)) if trouble else ""
    why = f'<p class="zt-stale" role="alert">{said}</p>' if said else ""
    calm = status.freshness is Freshness.CURRENT
    freshness = paragraph("zt-fresh" if calm else "zt-stale", texts.freshness[status.freshness])
    return box("index", texts.index, f"{freshness}{why}<dl>{lines}</dl>")


def render_model_use(
    name: str | None, use: Sequence[StageUse], daily_tokens: int | None, strings: Strings, problem: str = ""
) -> str:
    """Which language model words the answers, and what it took today; ``problem``: why that cannot be read."""
    texts = strings.of("desk")
    if problem:
        content = paragraph("zt-stale", problem)
    elif name is None:
        content = paragraph("zt-empty", texts.model_none)
    else:
        tokens = f"{sum(u.tokens for u in use):,}" + (f" / {daily_tokens:,}" if daily_tokens else "")
        calls = " · ".join(texts.stages[u.stage].format(n=u.calls) for u in use) or "0"
        facts = ((texts.model_name, name), (texts.model_calls, calls), (texts.model_tokens, tokens))
        content = f"<dl>{''.join(f'<dt>{escape(n)}</dt><dd>{escape(v)}</dd>' for n, v in facts)}</dl>"
    return box("model", texts.model_use, content)


def render_evals(figures: EvalFigures | None, strings: Strings, problem: str = "") -> str:
    """The latest figures, or how to get some; ``problem``: why they cannot be read."""
    texts = strings.of("desk")
    if figures is None:
        content = paragraph("zt-stale" if problem else "zt-empty", problem or texts.no_evals)
    else:
        content = _figures(figures, texts)
    return box("evals", texts.evals, content)


def render_documents(documents: Sequence[Document], strings: Strings) -> str:
    """Every document of the index with its standing and date, closed at first."""
    texts = strings.of("desk")
    # A source's own language before its translation.
    ordered = sorted(documents, key=lambda d: (d.authority.rank, d.translation_of or d.id, d.language is Language.EN))
    items = "".join(_document(d, strings, texts) for d in ordered)
    return (
        f'<details class="zt-box"><summary>{escape(texts.documents_list.format(n=len(documents)))}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _document(document: Document, strings: Strings, texts: PageTexts) -> str:
    facts = (
        strings.authority[document.authority],
        document.publisher,
        document.issued or "",
        texts.languages[document.language],
        texts.characters.format(n=f"{len(document.text):,}"),
    )
    meta = " · ".join(escape(f) for f in facts if f)
    return f'<li><span lang="{document.language.value}">{escape(document.title)}</span><small>{meta}</small></li>'


def _figures(figures: EvalFigures, texts: PageTexts) -> str:
    run = figures.run
    said = texts.eval_run.format(at=_time(run.started_at), commit=escape(run.commit[:_COMMIT_CHARS]))
    warnings = [
        *([] if figures.same_corpus else [texts.eval_other_corpus]),
        *([texts.eval_changed] if run.changed else []),
    ]
    names = (texts.correct, texts.wrong_refusals, texts.right_refusals, texts.support)
    head = "".join(f"<th>{escape(n)}</th>" for n in names)
    rows = "".join(_row(s, texts) for s in figures.sets)
    warned = "".join(paragraph("zt-hint", w) for w in warnings)
    return (
        f'<p class="zt-hint">{said}</p>{warned}<div class="zt-table zt-evals" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead>{rows}</table></div>"
    )


def _row(figures: SetFigures, texts: PageTexts) -> str:
    total = figures.total
    shares = (total.correct, total.wrong_refusals, total.right_refusals, total.citation_support)
    cells = "".join(f"<td>{_share(s)}</td>" for s in shares)
    size = texts.questions.format(n=figures.questions, ms=f"{total.p95_ms:.0f}")
    # A line of its own: beside the figures a phone has no room for a name.
    name = f'<th colspan="{len(shares)}" scope="rowgroup">{escape(figures.name)} <small>{escape(size)}</small></th>'
    return f"<tbody><tr>{name}</tr><tr>{cells}</tr></tbody>"


def _share(share: Share | None) -> str:
    """The share, and in small its 95 % interval."""
    return f"{share.value:.3f}<small>{share.low:.2f}–{share.high:.2f}</small>" if share else "–"


def _time(text: str) -> str:
    """A time that the page's script writes in the reader's own zone."""
    return f'<time datetime="{escape(text)}">{escape(text[:16].replace("T", " "))} UTC</time>'
