"""Sentences of a reply that cite nothing: which may stand, and which lines cited elsewhere carry them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.llm.grounding.checks import Checker
from assistant.llm.grounding.figure_words import NUMERALS
from assistant.llm.grounding.sentence import Earlier, Sentence, content_of
from assistant.llm.grounding.wording import (
    asked_of,
    clauses,
    is_next_step,
    is_noun_phrase,
    is_question_part,
    is_verdict,
    says_not_stated,
    without_lead_words,
)
from assistant.retrieval.tokenization import tokenize

# Share of a sentence's words that must stand in the lines that are said to carry it.
CARRIED = 0.6
_MAX_TRIED = 24
# Of a clause that names what is missing or announces what follows, so many words must have been said or shown.
_NAMED, _ANNOUNCED = 0.6, 0.4
# What is to be asked about, or goes on a list of what is missing, in so few words.
_BRIEF = 4
_NO_DENIALS = ("不只", "不仅", "不但", "不止", "不少于", "不低于", "不超过", "not only", "not just")
_NEGATIONS = ("不", "没", "无", "未", "非", "否", " not ", " no ", "n't", "never", "without", "cannot")


def stands_alone(checker: Checker, sentence: Sentence, earlier: Earlier) -> bool:
    """Whether a sentence asserts nothing of the sources' matter: a question, what is missing, where to ask.

    Its figures must be the person's or verified before, its names may stand in whatever was shown.
    """
    if not checker.only_figures_of(sentence, earlier.cited):
        return False
    if sentence.text.strip(" \"'”’)）*").endswith(("?", "？")):
        return True
    parts = clauses(sentence.text)
    neighbours = zip(["", *parts], parts, [*parts[1:], ""], strict=False)
    return any(_is_free(checker, p) for p in parts) and all(
        _is_free(checker, part) or is_verdict(part) or _names_what_is_missing(checker, before, part, behind)
        for before, part, behind in neighbours
    )


def _is_free(checker: Checker, part: str) -> bool:
    """Whether a clause says that something is missing, or where to ask about what claims nothing."""
    if says_not_stated(part) or is_next_step(part):
        return True
    about = asked_of(part)
    return about is not None and (len(tokenize(about)) <= _BRIEF or _is_known(checker, about, _NAMED))


def _names_what_is_missing(checker: Checker, before: str, part: str, behind: str) -> bool:
    """Whether a clause names what the next one says is missing, or goes on a list: "the fee, the pass mark"."""
    if says_not_stated(behind) and (is_question_part(part) or _is_known(checker, part, _NAMED)):
        return True
    listed = says_not_stated(before) or is_noun_phrase(before)
    return listed and is_noun_phrase(part) and len(frozenset(tokenize(part))) <= _BRIEF


def _is_known(checker: Checker, part: str, share: float) -> bool:
    """Whether so many words of a clause were said by the person or shown."""
    terms = frozenset(tokenize(part))
    return checker.coverage(content_of(terms) or terms, checker.shown) > share


def announces(checker: Checker, sentence: Sentence) -> bool:
    """Whether what leads to others claims nothing new: its words are the person's or stand in what was shown."""
    for clause in clauses(without_lead_words(sentence.text)):
        words = frozenset(t for t in content_of(frozenset(tokenize(clause))) if not NUMERALS.intersection(t))
        if len(words) > 1 and checker.coverage(words, checker.shown) < _ANNOUNCED:
            return False
    return True


def carrier_of(
    checker: Checker, sentence: Sentence, cited: Sequence[str], earlier: Earlier, share: float = CARRIED
) -> str | None:
    """The line, cited elsewhere, that carries a sentence with all its figures and names; None where none does.

    Args:
        cited: ids to try, the likeliest first.
        share: of its words that must stand there.
    """
    for id_ in list(dict.fromkeys(cited))[:_MAX_TRIED]:
        carriers = [checker.ground(id_), checker.person]
        if checker.coverage(sentence.content, carriers) < share:
            continue
        # A denial is carried by a line that denies something.
        if _denies(sentence.text) and not any(_denies(g.text) for g in carriers):
            continue
        if not checker.check(sentence, (id_,), earlier).faults:
            return id_
    return None


def _denies(text: str) -> bool:
    for word in _NO_DENIALS:
        text = text.replace(word, " ")
    return any(n in text for n in _NEGATIONS)
