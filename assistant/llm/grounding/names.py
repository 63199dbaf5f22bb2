"""Names in a sentence that stand nowhere: in quotation marks, in Latin letters, in the lexicon."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from assistant.llm.grounding.figure_words import DETERMINERS, MONTHS, SCALES, split_words
from assistant.llm.grounding.figures import plain
from assistant.llm.grounding.grounds import Ground, Names
from assistant.llm.grounding.wording import clauses, says_not_stated
from assistant.retrieval.tokenization import tokenize
from assistant.text.characters import is_ideograph, runs, without_brackets
from assistant.text.quotations import TITLE_MARKS, quotations
from assistant.understanding.numbers import with_digits

# What is quoted for stress only is made of these: “有和没有”, “必须”, “可以”.
FUNCTION_SIGNS = frozenset(
    "的了和与或是否有没无不能可以要会应该必须先后都也就还更最其他它这那一只需得在从到由对着过"
    "吗呢么何谁哪几多少全每各同异你我您们咱他她"
)
_STRESS = 0.75
# Of a quotation that is shortened or bent, so much must stand in one source.
_SHARE_OF_QUOTE = 0.6
_BODIES = split_words("公司|集团|大学|协会|学会|研究院|委员会|出版社")
_COMMON = frozenset(split_words("i|tip|no|ok|china|yes|i'd|chinese|vs|note|i'm|id|a|q|english"))
_SENTENCE_STARTS = frozenset(".!?:;。！？：；\n(（“\"'|*-—–•[")
_RUN_MARKS = "+-/&'.’_@"


def unsupported_names(text: str, grounds: Sequence[Ground], names: Names, before: Sequence[Ground] = ()) -> list[str]:
    """Names in a sentence that none of the texts holds that may carry it.

    Args:
        text: the sentence without its citations.
        grounds: the cited lines, and what the person said.
        names: the lexicon.
        before: lines cited earlier in the reply, which may be quoted word for word.
    """
    missing = [q for mark, q in quotations(text) if not _quote_stands(mark, q, grounds) and not _is_verbatim(q, before)]
    missing += [t for t in _glosses(text) if not _is_verbatim(t, (*grounds, *before))]
    written = unicodedata.normalize("NFKC", text)
    missing += [t for t in _latin_names(written, grounds) if not _latin_stands(t, grounds)]
    # A name of digits alone is held to as a figure; 「这一级」 names no level.
    named = [n for n in map(plain, names(text)) if any(c.isalpha() for c in n) and not _is_determined(n, text)]
    missing += [n for n in named if not any(n in g.names or n in g.text for g in grounds)]
    return missing


def unknown_bodies(text: str, shown: Sequence[Ground]) -> list[str]:
    """Companies, universities and the like in a plain text whose names stand nowhere in what was shown.

    Of a name the two signs before what kind of body it is are compared, so that 「奥派公司」 may stand for the whole.
    """
    found = [text[max(0, at - 2) : at] for b in _BODIES for at in range(len(text)) if text.startswith(b, at)]
    proper = [n for n in found if len(n) == 2 and all(is_ideograph(c) and c not in FUNCTION_SIGNS for c in n)]
    return [n for n in proper if not any(n in g.text for g in shown)]


def _is_determined(name: str, text: str) -> bool:
    places = [at for at in range(1, len(text)) if text.startswith(name, at)]
    return name.startswith("一") and bool(places) and all(text[at - 1] in DETERMINERS for at in places)


def _quote_stands(mark: str, quote: str, grounds: Sequence[Ground]) -> bool:
    if _is_verbatim(quote, grounds):
        return True
    bare = plain(quote).replace(" ", "")
    if mark not in TITLE_MARKS and sum(c in FUNCTION_SIGNS for c in bare) >= _STRESS * len(bare):
        return True
    terms = frozenset(tokenize(bare))
    return len(terms) > 2 and any(len(terms & g.terms) >= _SHARE_OF_QUOTE * len(terms) for g in grounds)


def _is_verbatim(quote: str, grounds: Sequence[Ground]) -> bool:
    bare = plain(quote).strip(" .;,!?。；、")
    return any(bare in g.text for g in grounds)


def _glosses(text: str) -> Iterator[str]:
    """The Chinese terms in an English sentence: each is a name that some source gives; what is missing may be any."""
    for clause in clauses(text) if not is_chinese(text) else ():
        if not says_not_stated(clause):
            yield from (clause[a:b] for a, b in runs(clause, is_ideograph) if b > a + 1)


def is_chinese(text: str) -> bool:
    """Whether a text is mainly Chinese: has no fewer Chinese signs than Latin words.

    What stands in brackets only glosses: "winding up the data (数据收尾)" is English.
    """
    bare = without_brackets(text.replace("（", "(").replace("）", ")"))
    bare = bare if any(c.isalpha() for c in bare) else text
    words = sum(any(c.isalpha() for c in bare[a:b]) for a, b in runs(bare, lambda c: c.isascii() and not c.isspace()))
    return sum(map(is_ideograph, bare)) >= words


def _latin_names(text: str, grounds: Sequence[Ground]) -> Iterator[str]:
    """Latin words that name something: all in a Chinese sentence, in an English one those with capitals or digits."""
    chinese = is_chinese(text)
    # What a Chinese source calls by a Chinese name has some English one, which it cannot confirm.
    foreign = not chinese and bool(grounds) and all(is_chinese(g.text) for g in grounds[:-1])
    for start, stop in runs(text, lambda c: c.isascii() and (c.isalnum() or c in _RUN_MARKS) or c == "’"):
        run = text[start:stop].replace("’", "'").strip(_RUN_MARKS).removesuffix("'s")
        at = text.find(run, start)
        if any(c.isalpha() for c in run) and _names(text, at, run, chinese=chinese, foreign=foreign):
            # 「甲A」: one letter is a name with the sign behind it, unless that only says what the letter stands for.
            named = len(run) == 1 and text[at + 1] not in "是为指代和与及的、"
            yield text[at : at + 2] if named else run


def _names(text: str, at: int, run: str, *, chinese: bool, foreign: bool) -> bool:
    lower = run.lower()
    if lower in _COMMON or lower in MONTHS or lower in SCALES or with_digits(lower) != lower:
        return False
    if len(run) == 1:
        return run.isupper() and is_ideograph(text[at + 1 : at + 2])
    if chinese:
        return not run[0].isdigit() or not _is_measure(run)
    shape = run.isupper() or any(c.isdigit() for c in run) or any(c.isupper() for c in run[1:]) or "@" in run
    if shape or foreign or not run[0].isupper():
        return shape and not _is_measure(run)
    before = text[:at].rstrip(" ")
    return bool(before) and before[-1] not in _SENTENCE_STARTS


def _is_measure(run: str) -> bool:
    """``30h``, ``3-year``: a figure with its unit, which is read as such."""
    unit = run.lstrip("0123456789.,")
    word = unit.replace("-", "")
    return unit != run and word.isalpha() and word.islower() and (len(unit) < 4 or unit[0] == "-")


def _latin_stands(term: str, grounds: Sequence[Ground]) -> bool:
    lower = plain(term)
    if any(lower in g.text for g in grounds) and (len(lower) > 3 or not lower.isascii()):
        return True
    if len(term) == 1:
        return any(t.startswith(lower) for g in grounds for t in g.terms)
    if not lower.isascii():
        return False
    terms = tokenize(term)
    if not terms or any(terms[0] in g.terms for g in grounds):
        return True
    # 「4+X」 is not said by a 4 and an X.
    return (
        len(terms) > 1
        and not any(t.isdecimal() for t in terms[1:])
        and all(any(t in g.terms for g in grounds) for t in terms[1:])
    )
