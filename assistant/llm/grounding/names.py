"""Names in a sentence that stand nowhere: in quotation marks, in Latin letters, in the lexicon."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from assistant.llm.grounding.figure_words import DETERMINERS, MONTHS, SCALES, split_words
from assistant.llm.grounding.figures import plain, without_latex
from assistant.llm.grounding.grounds import Ground, Names
from assistant.llm.grounding.wording import clauses, says_not_stated
from assistant.retrieval.tokenization import tokenize
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
_ATTACHED = frozenset(["h", "hr", "hrs", "k", "w", "m", "min", "st", "nd", "rd", "th", "yr", "yrs"])
_RUN_MARKS = "+-/&'.’_@"
_MIN_INITIALS, _MAX_INITIALS = 3, 6
_SMALL_WORDS = frozenset(("of", "and", "for", "the", "in", "to", "a", "an"))


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
    written = unicodedata.normalize("NFKC", without_latex(text))
    missing += [t for t in _latin_names(written, grounds) if not _latin_stands(t, grounds)]
    # A name of digits alone is held to as a figure; 「这一级」 names no level.
    named = [n for n in map(plain, names(text)) if any(c.isalpha() for c in n) and not _is_determined(n, text)]
    missing += [n for n in named if not any(_name_stands(n, g) for g in grounds)]
    return missing


def unknown_bodies(text: str, shown: Sequence[Ground]) -> list[str]:
    """Companies, universities and the like in a plain text whose names stand nowhere in what was shown.

    Of a name the two signs before what kind of body it is are compared, so that 「奥派公司」 may stand for the whole.
    """
    unknown = []
    for body in _BODIES:
        at = text.find(body)
        while at >= 0:
            name = text[max(0, at - 2) : at]
            proper = len(name) == 2 and all("\u3400" <= c <= "\u9fff" and c not in FUNCTION_SIGNS for c in name)
            if proper and not any(name in g.text for g in shown):
                unknown.append(name + body)
            at = text.find(body, at + 1)
    return unknown


def _is_determined(name: str, text: str) -> bool:
    places = [at for at in range(1, len(text)) if text.startswith(name, at)]
    return name.startswith("一") and bool(places) and all(text[at - 1] in DETERMINERS for at in places)


def _name_stands(name: str, ground: Ground) -> bool:
    return name in ground.names or name in ground.text or _is_initials(name, ground.text)


def _quote_stands(mark: str, quote: str, grounds: Sequence[Ground]) -> bool:
    bare = plain(quote).strip(" .;,!?。；、")
    if not bare or any(bare in g.text for g in grounds):
        return True
    squeezed = bare.replace(" ", "")
    if mark not in TITLE_MARKS and sum(c in FUNCTION_SIGNS for c in squeezed) >= _STRESS * len(squeezed):
        return True
    if mark in TITLE_MARKS and len(squeezed) > 2:
        return any(_name_stands(squeezed, g) for g in grounds) or _mostly(bare, grounds)
    return _mostly(bare, grounds)


def _is_verbatim(quote: str, grounds: Sequence[Ground]) -> bool:
    bare = plain(quote).strip(" .;,!?。；、")
    return any(bare in g.text for g in grounds)


def _glosses(text: str) -> Iterator[str]:
    """The Chinese terms in an English sentence: each is a name that some source gives."""
    if is_chinese(text):
        return
    # What is missing may be named in any language.
    text = "\n".join(c for c in clauses(text) if not says_not_stated(c))
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and "\u3400" <= text[end] <= "\u9fff":
            end += 1
        if end > at + 1:
            yield text[at:end]
        at = max(end, at + 1)


def _mostly(bare: str, grounds: Sequence[Ground]) -> bool:
    terms = frozenset(tokenize(bare))
    return len(terms) > 2 and any(len(terms & g.terms) >= _SHARE_OF_QUOTE * len(terms) for g in grounds)


def _is_initials(short: str, text: str) -> bool:
    """Whether a Latin name holds the first letters of words in a row: NST, Network Support Technician.

    Small words between them may be left out, as abbreviations do.
    """
    letters = short.lower()
    if not (_MIN_INITIALS <= len(letters) <= _MAX_INITIALS and letters.isascii() and letters.isalpha()):
        return False
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in text)
    first = "".join(w[0] for w in words.split() if w not in _SMALL_WORDS)
    return letters in first


def is_chinese(text: str) -> bool:
    """Whether a text is mainly Chinese: has no fewer Chinese signs than Latin words.

    What stands in brackets only glosses: "winding up the data (数据收尾)" is English.
    """
    signs = words = 0
    within = False
    text = _without_brackets(text)
    for c in text:
        latin = c.isascii() and c.isalpha()
        words += latin and not within
        within = latin or (within and c.isascii() and not c.isspace())
        signs += "\u3400" <= c <= "\u9fff"
    return signs >= words


def _without_brackets(text: str) -> str:
    """A text without its bracketed parts; the whole where no letter stands outside."""
    outside, depth = [], 0
    for c in text:
        depth = max(0, depth + (c in "(（") - (c in ")）"))
        if not depth:
            outside.append(c)
    bare = "".join(outside)
    return bare if any(c.isalpha() for c in bare) else text


def _latin_names(text: str, grounds: Sequence[Ground]) -> Iterator[str]:
    """Latin words that name something: all in a Chinese sentence, in an English one those with capitals or digits."""
    chinese = is_chinese(text)
    # What a Chinese source calls by a Chinese name has some English one, which it cannot confirm.
    foreign = not chinese and bool(grounds) and all(is_chinese(g.text) for g in grounds[:-1])
    at = 0
    while at < len(text):
        if not (text[at].isascii() and text[at].isalnum()):
            at += 1
            continue
        end = at
        while end < len(text) and (
            text[end].isascii()
            and text[end].isalnum()
            or text[end] in _RUN_MARKS
            and end + 1 < len(text)
            and text[end + 1].isascii()
            and text[end + 1].isalnum()
        ):
            end += 1
        run = text[at:end].replace("’", "'").removesuffix("'s")
        if any(c.isalpha() for c in run) and _names(text, at, end, run, chinese=chinese, foreign=foreign):
            yield _with_neighbour(text, at, end) if len(run) == 1 else run
        at = end


def _names(text: str, at: int, end: int, run: str, *, chinese: bool, foreign: bool) -> bool:
    lower = run.lower()
    if lower in _COMMON or with_digits(lower) != lower or lower in MONTHS or lower in SCALES or _is_measure(run):
        return False
    if len(run) == 1:
        return run.isupper() and "\u3400" <= text[end : end + 1] <= "\u9fff"
    if chinese:
        return True
    shape = run.isupper() or any(c.isdigit() for c in run) or any(c.isupper() for c in run[1:]) or "@" in run
    if shape or foreign or not run[0].isupper():
        return shape
    before = text[:at].rstrip(" ")
    return bool(before) and before[-1] not in _SENTENCE_STARTS


def _is_measure(run: str) -> bool:
    """``30h``, ``3rd``, ``3-year``: a figure with its unit, which is read as such."""
    unit = run.lstrip("0123456789.,").lower()
    if unit == run.lower():
        return False
    return unit in _ATTACHED or (unit.startswith("-") and unit[1:].replace("-", "").isalpha())


def _with_neighbour(text: str, at: int, end: int) -> str:
    """「甲A」: one letter is a name with the sign behind it, unless that only says what the letter stands for."""
    return text[at:end] if text[end] in "是为指代和与及的、" else text[at : end + 1]


def _latin_stands(term: str, grounds: Sequence[Ground]) -> bool:
    lower = plain(term)
    if any(lower in g.text for g in grounds) and len(lower) > 3:
        return True
    if len(term) == 1:
        return any(t.startswith(lower) for g in grounds for t in g.terms)
    if len(lower) == 2 and not lower.isascii():
        return any(lower in g.text for g in grounds)
    terms = tokenize(term)
    if not terms or (term.isupper() and any(_is_initials(lower, g.text) for g in grounds)):
        return True
    return any(terms[0] in g.terms for g in grounds) or (
        # 「4+X」 is not said by a 4 and an X.
        len(terms) > 1
        and not any(t.isdecimal() for t in terms[1:])
        and all(any(t in g.terms for g in grounds) for t in terms[1:])
    )
