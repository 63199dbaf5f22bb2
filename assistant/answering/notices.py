"""Warnings with an answer: what a later rule changed, superseded, weak or reposted sources, sources that differ.

What a later rule stops or changes, and what sources say differently, stands in the answer itself, in the words of the
notice: whoever reads only the answer must not act on a rule that no longer holds. It hangs on what the answer says, not
on how it was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from assistant.answering.amended import titled, with_amendments
from assistant.answering.disagreements import Stated
from assistant.answering.places import Places
from assistant.answering.rendering import cite
from assistant.answering.said import NOTHING_SAID, Earlier
from assistant.answering.status_changes import open_first, past_days, tell_changes
from assistant.answering.superseded import superseded
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place
from assistant.corpus.dates import first_day
from assistant.corpus.validity import replacement_on, replacements
from assistant.evidence.recommendations import TOOL as RECOMMENDATION
from assistant.retrieval.tokenization import normalise
from assistant.types import Authority, Citation, Document, Draft, Language, Notice, NoticeKind, Statement, Status
from assistant.understanding.query import Query

# What an answer would mislead without stands in it.
_TOLD = frozenset({NoticeKind.SUPERSEDED, NoticeKind.CONFLICT})
# About a phone screen of text, and what the marks of a statement take of it.
_SCREEN_CHARS, _MARKS_CHARS = 585, 6
# Answers whose last statements are the ones that may be missed.
_LEAST_SURE_LAST = frozenset({"passage", RECOMMENDATION})


def with_notices(
    query: Query,
    draft: Draft,
    catalogue: Catalogue,
    places: Places,
    documents: Mapping[str, Document],
    earlier: Earlier = NOTHING_SAID,
) -> Draft:
    """The draft with all notices that it deserves; what a later rule changed or another source says is told in it too.

    Args:
        query: what was asked, and for which day.
        draft: the answer so far; nothing is added to one that does not answer.
        catalogue: its conflicts and status changes, as they stood on the day.
        places: finds the citation of a value at a place of the corpus, as it stood on the day.
        documents: for authority, reposts and what supersedes what.
        earlier: what the conversation holds: what was told in it is told again in a few words.
    """
    draft, amended = with_amendments(query, draft, documents)
    others = _notices(query, draft, catalogue, places, documents, earlier)
    found = tuple(dict.fromkeys((*draft.notices, *amended, *others)))
    said = {s.text for s in draft.statements}
    changed = [n for n in found if n.kind in _TOLD and n.text not in said]
    if draft.status is not Status.ANSWERED:
        changed = []
    # The days in a notice are those of its sources, which need not print them.
    told = tuple(Statement(n.text, n.citations, figures(n.text)) for n in changed)
    if draft.intent == RECOMMENDATION and draft.status is Status.ANSWERED:
        draft = open_first(query, draft, catalogue, places)
    draft = past_days(query, draft, catalogue)
    said_first = _shortened(draft.statements, told) if draft.intent in _LEAST_SURE_LAST else draft.statements
    return replace(draft, statements=(*said_first, *told), notices=found)


def _shortened(statements: tuple[Statement, ...], told: Sequence[Statement]) -> tuple[Statement, ...]:
    """As many statements as leave room on a phone's screen for what has to be told; at least the first."""
    kept = statements
    while told and len(kept) > 1 and sum(len(s.text) + _MARKS_CHARS for s in (*kept, *told)) > _SCREEN_CHARS:
        kept = kept[:-1]
    return kept


def nothing_yet(query: Query) -> Draft:
    """The reply for a day on which no source had been issued."""
    day = query.as_of.isoformat()
    text = (
        f"截至{day}，收录的资料都还没有发布，没有可以依据的内容。"
        if query.language is Language.ZH
        else f"None of the collected sources had been issued by {day}, so there is nothing to answer from."
    )
    return Draft(Status.ABSTAINED, (Statement(text),))


def only_until(query: Query, draft: Draft, later: Set[str]) -> Draft:
    """A draft of an earlier day: it suggests no later section, and a refusal says that later sources were left out."""
    suggestions = tuple(s for s in draft.suggestions if not any(title in s for title in later))
    draft = replace(draft, suggestions=suggestions)
    if draft.status is not Status.ABSTAINED:
        return draft
    day = query.as_of.isoformat()
    text = (
        f"这里只看{day}之前已发布的资料。"
        if query.language is Language.ZH
        else f"Only sources issued by {day} were searched."
    )
    return replace(draft, statements=(*draft.statements, Statement(text)))


def _notices(
    query: Query,
    draft: Draft,
    catalogue: Catalogue,
    places: Places,
    documents: Mapping[str, Document],
    earlier: Earlier,
) -> Iterable[Notice]:
    if draft.status is not Status.ANSWERED:
        return
    cited = [c for s in draft.statements for c in s.citations]
    yield from tell_changes(query, draft, catalogue, places, earlier)
    yield from superseded(query, cited, documents)
    written = list(_conflicts(query, cited, catalogue, places))
    yield from written
    if not written:
        yield from _differing_cells(query, draft, places, documents)
    yield from _weak_sources(query, cited, documents)


def _conflicts(query: Query, cited: Iterable[Citation], catalogue: Catalogue, places: Places) -> Iterable[Notice]:
    """A conflict is told when the question touches its topic and the answer cites one of its claims."""
    text = normalise(query.standalone)
    quotes = [(c.document.removesuffix("-en"), normalise(c.quote)) for c in cited]
    zh = query.language is Language.ZH
    for conflict in catalogue.conflicts:
        if not any(normalise(t) in text for t in conflict.topic):
            continue
        told = [
            claim
            for claim in conflict.claims
            if any(d == Place.parse(claim.cite).document and normalise(claim.value) in q for d, q in quotes)
        ]
        if not told:
            continue
        citations = [places.cite(Place.parse(claim.cite), claim.value, query.language) for claim in conflict.claims]
        values = "、".join(f"「{claim.value}」" for claim in conflict.claims)
        body = (
            f"各来源对{conflict.subject}的{conflict.attribute}说法不一：{values}。{conflict.reason}"
            if zh
            else f"Sources differ on {conflict.attribute_en} of {conflict.subject_en}: {values}. {conflict.reason_en}"
        )
        yield Notice(NoticeKind.CONFLICT, body, tuple(c for c in citations if c))


def _differing_cells(query: Query, draft: Draft, places: Places, documents: Mapping[str, Document]) -> Iterable[Notice]:
    """Where a cell that is said stands with another figure in another document that holds on the day."""
    newer = replacements(documents.values())
    told: set[tuple[str, str]] = set()
    for statement in draft.statements:
        for said in _cells_said(statement, places):
            about = said.row.cells[0][1], said.column
            holding = (
                o for o in places.cells.against(said) if not replacement_on(newer, o.row.document_id, query.as_of)
            )
            if about not in told and (others := tuple(holding)):
                told.add(about)
                yield _disagreement(query.language, (said, *others), documents)


def _cells_said(statement: Statement, places: Places) -> Iterable[Stated]:
    """The cells of cited rows that a statement says with the names of their columns."""
    for citation in statement.citations:
        row = places.cells.row(citation.document, citation.start, citation.end)
        for column, value in row.cells[1:] if row else ():
            if row and value and value in statement.text and column in statement.text:
                yield Stated(row, column, value)


def _disagreement(language: Language, stated: Sequence[Stated], documents: Mapping[str, Document]) -> Notice:
    """Each source with what it gives, the preferred one first, and why it is that."""
    zh = language is Language.ZH

    def standing(cell: Stated) -> tuple[int, int]:
        document = documents[cell.row.document_id]
        issued = first_day(document.effective or document.issued)
        return document.authority.rank, -(issued.toordinal() if issued else 0)

    first, *others = sorted(stated, key=standing)
    by_rank, by_day = (standing(first)[i] < min(standing(o)[i] for o in others) for i in (0, 1))
    name, column = first.row.cells[0][1], first.column
    dated = {c: documents[c.row.document_id].effective or documents[c.row.document_id].issued for c in (first, *others)}
    given = [
        f"{titled(documents[c.row.document_id], language)}"
        + ((f"（{dated[c]}）" if zh else f" ({dated[c]})") if dated[c] else "")
        + (f"写「{c.value}」" if zh else f" gives “{c.value}”")
        for c in (first, *others)
    ]
    if zh:
        why = "前者效力较高" if by_rank else "前者较新" if by_day else ""
        reason = f"{why}，宜以它为准，办理前请核实。" if why else "哪一个为准，请向发布机构核实。"
        text = f"各来源对「{name}」的{column}说法不一：{'；'.join(given)}。{reason}"
    else:
        why = "The first has more authority" if by_rank else "The first is newer" if by_day else ""
        reason = f"{why}; rely on it, and check before you act." if why else "Ask the issuing bodies which one holds."
        text = f"Sources differ on {column} of {name}: {'; '.join(given)}. {reason}"
    return Notice(NoticeKind.CONFLICT, text, tuple(cite(documents[c.row.document_id], c.row) for c in (first, *others)))


def _weak_sources(query: Query, cited: Iterable[Citation], documents: Mapping[str, Document]) -> Iterable[Notice]:
    used = [documents[id_] for id_ in dict.fromkeys(c.document for c in cited)]
    if not used:
        return
    zh = query.language is Language.ZH
    if all(d.repost for d in used):
        yield Notice(
            NoticeKind.LOW_AUTHORITY,
            "所依据的文件只见到转载，办理前请核对发文机关的原文。"
            if zh
            else "Only a repost of the document was seen; check the original before you act.",
        )
    elif all(d.authority.rank >= Authority.NEWS.rank and d.authority is not Authority.UNKNOWN for d in used):
        yield Notice(
            NoticeKind.LOW_AUTHORITY,
            "所依据的是新闻报道，不是规定原文。" if zh else "The ground is a news report, not the rule itself.",
        )
