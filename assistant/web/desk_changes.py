"""What new editions change and touch, and which sources are due for a check, as the desk shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from html import escape

from assistant.changes.comparison import Change
from assistant.changes.impact import Item, ItemKind
from assistant.changes.words import read_words
from assistant.corpus.editions import Edition
from assistant.corpus.freshness import CHECK_EVERY
from assistant.text.page_texts import PageTexts
from assistant.types import Document
from assistant.web.html import badge, choice, options, paragraph
from assistant.web.strings import Strings


def render_chooser(editions: Mapping[str, tuple[Edition, ...]], strings: Strings) -> str:
    """The documents that have several editions, to choose one; or that there is none."""
    texts = strings.of("desk_changes")
    if not editions:
        return paragraph("zt-empty", texts.none)
    titles = {work: found[-1].documents[0].title for work, found in editions.items()}
    chosen = choice("zt-changed", "document", texts.document, options(titles, every=texts.choose))
    return f'<form class="zt-scope" id="zt-changes-choice">{chosen}</form><div id="zt-changes-shown"></div>'


def render_changes(
    old: Edition, new: Edition, changes: Sequence[Change], items: Sequence[Item], done: Set[str], strings: Strings
) -> str:
    """The changes clause by clause, then what they touch, each item to be ticked off.

    Args:
        old, new: the editions.
        changes: from one to the other.
        items: what is touched.
        done: keys of the items that are ticked off.
        strings: the page's language.
    """
    texts = strings.of("desk_changes")
    count = texts.count.format(old=old.name or old.since, new=new.name or new.since, n=len(changes))
    listed = "".join(f"<li>{_change(c, n, texts)}</li>" for n, c in enumerate(changes))
    shown = f'<ol class="zt-changes">{listed}</ol>' if changes else paragraph("zt-empty", texts.no_changes)
    return f'<p role="status">{escape(count)}</p>{shown}{_items(items, done, texts)}'


def _change(change: Change, number: int, texts: PageTexts) -> str:
    clauses = " → ".join(dict.fromkeys(filter(None, (change.old_clause, change.new_clause))))
    old = f"<del>{_marked(change.old, change.new)}</del>" if change.old and change.old != change.new else ""
    new = f"<ins>{_marked(change.new, change.old)}</ins>" if change.new else ""
    figures = "；".join(f"{a or '–'} → {b or '–'}" for a, b in change.figures)
    told = f'<p class="zt-hint">{escape(texts.figures)}：<b>{escape(figures)}</b></p>' if figures else ""
    return (
        f'<p id="zt-change-{number}">{badge(texts.kinds[change.kind])} '
        f"<b>{escape(clauses)}</b></p><p>{old}</p><p>{new}</p>{told}"
    )


def _marked(text: str, other: str) -> str:
    """A text with the words that the other lacks marked, where there is another."""
    if not other:
        return escape(text)
    held, words = set(read_words(other).words), read_words(text)
    parts: list[str] = []
    position = 0
    for word, (start, end) in zip(words.words, words.spans, strict=True):
        if word not in held:
            parts += [escape(text[position:start]), f"<mark>{escape(text[start:end])}</mark>"]
            position = end
    return "".join([*parts, escape(text[position:])]).replace("</mark><mark>", "")


def _items(items: Sequence[Item], done: Set[str], texts: PageTexts) -> str:
    if not items:
        return paragraph("zt-empty", texts.no_items)
    finished = sum(i.key in done for i in items)
    blocks = []
    for kind in ItemKind:
        of_kind = [i for i in items if i.kind is kind]
        if of_kind:
            rows = "".join(f"<li>{_item(i, i.key in done, texts)}</li>" for i in of_kind)
            blocks.append(f"<h3>{escape(texts.item_kinds[kind])} ({len(of_kind)})</h3><ul>{rows}</ul>")
    return f'<p role="status">{escape(texts.items.format(n=len(items), done=finished))}</p>{"".join(blocks)}'


def _item(item: Item, done: bool, texts: PageTexts) -> str:
    standing = badge(texts.standings[item.standing]) + " " if item.standing else ""
    change = f'<a href="#zt-change-{item.change}">{item.change + 1}</a>' if item.change is not None else ""
    now = f"<small>→ {escape(item.now)}</small>" if item.now else ""
    return (
        f'<label><input type="checkbox" data-item="{escape(item.key)}"{" checked" if done else ""}> '
        f"{escape(texts.done)}</label> {standing}<b>{escape(item.name)}</b> {escape(item.value)} {change} {now}"
    )


def render_overdue(documents: Sequence[Document], strings: Strings) -> str:
    """Sources that somebody should hold against their originals again."""
    texts = strings.of("desk_changes")
    if not documents:
        return f'<section class="zt-box"><p class="zt-fresh">{escape(texts.overdue_none)}</p></section>'
    items = "".join(
        f"<li>{escape(d.title)}<small>"
        f"{escape(texts.checked.format(day=d.checked_on) if d.checked_on else texts.never_checked)}</small></li>"
        for d in documents
    )
    hint = texts.overdue_days.format(days=CHECK_EVERY.days)
    return (
        f'<details class="zt-box"><summary>{escape(texts.overdue.format(n=len(documents)))}</summary>'
        f'<p class="zt-hint">{escape(hint)}</p><ul>{items}</ul></details>'
    )
