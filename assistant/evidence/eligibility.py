"""What a person told of themselves, held against the conditions of a level: met, not met, or not said.

Conditions are alternatives, as records or passages list them («满足任一即可：…；…»). A length of time is compared; what
else an alternative asks counts where most of what the person said stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from assistant.answering.places import Places
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.held import A_YEAR, A_YEARS_NAME, Held, Holds, against, alternatives_in, counted_from, times
from assistant.evidence.quantities import shown
from assistant.index.embedding import Vectors
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Authority, Citation, Language
from assistant.understanding.clauses import clauses_of
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asks, asks_something
from assistant.understanding.parts import LISTING
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind, TurnModel

TOOL = "eligibility"
# So sure that somebody asks whether they meet conditions: of the tried questions those for conditions, registration and
# a school's figures were at .13 and below.
_ASKED, _ASKED_BESIDE = 0.25, 0.7
# So sure that what somebody tells is a wish: 「打算今年先把四级考了」 is no level that they have.
_SURELY_WISHES = 0.9
# A word in more than such a share of all alternatives tells none from the others.
_TELLING = 0.25
_MOST_CONDITIONS = 3
# Of what passages list only such a share of the best piece's probability speaks of what is asked.
_ABOUT_AS_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives for a level, any of which will do, and where they stand."""

    name: str
    alternatives: tuple[str, ...]
    citation: Citation


class Eligibility:
    """Assesses people by the conditions of one day's records; safe to share between threads.

    Args:
        catalogue: the conditions.
        places: for citations.
        turns: tells such questions from others; None where nothing was fitted, so that nobody is assessed.
    """

    def __init__(self, catalogue: Catalogue, places: Places, turns: TurnModel | None) -> None:
        self._catalogue = catalogue
        self._places = places
        self._turns = turns

    def asked(self, query: Query, vector: Callable[[Query], Vectors], *, told: bool = False) -> bool:
        """Whether somebody asks if they meet the conditions of something; ``told``: or of what they tell of."""
        turns = self._turns
        if turns is None:
            return False
        readings = [query, *([replace(query, standalone=query.focus)] if query.focus else [])]
        # Beside other clauses a short question is hard to hear, and by itself it says less.
        every = clauses_of(query.standalone)
        asking = [c for c in every if asks_something(c)]
        beside = [replace(query, standalone=c) for c in asking if len(every if told else asking) > 1]
        return any(
            turns.probabilities(vector(r))[TurnKind.ELIGIBILITY] >= least
            for least, among in ((_ASKED, readings), (_ASKED_BESIDE, beside))
            for r in among
        )

    def find(self, query: Query, vector: Callable[[Query], Vectors], near: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """The assessment by each edition of the conditions that are asked about, the latest first.

        Args:
            query: the question, with what the person told.
            vector: embeds a reading of it.
            near: what passages hold for it, for where there are no records of conditions.

        Returns:
            () where nobody asks to be assessed, nothing was told, or no conditions are known.
        """
        told = _facts(query)
        wished = tuple(f for f in told if self._wishes(replace(query, standalone=f), vector))
        facts = tuple(f for f in told if f not in wished)
        if not facts or query.language is not Language.ZH:
            return ()
        asked = self.asked(query, vector, told=True)
        # Who only says what they are and want is assessed by the conditions of the level that they name.
        if not asked and asks(query.standalone):
            return ()
        conditions = list(self._recorded(query, asked=asked))
        if asked and not conditions and not self._catalogue.all(Kind.CONDITION):
            conditions = list(_in_passages(near))
        conditions, facts = _above(query, conditions, facts, wished)
        words = self._telling(conditions)
        # What else a time may count from is no work.
        starts = frozenset(s for c in conditions for a in c.alternatives if (s := counted_from(a)))
        held = [(c, [against(a, facts, words, starts) for a in c.alternatives]) for c in conditions[:_MOST_CONDITIONS]]
        if not query.goes_on and not query.told and all(h.holds is Holds.NOT_SAID for _, each in held for h in each):
            # What a single question tells of its asker (an age, a place) is then of no kind that the conditions name.
            return ()
        return tuple(_assess(c, each) for c, each in held)

    def _telling(self, conditions: Sequence[Condition]) -> frozenset[str]:
        """The words of some conditions that tell alternatives apart: 毕业 stands in so many that it is of none."""
        recorded = (alternatives_in(r.text("condition")) for r in self._catalogue.all(Kind.CONDITION))
        every = {a for each in (*recorded, *(c.alternatives for c in conditions)) for a in each}
        counts = Counter(t for a in every for t in set(tokenize(a)) if len(t) > 1)
        here = {t for c in conditions for a in c.alternatives for t in tokenize(a)}
        return frozenset(t for t in here if counts[t] == 1 or 0 < counts[t] <= _TELLING * len(every))

    def _wishes(self, told: Query, vector: Callable[[Query], Vectors]) -> bool:
        """Whether what somebody told of themselves is surely no more than what they want."""
        return self._turns is not None and self._turns.probabilities(vector(told))[TurnKind.AIM] >= _SURELY_WISHES

    def _recorded(self, query: Query, *, asked: bool) -> Iterable[Condition]:
        text, levels = normalise(query.standalone), query.ids(EntityKind.LEVEL)
        known = self._catalogue.all(Kind.CONDITION)
        about = [r for r in known if any(n in text for n in _names(r))]
        if levels and asked and not about and not any(m.kind.names_subject for m in query.mentions):
            # 「报三级」 of the one thing whose levels have conditions.
            of_one = frozenset.intersection(*map(_names, known)) if known else frozenset()
            about = [*known] if of_one else []
        about = [r for r in about if r.text("level") in levels] or ([] if levels or not asked else about)
        about.sort(key=self._said_on, reverse=True)
        if not levels:
            # Of each level what was said last.
            about = list({r.text("level"): r for r in reversed(about)}.values())[::-1]
        for record in about:
            citation = self._places.cite(record.place("condition"), record.text("condition"), query.language)
            alternatives = alternatives_in(record.text("condition"))
            if citation and alternatives:
                yield Condition(record.name, alternatives, citation)

    def _said_on(self, record: Record) -> str:
        """The ISO day of what a condition is cited from, "" where none is known."""
        citation = self._places.cite(record.place("condition"), record.text("condition"))
        return (self._places.date_of(citation) if citation else None) or ""


def _names(record: Record) -> frozenset[str]:
    """What a record is about by its names, whatever level it is of."""
    level = record.text("level")
    names = {normalise(n.replace(level, "")) for n in record.aliases if level and level in n}
    return frozenset(n for n in names if len(n) > 1)


def _in_passages(near: Sequence[Evidence]) -> Iterable[Condition]:
    """The first passage that lists alternatives, of those about as sure as the best: others are of another level."""
    least = _ABOUT_AS_SURE * max((piece.probability or 0.0 for piece in near), default=0.0)
    for piece in (p for p in near if (p.probability or 0.0) >= least):
        lead, colon, listed = piece.text.rpartition("：")
        alternatives = alternatives_in(listed)
        if piece.passage is not None and not piece.passage.cells and colon and alternatives:
            yield Condition(lead, alternatives, piece.citations[0])
            return


def _facts(query: Query) -> tuple[str, ...]:
    """What the person said of themselves, here and before."""
    here = (c for c in clauses_of(query.own if query.elapsed else query.text) if not asks(c) or times(c))
    return tuple(dict.fromkeys((*query.told, *here)))


def _above(
    query: Query, conditions: Sequence[Condition], facts: tuple[str, ...], wished: Sequence[str]
) -> tuple[list[Condition], tuple[str, ...]]:
    """The conditions of the level that is asked about where another is what one has (「考过四级能接着考三级吗」).

    Levels that are listed (「三级和四级」) are both asked about.
    """
    levels = sorted((m for m in query.mentions if m.kind is EntityKind.LEVEL), key=lambda m: m.start)
    between = [query.standalone[a.start + len(a.text) : b.start].strip() for a, b in pairwise(levels)]
    if len({m.id for m in levels}) != 2 or any(b in LISTING for b in between):
        return list(conditions), facts
    for had in dict.fromkeys(m.name for m in levels):
        others = [c for c in conditions if had not in c.name]
        if any(had in a for c in others for a in c.alternatives) and not any(had in w for w in wished):
            return others, (*facts, had)
    return list(conditions), facts


def counts_from(record: Record) -> frozenset[str]:
    """What a level's conditions count a time from: the levels below it among others."""
    return frozenset(s for a in alternatives_in(record.text("condition")) if (s := counted_from(a)))


def _assess(condition: Condition, held: Sequence[Held]) -> Evidence:
    of = {holds: [h for h in held if h.holds is holds] for holds in Holds}
    near, open_ = of[Holds.NEAR], of[Holds.NOT_SAID]
    # What is nearest first; of what was told with a bound nobody knows how near it is.
    short = sorted(of[Holds.NOT_MET], key=lambda h: h.missing or A_YEARS_NAME)
    open_said = "；".join(h.alternative for h in open_)
    if of[Holds.MET]:
        text = "够：" + "，".join(f"您说的「{h.by}」符合「{h.alternative}」" for h in of[Holds.MET]) + "。"
    elif near:
        listed = "、".join(f"「{h.alternative}」" for h in near)
        text = f"可能够：您说的「{near[0].by}」对得上{listed}这一项，其余要求也符合就能报。"
    elif short:
        text = ("按年限不够：" if open_ else "不够：") + "；".join(map(_gap, short)) + "。"
    else:
        text = f"光凭您说的还不能确定，有其中一项就能报：{open_said}。"
    if open_ and (short or near) and not of[Holds.MET]:
        text += f"其余各项，有一项也行：{open_said}。"
    text += f"（按「{condition.name}」，满足任一项即可）"
    citation = condition.citation
    computed = figures(text)
    return Evidence(
        Form.COMPUTED, text, (citation,), Authority(citation.authority), computed=computed, tool=TOOL, probability=1.0
    )


def _gap(held: Held) -> str:
    missing = f"还差{_time(held.missing)}" if held.missing else "没有满"
    return f"「{held.alternative}」{missing}（您说的「{held.by}」）"


def _time(months: Fraction) -> str:
    years, rest = divmod(months, A_YEAR)
    return "".join((f"{years}年" if years else "", f"{shown(rest)}个月" if rest else ""))
