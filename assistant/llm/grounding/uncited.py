"""Sentences of a reply that cite nothing: which may stand, and which lines cited elsewhere carry them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.llm.grounding.bounds import without_bounds
from assistant.llm.grounding.checked import Fault
from assistant.llm.grounding.checks import Checker
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figure_words import NUMERALS
from assistant.llm.grounding.figures import Figure, Kind, plain
from assistant.llm.grounding.grounds import same_measure
from assistant.llm.grounding.marks import read_marks
from assistant.llm.grounding.sentence import Earlier, Sentence, content_of
from assistant.llm.grounding.wording import (
    asked_of,
    clauses,
    goes_on_missing,
    is_aside,
    is_next_step,
    is_noun_phrase,
    is_question_part,
    is_refusal,
    is_scope,
    is_verdict,
    points_at_source,
    says_not_stated,
    says_over,
    turns,
    without_lead_words,
)
from assistant.retrieval.tokenization import tokenize

# Share of a sentence's words that must stand in the lines that are said to carry it.
CARRIED = 0.6
# Where every figure of a shown sum was verified before, its words may be new.
_CARRIED_SUM = 0.2
_MAX_CARRIERS = 3
# A clause behind what is missing is part of it if it only names a thing, or if so many of its words are known.
_BRIEF_PART, _GOES_ON = 4, 0.6
_MAX_TRIED = 24
_JOINTS = ("和", "与", "及", "跟", "、", "的", " and ", " or ")
# 「报名之前请…」
_TIMES = ("前", "时")
# Of a clause that announces, so many words must have been said or shown.
_ANNOUNCED = 0.4
_BRIEF_TERMS, _BRIEF = 9, 0.5
_NO_DENIALS = ("不只", "不仅", "不但", "不止", "不少于", "不低于", "不超过", "not only", "not just")
_NEGATIONS = ("不", "没", "无", "未", "非", "否", " not ", " no ", "n't", "never", "without", "cannot")


def stands_alone(checker: Checker, sentence: Sentence, earlier: Earlier) -> bool:
    """Whether a sentence asserts nothing of the sources' matter: a question, what is missing, where to ask.

    Its figures must be the person's or verified before, its names may stand in whatever was shown.
    """
    if not checker.only_figures_of(sentence, earlier.cited, tuple(checker.lines)):
        return False
    text = sentence.text.strip(" \"'”’)）*")
    if text.endswith(("?", "？")):
        return True
    parts = clauses(sentence.text)
    if not parts:
        return False
    days = tuple(f.day for f in sentence.figures if f.kind is Kind.DATE) or earlier.days
    opens = next((n for n, part in enumerate(parts) if not _is_before(part)), 0)
    # What is asked may stand before the clause that says it is missing.
    free = says_not_stated(parts[opens])
    for part, following in zip(parts[opens:], [*parts[opens + 1 :], ""], strict=True):
        if turns(part):
            free = False
        if says_not_stated(part) or is_aside(part):
            free = True
        elif (over := says_over(part)) is not None:
            if len(tokenize(part)) > _BRIEF_TERMS or checker.is_over(days) is not over:
                return False
        elif is_scope(part):
            if not _is_known(checker, part, _ANNOUNCED):
                return False
        elif _leads_to(checker, part, following) or _dates_source(checker, part, earlier):
            continue
        elif not _is_step(checker, part) and not _is_persons(checker, part) and not (free and _goes_on(checker, part)):
            return False
    return free or any(is_next_step(p) or is_refusal(p) or asked_of(p) is not None for p in parts)


def _leads_to(checker: Checker, part: str, following: str) -> bool:
    """Whether a clause only names what the clause behind it says is missing."""
    named = is_question_part(part) or _only_names(checker, part) or _is_known(checker, part)
    return says_not_stated(following) and named


def _dates_source(checker: Checker, part: str, earlier: Earlier) -> bool:
    """Whether a brief clause only gives the day of a document cited before: "this is from 2021"."""
    dates = [f for f in read_figures(part) if f.kind is Kind.DATE]
    return (
        bool(dates)
        and points_at_source(part)
        and len(frozenset(tokenize(part))) <= _BRIEF_TERMS
        and all(checker.dates_document(f, earlier.cited) or checker.person.states(f) for f in dates)
    )


def _is_step(checker: Checker, part: str) -> bool:
    """Whether a clause says where to ask, or what the reply will not do; what stands before may claim nothing."""
    if is_next_step(part) or is_refusal(part):
        return True
    about = asked_of(part)
    if about is None:
        return False
    return len(tokenize(about)) <= _BRIEF_PART or about.endswith(_TIMES) or _is_known(checker, about)


def _is_before(part: str) -> bool:
    return not says_not_stated(part) and (is_question_part(part) or is_verdict(part))


def _goes_on(checker: Checker, part: str) -> bool:
    """Whether a clause only goes on naming what is missing: "the fee, the pass mark or the dates"."""
    terms = frozenset(tokenize(part))
    if is_noun_phrase(part) and len(terms) <= _BRIEF_PART:
        return True
    return goes_on_missing(part) or _is_known(checker, part)


def _only_names(checker: Checker, part: str) -> bool:
    """Whether a clause only names things that were shown or said, as the subject of what follows: 「甲证和乙证，」."""
    named = part
    for joint in _JOINTS:
        named = named.replace(joint, "\n")
    texts = [g.text for g in [*checker.grounds(checker.lines), checker.person]]
    things = [t.strip(' 「」"“”《》') for t in named.split("\n")]
    return all(len(t) > 1 and any(t in text for text in texts) for t in things if t)


def _is_known(checker: Checker, part: str, share: float = _GOES_ON) -> bool:
    terms = frozenset(tokenize(part))
    return checker.coverage(content_of(terms) or terms, [*checker.grounds(checker.lines), checker.person]) > share


def says_again(checker: Checker, sentence: Sentence, cited: Sequence[str]) -> bool:
    """Whether a sentence only repeats what the person said."""
    return _is_persons(checker, sentence.text) and checker.only_figures_of(sentence, cited, ())


def sums_up(
    checker: Checker, sentence: Sentence, kept: Sequence[tuple[Sentence, tuple[str, ...]]]
) -> tuple[str, ...] | None:
    """The lines that carry a summary which opens an answer: each clause with the figures of one later unit.

    Args:
        kept: the verified units that follow, and the lines that they cite.
    """
    ids: dict[str, None] = {}
    for clause in clauses(sentence.text):
        figures = read_figures(clause)
        words = frozenset(t for t in content_of(frozenset(tokenize(without_bounds(clause)))) if not _is_numeral(t))
        carrier = next(
            (
                cited
                for unit, cited in kept
                if all(any(_is_same(f, o) for o in unit.figures) for f in figures)
                and _share(words, [unit.terms, *(g.terms for g in checker.grounds(cited))]) >= _BRIEF
            ),
            None,
        )
        if carrier is None:
            return None
        ids |= dict.fromkeys(carrier)
    faults = checker.check(sentence, tuple(ids), Earlier()).faults
    return tuple(ids) if set(faults) <= {Fault.FIGURE} else None


def _is_same(one: Figure, other: Figure) -> bool:
    if one.kind is not Kind.NUMBER:
        return (one.kind, one.day, one.code) == (other.kind, other.day, other.code)
    return other.kind is Kind.NUMBER and one.value == other.value and same_measure(one, other)


def _is_numeral(term: str) -> bool:
    return term.isdecimal() or bool(NUMERALS.intersection(term))


def _share(words: frozenset[str], texts: Sequence[frozenset[str]]) -> float:
    return sum(any(w in t for t in texts) for w in words) / len(words) if words else 1.0


def announces(checker: Checker, sentence: Sentence) -> bool:
    """Whether what leads to others claims nothing new: its words are the person's or stand in what was shown."""
    grounds = [*checker.grounds(checker.lines), checker.person]
    for clause in clauses(without_lead_words(sentence.text)):
        words = frozenset(t for t in content_of(frozenset(tokenize(clause))) if not NUMERALS.intersection(t))
        if len(words) > 1 and checker.coverage(words, grounds) < _ANNOUNCED:
            return False
    return True


def carriers_of(
    checker: Checker, sentence: Sentence, cited: Sequence[str], earlier: Earlier, *, share: float = CARRIED
) -> tuple[str, ...] | None:
    """The lines cited elsewhere that carry a sentence with all its figures, names and most of its words.

    Args:
        cited: ids to try, the likeliest first.
        share: of its words that must stand in them.

    Returns:
        One to three ids, or None.
    """
    tried = list(dict.fromkeys(cited))[:_MAX_TRIED]
    for ids in [(i,) for i in tried] + [tuple(tried[:n]) for n in range(2, min(len(tried), _MAX_CARRIERS) + 1)]:
        if _carry(checker, sentence, ids, earlier, share):
            return ids
    return None


def carried_in_parts(checker: Checker, whole: Sentence, earlier: Earlier) -> tuple[str, ...] | None:
    """The lines that carry a sentence of several 「；」 parts, each held to its own citations; None where one fails."""
    parts = [p for p in whole.marked.text.replace("; ", "；").split("；") if p.strip()]
    if len(parts) < 2:
        return None
    earlier = earlier.copy()
    found: dict[str, None] = {}
    for part in parts:
        sentence = Sentence(replace(whole.piece, text=part), read_marks(part, checker.lines))
        ids = sentence.marked.cited
        if ids:
            if checker.check(sentence, ids, earlier).faults:
                return None
        elif not stands_alone(checker, sentence, earlier):
            carriers = carriers_of(checker, sentence, earlier.cited[::-1], earlier)
            if carriers is None:
                return None
            ids = carriers
        earlier.add(sentence, ids)
        found |= dict.fromkeys(ids)
    return tuple(found)


def _carry(checker: Checker, sentence: Sentence, ids: Sequence[str], earlier: Earlier, share: float) -> bool:
    grounds = checker.grounds(ids)
    restates = any(s.right for s in sentence.sums)
    if checker.coverage(sentence.content, [*grounds, checker.person]) < (_CARRIED_SUM if restates else share):
        return False
    # A denial is carried by lines that deny something.
    if not restates and _denies(sentence.text) and not any(_denies(g.text) for g in [*grounds, checker.person]):
        return False
    return (len(ids) == 1 or _names_keep_figures(checker, sentence, ids)) and not checker.check(
        sentence, ids, earlier
    ).faults


def _names_keep_figures(checker: Checker, sentence: Sentence, ids: Sequence[str]) -> bool:
    """Whether no figure stands beside a name that only another of several lines has."""
    made = {f.value for s in sentence.sums for f in (*s.results, *s.operands)}
    for clause in clauses(sentence.text):
        named = checker.names(clause)
        for figure in read_figures(clause) if named else ():
            holding = [g for g in checker.grounds(ids) if g.states(figure)]
            if figure.value not in made and holding and not any(named & g.names for g in holding):
                return False
    return True


def _denies(text: str) -> bool:
    for word in _NO_DENIALS:
        text = text.replace(word, " ")
    return any(n in text for n in _NEGATIONS)


def _is_persons(checker: Checker, clause: str) -> bool:
    """Whether a clause says again what the person said, or next to nothing."""
    terms = frozenset(tokenize(plain(clause)))
    return not terms or checker.coverage(terms, [checker.person]) >= 0.8
