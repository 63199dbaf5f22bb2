"""Holds one sentence to the lines that it cites: figures, sums, names, verdicts."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from assistant.evidence.evidence import Form
from assistant.llm.grounding.checked import Fault
from assistant.llm.grounding.contexts import misplaced
from assistant.llm.grounding.contradictions import compares_wrongly, opposes, turns_bound
from assistant.llm.grounding.derivation import clause_of, derives, follows_day
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figure_words import Unit, split_words
from assistant.llm.grounding.figures import Figure, Kind, plain
from assistant.llm.grounding.grounds import Ground, Line, Names, stated
from assistant.llm.grounding.names import FUNCTION_SIGNS, is_chinese, unknown_bodies, unsupported_names
from assistant.llm.grounding.sentence import MAX_COUNT, Earlier, Sentence, content_of
from assistant.llm.grounding.wording import claims_nothing, clauses, is_question_part, says_not_stated
from assistant.retrieval.tokenization import tokenize
from assistant.understanding.time_words import dated

_KIND_FAULTS = {Kind.NUMBER: Fault.FIGURE, Kind.DATE: Fault.DATE, Kind.CODE: Fault.CODE}
# The day of asking may be named where a sentence speaks of it.
_NOW = split_words("今天|今年|现在|目前|如今|眼下|截至|已过|当前|today|now|current|as of|this year|already|passed")
_NEEDED = split_words("至少|最少|不少于|不低于|需|应|要|补|差|缺|at least|no less|need|must|require")
_CONSTANTS = frozenset((Fraction(1), Fraction(100), Fraction(12), Fraction(0)))
# A line with many enumerations would count anything.
_MAX_ENUMERATIONS = 3
# A sentence of at least so many words must share this part of them with what it cites.
_RELATED_TERMS, _RELATED = 8, 0.1
# A figure-free clause of so many words, of which none is shown and no sign is cited, is of something else.
_STRANGE_TERMS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What holds against a sentence if certain lines carry it.

    Attributes:
        missing: its figures that nothing carries.
        computed: its figures that follow from others, as written.
    """

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

    @cached_property
    def shown(self) -> list[Ground]:
        """The texts of all lines, and what the person said."""
        return [*map(self.ground, self.lines), self.person]

    def ground(self, line: str) -> Ground:
        """The text of a line, read once."""
        if line not in self._grounds:
            self._grounds[line] = Ground(self.lines[line].text, self._names)
        return self._grounds[line]

    def check(self, sentence: Sentence, ids: Sequence[str], earlier: Earlier) -> Outcome:
        """What holds against a sentence.

        Args:
            sentence: the sentence.
            ids: the lines that are to carry it.
            earlier: what the reply said so far.
        """
        grounds = [self.ground(i) for i in ids]
        carriers = [*grounds, self.person]
        missing, computed = self._figures(sentence, ids, carriers, earlier)
        faults = [_KIND_FAULTS[f.kind] for f in missing]
        made = {f.value for s in sentence.sums for f in s.results}
        given = [
            f
            for f in sentence.figures
            if f.value not in made and not self.person.states(f) and not _counts(sentence, f, ids, carriers)
        ]
        if any(not s.right for s in sentence.sums) or misplaced(sentence.text, given, grounds):
            faults.append(Fault.FIGURE)
        quotable = [self.ground(i) for i in earlier.cited]
        if unsupported_names(sentence.marked.bare, carriers, self._names, quotable) or unknown_bodies(
            sentence.text, self.shown
        ):
            faults.append(Fault.NAME)
        verdicts = [plain(e.text) for i in ids if (e := self.lines[i].evidence).form is Form.COMPUTED]
        turned = turns_bound(sentence.text, sentence.figures, grounds)
        if turned or opposes(sentence.text, verdicts) or compares_wrongly(sentence.text, sentence.figures):
            faults.append(Fault.CONTRADICTS)
        if ids and not (self._is_related(sentence, carriers) and self._is_of_shown(sentence, carriers)):
            faults.append(Fault.UNRELATED)
        return Outcome(tuple(dict.fromkeys(faults)), missing, computed)

    def only_figures_of(self, sentence: Sentence, ids: Sequence[str]) -> bool:
        """Whether the figures of a sentence stand in some lines or with the person, its names in whatever was shown."""
        carriers = [*map(self.ground, ids), self.person]
        missing, _ = self._figures(sentence, ids, carriers, Earlier(cited=list(ids)))
        return (
            not missing
            and all(s.right for s in sentence.sums)
            and not unsupported_names(sentence.marked.bare, self.shown, self._names)
        )

    def coverage(self, terms: frozenset[str], grounds: Sequence[Ground]) -> float:
        """The share of words that stand in some text."""
        return sum(any(t in g.terms for g in grounds) for t in terms) / len(terms) if terms else 1.0

    def _is_related(self, sentence: Sentence, carriers: Sequence[Ground]) -> bool:
        chinese = is_chinese(sentence.text)
        same = any(is_chinese(g.text) is chinese for g in carriers[:-1])
        return not same or len(sentence.terms) < _RELATED_TERMS or self.coverage(sentence.terms, carriers) >= _RELATED

    def _is_of_shown(self, sentence: Sentence, carriers: Sequence[Ground]) -> bool:
        """Whether no clause speaks of what neither the person nor any source does: 「…3000学时，持证免试」."""
        if not any(is_chinese(g.text) for g in carriers[:-1]):
            return True
        signs = frozenset("".join(g.text for g in carriers))
        for clause in clauses(sentence.text):
            words = content_of(frozenset(tokenize(clause)))
            if len(words) < _STRANGE_TERMS or not is_chinese(clause) or claims_nothing(clause) or read_figures(clause):
                continue
            own = frozenset(c for c in clause if c.isalpha()) - FUNCTION_SIGNS
            if not own & signs and not self.coverage(words, self.shown):
                return False
        return True

    def _figures(
        self, sentence: Sentence, ids: Sequence[str], carriers: Sequence[Ground], earlier: Earlier
    ) -> tuple[tuple[Figure, ...], frozenset[str]]:
        """The figures that nothing carries, and those that were recomputed, as written."""
        right = [s for s in sentence.sums if s.right]
        operands = {f.start for s in right for f in s.operands}
        results = {f.start: f.value for s in right for f in s.results}
        # 「1÷3」 of what is one third.
        fractions = {f.parts for g in carriers for f in g.figures if f.parts}
        written = {f.start for s in right if tuple(o.value for o in s.operands) in fractions for f in s.operands}
        # 「从5日到30日，30−5=25天」
        days = {Fraction(part) for f in sentence.figures for part in f.day if part is not None}
        known = earlier.numbers | set(results.values()) | days | _CONSTANTS
        missing: list[Figure] = []
        followed: list[Figure] = []
        for figure in sentence.figures:
            if stated(figure, carriers):
                continue
            if (
                figure.start in results
                or figure.start in written
                or (figure.start in operands and _is_known(figure, known, carriers))
                or (self._today.states(figure) and _speaks_of_now(sentence.text, figure))
                or (_is_of_missing(sentence.text, figure) and stated(figure, self.shown))
                or _counts(sentence, figure, ids, carriers)
                or (figure.kind is Kind.NUMBER and figure.value in earlier.computed)
                or _is_result(figure, sentence.text, results.values())
                or follows_day(figure, carriers)
                or derives(figure, sentence.text, sentence.figures, carriers, followed)
            ):
                followed.append(figure)
            else:
                missing.append(figure)
        return tuple(missing), frozenset(sentence.text[f.start : f.end] for f in followed)


def _is_of_missing(text: str, figure: Figure) -> bool:
    """Whether a figure stands in what is said to be missing: 「2023年以后有无新开，资料没有写」."""
    clause = clause_of(text, figure)
    behind = clauses(text[figure.end :])
    return says_not_stated(clause) or (is_question_part(clause) and any(map(says_not_stated, behind[1:2])))


def _speaks_of_now(text: str, figure: Figure) -> bool:
    return any(w in text for w in _NOW) or _is_of_missing(text, figure)


def _counts(sentence: Sentence, figure: Figure, ids: Sequence[str], carriers: Sequence[Ground]) -> bool:
    """Whether a figure counts things that the sentence or its lines name one by one, or the lines themselves."""
    if not may_count(figure, sentence.text):
        return False
    count = int(figure.value)
    if count in sentence.enumerated or (count == len(ids) and count > 1):
        return True
    return any(count in g.enumerated for g in carriers if len(g.enumerated) <= _MAX_ENUMERATIONS)


def may_count(figure: Figure, text: str) -> bool:
    """Whether a figure of a plain text may count things named one by one: 三块, "three areas"."""
    following = text[figure.end :].lstrip(" ")[:1]
    # "these three:" counts as well.
    named = following == ":" or (following.isascii() and following.isalpha())
    return (
        figure.kind is Kind.NUMBER
        and not figure.share
        and not figure.ordinal
        and (figure.unit is Unit.COUNT or (figure.unit is None and named))
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


def _is_known(figure: Figure, known: Collection[Fraction], carriers: Sequence[Ground]) -> bool:
    # Percentages are summed without their signs.
    if figure.value in known or any(o.share for g in carriers for o in g.values.get(figure.value / 100, ())):
        return True
    return figure.parts is not None and all(p in known or any(p in g.values for g in carriers) for p in figure.parts)
