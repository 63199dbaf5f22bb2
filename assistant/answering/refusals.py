"""What is said where no source answers: what was looked for, what is near, and whom to ask instead."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.attributes import COUNT
from assistant.answering.extraction import Found
from assistant.answering.places import Places
from assistant.answering.statements import joined
from assistant.answering.whom import Whom
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.retrieval.retriever import Retriever
from assistant.text.clauses import clauses
from assistant.types import Document, Draft, Language, Passage, Statement, Status
from assistant.understanding.conversation import REFUSED
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asking_part, asks
from assistant.understanding.query import Query

# A longer question is not said again.
_QUOTED_CHARS = {Language.ZH: 32, Language.EN: 90}
_MARKS = " ？?。.！!，,"
# Of what a record states so many fields are named, and of fewer none.
_FIELDS, _LEAST_FIELDS = 6, 2
_STATED = {Language.ZH: "关于「{}」，资料写到的有：{}。", Language.EN: "On {} they state: {}."}
# In these a subject is, but is none itself.
_WHERE = frozenset({EntityKind.PROVINCE, EntityKind.DOCUMENT})


class Refusals:
    """Makes refusals that are of use; safe to share between threads.

    Args:
        retriever: for the name of what a passage stands in.
        catalogue: the records of the day, for what is stated of the thing that is asked about.
        places: for citations of these.
        whom: says whom to ask instead.
    """

    def __init__(self, retriever: Retriever, catalogue: Catalogue, places: Places, whom: Whom) -> None:
        self._retriever = retriever
        self._catalogue = catalogue
        self._places = places
        self._whom = whom

    def draft(
        self, query: Query, found: Found, near: Statement | None, best: Passage | None, *, doubtful: bool = False
    ) -> Draft:
        """What was looked for, what is near or is stated of its subject, and whom to ask.

        Args:
            query: the question.
            found: what the search gave.
            near: the best piece as a sentence, where it is near enough to be worth reading.
            best: the passage of the best piece, None where nothing was found.
            doubtful: whether what is near may be what was looked for after all, so that nobody is told it is not there.
        """
        zh = query.language is Language.ZH
        opening = REFUSED[query.language]
        looked_for = _looked_for(query, found)
        if zh:
            surely = "明确" if doubtful and near is not None else ""
            text = f"{opening}{surely}写到{looked_for or '您问的这一点'}。"
        else:
            surely = " expressly" if doubtful and near is not None else ""
            text = f"{opening}{surely} {f'state {looked_for}' if looked_for else 'answer this'}."
        elsewhere = self._whom.to_ask(query.standalone, query.language)
        if near is not None:
            lead = "相近的内容：" if zh else "Nearby: "
            first = Statement(_sentences(zh, text, elsewhere))
            return Draft(Status.ABSTAINED, (first, replace(near, text=lead + near.text)))
        if (stated := self._stated(query)) is not None:
            return Draft(Status.ABSTAINED, (Statement(_sentences(zh, text, elsewhere)), stated))
        place = self._place(best, query.language) if best else ""
        return Draft(Status.ABSTAINED, (Statement(_sentences(zh, text, place, elsewhere)),))

    def _stated(self, query: Query) -> Statement | None:
        """What the records do state of the one thing that a question names; None without such, or of little."""
        record = self._subject(query)
        # Of a value in two languages the second stands in the place of the first.
        stated = [f for f in record.stated if f.name != "name" and not f.name.endswith("_en")] if record else []
        labels = list(dict.fromkeys(f.label[query.language] for f in stated))[:_FIELDS]
        cited = self._places.cite(record.place(), record.name, query.language) if record else None
        if record is None or cited is None or len(labels) < _LEAST_FIELDS:
            return None
        listed, name = joined(labels, query.language), record.named(query.language)
        return Statement(_STATED[query.language].format(name, listed), (cited,))

    def _subject(self, query: Query) -> Record | None:
        named = {(m.kind, m.id) for m in query.mentions if m.kind.names_subject and m.kind not in _WHERE}
        kinds = {k.named: k.name for k in self._catalogue.schema.kinds.values() if k.named}
        if len(named) != 1:
            return None
        kind, id_ = next(iter(named))
        records = self._catalogue.all(kinds[kind.value]) if kind.value in kinds else ()
        # A course of several programmes is found by its name.
        return next((r for r in records if id_ in (r.id, r.name)), None)

    def _place(self, passage: Passage, language: Language) -> str:
        """Where what comes nearest stands, so that it can be opened."""
        document: Document = self._retriever.document(passage.document_id)
        titles = passage.header.split(" › ")
        section = titles[-1].strip() if len(titles) > 1 else ""
        if language is Language.ZH:
            return f"最接近的是《{document.short_title or document.title}》{f'的“{section}”' if section else ''}。"
        return f"The nearest is {f'“{section}” in ' if section else ''}{document.short_title or document.title}."


def _sentences(zh: bool, *texts: str) -> str:
    return ("" if zh else " ").join(t for t in texts if t)


def _looked_for(query: Query, found: Found) -> str:
    """The property of a named thing that no source states, else the question's own words, and unknown names."""
    zh = query.language is Language.ZH
    asked = _asked(query)
    if found.unknown_names and not found.missing:
        names = ("、" if zh else ", ").join(f"「{n}」" if zh else f"“{n}”" for n in found.unknown_names)
        if not asked:
            return names
        return f"{asked}，查到的内容里没有{names}" if zh else f"{asked}; what was found does not mention {names}"
    # 「学分、有多少学分」 says a thing twice, and 「有多少分」 nothing that the question does not.
    named = [a for a in found.missing if not a.id.startswith(COUNT)]
    subjects = (m for m in query.mentions if m.kind.names_subject and m.kind not in _WHERE)
    of = "、".join(dict.fromkeys(m.text for m in subjects))
    if named and (of or query.goes_on or not asked):
        properties = ("、" if zh else ", ").join(a.name_zh if zh else f"the {a.name_en}" for a in named)
        return f"「{of}」的{properties}" if of and zh and of not in properties else properties
    return asked or ("、" if zh else ", ").join(a.name_zh if zh else a.name_en for a in found.missing)


def _asked(query: Query) -> str:
    """The question in its own words up to the last clause that asks, "" where these are many."""
    asked = asking_part(query.own)
    asking = [c for c in clauses(asked) if asks(c)]
    # 「…在哪个学校啊？得提前订酒店」: what follows is not what was looked for.
    asked = asked[: asked.rfind(asking[-1]) + len(asking[-1])] if asking else asked
    asked = asked.strip(_MARKS)
    if not asked or len(asked) > _QUOTED_CHARS[query.language]:
        return ""
    return f"「{asked}」" if query.language is Language.ZH else f"“{asked}”"
