"""Answers from passages: retrieve, rerank, choose, state; or abstain and say what is known nearby."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from assistant.answering.abstention import AbstentionModel, Signals, measure
from assistant.answering.attributes import Attribute, asked_attributes, missing_attributes
from assistant.answering.selection import Ranked, choose, rerank, rows_of_each
from assistant.answering.unknowns import unknown_names
from assistant.evidence.evidence import Evidence
from assistant.index.embedding import Vectors
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.clauses import clauses
from assistant.types import Document, Passage
from assistant.understanding.entities import EntityKind, Lexicon
from assistant.understanding.language import asks_to_confirm
from assistant.understanding.query import Query

_POOL = 30
# Of what a question states to have it confirmed, the wrong part stands in no passage.
_CONFIRMING = 0.5
_OF_EACH_PART = 2
# From so many things on each gets its own sentence and no more.
_SEVERAL = 3
# 「他们考到了什么证」: what was said of them may go on in the very sentence that named them.
_OF_THOSE = ("他们", "她们", "它们", "这些", "那些")
_OF_THOSE_EN = frozenset({"they", "them", "their", "those", "these"})
# How close a passage that states the asked property must come to the best one.
_STATING = 0.7
# How our documents say that a source does not have something (a chart without its figures, a cut page).
_SAYS_IT_IS_MISSING = (
    *("缺失", "原文空缺", "没有保留", "未保留", "没有给出", "没有见到", "没有查到", "没有印出", "没有数据"),
    *("无法回答", "无法确定", "未能看出", "未说明（单元格为空）"),
    *("was not kept", "are missing", "gives no figures", "not seen", "cannot be determined"),
)
_BLANK = re.compile(r"([\u4e00-\u9fff]{4,12})(?:未说明|未写明|原文空缺)")
_BLANK_CHARS = 4
_BLANK_CELL = "未说明"
COMPARES = re.compile(
    r"区别|差别|差异|差在|不同|一样|同一|一家|对比|比较|\bdiffer\w*|\bcompar\w*|\bvs\b|\bversus\b", re.I
)
WANTS_LIST = re.compile(
    rf"{COMPARES.pattern}|"
    r"哪些|哪几|有什么|分别|各是|各有|列出|列举|所有|全部|几类|几种|什么内容|哪.{0,6}(步|类|种|项|条|点|门|本|张)|要求$|"
    r"\blist\b|which .*s\b|what .*(are|s) (the|there)|what are|all (the )?|each",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the passage route found, before deciding whether it answers.

    ``named_them``: the passage that named those whom a follow-up calls 「他们」, None where it speaks of nobody so.
    ``of_each``: the best of each of three or more things that are asked in one question, or the rows that it compares.
    """

    ranked: tuple[Ranked, ...]
    chosen: tuple[Ranked, ...]
    signals: Signals
    missing: tuple[Attribute, ...]
    confirms: bool
    unknown_names: tuple[str, ...]
    named_them: Passage | None = None
    of_each: tuple[Ranked, ...] = ()


def find(
    query: Query,
    vector: Vectors,
    retriever: Retriever,
    lexicon: Lexicon,
    *,
    documents: Set[str] = frozenset(),
    around: Passage | None = None,
) -> Found:
    """Retrieve and choose the passages for a query.

    Args:
        query: the question.
        vector: its embedding.
        retriever: the index.
        lexicon: names.
        documents: ids to search; empty for all.
        around: what the conversation was about, where the question goes on with it.
    """
    # Of our texts the lexicon knows the names, of others what they call things themselves.
    also = "" if retriever.expanded else retriever.names.other_names(query.standalone)
    retrieved = retriever.search(
        f"{query.content} {lexicon.synonyms.expand(query.own)} {also}",
        vector,
        language=query.language,
        documents=documents,
        k=_POOL,
    )
    ranked = rerank(query, retrieved.hits, retriever, lexicon, around)
    chosen = choose(query, ranked, retriever)
    named_them = around if _is_of_those(query.text) else None
    chosen = _with_what_named_them(chosen, named_them)
    signals = measure(query, vector, chosen, ranked, retrieved, retriever)
    return Found(
        tuple(ranked),
        tuple(chosen),
        signals,
        # What such words ask for was gathered on our texts; of others the judge weighs kinds of values.
        missing_attributes(query.standalone, "\n".join(_about_the_subject(query, chosen, retriever)))
        if retriever.expanded
        else (),
        asks_to_confirm(query.text),
        unknown_names(query, chosen, retriever),
        named_them,
        rows_of_each(query, ranked) if COMPARES.search(query.standalone) else (),
    )


def _is_of_those(text: str) -> bool:
    return any(w in text for w in _OF_THOSE) or not _OF_THOSE_EN.isdisjoint(text.lower().split())


def _with_what_named_them(chosen: list[Ranked], named_them: Passage | None) -> list[Ranked]:
    """The chosen passages and, where a follow-up says 「他们」, the one that named them, in second place."""
    if not chosen or named_them is None or any(c.hit.passage.id == named_them.id for c in chosen):
        return chosen
    return [chosen[0], replace(chosen[0], hit=replace(chosen[0].hit, passage=named_them)), *chosen[1:]]


def _about_the_subject(query: Query, chosen: Sequence[Ranked], retriever: Retriever) -> list[str]:
    """Texts that may state an asked property: the best passage, and those that name the same thing.

    The pass mark of another certificate says nothing about this one. Where the question names nothing that is
    known by name, a passage that comes close to the best one, of the same section, speaks of the same thing.
    """
    asked: set[tuple[EntityKind, str]] = {
        (m.kind, m.id) for m in query.mentions if m.kind.names_subject and m.kind is not EntityKind.DOCUMENT
    }
    certificates = query.ids(EntityKind.CERTIFICATE)
    # Of several levels that are asked about, each is a subject of its own.
    levels = {(EntityKind.LEVEL, id_) for id_ in query.ids(EntityKind.LEVEL)}
    asked = asked.union(levels) if len(levels) > 1 else asked
    return [
        c.hit.passage.searchable
        for number, c in enumerate(chosen)
        if (number == 0 and not certificates)
        or asked & c.names
        or (
            not asked
            and c.score >= _STATING * chosen[0].score
            and retriever.share_a_section(c.hit.passage, chosen[0].hit.passage)
        )
    ]


def says_it_is_missing(query: Query, found: Found) -> bool:
    """Whether the first chosen passage only says that a source lacks what was asked."""
    return bool(found.chosen) and _is_gap(query, found.chosen[0].hit.passage)


def is_gap(query: Query, piece: Evidence) -> bool:
    """Whether a piece of evidence only says that a source lacks what was asked."""
    return piece.passage is not None and _is_gap(query, piece.passage)


def _is_gap(query: Query, passage: Passage) -> bool:
    text = passage.text
    # 「独立实操学时未说明」 answers the question for these hours by saying that there is no answer.
    blank = any(
        name[i : i + _BLANK_CHARS] in query.own
        for name in _BLANK.findall(text)
        for i in range(len(name) - _BLANK_CHARS + 1)
    )
    is_named = any(len(value) >= _BLANK_CHARS and value.strip("《》") in query.own for _, value in passage.cells)
    blank = blank or (is_named and any(c in query.own for c, value in passage.cells if value.startswith(_BLANK_CELL)))
    return blank or _lacks_what_is_asked(query, text)


def _lacks_what_is_asked(query: Query, text: str) -> bool:
    """Whether the clause that says that something is missing is also the one that speaks of what is asked."""
    asked = set(tokenize(query.content))
    said = clauses(text)
    lacking = [any(w in c for w in _SAYS_IT_IS_MISSING) for c in said]
    if not any(lacking):
        return False
    held = [asked & set(tokenize(c)) for c in said]
    stated = set().union(*(h for h, gap in zip(held, lacking, strict=True) if not gap))
    # A clause that only says so speaks of the one before it.
    of_gaps = [h | (held[i - 1] if i and not h else set()) for i, h in enumerate(held) if lacking[i]]
    if any(h - stated or len(h) >= len(stated) for h in of_gaps):
        return True
    # A value asked for in other words (「几年工龄」: 申报年限) is not stated where only its thing is named.
    rest = [c for c, gap in zip(said, lacking, strict=True) if not gap]
    best = max(rest, key=lambda c: len(asked & set(tokenize(c))))
    return bool(asked_attributes(query.own)) and not any(c.isdigit() for c in best)


def together(whole: Found, each: Sequence[Found]) -> Found:
    """One finding of those for the parts of a question: what is best for each, as sure as the least sure."""
    chosen = list({c.hit.passage.id: c for f in each for c in f.chosen[:_OF_EACH_PART]}.values())
    least = min(each, key=lambda f: f.signals.score)
    best = dict.fromkeys(f.chosen[0] for f in each if f.chosen) if len(each) >= _SEVERAL else {}
    found = replace(whole, chosen=tuple(chosen), signals=least.signals, missing=(), unknown_names=())
    return replace(found, of_each=tuple(best))


def answers(found: Found, model: AbstentionModel) -> bool:
    """Whether the chosen passages answer the question."""
    sure = model.probability(found.signals) >= model.threshold * (_CONFIRMING if found.confirms else 1.0)
    return bool(found.chosen) and sure and not found.missing and not found.unknown_names


def is_local(query: Query, document: Document) -> bool:
    """Whether a document is local or one-off, and neither the question nor the talk before names its scope."""
    question = normalise(f"{query.conversation} {query.standalone}")
    return bool(document.scope_terms) and not any(normalise(t) in question for t in document.scope_terms)


def trace_of(standalone: str, found: Found | None, abstention: AbstentionModel) -> dict[str, object]:
    """What the eval report and the staff's desk show of a question; never sent to those who ask.

    ``confidence``: probability that the chosen passages answer; 1 where nothing had to be searched.
    """
    trace: dict[str, object] = {"standalone": standalone, "confidence": 1.0}
    if found is not None:
        trace["passages"] = [r.hit.passage.id for r in found.ranked]
        trace["locators"] = [f"{r.hit.passage.document_id}#{r.hit.passage.locator}" for r in found.ranked]
        trace["scores"] = [(r.score, r.hit.dense, r.hit.lexical) for r in found.ranked]
        trace["chosen"] = [r.hit.passage.id for r in found.chosen]
        trace["signals"] = found.signals
        trace["confidence"] = abstention.probability(found.signals)
    return trace
