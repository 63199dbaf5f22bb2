"""Later rules and conflicts that touch what was found, as evidence: a writer says which concern its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.holdings import Holdings
from assistant.answering.notices import with_notices
from assistant.answering.status_changes import change_notice
from assistant.evidence.evidence import Evidence, Form
from assistant.retrieval.tokenization import normalise
from assistant.types import Authority, Draft, Notice, Statement, Status
from assistant.understanding.query import Query

# Evidence further down speaks of much that nobody asked about.
_NEAREST = 6


def notices_beside(
    query: Query, searches: Sequence[str], found: Sequence[Evidence], held: Holdings
) -> tuple[Evidence, ...]:
    """The notices of what the searches and the nearest evidence speak of, each once."""
    asked = "\n".join([query.standalone, *searches])
    draft = Draft(Status.ANSWERED, tuple(Statement(e.text, e.citations) for e in found))
    warned = with_notices(query, draft, held.catalogue, held.places, held.retriever.generation.documents).notices
    told = dict.fromkeys([*_changes(query, asked, found, held), *warned])
    return tuple(_as_evidence(n) for n in told if n.citations)


def _changes(query: Query, asked: str, found: Sequence[Evidence], held: Holdings) -> Iterator[Notice]:
    """What became of each certificate that is named."""
    text = normalise("\n".join([asked, *(e.text for e in found[:_NEAREST])]))
    records = held.catalogue.certificates()
    named = {r.id for r in records if any(normalise(n) in text for n in (r.name, r.name_en, *r.aliases))}
    for change in held.catalogue.status_changes:
        notice = change_notice(change, held.catalogue, held.places, query.language, query.as_of)
        if notice is not None and named & set(change.certificates):
            yield notice


def _as_evidence(notice: Notice) -> Evidence:
    authority = Authority(notice.citations[0].authority)
    return Evidence(Form.NOTICE, notice.text, notice.citations, authority, tool=notice.kind.value)
