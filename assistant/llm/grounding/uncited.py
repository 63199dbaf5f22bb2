"""Sentences of a reply that cite nothing: which may stand, and which lines cited elsewhere carry them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.llm.grounding.checks import Checker, Sentence
from assistant.llm.grounding.figures import plain
from assistant.llm.grounding.wording import clauses, is_aside, is_next_step, is_question_part, says_not_stated, turns
from assistant.retrieval.tokenization import tokenize

# Share of a sentence's words that must stand in the lines that are said to carry it.
_CARRIED = 0.6
# Where every figure of a shown sum was verified before, its words may be new.
_CARRIED_SUM = 0.2
_MAX_CARRIERS = 3
_MAX_TRIED = 24
_SHORT_TERMS = 5
_NEGATIONS = ("不", "没", "无", "未", "非", "否", " not ", " no ", "n't", "never", "without", "cannot")


def stands_alone(checker: Checker, sentence: Sentence, cited: Sequence[str]) -> bool:
    """Whether a sentence asserts nothing of the sources' matter: a question, what is missing, where to ask.

    Its figures must be the person's or verified before, its names may stand in whatever was shown.
    """
    if not checker.only_figures_of(sentence, cited, tuple(checker.lines)):
        return False
    text = sentence.text.strip(" \"'”’)）*")
    if text.endswith(("?", "？")):
        return True
    parts = clauses(sentence.text)
    opens = next((n for n, part in enumerate(parts) if not is_question_part(part) or says_not_stated(part)), 0)
    # What is asked may stand before the clause that says it is missing.
    free = opens < len(parts) and says_not_stated(parts[opens])
    for part in parts[opens:]:
        if turns(part):
            free = False
        if says_not_stated(part) or is_aside(part):
            free = True
        elif not free and not is_next_step(part) and not _is_persons(checker, part):
            return False
    return free or any(map(is_next_step, parts))


def says_again(checker: Checker, sentence: Sentence, cited: Sequence[str]) -> bool:
    """Whether a sentence only repeats what the person said."""
    return _is_persons(checker, sentence.text) and checker.only_figures_of(sentence, cited, ())


def is_short(sentence: Sentence) -> bool:
    """Whether a sentence is a verdict or a heading, which says nothing without what follows: 「不行。」 "Yes." """
    return not sentence.figures and len(sentence.terms) <= _SHORT_TERMS


def carriers_of(
    checker: Checker, sentence: Sentence, cited: Sequence[str], verified: set[Fraction], *, share: float = _CARRIED
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
        if _carry(checker, sentence, ids, verified, share):
            return ids
    return None


def _carry(checker: Checker, sentence: Sentence, ids: Sequence[str], verified: set[Fraction], share: float) -> bool:
    grounds = checker.grounds(ids)
    restates = any(s.right for s in sentence.sums)
    if checker.coverage(sentence.terms, [*grounds, checker.person]) < (_CARRIED_SUM if restates else share):
        return False
    # A denial is carried by lines that deny something.
    if not restates and _denies(sentence.text) and not any(_denies(g.text) for g in [*grounds, checker.person]):
        return False
    return not checker.check(sentence, ids, verified).faults


def _denies(text: str) -> bool:
    return any(n in text for n in _NEGATIONS)


def _is_persons(checker: Checker, clause: str) -> bool:
    """Whether a clause says again what the person said, or next to nothing."""
    terms = frozenset(tokenize(plain(clause)))
    return len(terms) <= 1 or checker.coverage(terms, [checker.person]) >= 0.8
