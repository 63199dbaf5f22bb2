"""Sentences of a reply that cite nothing: which may stand, and which lines cited elsewhere carry them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.llm.grounding.checks import Checker, Sentence, content_of
from assistant.llm.grounding.figure_words import NUMERALS, split_words
from assistant.llm.grounding.figures import plain
from assistant.llm.grounding.wording import (
    clauses,
    is_aside,
    is_next_step,
    is_question_part,
    is_verdict,
    says_not_stated,
    turns,
    without_lead_words,
)
from assistant.retrieval.tokenization import tokenize

# Share of a sentence's words that must stand in the lines that are said to carry it.
_CARRIED = 0.6
# Where every figure of a shown sum was verified before, its words may be new.
_CARRIED_SUM = 0.2
_MAX_CARRIERS = 3
# A clause behind what is missing is part of it if it is brief, or of so many known words.
_BRIEF_PART, _GOES_ON = 4, 0.6
_ASSERTS = frozenset(split_words("is|are|was|were|has|have|had|can|will|must|may|all|every|always|never|everyone"))
_MAX_TRIED = 24
# Of a clause that announces, so many words must have been said or shown.
_ANNOUNCED = 0.4
_BRIEF_TERMS, _BRIEF = 9, 0.5
_NO_DENIALS = ("不只", "不仅", "不但", "不止", "不少于", "不低于", "不超过", "not only", "not just")
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
    opens = next((n for n, part in enumerate(parts) if not _is_before(part)), 0)
    # What is asked may stand before the clause that says it is missing.
    free = bool(parts) and says_not_stated(parts[opens])
    for part in parts[opens:]:
        if turns(part):
            free = False
        if says_not_stated(part) or is_aside(part):
            free = True
        elif not is_next_step(part) and not _is_persons(checker, part) and not (free and _goes_on(checker, part)):
            return False
    return free or any(map(is_next_step, parts))


def _is_before(part: str) -> bool:
    return not says_not_stated(part) and (is_question_part(part) or is_verdict(part))


def _goes_on(checker: Checker, part: str) -> bool:
    """Whether a clause only goes on naming what is missing: "the fee, the pass mark or the dates"."""
    terms = frozenset(tokenize(part))
    if len(terms) <= _BRIEF_PART and not _ASSERTS.intersection(part.split()):
        return True
    return checker.coverage(content_of(terms) or terms, [*checker.grounds(checker.lines), checker.person]) > _GOES_ON


def says_again(checker: Checker, sentence: Sentence, cited: Sequence[str]) -> bool:
    """Whether a sentence only repeats what the person said."""
    return _is_persons(checker, sentence.text) and checker.only_figures_of(sentence, cited, ())


def opens_answer(checker: Checker, sentence: Sentence, block_ids: Sequence[str]) -> bool:
    """Whether a sentence is a brief answer in the words of question and sources, which what follows carries."""
    if len(sentence.terms) > _BRIEF_TERMS or sentence.figures or not block_ids:
        return False
    grounds = [*checker.grounds(block_ids), checker.person]
    return checker.coverage(sentence.terms, grounds) >= _BRIEF and checker.only_figures_of(sentence, (), block_ids)


def announces(checker: Checker, sentence: Sentence) -> bool:
    """Whether what leads to others claims nothing new: its words are the person's or stand in what was shown."""
    grounds = [*checker.grounds(checker.lines), checker.person]
    for clause in clauses(without_lead_words(sentence.text)):
        words = frozenset(t for t in content_of(frozenset(tokenize(clause))) if not NUMERALS.intersection(t))
        if len(words) > 1 and checker.coverage(words, grounds) < _ANNOUNCED:
            return False
    return True


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
    if checker.coverage(sentence.content, [*grounds, checker.person]) < (_CARRIED_SUM if restates else share):
        return False
    # A denial is carried by lines that deny something.
    if not restates and _denies(sentence.text) and not any(_denies(g.text) for g in [*grounds, checker.person]):
        return False
    return not checker.check(sentence, ids, verified).faults


def _denies(text: str) -> bool:
    for word in _NO_DENIALS:
        text = text.replace(word, " ")
    return any(n in text for n in _NEGATIONS)


def _is_persons(checker: Checker, clause: str) -> bool:
    """Whether a clause says again what the person said, or next to nothing."""
    terms = frozenset(tokenize(plain(clause)))
    return not terms or checker.coverage(terms, [checker.person]) >= 0.8
