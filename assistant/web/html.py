"""Pieces of HTML that the pages share; texts are escaped here, what is HTML already says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape


def data(**given: str) -> str:
    """Attributes for the page's script: ``too_large`` is ``data-too-large``."""
    return "".join(f' data-{name.replace("_", "-")}="{escape(value)}"' for name, value in given.items())


def action(name: str, label: str, css: str = "zt-action", **given: str) -> str:
    """A button that the page's script acts on, by its ``data-action`` and whatever is ``given`` along."""
    return f'<button type="button" class="{css}" data-action="{name}"{data(**given)}>{escape(label)}</button>'


def problem(text: str) -> str:
    """What went wrong, told at once."""
    return f'<p class="zt-problem" role="alert">{escape(text)}</p>'


def paragraph(css: str, text: str) -> str:
    """A paragraph of a class: ``zt-hint``, ``zt-empty`` …"""
    return f'<p class="{css}">{escape(text)}</p>'


def told(text: str) -> str:
    """How many were found, said aloud when it changes."""
    return f'<p class="zt-count" role="status">{escape(text)}</p>'


def badge(text: str, css: str = "") -> str:
    """A small mark."""
    return f'<span class="{f"zt-badge {css}".strip()}">{escape(text)}</span>'


def options(values: Mapping[str, str], chosen: str | None = None, every: str | None = None) -> str:
    """The options of a selection by their values; ``every`` names the blank one that comes first, if there is one."""
    offered = values if every is None else {"": every, **values}
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in offered.items()
    )


def choice(id_: str, name: str, label: str, offered: str, more: str = "") -> str:
    """A labelled selection of ``options`` (HTML); ``more``: further attributes."""
    labelled = f'<label for="{id_}">{escape(label)}</label>'
    return f'<div>{labelled}<select id="{id_}" name="{name}"{more}>{offered}</select></div>'


def notice(label: str, html: str) -> str:
    """Something that a reader should know first."""
    return f'<aside class="zt-notice" role="note"><strong>{escape(label)}</strong><span>{html}</span></aside>'


def box(name: str, title: str, body: str) -> str:
    """A part of the desk (HTML), named by its title."""
    heading = f'<h2 id="zt-{name}-title">{escape(title)}</h2>'
    return f'<section class="zt-box" aria-labelledby="zt-{name}-title">{heading}{body}</section>'


def section(title: str, body: str) -> str:
    """A part (HTML) with its title; nothing where there is nothing to say."""
    return f"<section><h3>{escape(title)}</h3>{body}</section>" if body else ""


def folded(summary: str, body: str) -> str:
    """A part (HTML) that opens when it is asked for."""
    return f'<details class="zt-fold"><summary>{summary}</summary>{body}</details>'


def described(rows: Iterable[tuple[str, str]], css: str = "") -> str:
    """Terms (text) with their descriptions (HTML)."""
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{html}</dd></div>" for term, html in rows)
    opened = f'<dl class="{css}">' if css else "<dl>"
    return f"{opened}{items}</dl>" if items else ""


def bullets(items: Iterable[str]) -> str:
    """A list of HTML items."""
    body = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{body}</ul>" if body else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of HTML cells that scrolls within itself."""
    if not rows:
        return ""
    columns = "".join(f'<th scope="col">{escape(h)}</th>' for h in head)
    body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    whole = f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="zt-table" tabindex="0">{whole}</div>'
