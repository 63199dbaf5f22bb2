"""What is said where no source answers: what was looked for, what is near, and whom to ask instead."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.attributes import COUNT
from assistant.answering.extraction import Found
from assistant.retrieval.retriever import Retriever
from assistant.text.clauses import clauses
from assistant.types import Document, Draft, Language, Passage, Statement, Status
from assistant.understanding.conversation import REFUSED
from assistant.understanding.focus import asking_part, asks
from assistant.understanding.query import Query

# A longer question is not said again.
_QUOTED_CHARS = {Language.ZH: 32, Language.EN: 90}
_MARKS = " ？?。.！!，,"


def refusal(
    query: Query,
    found: Found,
    near: Statement | None,
    best: Passage | None,
    retriever: Retriever,
    elsewhere: str,
    *,
    doubtful: bool = False,
) -> Draft:
    """A refusal that is of use.

    Args:
        query: the question.
        found: what the search gave.
        near: the best piece as a sentence, where it is near enough to be worth reading.
        best: the passage of the best piece, None where nothing was found.
        retriever: for the name of what the passage stands in.
        elsewhere: whom to ask instead, a sentence of the pack.
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
    if near is not None:
        lead = "相近的内容：" if zh else "Nearby: "
        return Draft(Status.ABSTAINED, (Statement(_joined(text, elsewhere, zh)), replace(near, text=lead + near.text)))
    place = _place(best, retriever, query.language) if best else ""
    return Draft(Status.ABSTAINED, (Statement(_joined(text, place, zh, elsewhere)),))


def _joined(text: str, first: str, zh: bool, second: str = "") -> str:
    return ("" if zh else " ").join(t for t in (text, first, second) if t)


def _looked_for(query: Query, found: Found) -> str:
    """The properties that no source states, else the question's own words where they are few, and unknown names."""
    zh = query.language is Language.ZH
    asked = _asked(query)
    if found.unknown_names and not found.missing:
        names = ("、" if zh else ", ").join(f"「{n}」" if zh else f"“{n}”" for n in found.unknown_names)
        if not asked:
            return names
        return f"{asked}，查到的内容里没有{names}" if zh else f"{asked}; what was found does not mention {names}"
    # 「学分、有多少学分」 says a thing twice.
    named = [a for a in found.missing if not a.id.startswith(COUNT)] or found.missing
    if named:
        of = "、".join(dict.fromkeys(m.text for m in query.mentions if m.kind.names_subject))
        properties = ("、" if zh else ", ").join(a.name_zh if zh else f"the {a.name_en}" for a in named)
        return f"「{of}」的{properties}" if of and zh and of not in properties else properties
    return asked


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


def _place(passage: Passage, retriever: Retriever, language: Language) -> str:
    """Where what comes nearest stands, so that it can be opened."""
    document: Document = retriever.document(passage.document_id)
    titles = passage.header.split(" › ")
    section = titles[-1].strip() if len(titles) > 1 else ""
    if language is Language.ZH:
        return f"最接近的是《{document.short_title or document.title}》{f'的“{section}”' if section else ''}。"
    return f"The nearest is {f'“{section}” in ' if section else ''}{document.short_title or document.title}."
