"""What a later rule stopped, told with every answer that recommends the thing or asks that it be taken.

Whether it is told hangs on the statements: which certificates they offer, and whether their sources ask that these
be taken. What the certificates contain, who evaluates them and when, is as true as before and needs no warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.places import Places
from assistant.answering.said import NOTHING_SAID, Earlier
from assistant.answering.statements import kept
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record, StatusChange
from assistant.corpus.dates import first_day
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.types import Citation, Draft, Language, Notice, NoticeKind, Statement
from assistant.understanding.query import Query


def changes_told_by(
    certificates: Iterable[str], catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> tuple[Notice, ...]:
    """The notices of what has become of certificates, by their ids, that sources of the day tell."""
    ids = set(certificates)
    notices = (
        change_notice(c, catalogue, places, language, as_of)
        for c in catalogue.status_changes
        if ids & set(c.certificates)
    )
    return tuple(n for n in notices if n)


def tell_changes(
    query: Query, draft: Draft, catalogue: Catalogue, places: Places, earlier: Earlier = NOTHING_SAID
) -> Iterable[Notice]:
    """The changes that a draft has to tell, those that were told in its conversation in a few words.

    One whose source the draft cites already is told by it.
    """
    cited = {c.document.removesuffix("-en") for s in draft.statements for c in s.citations}
    for change in catalogue.status_changes:
        if Place.parse(change.cite).document in cited:
            continue
        if _recommends(query, draft, change, catalogue) or _asks_to_take(draft.statements, change):
            notice = change_notice(change, catalogue, places, query.language, query.as_of)
            if notice and any(earlier.has(said) for said in _told(change)):
                notice = replace(notice, text=_reminder(change, catalogue, notice, query.language))
            if notice:
                yield notice


def open_first(query: Query, draft: Draft, catalogue: Catalogue, places: Places) -> Draft:
    """A draft that offers what a later rule stopped, with what can be taken instead before it."""
    for change in catalogue.status_changes:
        if draft.intent not in change.told_with.intents or not _recommends(query, draft, change, catalogue):
            continue
        notice = change_notice(change, catalogue, places, query.language, query.as_of)
        instead, cited = alternative(change, catalogue, places, query.language, query.as_of)
        open_ = {r.text("family"): r for r in catalogue.all(Kind.OPEN) if r.id in change.instead}
        zh = query.language is Language.ZH
        record = next((r for r in open_.values() if r.text("family" if zh else "family_en") in instead), None)
        if notice is None or cited is None or record is None:
            continue
        first, *rest = draft.statements
        if any(n in first.text for n in (record.text("family" if zh else "family_en"), record.named(query.language))):
            continue
        lead = f"现在能报的是{record.text('family')}；" if zh else f"Open now: {record.text('family_en')}. "
        first = replace(first, text=lead + first.text, citations=(*first.citations, cited))
        return replace(draft, statements=(first, *rest))
    return draft


def past_days(query: Query, draft: Draft, catalogue: Catalogue) -> Draft:
    """A draft in which the day of a change that is over by the day of the question is said to be past.

    Its sources were written before it, so that their words alone have it still to come.
    """
    statements = draft.statements
    for change in catalogue.status_changes:
        day, source = change.from_date.isoformat(), Place.parse(change.cite).document
        if change.from_date < query.as_of:
            statements = tuple(
                replace(s, text=_with_remark(s.text, day, query.language))
                if any(c.document.removesuffix("-en") == source for c in s.citations)
                else s
                for s in statements
            )
    return replace(draft, statements=statements)


def _with_remark(text: str, day: str, language: Language) -> str:
    """A text with a remark, at the end of the clause that names a day, that it is past."""
    remark, ends = ("（该日期已过）", "，；。") if language is Language.ZH else (" (now past)", ",;.")
    place = text.find(day)
    if place < 0:
        return text
    end = min((n for mark in ends if (n := text.find(mark, place)) >= 0), default=len(text))
    return text[:end] + remark + text[end:]


def _told(change: StatusChange) -> tuple[str, ...]:
    return change.clause, change.clause_en, change.verdict, change.verdict_en


def _reminder(change: StatusChange, catalogue: Catalogue, notice: Notice, language: Language) -> str:
    """A change in a few words, with what can be taken instead; the whole notice where the pack has none such."""
    zh = language is Language.ZH
    reminder = change.reminder if zh else change.reminder_en
    name = "family" if zh else "family_en"
    open_ = (r.text(name) for id_ in change.instead for r in catalogue.all(Kind.OPEN) if r.id == id_)
    instead = next((f for f in open_ if f in notice.text), "")
    if not reminder:
        return notice.text
    if zh:
        return reminder + (f"，可改考{instead}。" if instead else "。")
    return reminder + (f"; {instead} can be taken instead." if instead else ".")


def change_notice(
    change: StatusChange, catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> Notice | None:
    """The change in a clause, and what can be taken instead; None where no source had told it by the day."""
    citation = places.cite(Place.parse(change.cite), "", language)
    if citation is None or not _told_by(citation, as_of):
        return None
    zh = language is Language.ZH
    instead, cited = alternative(change, catalogue, places, language, as_of)
    clause = (change.clause if zh else change.clause_en) + (("；" if zh else "; ") + instead if instead else "")
    return Notice(NoticeKind.SUPERSEDED, clause + ("。" if zh else "."), kept([citation, cited]))


def alternative(
    change: StatusChange, catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> tuple[str, Citation | None]:
    """The first thing that could be taken instead by the sources of the day, and when that was checked; else ""."""
    for record, citation in instead_of(change, catalogue, places, language, as_of):
        seen = seen_open(record, language)
        if language is Language.ZH:
            return f"可改考{record.text('family')}（{seen}）", citation
        return f"{record.text('family_en')} can be taken instead ({seen})", citation
    return "", None


def instead_of(
    change: StatusChange, catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> Iterable[tuple[Record, Citation]]:
    """What could be taken instead by the sources of the day, each with the place that says so."""
    known = {r.id: r for r in catalogue.all(Kind.OPEN)}
    for record in (known[id_] for id_ in change.instead if id_ in known):
        citation = places.cite(record.place("offered"), record.text("offered"), language)
        if citation is not None and (first_day(record.text("checked_on")) or date.min) <= as_of:
            yield record, citation


def seen_open(record: Record, language: Language) -> str:
    """When, and by what kind of source, a thing was last seen to be open."""
    day = record.text("checked_on")
    if language is Language.ZH:
        day += "年" if day.isdigit() else ""
        return f"{day}的{'转载' if record.get('repost') else ''}资料列为可考"
    return f"open by a {'repost' if record.get('repost') else 'source'} of {day}"


def _told_by(citation: Citation, day: date) -> bool:
    return (first_day(citation.issued) or date.min) <= day


def _recommends(query: Query, draft: Draft, change: StatusChange, catalogue: Catalogue) -> bool:
    """Whether the draft offers one of the certificates: by its intent, or as the one for a post."""
    text = normalise(" ".join(s.text for s in draft.statements))
    asked = normalise(query.standalone)
    for record in catalogue.certificates():
        if record.id not in change.certificates:
            continue
        named = [n for n in (record.name, record.name_en) if normalise(n) in text]
        if named and draft.intent in change.told_with.intents:
            return True
        duties = record.texts("duties")
        offered = not any(normalise(n) in asked for n in (record.name, record.name_en, *record.aliases))
        if named and offered and any(normalise(d) in text for d in duties):
            return True
    return False


def _asks_to_take(statements: Sequence[Statement], change: StatusChange) -> bool:
    said = normalise(" ".join(part for s in statements for part in (s.text, *_quotes(s.citations))))
    return any(normalise(words) in said for words in change.told_with.stated)


def _quotes(citations: Sequence[Citation]) -> list[str]:
    return [c.quote for c in citations]
