"""Does a quote carry a statement? Containment of figures, names and words, in place of an entailment model.

Citation metrics of ALCE (Gao et al. 2023, arXiv:2305.14627) ask a model whether the cited passages entail
a statement. Here a statement counts as carried by a premise when all of these hold:

1. every figure of the statement stands in the premise as a whole figure (``3`` is not in ``36``; ``二``,
   ``two`` and ``2`` are the same);
2. every name that the statement sets in 「」《》“”, and every Latin word inside a Chinese statement, stands in
   the premise, or was said by the person who asks (an answer may take up their words);
3. at least ``MIN_COVERAGE`` of its content, Chinese character pairs and Latin words, stands in the premise.

It cannot see a negation or a swapped relation, so it is an upper bound for those; it counts a figure that was
computed from quoted ones as not carried, so it is a lower bound for sums.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# An answer frames what it states (「最贴近的证书是……」); half of the content leaves room for that.
MIN_COVERAGE = 0.5
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
_NAMED = re.compile(r"「([^」]+)」|《([^》]+)》|“([^”]+)”")
_LATIN = re.compile(r"[a-z][a-z0-9]*(?:[+&./-][a-z0-9]+)*")
_CJK_RUN = re.compile(r"[\u3400-\u9fff]+")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_FIGURE = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[零〇一二三四五六七八九两]")
_ENGLISH_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH_FIGURES = {word: value for value, word in enumerate(_ENGLISH_WORDS, start=1)}
_ENGLISH_FIGURE = re.compile(rf"\b(?:{'|'.join(_ENGLISH_FIGURES)})\b")
_MIN_LETTERS = 3


def entails(premise: str, statement: str, *, said: str = "") -> bool:
    """Whether the premise carries the statement under the rules above.

    Args:
        premise: quotes, with their titles, joined by line ends.
        statement: one sentence without citation marks.
        said: the question; names from it need no source, figures do.
    """
    p, s = _fold(premise), _fold(statement)
    if not _figures(s) <= _all_figures(p):
        return False
    spoken = _compact(_fold(said))
    compact = _compact(p)
    if any(_compact(name) not in compact and _compact(name) not in spoken for name in _names(s)):
        return False
    return coverage(premise, statement) >= MIN_COVERAGE


def coverage(premise: str, statement: str) -> float:
    """|content(statement) ∩ content(premise)| / |content(statement)|; 1 for a statement without content."""
    wanted, held = set(_content(_fold(statement))), set(_content(_fold(premise)))
    return len(wanted & held) / len(wanted) if wanted else 1.0


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _compact(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and not unicodedata.category(c).startswith("P"))


def _figures(text: str) -> set[str]:
    """Arabic figures; thousands' commas left out, so that 3,000 is 3000."""
    return {f.replace(",", "") for f in _FIGURE.findall(text)}


def _all_figures(text: str) -> set[str]:
    """Arabic figures, Chinese numerals to ninety-nine, English to twelve; percentages without their sign as well."""
    figures = _figures(text)
    figures |= {f.removesuffix("%") for f in figures}
    figures |= {str(_ENGLISH_FIGURES[w]) for w in _ENGLISH_FIGURE.findall(text)}
    return figures | {str(_value(m)) for m in _CHINESE_FIGURE.findall(text)}


def _value(numeral: str) -> int:
    if "十" not in numeral:
        return _DIGITS[numeral]
    tens, ones = numeral.split("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _names(text: str) -> Iterator[str]:
    for match in _NAMED.finditer(text):
        # A name in quotes may list several (「平台运营专员、推广专员」).
        yield from (part for part in re.split("[、,，;；]", next(g for g in match.groups() if g)) if part.strip())
    chinese = sum(map(len, _CJK_RUN.findall(text)))
    if chinese * 2 > len(_compact(text)):
        yield from (w for w in _LATIN.findall(text) if len(w) >= _MIN_LETTERS)


def _content(text: str) -> Iterator[str]:
    for run in _CJK_RUN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else run
    yield from (w for w in _LATIN.findall(text) if len(w) >= _MIN_LETTERS)
