"""Number words to digits, so that figures can be read with one pattern in Chinese and English.

「三十二」 → 32, 「一百五」 → 150, 「1.5万」 → 15000, "a hundred and fifty" → 150. What gives no number (「三四」)
becomes VAGUE, which no pattern for a figure matches.

Every repeat has an end: a pattern that may begin at each digit of a long run and go on to its end takes quadratic
time, and a power of ten without end is no number that Python writes out.
"""

from __future__ import annotations

import re

VAGUE = "\ue001"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_ZH = "零〇一二两俩仨三四五六七八九十百千万"
# Digits, numerals or words of one number; what is longer is none.
_MAX_PLACES = 15
_ZH_RUN = re.compile(rf"[{_ZH}]+")
_FIGURE = rf"(?<!\d)\d{{1,{_MAX_PLACES}}}(?:\.\d{{1,{_MAX_PLACES}}})?"
_SCALED = re.compile(rf"({_FIGURE})\s*([百千万])")
_SEPARATED = re.compile(rf"(?<![\d.])\d{{1,3}}(?:,\d{{3}}){{1,{_MAX_PLACES // 3}}}(?![\d,])")

_EN_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_EN_WORD = "|".join(sorted(_EN_SMALL, key=len, reverse=True))
ENGLISH_NUMBER = re.compile(
    rf"\b(?:(?:{_EN_WORD})|an?(?=[ -](?:hundred|thousand)\b))(?:[ -](?:and )?(?:{_EN_WORD}|hundred|thousand))*\b"
)


def with_digits(text: str) -> str:
    """A normalised text with its number words as digits; its length may change."""
    text = _SEPARATED.sub(lambda m: m.group().replace(",", ""), text)
    text = _SCALED.sub(lambda m: _plain(float(m.group(1)) * _UNITS[m.group(2)]), text)
    text = _ZH_RUN.sub(lambda m: _chinese(m.group()), text)
    return ENGLISH_NUMBER.sub(lambda m: _english(m.group()), text)


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _chinese(run: str) -> str:
    """Digits of a run of Chinese numerals; VAGUE for two digits side by side (「三四」), and for what is no number."""
    if len(run) > _MAX_PLACES:
        return VAGUE
    if not any(c in _UNITS for c in run):
        if len(run) == 2 and not set(run) & set("零〇"):
            return VAGUE
        return "".join(str(_DIGITS[c]) for c in run)
    total = section = digit = 0
    last = 0
    for position, c in enumerate(run):
        if c in _DIGITS:
            digit = _DIGITS[c]
            # 「一百五」: a last digit right after a unit counts tenths of that unit.
            if position == len(run) - 1 and last >= 100 and run[position - 1] in _UNITS:
                digit *= last // 10
        elif c == "万":
            total, section, digit = (total + section + digit) * _UNITS[c], 0, 0
            last = _UNITS[c]
        else:
            section, digit = section + (digit or 1) * _UNITS[c], 0
            last = _UNITS[c]
    return str(total + section + digit)


def _english(words: str) -> str:
    total = section = 0
    split = words.replace("-", " ").split(" ")
    if len(split) > _MAX_PLACES:
        return VAGUE
    for word in split:
        if word in _EN_SMALL:
            section += _EN_SMALL[word]
        elif word in ("a", "an"):
            section = 1
        elif word == "hundred":
            section *= 100
        elif word == "thousand":
            total, section = total + section * 1000, 0
    return str(total + section)
