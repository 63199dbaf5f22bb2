"""Names in a question of which the evidence says nothing, so that it cannot answer.

A passage on Wuhan says nothing on Xiangyang, a figure of 2023 nothing on 2025, and a certificate that no
source names has no fee. Each rule is about a closed set (provinces, cities, codes, years) or about a name
that the question itself sets apart as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.selection import Ranked
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.figures import years as years_in
from assistant.text.quotations import TITLE_MARKS, quotations
from assistant.types import Document, Language, Passage
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asking_part, asks
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.place_names import places_in
from assistant.understanding.query import Query

_ASKS_STILL = re.compile(r"(还|仍)(能|可以|可|有)|能不能|能否|可不可以|来得及|\b(still|can (i|we|one|students?))\b")
_SAYS_WHEN_OR_WHETHER = re.compile(
    r"^(?:20\d\d年|今年|明年|现在|目前)?(?:还能|还可以|还可|能|可以|报名?|报考|考|什么|哪|种|个)+$"
)
_ONE_OF_THEM = re.compile(
    r"(?:(?:听说|请问|想问|还有|有|考|拿|这|那|个|张|种|的){1,8})?([\u4e00-\u9fffA-Za-z0-9]{4,16}?)(?:初级|中级|高级)?(?:1\+[xX]|(?<![A-Za-z])[xX])证书"
    r"|1\+[xX]([\u4e00-\u9fff]{4,14})(?:这|那)张证"
)
# What holds for the whole country holds for each of its places.
_EVERYWHERE = ("全国范围", "全国通用", "全国有效", "nationwide", "across the country", "throughout the country")
_OF_A_CERTIFICATE = ("证", "评价组织", "certificat")
# What is shorter than a name is none; what is longer, and no title, is a statement.
_MIN_NAME, _MAX_NAME, _MAX_TITLE = 4, 16, 40
# So many of a quoted name's terms must stand in the evidence for it to be the same name.
_QUOTED_SHARE = 0.6
_AROUND_A_WORD, _SENTENCE_ENDS = ".,?!;:()\"'“”‘’", ".?!:"
_NAME_CHARS = 3
# A longer section speaks of too many things to say what one passage is about.
_SECTION_CHARS = 1500


def unknown_names(query: Query, chosen: Sequence[Ranked], retriever: Retriever) -> tuple[str, ...]:
    """The names of a question that neither the chosen passages nor their documents' titles hold."""
    evidence = normalise("\n".join(_around(c.hit.passage, retriever) for c in chosen))
    evidence += _years_in_force(query, chosen, retriever)
    everywhere = any(w in normalise(c.hit.passage.text) for c in chosen for w in _EVERYWHERE)
    found = (
        *(() if everywhere else _closed_names(query, evidence, retriever)),
        *_years(query, evidence),
        *_quoted(query, evidence),
        *_one_of_them(query, evidence),
    )
    return tuple(dict.fromkeys(found))


def _years_in_force(query: Query, chosen: Sequence[Ranked], retriever: Retriever) -> str:
    """The years in which an edition that is cited was in force: what it says, it says of each of them."""
    cited = {c.hit.passage.document_id for c in chosen}
    editions = [e for id_ in cited if (e := retriever.calendar.edition_of.get(id_)) is not None and e.since]
    spans = [(e.since.year, (e.until or query.as_of).year) for e in editions if e.since]
    return " ".join(f"{year}年" for first, last in spans for year in range(first, last + 1))


def unseen_names(query: Query, index: LexicalIndex) -> tuple[str, ...]:
    """The proper names of an English question that no document holds: 「Does Sweden accept it?」.

    What begins with a capital within a sentence is a name in any trade; of the questions on packs of other trades that
    name one so, none has an answer.
    """
    words = [w.strip(_AROUND_A_WORD).partition("'")[0].partition("’")[0] for w in query.own.split()]
    ends = [True, *(w[-1] in _SENTENCE_ENDS for w in query.own.split())]
    return tuple(
        w
        for w, begins in zip(words, ends, strict=False)
        if not begins and len(w) >= _NAME_CHARS and w.isascii() and w[0].isupper() and w.isalpha()
        if not any(t in index for t in tokenize(w))
    )


def _around(passage: Passage, retriever: Retriever) -> str:
    """A passage with its section, and what its document is called in any edition: a name there covers it."""
    document = retriever.document(passage.document_id)
    names = _names_of(document, retriever)
    narrowest = retriever.section(passage)
    section = document.text[narrowest.start : narrowest.end] if narrowest else ""
    return f"{passage.searchable} {section[:_SECTION_CHARS]} {names}"


def _names_of(document: Document, retriever: Retriever) -> str:
    """What a document is called in any edition, with its dates."""
    editions = [document, *([retriever.document(document.translation_of)] if document.translation_of else [])]
    return " ".join(f"{d.title} {d.short_title} {' '.join(d.aliases)} {d.issued} {d.effective}" for d in editions)


def _closed_names(query: Query, evidence: str, retriever: Retriever) -> list[str]:
    """Provinces, cities, countries and codes; a code that is put forward for confirmation may be wrong."""
    kinds = (EntityKind.PROVINCE,) if asks_to_confirm(query.text) else (EntityKind.PROVINCE, EntityKind.CODE)
    named = [
        m.name
        for m in query.mentions
        if m.kind in kinds and normalise(m.name) not in evidence and normalise(m.text) not in evidence
    ]
    named += [p for p in places_in(query.own) if p not in evidence]
    # 「武汉的论文」, 「山东日照那所学校」 say which document, not of which place something is asked.
    works = query.ids(EntityKind.DOCUMENT)
    known = retriever.generation.documents.values()
    documents = " ".join(_names_of(d, retriever) for d in known if d.work in works)
    return [p for p in named if p not in documents]


def _years(query: Query, evidence: str) -> list[str]:
    # 「…是2018年吧？」 asks whether the year is right; the answer has the right one.
    own = normalise(query.said or query.text)
    # A year that 「今年」 only means need not stand in the evidence, nor one in which the asker's story happened.
    said = normalise(asking_part(query.text))
    own_dates = query.elapsed is not None or asks_to_confirm(query.text)
    years = [] if own_dates else [y for y in years_in(said) if y in own]
    if _ASKS_STILL.search(normalise(query.text)):
        # 「2026年还能考吗」 names the day of asking; what is in force says it, not a passage on that year.
        years = [y for y in years if int(y) < query.as_of.year]
    return [f"{y}年" if query.language is Language.ZH else y for y in years if y not in evidence]


def _quoted(query: Query, evidence: str) -> list[str]:
    held = set(tokenize(evidence))
    unknown = []
    about_certificates = any(w in query.own for w in _OF_A_CERTIFICATE)
    if asks_to_confirm(query.text) and not about_certificates:
        # 「我填的是“经济贸易类”，对吗」 puts a value forward; the source has the right one.
        return []
    for mark, name in quotations(query.own):
        # 「通过了的」: what is described is no name; whether a statement is true is for the evidence to say.
        fits = _MIN_NAME <= len(name) <= (_MAX_TITLE if mark in TITLE_MARKS else _MAX_NAME)
        if not fits or asks(name) or any(w in name[1:-1] for w in "的了"):
            continue
        terms = set(tokenize(name))
        # A certificate is meant by its very name; other quotations may be loose.
        share = 1.1 if about_certificates else _QUOTED_SHARE
        if normalise(name) not in evidence and len(terms & held) < share * len(terms):
            unknown.append(name)
    return unknown


def unknown_x_certificates(query: Query) -> list[str]:
    """X certificates by names that no alias of ours has (「元宇宙运营X证书」)."""
    if any(m.kind is EntityKind.CERTIFICATE for m in query.mentions):
        return []
    names = [a or b for a, b in _ONE_OF_THEM.findall(query.own)]
    # 「移交给人社那边的X证书」 describes, 「有多少个X证书」 asks; a name does neither.
    return [n for n in names if not _SAYS_WHEN_OR_WHETHER.search(n) and not n.endswith("的") and not asks(n)]


def _one_of_them(query: Query, evidence: str) -> list[str]:
    """Only evidence with such a name speaks of it."""
    return [n for n in unknown_x_certificates(query) if normalise(n) not in evidence]
