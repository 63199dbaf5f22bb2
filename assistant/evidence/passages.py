"""What the passages hold for a question, as evidence: a row as it stands, prose narrowed to what speaks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.extraction import WANTS_LIST, Found
from assistant.answering.rendering import cite, cite_span, narrow, sentence_worth
from assistant.answering.selection import Ranked
from assistant.corpus.characters import running_text
from assistant.corpus.passages import sentence_spans
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.values import Value, asked_values, held_values
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import tokenize
from assistant.text.orders import first_order
from assistant.types import Document, Language, Passage, PassageKind
from assistant.understanding.query import Query

# As many as an answer may be made of, and as many again that the ranking put behind them: on the development
# questions 98 % of the facts that any of fifty passages states stand in one of the first twelve.
_CANDIDATES = 12
# A list up to this length is said whole.
_LIST_CHARS = {Language.ZH: 260, Language.EN: 480}
# Words that ask which of several things is meant; a heading may say it.
_WHICH: tuple[str, ...] = ("哪", "which")
_MAX_HEADING_CHARS = 60
_OPENING, _SENTENCE_ENDS = "([（《“「【$£€", "?!？！。：:"
_ADDRESS = "://"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with what the search and the ranking know of it."""

    evidence: Evidence
    ranked: Ranked


def pieces(query: Query, found: Found, retriever: Retriever) -> tuple[Piece, ...]:
    """What was chosen and what was ranked next to it, in this order, each passage once."""
    candidates = {r.hit.passage.id: r for r in reversed((*found.chosen, *found.ranked[:_CANDIDATES]))}
    ordered: Sequence[Ranked] = tuple(candidates.values())[::-1]
    made = [Piece(evidence_of(r.hit.passage, query, retriever), r) for r in ordered]
    if not retriever.expanded:
        # Our sentences say by themselves what they are about.
        made = [Piece(_under_headings(p.evidence, query, retriever), p.ranked) for p in made]
    wants_address = Value.CONTACT in asked_values(query.standalone)
    if not retriever.expanded:
        made = [p for p in made if _says_more_than_titles(p.evidence, retriever)] or made
    # Of what was nothing but an order to a model nothing is left to say; an address answers who asks for one, and may
    # be what is asked for where the ranking puts it first (「申请链接」, "where can I apply").
    first = found.ranked[:1]
    return tuple(
        p for p in made if p.evidence.text and (wants_address or p.ranked in first or _ADDRESS not in p.evidence.text)
    )


def evidence_of(passage: Passage, query: Query, retriever: Retriever) -> Evidence:
    """One passage as evidence for a question."""
    document = retriever.document(passage.document_id)
    if passage.kind is PassageKind.ROW:
        held = [(c, v) for c, v in passage.cells if first_order(v) == len(v)]
        text = "；".join(f"{column}：{value}" for column, value in held)
        return _evidence(Form.ROW, text, passage, document, passage.start, passage.end)
    if "\n- " in passage.text and (listed := _listed(passage, document, query, retriever)):
        return listed
    start, end = narrow(passage, document, query.content, retriever.generation.lexical)
    end = _before_orders(document.text, start, end)
    text = running_text(document.text[start:end])
    return _evidence(Form.SPAN, text, passage, document, start, end)


def _says_more_than_titles(evidence: Evidence, retriever: Retriever) -> bool:
    """Whether a piece says anything that its headings and its document's title do not: 「XYZ Exam Guide」 does not."""
    passage = evidence.passage
    if passage is None or passage.cells:
        return True
    above = f"{passage.header} {retriever.document(passage.document_id).title}"
    return bool(set(tokenize(passage.text)) - set(tokenize(above)))


def _under_headings(evidence: Evidence, query: Query, retriever: Retriever) -> Evidence:
    """Evidence of running text after the headings above it that say something asked: 「20 % – Storage: …」.

    Of the question's words, of the kinds of values and of the things that it asks for, what stands in a heading alone.
    """
    passage = evidence.passage
    if passage is None or evidence.form is Form.ROW:
        return evidence
    document = retriever.document(passage.document_id)
    terms, kinds = set(tokenize(query.content)), asked_values(query.standalone)
    which = any(w in query.standalone.lower() for w in _WHICH)
    text, citations = evidence.text, evidence.citations
    above = [s for s in document.sections if s.title and s.start <= passage.start]
    for title in reversed(passage.header.split(" › ")[1:]):
        section = next((s for s in reversed(above) if s.title == title), None)
        if section is None or len(title) > _MAX_HEADING_CHARS:
            continue
        words = terms & set(tokenize(title)) - set(tokenize(text))
        values = (kinds & held_values(title, "")) - held_values(text, "")
        names = which and not retriever.names.subjects(text) and retriever.names.subjects(title)
        if words or values or names:
            text = _after(title, text, document.language)
            start = document.text.index(title, section.start)
            citations = (*citations, cite_span(document, start, start + len(title)))
    return replace(evidence, text=text, citations=citations)


def _after(title: str, text: str, language: Language) -> str:
    """A text after its heading, without the picture that a heading may begin with."""
    while title and not (title[0].isalnum() or title[0] in _OPENING):
        title = title[1:].lstrip()
    if title[-1:] in _SENTENCE_ENDS:
        return f"{title}{text}" if language is Language.ZH else f"{title} {text}"
    return f"{title}：{text}" if language is Language.ZH else f"{title}: {text}"


def _listed(passage: Passage, document: Document, query: Query, retriever: Retriever) -> Evidence | None:
    """A list as evidence: its lead-in with all items where these are few or all asked for, else with the best ones."""
    if first_order(passage.text) < len(passage.text):
        return None
    parts = [p.strip() for p in passage.text.split("\n- ") if p.strip()]
    has_lead = parts[0].endswith(("：", ":"))
    lead, items = (parts[0], parts[1:]) if has_lead else ("", parts)
    limit = _LIST_CHARS[document.language]
    worth = sentence_worth(parts, query.content, retriever.generation.lexical)
    best = max(range(len(parts)), key=lambda i: (worth[i], -i))
    all_asked = has_lead and (best == 0 or bool(WANTS_LIST.search(query.standalone)))
    order = range(len(items)) if all_asked else sorted(range(len(items)), key=lambda i: (-worth[i + has_lead], i))
    shown: list[int] = []
    used = len(lead)
    for i in order:
        if shown and used + len(items[i]) > (limit if all_asked or len(passage.text) <= limit else limit // 2):
            break
        shown.append(i)
        used += len(items[i])
    said = running_text("\n".join(f"- {items[i]}" for i in sorted(shown)))
    joint = "" if document.language is Language.ZH else " "
    text = f"{running_text(lead)}{joint}{said}" if lead else said
    return _evidence(Form.SPAN, text, passage, document, passage.start, passage.end)


def _before_orders(text: str, start: int, end: int) -> int:
    """The end of the sentences before the first that gives a model orders; ``end`` where none does."""
    order = start + first_order(text[start:end])
    if order >= end:
        return end
    whole = [b for _, b in sentence_spans(text, start, end, end - start) if b <= order]
    return max(whole, default=start)


def _evidence(form: Form, text: str, passage: Passage, document: Document, start: int, end: int) -> Evidence:
    return Evidence(
        form,
        text,
        (cite(document, passage, start, end),),
        document.authority,
        since=document.effective or document.issued,
        passage=passage,
        tool="passages",
    )
