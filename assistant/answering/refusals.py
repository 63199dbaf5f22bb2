"""What is said where no source answers: what was looked for, what is near, and whom to ask instead."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.extraction import Found
from assistant.answering.units import COUNT
from assistant.retrieval.retriever import Retriever
from assistant.types import Document, Draft, Language, Passage, Statement, Status
from assistant.understanding.conversation import REFUSED
from assistant.understanding.focus import asking_part
from assistant.understanding.query import Query

# A longer question is not said again.
_QUOTED_CHARS = {Language.ZH: 32, Language.EN: 90}
_MARKS = " ？?。.！!，,"


def refusal(
    query: Query, found: Found, near: Statement | None, best: Passage | None, retriever: Retriever, elsewhere: str
) -> Draft:
    """A refusal that is of use.

    Args:
        query: the question.
        found: what the search gave.
        near: the best piece as a sentence, where it is near enough to be worth reading.
        best: the passage of the best piece, None where nothing was found.
        retriever: for the name of what the passage stands in.
        elsewhere: whom to ask instead, a sentence of the pack.
    """
    zh = query.language is Language.ZH
    opening = REFUSED[query.language]
    looked_for = _looked_for(query, found)
    if zh:
        text = f"{opening}写到{looked_for}。" if looked_for else f"{opening}写到您问的这一点。"
    else:
        text = f"{opening} state {looked_for}." if looked_for else f"{opening} answer this."
    if near is not None:
        lead = "相近的内容：" if zh else "Nearby: "
        return Draft(Status.ABSTAINED, (Statement(_joined(text, elsewhere, zh)), replace(near, text=lead + near.text)))
    place = _place(best, retriever, query.language) if best else ""
    return Draft(Status.ABSTAINED, (Statement(_joined(text, place, zh, elsewhere)),))


def _joined(text: str, first: str, zh: bool, second: str = "") -> str:
    return ("" if zh else " ").join(t for t in (text, first, second) if t)


def _looked_for(query: Query, found: Found) -> str:
    """The names and properties that no source states, else the question's own words where they are few."""
    zh = query.language is Language.ZH
    if found.unknown_names and not found.missing:
        return ("、" if zh else ", ").join(f"「{n}」" if zh else f"“{n}”" for n in found.unknown_names)
    # 「学分、有多少学分」 says a thing twice.
    named = [a for a in found.missing if not a.id.startswith(COUNT)] or found.missing
    if named:
        of = "、".join(dict.fromkeys(m.text for m in query.mentions if m.kind.names_subject))
        properties = ("、" if zh else ", ").join(a.name_zh if zh else f"the {a.name_en}" for a in named)
        return f"「{of}」的{properties}" if of and zh and of not in properties else properties
    asked = asking_part(query.own).strip(_MARKS)
    if not asked or len(asked) > _QUOTED_CHARS[query.language]:
        return ""
    return f"「{asked}」" if zh else f"“{asked}”"


def _place(passage: Passage, retriever: Retriever, language: Language) -> str:
    """Where what comes nearest stands, so that it can be opened."""
    document: Document = retriever.document(passage.document_id)
    titles = passage.header.split(" › ")
    section = titles[-1].strip() if len(titles) > 1 else ""
    if language is Language.ZH:
        return f"最接近的是《{document.short_title or document.title}》{f'的“{section}”' if section else ''}。"
    return f"The nearest is {f'“{section}” in ' if section else ''}{document.short_title or document.title}."
