"""Notices of sources that another document took the place of, or will: an edition, a later rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answering.amended import titled, told_day
from assistant.answering.rendering import cite_span
from assistant.changes.comparison import compare_texts
from assistant.corpus.dates import first_day
from assistant.corpus.editions import several
from assistant.corpus.validity import Replacement, replacement_on, replacements
from assistant.types import Citation, Document, Language, Notice, NoticeKind, Statement
from assistant.understanding.asked_edition import asked_editions
from assistant.understanding.query import Query

# A longer clause is read in the document.
_CLAUSE_CHARS = 200


def superseded(query: Query, cited: Sequence[Citation], documents: Mapping[str, Document]) -> Iterable[Notice]:
    """Of every cited document that another one has superseded by the day."""
    newer = replacements(documents.values())
    for id_ in dict.fromkeys(c.document for c in cited):
        old = documents[id_]
        new = replacement_on(newer, old.id, query.as_of) or replacement_on(newer, old.translation_of or "", query.as_of)
        if new is not None and new.document and any(c.document == new.document.id for c in cited):
            continue
        own = [c for c in cited if c.document == id_]
        if new is None:
            # For the day that was asked it holds; whoever acts on it today must know that it no longer does.
            later = newer.get(old.id) or newer.get(old.translation_of or "")
            if later is not None and later.since is not None and later.document is not None:
                yield Notice(NoticeKind.SUPERSEDED, _replaced_later(old, later, query), tuple(own[:1]))
            continue
        # Who asks for a former edition is told that it is one; of a record that nobody renewed, what holds now.
        was_asked = old.id in asked_editions(query.standalone, query.as_of, several(documents.values())).past
        edition = not was_asked and new.document is not None and new.document.work == old.work
        now = _now(own, old, new, query.language) if edition else None
        text = _replaced(old, new, query.language) + (now.text if now else "")
        yield Notice(NoticeKind.SUPERSEDED, text, (*own[:1], *(now.citations if now else ())))


def _now(cited: Sequence[Citation], old: Document, new: Replacement, language: Language) -> Statement | None:
    """What the edition in force says where a former one is cited; None where it says the same or nothing like it."""
    if new.document is None:
        return None
    for change in compare_texts(old.text, new.document.text):
        span = change.old_span
        if span is None or not any(c.start < span[1] and span[0] < c.end for c in cited):
            continue
        if change.new_span is None:
            return Statement("现行版已删去这一条。" if language is Language.ZH else " It no longer has this clause.")
        citation = cite_span(new.document, *change.new_span)
        said = " ".join(change.new.split())
        if len(said) > _CLAUSE_CHARS:
            return None
        return Statement(f"现行版写明：{said}" if language is Language.ZH else f" It now says: {said}", (citation,))
    return None


def _replaced(old: Document, new: Replacement, language: Language) -> str:
    zh = language is Language.ZH
    day = _since(new, language)
    since = (f"自{day}起" if zh else f" since {day}") if day else ""
    title = titled(old, language)
    if new.document is None:
        return f"{title}{since}已失效。" if zh else f"{title} has no longer been in force{since}."
    later = titled(new.document, language)
    return (
        f"{title}{since}已由{later}取代，请以后者为准。"
        if zh
        else f"{title} has been superseded{since} by {later}; rely on the latter."
    )


def _replaced_later(old: Document, new: Replacement, query: Query) -> str:
    """That what holds on the day that was asked is not the last word, with both days; not what the later one says."""
    zh = query.language is Language.ZH
    title, later = titled(old, query.language), titled(new.document, query.language) if new.document else ""
    since, ends = old.effective or old.issued, _since(new, query.language)
    began = (f"自{told_day(since, query.language)}起" if zh else f", in force since {since},") if since else ""
    asked = query.as_of.isoformat()
    return (
        f"以上按{asked}有效的{title}回答（{began}适用）；自{ends}起由{later}取代。"
        if zh
        else f"This follows {title}{began} as it stood on {asked}; {later} takes its place from {ends}."
    )


def _since(new: Replacement, language: Language) -> str:
    """The day of a replacement as exact as its document gives it."""
    if new.since is None:
        return ""
    document = new.document
    stated = (document.effective or document.issued) if document else None
    return told_day(stated if stated and first_day(stated) == new.since else new.since.isoformat(), language)
