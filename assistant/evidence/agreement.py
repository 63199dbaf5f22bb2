"""How far a piece of evidence agrees with a question in what it is about and what it states, in any trade.

Subject and property must meet in one row or section: an answer about another thing than the asked one is the worst
error. Subjects and properties are names that the documents themselves use (``retrieval.names``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.corpus.passages import sentence_spans
from assistant.evidence.quantities import plain
from assistant.evidence.values import Value, asked_values, counted, held_values
from assistant.evidence.wanted import amounts_wanted, kinds_wanted, names_kind
from assistant.index.lexical import LexicalIndex
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.clauses import clauses
from assistant.types import Passage
from assistant.understanding.focus import asking_part, asks, asks_whether
from assistant.understanding.language import content, detect_language
from assistant.understanding.query import Query

_SENTENCE_CHARS = 400
# A document is of what its beginning names.
_OPENING_CHARS = 500
_UNSEEN, _OF_THE_STREET = 0.5, 0.2
# Words that people ask with, whatever the trade.
_STREET_TERMS = frozenset(
    tokenize(
        "need want take get got go come make know think use used try ask tell say find give keep work help "
        "look like just another other before after first last next still yet ever never already now then "
        "because while during without again once only also even very more less most least much many few some "
        "any all each every both same different student students people person someone somebody teacher "
        "daughter son friend boss employee candidate pass sit apply start begin finish happen happens "
        "happened allowed possible able must should time day thing way kind often soon ahead back best "
        "better good well long short big small right wrong sure really about between until till difference "
        "compare choose fit become complete enough "
    )
    + tokenize("能 能不能 可以 想 要 需要 怎么 什么 多少 我 你 他 人 时候 一般 现在 还 再 后 前 如果 没 不 过 了 吗 呢")
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What speaks for a piece by itself; shares are of the question's terms by their IDF, in [0, 1].

    values_asked: kinds of values that are asked for. values_held: the share of them that the piece holds. subject:
    names of the question that the piece, its headings or its document's title hold; subject_inside: the piece's own
    words; subject_lacks: the highest IDF among names that are nowhere there, over the highest of the question. others:
    1 where the piece is of another thing of the same table or list than the asked one. property: the terms that are
    no name; property_inside: in the piece's own words. sentence: of all terms the most that one sentence or cell, with
    headings, holds. lacks: as subject_lacks, of all terms. unseen: the share of the terms that stand nowhere in the
    documents. heading: the share of the narrowest heading's terms that are asked for. column: of a row, the largest
    share of a column name's terms that are asked for. amounts_wanted, kinds_wanted: how many amounts, and how many
    kinds of things by their names, are asked for; amounts_stated: the share of the first of which the piece states a
    quantity, kinds_named: of the others that it, its headings or the questions that it is known to answer name.
    asking_terms: how many terms that are no name stand in the clauses that ask; asking: their share that the piece,
    its headings and its document's title hold; asking_inside: in the piece's own words.
    """

    values_asked: float
    values_held: float
    subject: float
    subject_inside: float
    subject_lacks: float
    others: float
    property: float
    property_inside: float
    sentence: float
    lacks: float
    unseen: float
    heading: float
    column: float
    amounts_wanted: float
    amounts_stated: float
    kinds_wanted: float
    kinds_named: float
    asking_terms: float
    asking: float
    asking_inside: float


class Agreeing:
    """Measures pieces against one question."""

    def __init__(self, query: Query, retriever: Retriever) -> None:
        self._retriever = retriever
        index, names = retriever.generation.lexical, retriever.names
        # Who asks whether a fee includes the books wants no amount.
        self._kinds = frozenset[Value]() if asks_whether(query.own) else asked_values(query.own)
        self._counted = counted(query.own)
        self._language = detect_language(query.own)
        self._amounts, self._things = amounts_wanted(query.own), kinds_wanted(query.own)
        normal = normalise(query.standalone)
        mentioned = [f for f in names.in_text(query.standalone) if names.is_subject(f)]
        self._subjects = [frozenset(f.names) for f in mentioned]
        named = {t for f in mentioned for t in tokenize(normal[f.start : f.end])}
        terms = set(tokenize(query.content))
        self._weights = {t: plain_weight(t, index) for t in terms}
        self._most = max(self._weights.values(), default=1.0) or 1.0
        # A name counts by its rarest term; each of its names stands for it.
        self._named = [
            (s, max((index.idf(t) for n in s for t in tokenize(n) if t in named), default=0.0)) for s in self._subjects
        ]
        self._property = {t: w for t, w in self._weights.items() if t not in named}
        # People tell a story first; what they are to be told stands in the clauses that ask.
        asked = asking_part(query.own)
        asking = set(tokenize(content(" ".join(c for c in clauses(asked) if asks(c)) or asked)))
        self._asking = {t: w for t, w in self._property.items() if t in asking}
        self._unseen = _share(self._weights, (t for t in self._weights if t not in index))

    def of(self, passage: Passage, text: str) -> Agreement:
        """How a passage agrees, of which ``text`` would be said."""
        document = self._retriever.document(passage.document_id)
        labels = f"{passage.header} {document.title} " + " ".join(column for column, _ in passage.cells)
        inside, around = normalise(text), normalise(f"{text} {labels}")
        stated = held_values(text, labels)
        # 「When do I hear?」 – 「within 36 hours」.
        held = self._kinds & (stated | {Value.DATE} if Value.DURATION in stated else stated)
        opening = normalise(document.text[:_OPENING_CHARS])
        # What a document names at its beginning all of it is about.
        about = f"{labels} {self._retriever.names.subjects(opening)}"
        own, all_terms = self._held(text), self._held(f"{text} {about}")
        if self._counted and not self._counted <= all_terms:
            held -= {Value.COUNT}
        heading = set(tokenize(passage.header.split(" › ")[-1]))
        asked = self._weights.keys()
        lacking = [w for s, w in self._named if not _names_one(s, around) and not _names_one(s, opening)]
        return Agreement(
            values_asked=float(len(self._kinds)),
            values_held=len(held) / len(self._kinds) if self._kinds else 1.0,
            subject=1 - sum(lacking) / (sum(w for _, w in self._named) or 1.0),
            subject_inside=sum(w for s, w in self._named if _names_one(s, inside))
            / (sum(w for _, w in self._named) or 1.0),
            subject_lacks=max(lacking, default=0.0) / self._most,
            others=float(self._is_of_another(passage, inside)),
            property=_share(self._property, all_terms),
            property_inside=_share(self._property, own),
            sentence=max(
                (_share(self._weights, self._held(f"{s} {about}")) for s in _statements(passage, text)), default=0.0
            ),
            lacks=max((w for t, w in self._weights.items() if t not in all_terms), default=0.0) / self._most,
            unseen=self._unseen,
            heading=len(heading & asked) / (len(heading) or 1),
            column=max((_part(column, asked) for column, _ in passage.cells[1:]), default=0.0),
            **self._wanted(passage, text),
            asking_terms=float(len(self._asking)),
            asking=_share(self._asking, all_terms),
            asking_inside=_share(self._asking, own),
        )

    def _wanted(self, passage: Passage, text: str) -> dict[str, float]:
        """How far a piece has the amounts and the kinds of things that are asked for."""
        stated, named = 1.0, 1.0
        # Of a text in another language the measures are the same, the nouns are not.
        same_language = passage.language is self._language
        amounts = [a for a in self._amounts if same_language or a.units]
        if amounts:
            texts = [f"{column} {value}" for column, value in passage.cells] or [text]
            stated = sum(a.is_stated(texts) for a in amounts) / len(amounts)
        if self._things and same_language:
            known = plain(f"{text} {passage.header} {' '.join(passage.questions)}")
            named = sum(names_kind(t, known) for t in self._things) / len(self._things)
        return {
            "amounts_wanted": float(len(self._amounts)),
            "amounts_stated": stated,
            "kinds_wanted": float(len(self._things)),
            "kinds_named": named,
        }

    def _held(self, text: str) -> set[str]:
        """The terms of a text, with those that its names stand for."""
        terms = set(tokenize(text))
        for found in self._retriever.names.in_text(text) if self._subjects else ():
            if len(found.names) > 1:
                terms |= set(tokenize(" ".join(found.names)))
        return terms

    def _is_of_another(self, passage: Passage, inside: str) -> bool:
        """Whether a row or section is of one thing, and the question of another that has a row or section like it.

        A clause that speaks of the asked thing by name (「The assessment fee is …」 under Fees) is of it.
        """
        if not self._subjects:
            return False
        kin = self._retriever.names.kin(passage)
        own = self._retriever.names.key(passage)
        asked = [s for s in self._subjects if s & kin]
        named = not passage.cells and any(_names_one(s, inside) for s in asked)
        return bool(asked) and not named and not any(own in s for s in asked)


def plain_weight(term: str, index: LexicalIndex) -> float:
    """What a term of a question tells of a text as it comes.

    In a small corpus every word of the street is rare, or stands nowhere; that makes none of them the subject.
    """
    weight = index.idf(term) if term in index else _UNSEEN * index.idf(term)
    return weight * _OF_THE_STREET if term in _STREET_TERMS else weight


def _names_one(names: Iterable[str], text: str) -> bool:
    return any(n in text for n in names)


def _share(weights: dict[str, float], held: Iterable[str]) -> float:
    held = set(held)
    return sum(w for t, w in weights.items() if t in held) / (sum(weights.values()) or 1.0) if weights else 1.0


def _part(column: str, asked: Iterable[str]) -> float:
    terms = set(tokenize(column))
    return len(terms & set(asked)) / (len(terms) or 1)


def _statements(passage: Passage, text: str) -> list[str]:
    """The sentences of a piece; of a row its first cell with each other."""
    if passage.cells:
        first = passage.cells[0][1]
        return [f"{first} {column} {value}" for column, value in passage.cells[1:]] or [text]
    return [text[a:b] for a, b in sentence_spans(text, 0, len(text), _SENTENCE_CHARS)]
