"""「2026年还能考X证书吗」: whether a certificate can be taken on the day, verdict first."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.holdings import Holdings
from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.answering.status_changes import STATUS_INTENT, alternative
from assistant.answering.unknowns import unknown_x_certificates
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, StatusChange
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.types import Draft, Language, Statement, Status, Turn
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query
from assistant.understanding.status_question import StatusQuestions


class StatusAnswers:
    """Answers whether certificates can be taken, from the changes of status and the records of the day.

    Args:
        questions: tells such questions from others; None where nothing was fitted, so that none is told.
        catalogue: all of it: what changes later tells which family a question means.
    """

    def __init__(self, questions: StatusQuestions | None, catalogue: Catalogue) -> None:
        self._questions = questions
        self._changes = catalogue.status_changes

    def answer(self, query: Query, held: Holdings) -> Draft | None:
        """The verdict, with the answers to what else is asked; None where nothing of the kind is asked."""
        if self._questions is None:
            return None
        parts = held.reader.parts(query) or (query,)
        asking = [(part, self._change(part, held)) for part in parts]
        if len(parts) == 1 and asking[0][1] is None and query.focus:
            # A story told first hides what is asked.
            asking = [(query, self._change(replace(query, standalone=query.focus, mentions=()), held))]
        change = next((c for _, c in asking if c is not None), None)
        said = _verdict(change, query, held.catalogue, held.places) if change else None
        if said is None:
            return None
        others = [part for part, change in asking if change is None]
        drafts = [held.answerer.draft(Turn(p.text, as_of=p.as_of, language=p.language), p)[0] for p in others]
        rest = [s for d in drafts if d.status is Status.ANSWERED for s in d.statements]
        return Draft(Status.ANSWERED, (said, *rest), intent=STATUS_INTENT)

    def _change(self, query: Query, held: Holdings) -> StatusChange | None:
        """The change whose family a question asks to take, if it does."""
        if self._questions is None:
            return None
        named = query.ids(EntityKind.CERTIFICATE)
        for change in self._changes:
            if named and not set(named) <= set(change.certificates):
                continue
            text = _by_family(query, change)
            speaks_of_it = any(normalise(a) in normalise(text) for a in (change.family, *change.family_aliases))
            if speaks_of_it and self._questions.asked_by(held.reader.vector(replace(query, standalone=text))):
                return change
        return None


def _by_family(query: Query, change: StatusChange) -> str:
    """The question with the family's name in place of single certificates."""
    text = query.standalone
    family = change.family if query.language is Language.ZH else change.family_en
    for mention in sorted(query.mentions, key=lambda m: -m.start):
        if mention.kind is EntityKind.CERTIFICATE:
            text = text[: mention.start] + family + text[mention.start + len(mention.text) :]
    return text


def _verdict(change: StatusChange, query: Query, catalogue: Catalogue, places: Places) -> Statement | None:
    """No where the change was told by the day; else yes, with the certificates that the sources of the day list."""
    zh = query.language is Language.ZH
    if change in catalogue.status_changes:
        citation = places.cite(Place.parse(change.cite), "", query.language)
        instead, cited = alternative(change, catalogue, places, query.language, query.as_of)
        verdict = (change.verdict if zh else change.verdict_en) + (("；" if zh else "; ") + instead if instead else "")
        text = verdict + ("。" if zh else ".")
        return Statement(text, kept([citation, cited]), figures(instead)) if citation else None
    if unknown_x_certificates(query):
        # A rule holds for the whole family; a listing only for the certificates that it names.
        return None
    named = query.ids(EntityKind.CERTIFICATE)
    listed = [
        c
        for c in catalogue.all(Kind.CERTIFICATE)
        if c.id in change.certificates and (c.number("year") or 0) <= query.as_of.year and (not named or c.id in named)
    ]
    if not listed:
        return None
    day = query.as_of.isoformat()
    names = joined((f"「{c.name}」" if zh else f"{c.name_en} ({c.name})" for c in listed), query.language)
    text = (
        f"可以：截至{day}，资料列出{names}，没有见到停止报考的规定；具体考期请看评价组织当期通知。"
        if zh
        else f"Yes: as of {day} the sources list {names} and no rule that stops registration was seen; see the "
        "evaluation organisation's notice for dates."
    )
    listing = kept(places.cite(c.place("year"), str(c.number("year")), query.language) for c in listed)
    return Statement(text, listing, frozenset(day.split("-")))
