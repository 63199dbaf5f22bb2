"""The numbers and marks that Word counts for its paragraphs: 「第%1条」 and 「%1.%2」 stand in no text of the file."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

_DIGITS = "零一二三四五六七八九"
_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_CHINESE = frozenset(
    (
        "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographTraditional",
        "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital",
    )
)  # fmt: skip


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._style_numbers: dict[str, tuple[str, int]] = {}
        self._read(document)

    def _read(self, document: Any) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(v.get(qn("w:ilvl"), "0")): v for v in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            if reference is not None:
                self._abstract[number.get(qn("w:numId"))] = reference.get(qn("w:val"))
        for style in document.styles:
            found = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None and style.name:
                self._style_numbers[style.name.lower()] = _reference(found)

    def label(self, paragraph: Any, style_names: list[str]) -> str | None:
        """What stands before a paragraph; "" for a mark that says nothing (•), None for one without a number."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        styled = next((self._style_numbers[n] for n in style_names if n in self._style_numbers), None)
        if own is not None:
            id_, level = _reference(own)
            if not id_ and styled:
                id_ = styled[0]
        elif styled is not None:
            id_, level = styled
        else:
            return None
        levels = self._levels.get(self._abstract.get(id_, ""), {})
        if level not in levels:
            return None
        if _form(levels[level]) in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._abstract[id_], {})
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        pattern = levels[level].find(qn("w:lvlText"))
        text = str(pattern.get(qn("w:val"), "")) if pattern is not None else ""
        for n in range(9, 0, -1):
            if f"%{n}" in text and (n - 1) in levels:
                text = text.replace(f"%{n}", _written(counts.get(n - 1, _start(levels[n - 1])), _form(levels[n - 1])))
        return f"{text} " if text and text[-1] not in "、）)" else text


def _reference(properties: Any) -> tuple[str, int]:
    id_, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    return (
        id_.get(qn("w:val"), "") if id_ is not None else "",
        int(level.get(qn("w:val"), "0")) if level is not None else 0,
    )


def _form(level: Any) -> str:
    found = level.find(qn("w:numFmt"))
    return str(found.get(qn("w:val"), "decimal")) if found is not None else "decimal"


def _start(level: Any) -> int:
    found = level.find(qn("w:start"))
    return int(found.get(qn("w:val"), "1")) if found is not None else 1


def _written(count: int, form: str) -> str:
    if form in _CHINESE:
        return chinese(count)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)


def chinese(count: int) -> str:
    """A number below 1000 in Chinese digits: 一, 十二, 二十, 一百零三."""
    if count >= 1000 or count <= 0:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN.items():
        while count >= value:
            text, count = text + letters, count - value
    return text
