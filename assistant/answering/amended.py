"""What a later notice made of a clause that an answer cites, and how documents and days are named in notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace

from assistant.answering.rendering import cite_span
from assistant.answering.verification import figures
from assistant.changes.amendments import Amendment, amendments_of
from assistant.corpus.editions import is_amending, shown_name
from assistant.corpus.validity import speaks_from
from assistant.retrieval.tokenization import normalise
from assistant.types import Citation, Document, Draft, Language, Notice, NoticeKind, Statement, Status
from assistant.understanding.asked_times import asked_times
from assistant.understanding.query import Query


def with_amendments(query: Query, draft: Draft, documents: Mapping[str, Document]) -> tuple[Draft, tuple[Notice, ...]]:
    """A draft with what has amended the clauses that it cites, before what these said; and the notices of it.

    Of what was asked for an earlier time later amendments are not told.
    """
    if draft.status not in (Status.ANSWERED, Status.ABSTAINED):
        return draft, ()
    cited = [c for s in draft.statements for c in s.citations]
    asked = max((t.day for t in asked_times(normalise(query.standalone))), default=None)
    day = min(query.as_of, asked) if asked else query.as_of
    known = {id_: amendments_of(documents[id_], documents.values()) for id_ in {c.document for c in cited}}
    held: dict[tuple[str, int], Amendment] = {}
    later: list[Amendment] = []
    for own in cited:
        for by in known[own.document]:
            if by.since is not None and by.since > day:
                later.append(by)
            elif by.clause[0] < own.end and own.start < by.clause[1]:
                held.setdefault((by.document.id, by.start), by)
    notices = tuple(_notice(by, query.language) for by in held.values())
    told = tuple(Statement(n.text, n.citations, figures(n.text)) for n in notices)
    if draft.status is Status.ABSTAINED:
        # What a refusal shows as near holds no longer as it stands, either.
        return replace(draft, statements=(*draft.statements, *told)), notices
    # What a search found of the amending notice is said by its own words already, or does not hold yet.
    within = _within((*held.values(), *later))
    others = tuple(s for s in draft.statements if not s.citations or not all(map(within, s.citations)))
    return replace(draft, statements=(*told, *others) or draft.statements), notices


class AmendingNotices:
    """Which notices amend what, so that one is not heard of an edition or a time before it; immutable."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        held = tuple(documents.values())
        self._work = {d.id: d.work for d in held}
        self._amended: dict[str, set[str]] = {}
        self._since = {d.id: speaks_from(d) for d in held if is_amending(d.title)}
        for document in held if self._since else ():
            for amendment in amendments_of(document, held):
                self._amended.setdefault(amendment.document.id, set()).add(document.id)

    def silent(self, query: Query, past: Set[str], *, changes: bool) -> frozenset[str]:
        """The notices that say nothing of what is asked.

        Args:
            query: the question.
            past: the former editions that it asks for.
            changes: whether it asks how editions differ, which a notice may tell.
        """
        if not self._amended or changes:
            return frozenset()
        asked = max((t.day for t in asked_times(normalise(query.standalone))), default=None)
        works = {self._work[id_] for id_ in past}
        return frozenset(
            notice
            for notice, amended in self._amended.items()
            if (asked is not None and (since := self._since[notice]) is not None and asked < since)
            or (not amended & past and any(self._work[id_] in works for id_ in amended))
        )


def _within(held: Iterable[Amendment]) -> Callable[[Citation], bool]:
    """Whether a citation is of the words of amendments."""
    by = list(held)
    return lambda c: any(c.document == a.document.id and c.start < a.end and a.start < c.end for a in by)


def _notice(by: Amendment, language: Language) -> Notice:
    return Notice(NoticeKind.SUPERSEDED, _amending(by, language), (cite_span(by.document, by.start, by.end),))


def _amending(by: Amendment, language: Language) -> str:
    """What an amendment says, from when on and where."""
    since = told_day(by.document.effective or by.document.issued or "", language)
    title, words = titled(by.document, language), by.text.strip()
    if language is Language.ZH:
        return f"{title}自{since}起：{words}" if since else f"{title}：{words}"
    return f"Since {since}, by {title}: {words}" if since else f"By {title}: {words}"


def titled(document: Document, language: Language) -> str:
    """A document's title, with the edition's name where that does not stand in it."""
    name = shown_name(document.edition)
    edition = "" if name.casefold() in document.title.replace("-", " ").casefold() else name
    if language is Language.EN:
        return f"“{document.title}”" + (f" ({edition})" if edition else "")
    return f"《{document.title}》" + (f"（{edition}）" if edition else "")


def told_day(day: str, language: Language) -> str:
    """A day in words: a bare year is one."""
    return f"{day}年" if day.isdigit() and language is Language.ZH else day
