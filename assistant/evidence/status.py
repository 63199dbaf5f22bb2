"""The tool for whether a certificate can be taken on the day (「2026年还能考X证书吗」): the verdict as evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.answering.status_changes import alternative
from assistant.answering.unknowns import unknown_x_certificates
from assistant.answering.verdict import confirms, has_ceased
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record, StatusChange
from assistant.catalogue.names import called_in
from assistant.corpus.dates import first_day
from assistant.evidence.evidence import Evidence, of_records
from assistant.index.embedding import Vectors
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.text.clauses import clauses
from assistant.types import Language
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asks_something
from assistant.understanding.query import Query
from assistant.understanding.status_question import StatusQuestions

TOOL = "certificate_status"
# By what a record says of its thing: what is said of those, when that was seen, and whether in a repost.
_AVAILABLE: dict[str, dict[Language, str]] = {
    "open": {
        Language.ZH: "能报：{}（{}的{}资料列为可考）",
        Language.EN: "Yes, open: {} (by a {} {}source)",
    },
    "in_preparation": {
        Language.ZH: "还不能报：{}（{}的{}资料写的是筹建中）",
        Language.EN: "Not yet: {} (in preparation by a {} {}source)",
    },
    "units_only": {
        Language.ZH: "个人不能报：{}只对签约单位（据{}的{}资料）",
        Language.EN: "Not for individuals: {} is for contracted units only (by a {} {}source)",
    },
    "not_known": {
        Language.ZH: "没有查到现在是否开考：{}（最近见到的资料是{}{}）",
        Language.EN: "Not known whether open now: {} (last seen {} {})",
    },
}
_OPEN = "open"
_OF_ONE = {"offered": "", "prerequisite": "报考条件："}
_REPOST = {Language.ZH: "转载", Language.EN: "reposted "}
_SEE_CURRENT = {
    Language.ZH: "；请以当地评价机构当期公告为准。",
    Language.EN: "; see the current notice of the body concerned.",
}
# Where the line is no surer than this, nothing of the kind is asked.
_ASKED = 0.5


class StatusTool:
    """Says whether certificates can be taken, from the changes of status and the records of the day.

    Args:
        questions: tells such questions from others; None where nothing was fitted, so that none is told.
        changes: those of all days: what changes later tells which family a question means.
        catalogue: what is held on the day.
        places: for citations.
    """

    def __init__(
        self,
        questions: StatusQuestions | None,
        changes: tuple[StatusChange, ...],
        catalogue: Catalogue,
        places: Places,
    ) -> None:
        self._questions = questions
        self._changes = changes
        self._catalogue = catalogue
        self._places = places

    def find(self, query: Query, vector: Callable[[Query], Vectors], *, taking: bool = False) -> Evidence | None:
        """The verdict, as likely as the question asks for it; None where nothing of the kind is asked.

        Args:
            query: the question.
            vector: embeds a reading of it.
            taking: whether somebody surely asks if they may take what is named.
        """
        questions = self._questions
        if questions is None:
            return None

        def probability(reading: Query) -> float:
            return 1.0 if taking else questions.probability(vector(reading))

        readings = [query]
        if query.focus:
            # A story told first hides what is asked.
            readings.append(replace(query, standalone=query.focus, mentions=()))
        if asking := [c for c in clauses(query.standalone) if asks_something(c)][-1:]:
            said = normalise(query.standalone)
            names = dict.fromkeys(m.text for m in query.mentions if m.kind is EntityKind.CERTIFICATE)
            family = (a for c in self._changes for a in (c.family, *c.family_aliases) if normalise(a) in said)
            about = [*names, *([] if names else family)][:1]
            readings.append(replace(query, standalone=" ".join([*about, *asking])))
        asked = (self._asked(reading, probability) for reading in readings)
        change, sure = next(((c, p) for c, p in asked if c is not None), (None, 0.0))
        if change:
            return self._verdict(change, query, sure)
        # That a thing is open does not say that one may take it.
        return None if taking else self._open(query, probability)

    def _open(self, query: Query, probability: Callable[[Query], float]) -> Evidence | None:
        """What the records say of things that may be open, where a question asks to take one that they name."""
        if not self._changes:
            return None
        text = normalise(query.standalone)
        known = self._catalogue.all(Kind.OPEN)
        about, called = called_in(
            text, [r for r in known if (first_day(r.text("checked_on")) or date.min) <= query.as_of]
        )
        if not about:
            return None
        # What is asked of one thing that can be taken is asked as of another: the line knows the changed family.
        family = self._changes[0].family if query.language is Language.ZH else self._changes[0].family_en
        asked = probability(replace(query, standalone=text.replace(called, family)))
        if asked < _ASKED:
            return None
        levels = [m.text for m in query.mentions if m.kind is EntityKind.LEVEL]
        about = [r for r in about if r.text("level") in levels] or about
        return self._availability(about, query, asked)

    def _availability(self, about: Sequence[Record], query: Query, probability: float) -> Evidence | None:
        zh = query.language is Language.ZH
        told = {
            r.id: c for r in about if (c := self._places.cite(r.place("offered"), r.text("offered"), query.language))
        }
        parts, days = [], set()
        for availability, words in _AVAILABLE.items():
            records = [r for r in about if r.id in told and r.text("availability") == availability]
            if not records:
                continue
            names = joined((r.name if zh else r.name_en for r in records), query.language)
            seen = joined(dict.fromkeys(_day(r.text("checked_on"), query.language) for r in records), query.language)
            days |= {seen}
            repost = any(r.get("repost") for r in records)
            parts.append(words[query.language].format(names, seen, _REPOST[query.language] if repost else ""))
        # Of one thing it is worth saying how it is offered, and to whom.
        for field, before in _OF_ONE.items() if len(about) == 1 else ():
            value = about[0].text(field) if about[0].get(field) else ""
            place = self._places.cite(about[0].place(field), value, query.language) if value else None
            if place is not None and (zh or value.isascii()):
                parts.append(before + value.rstrip("。；").replace("；", "、"))
                told[field] = place
        each = {r.text("availability") for r in about if r.id in told}
        # Where some can be taken and others cannot, no one word says it; that it is no more is wrong of any that can.
        mixed = len(each) > 1 and not (_OPEN in each and has_ceased(query.own))
        opening = "" if mixed else confirms(query, available=_OPEN in each)
        text = opening + ("；" if zh else "; ").join(parts)
        text += _SEE_CURRENT[query.language]
        computed, citations = figures(" ".join(days)), kept(told.values())
        return of_records(text, citations, TOOL, computed=computed, probability=probability) if parts else None

    def _asked(self, query: Query, probability: Callable[[Query], float]) -> tuple[StatusChange | None, float]:
        """The change whose family a question asks to take, if it does, and how surely."""
        named = query.ids(EntityKind.CERTIFICATE)
        for change in self._changes:
            if named and not set(named) <= set(change.certificates):
                continue
            text = _by_family(query, change)
            if any(normalise(a) in normalise(text) for a in (change.family, *change.family_aliases)):
                asked = probability(replace(query, standalone=text))
                if asked >= _ASKED:
                    return change, asked
        return None, 0.0

    def _verdict(self, change: StatusChange, query: Query, probability: float) -> Evidence | None:
        """No where the change was told by the day; else yes, with the certificates that its sources list."""
        zh = query.language is Language.ZH
        if change in self._catalogue.status_changes:
            citation = self._places.cite(Place.parse(change.cite), "", query.language)
            instead, cited = alternative(change, self._catalogue, self._places, query.language, query.as_of)
            verdict = (change.verdict if zh else change.verdict_en) + (
                ("；" if zh else "; ") + instead if instead else ""
            )
            text = confirms(query, available=False) + verdict + ("。" if zh else ".")
            cites, computed = kept([citation, cited]), figures(instead)
            return of_records(text, cites, TOOL, computed=computed, probability=probability) if citation else None
        if unknown_x_certificates(query):
            # A rule holds for the whole family; a listing only for the certificates that it names.
            return None
        named = query.ids(EntityKind.CERTIFICATE)
        listed = [
            c
            for c in self._catalogue.all(Kind.CERTIFICATE)
            if c.id in change.certificates
            and (c.number("year") or 0) <= query.as_of.year
            and (not named or c.id in named)
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
        listing = kept(self._places.cite(c.place("year"), str(c.number("year")), query.language) for c in listed)
        computed = frozenset(day.split("-"))
        return of_records(text, listing, TOOL, computed=computed, probability=probability) if listing else None


def _day(written: str, language: Language) -> str:
    """A day as a text says it; a bare year as a year."""
    return f"{written}年" if language is Language.ZH and written.isdigit() else written


def _by_family(query: Query, change: StatusChange) -> str:
    """The question with the family's name in place of single certificates."""
    text = query.standalone
    family = change.family if query.language is Language.ZH else change.family_en
    named = sorted((m for m in query.mentions if m.kind is EntityKind.CERTIFICATE), key=lambda m: -m.start)
    after = len(text)
    for mention in named:
        end = mention.start + len(mention.text)
        # Several in a row are one family.
        listed = after < len(text) and len(text[end:after].strip()) <= 1
        text = text[: mention.start] + (text[after:] if listed else family + text[end:])
        after = mention.start
    return text
