"""Holds one sentence to the lines that it cites: figures, sums, names, verdicts."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.evidence.evidence import Form
from assistant.llm.grounding.bounds import turns_bound
from assistant.llm.grounding.checked import Fault
from assistant.llm.grounding.contexts import misplaced
from assistant.llm.grounding.derivation import clause_of, derives, follows_day
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figure_words import Unit, split_words
from assistant.llm.grounding.figures import Day, Figure, Kind, plain
from assistant.llm.grounding.grounds import Ground, Line, Names, segments, stated
from assistant.llm.grounding.missing import is_of_missing, parted
from assistant.llm.grounding.names import FUNCTION_SIGNS, is_chinese, unknown_bodies, unsupported_names
from assistant.llm.grounding.sentence import MAX_COUNT, Earlier, Sentence, content_of
from assistant.llm.grounding.verdicts import compares_wrongly, opposes, verdict_of
from assistant.llm.grounding.wording import claims_nothing, clauses
from assistant.retrieval.tokenization import tokenize
from assistant.understanding.time_words import dated

_KIND_FAULTS = {Kind.NUMBER: Fault.FIGURE, Kind.DATE: Fault.DATE, Kind.CODE: Fault.CODE}
# The day of asking may be named where a sentence speaks of it.
_NOW = split_words("今天|今年|现在|目前|如今|眼下|截至|已过|当前|today|now|current|as of|this year|already|passed")
_SINCE = split_words("距今|至今|到现在|以来|以前| ago|since")
_MAX_ENUMERATIONS = 3
_NOUN_REACH = 8
# A clause with one of these may date the document that it rests on.
_SOURCE_WORDS = split_words(
    "资料|材料|文件|来源|论文|文章|页面|标准|通知|公告|转载|版本|年版|"
    "source|document|paper|page|edition|notice|standard|guide|this is from|these are from|dated"
)
_NEEDED = split_words("至少|最少|不少于|不低于|需|应|要|补|差|缺|at least|no less|need|must|require")
_CONSTANTS = frozenset((Fraction(1), Fraction(100), Fraction(12), Fraction(0)))
# A sentence of at least so many words must share this part of them with what it cites.
_RELATED_TERMS, _RELATED = 8, 0.1
# A figure-free clause of so many words, of which none is shown and no sign is cited, is of something else.
_STRANGE_TERMS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What holds against a sentence if certain lines carry it."""

    faults: tuple[Fault, ...]
    missing: tuple[Figure, ...]
    computed: frozenset[str]


class Checker:
    """The lines, what the person said, and the lexicon."""

    def __init__(self, lines: Sequence[Line], said_by_person: str, names: Names, today: str = "") -> None:
        self.lines = {line.id: line for line in lines}
        self._names = names
        # 「去年11月5号」 is a day of last year.
        meant = dated(said_by_person, date.fromisoformat(today)) if today else ""
        self.person = Ground("\n".join(dict.fromkeys((said_by_person, meant))), names)
        self._today = Ground(today, names)
        self._grounds: dict[str, Ground] = {}

    def ground(self, line: str) -> Ground:
        """The text of a line, read once."""
        if line not in self._grounds:
            self._grounds[line] = Ground(self.lines[line].text, self._names)
        return self._grounds[line]

    def grounds(self, ids: Iterable[str]) -> list[Ground]:
        """The texts of lines."""
        return [self.ground(i) for i in ids]

    def check(self, sentence: Sentence, ids: Sequence[str], earlier: Earlier) -> Outcome:
        """What holds against a sentence.

        Args:
            sentence: the sentence.
            ids: the lines that are to carry it.
            earlier: what the reply said so far.
        """
        grounds = self.grounds(ids)
        carriers = [*grounds, self.person]
        faults: dict[Fault, None] = {}
        missing, computed = self._figures(sentence, ids, carriers, earlier)
        faults |= dict.fromkeys(_KIND_FAULTS[f.kind] for f in missing)
        made = {f.value for s in sentence.sums for f in s.results}
        given = [
            f
            for f in sentence.figures
            if f.value not in made and not self.person.states(f) and not self._counts(sentence, f, ids, carriers)
        ]
        if any(not s.right for s in sentence.sums) or misplaced(sentence.text, segments(sentence.text), given, grounds):
            faults[Fault.FIGURE] = None
        shown = [*self.grounds(self.lines), self.person]
        before = self.grounds(earlier.cited)
        claimed, missed = parted(sentence.marked.bare)
        if (
            unsupported_names(claimed, carriers, self._names, before)
            or unsupported_names(missed, shown, self._names)
            or unknown_bodies(sentence.text, shown)
        ):
            faults[Fault.NAME] = None
        verdicts = [verdict_of(plain(e.text)) for i in ids if (e := self.lines[i].evidence).form is Form.COMPUTED]
        turned = turns_bound(sentence.text, sentence.figures, grounds)
        if turned or opposes(sentence.text, verdicts) or compares_wrongly(sentence.text, sentence.figures):
            faults[Fault.CONTRADICTS] = None
        if ids and not (self._is_related(sentence, carriers) and self._is_of_shown(sentence, carriers)):
            faults[Fault.UNRELATED] = None
        return Outcome(tuple(faults), missing, computed)

    def only_figures_of(self, sentence: Sentence, ids: Sequence[str], name_ids: Sequence[str]) -> bool:
        """Whether the figures of a sentence stand in some lines and its names in others, or with the person."""
        carriers = [*self.grounds(ids), self.person]
        missing, _ = self._figures(sentence, ids, carriers, Earlier(cited=list(ids)))
        named = [*self.grounds(name_ids), self.person]
        return (
            not missing
            and all(s.right for s in sentence.sums)
            and not unsupported_names(sentence.marked.bare, named, self._names)
        )

    def names(self, text: str) -> frozenset[str]:
        """The lexicon's names in a plain text."""
        return frozenset(map(plain, self._names(text)))

    def coverage(self, terms: frozenset[str], grounds: Sequence[Ground]) -> float:
        """The share of words that stand in some text."""
        return sum(any(t in g.terms for g in grounds) for t in terms) / len(terms) if terms else 1.0

    def _is_related(self, sentence: Sentence, carriers: Sequence[Ground]) -> bool:
        chinese = is_chinese(sentence.text)
        same = any(is_chinese(g.text) is chinese for g in carriers[:-1])
        return not same or len(sentence.terms) < _RELATED_TERMS or self.coverage(sentence.terms, carriers) >= _RELATED

    def _is_of_shown(self, sentence: Sentence, carriers: Sequence[Ground]) -> bool:
        """Whether no clause speaks of what neither the person nor any source does: 「…3000学时，持证免试」."""
        shown = [*self.grounds(self.lines), self.person]
        signs = frozenset("".join(g.text for g in carriers))
        for clause in clauses(sentence.text):
            words = content_of(frozenset(tokenize(clause)))
            if len(words) < _STRANGE_TERMS or claims_nothing(clause) or read_figures(clause):
                continue
            same = any(is_chinese(g.text) is is_chinese(clause) for g in carriers[:-1])
            own = frozenset(c for c in clause if c.isalpha()) - FUNCTION_SIGNS
            if same and is_chinese(clause) and not own & signs and not self.coverage(words, shown):
                return False
        return True

    def _figures(
        self,
        sentence: Sentence,
        ids: Sequence[str],
        carriers: Sequence[Ground],
        earlier: Earlier,
    ) -> tuple[tuple[Figure, ...], frozenset[str]]:
        """The figures that nothing carries, and those that were recomputed, as written."""
        operands = {f.start for s in sentence.sums if s.right for f in s.operands}
        # 「1÷3」 of what is one third.
        fractions = {f.parts for g in carriers for f in g.figures if f.parts}
        written = {
            f.start
            for s in sentence.sums
            if s.right and tuple(o.value for o in s.operands) in fractions
            for f in s.operands
        }
        results = {f.start: f.value for s in sentence.sums if s.right for f in s.results}
        days = [f.day for f in sentence.figures if f.kind is Kind.DATE]
        # 「从5日到30日，30−5=25天」
        parts = {Fraction(part) for day in days for part in day if part is not None}
        known = earlier.numbers | set(results.values()) | parts | _CONSTANTS
        missing: list[Figure] = []
        computed: set[str] = set()
        followed: list[Figure] = []
        for figure in sentence.figures:
            if stated(figure, carriers):
                continue
            if (
                figure.start in results
                or figure.start in written
                or (figure.start in operands and _is_known(figure, known, carriers))
                or (figure.kind is Kind.DATE and self._may_be_dated(sentence.text, figure, earlier))
                or (is_of_missing(sentence.text, figure) and stated(figure, self.grounds(self.lines)))
                or self._is_age(sentence, figure, carriers)
                or self._counts(sentence, figure, ids, carriers)
                or (figure.kind is Kind.NUMBER and figure.value in earlier.computed)
                or _is_result(figure, sentence.text, results.values())
                or follows_day(figure, carriers)
                or derives(figure, sentence.text, sentence.figures, carriers[:-1], self.person, followed)
            ):
                computed.add(sentence.text[figure.start : figure.end])
                followed.append(figure)
            else:
                missing.append(figure)
        return tuple(missing), frozenset(computed)

    def _adds_up(self, text: str, figure: Figure, ids: Sequence[str]) -> bool:
        """「九个任务」 of three lines that have 「三个工作任务」 each."""
        noun = text[figure.end + 1 : figure.end + 3]
        if len(noun) < 2 or not is_chinese(noun):
            return False
        counts = [
            {f.value for f in g.figures if f.unit is Unit.COUNT and noun in g.text[f.end : f.end + _NOUN_REACH]}
            for g in self.grounds(ids)
        ]
        stating = [values for values in counts if values]
        return len(stating) > 1 and all(len(v) == 1 for v in stating) and sum(map(max, stating)) == figure.value

    def _may_be_dated(self, text: str, figure: Figure, earlier: Earlier) -> bool:
        """Whether a day is today in a clause of now or of what is missing, or that of a document cited before."""
        clause = clause_of(text, figure)
        if self._today.states(figure) and (_speaks_of_now(text) or is_of_missing(text, figure)):
            return True
        return any(w in clause for w in _SOURCE_WORDS) and self.dates_document(figure, earlier.cited)

    def dates_document(self, figure: Figure, ids: Iterable[str]) -> bool:
        """Whether a day is that of a document that one of some lines cites."""
        issued = {c.issued for i in ids for c in self.lines[i].evidence.citations if c.issued}
        return figure.kind is Kind.DATE and any(Ground(day, self._names).states(figure) for day in issued)

    def is_over(self, days: Sequence[Day]) -> bool | None:
        """Whether all of some days lie before today; None where they do not, and not all behind it."""
        today = next(iter(self._today.days), None)
        if today is None or not days:
            return None
        signs = {_order(day, today) for day in days}
        return True if signs == {-1} else False if signs == {1} else None

    def _is_age(self, sentence: Sentence, figure: Figure, carriers: Sequence[Ground]) -> bool:
        """「距今5年」 of a day of five years ago."""
        if figure.unit is not Unit.YEAR or not any(w in sentence.text for w in _SINCE):
            return False
        now = {day[0] for day in self._today.days if day[0]}
        then = {day[0] for g in carriers for day in g.days if day[0]}
        return any(figure.value == a - b for a in now for b in then)

    def _counts(self, sentence: Sentence, figure: Figure, ids: Sequence[str], carriers: Sequence[Ground]) -> bool:
        """Whether a figure counts things that the sentence or its lines name one by one, or the lines themselves."""
        if not may_count(figure, sentence.text):
            return False
        count = int(figure.value)
        if count in sentence.enumerated or (count == len(ids) and count > 1):
            return True
        if self._adds_up(sentence.text, figure, ids):
            return True
        # A line with many enumerations would count anything.
        return any(count in g.enumerated for g in carriers if len(g.enumerated) <= _MAX_ENUMERATIONS)


def _order(day: Day, today: Day) -> int:
    """-1 where a day lies before today, 1 behind it, 0 where that is open."""
    for one, other in zip(day, today, strict=True):
        if one is None or other is None:
            return 0
        if one != other:
            return -1 if one < other else 1
    return 0


def _speaks_of_now(text: str) -> bool:
    return any(w in text for w in _NOW)


def may_count(figure: Figure, text: str) -> bool:
    """Whether a figure of a plain text may count things named one by one: 三块, "three areas"."""
    following = text[figure.end :].lstrip(" ")[:1]
    # "these three:" counts as well.
    named = following == ":" or (following.isascii() and following.isalpha())
    counting = figure.unit is Unit.COUNT or (figure.unit is None and named)
    return (
        figure.kind is Kind.NUMBER
        and not figure.share
        and not figure.ordinal
        and counting
        and figure.value.denominator == 1
        and 2 <= figure.value <= MAX_COUNT
    )


def _is_result(figure: Figure, text: str, results: Collection[Fraction]) -> bool:
    """Whether a figure is a shown result as it is said: in percent, or whole as people and things are.

    「10+15+5=30」 of 30%; 「2.4，即3人」; "12.5, so 12 full teams". What is needed is never rounded down.
    """
    if figure.kind is not Kind.NUMBER:
        return False
    if figure.value in results or (figure.share and figure.value * 100 in results):
        return True
    whole = figure.unit in (None, Unit.PERSON, Unit.COUNT)
    needed = any(w in clause_of(text, figure) for w in _NEEDED)
    return whole and any(
        figure.value == math.ceil(r) or (not needed and figure.value == math.floor(r)) for r in results
    )


def _is_known(figure: Figure, known: set[Fraction], carriers: Sequence[Ground]) -> bool:
    value = figure.value
    # Percentages are summed without their signs.
    if value in known or any(o.share for g in carriers for o in g.values.get(value / 100, ())):
        return True
    return figure.parts is not None and all(p in known or any(p in g.values for g in carriers) for p in figure.parts)
