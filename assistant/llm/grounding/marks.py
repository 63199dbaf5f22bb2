"""Citation marks in a reply, and what is taken out of its text before anything is weighed or shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_BRACKETS = {"[": "]", "【": "】", "［": "］", "〔": "〕", "(": ")", "（": "）"}
_ROUND = "(（〔"
_MAX_MARK = 50
_SEPARATORS = ",，、;；/ \u3000&和及"
_MAX_RANGE = 30
_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LETTERS = "ecn"
_ALPHABET = frozenset(_SEPARATORS + "^-–~ECNecn0123456789")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence whose citations were read.

    Attributes:
        text: cleaned, each known citation as ``[e1]``.
        bare: without any citation.
        cited: the known ids in their order, each once.
        unknown: what was cited and does not exist.
    """

    text: str
    bare: str
    cited: tuple[str, ...]
    unknown: tuple[str, ...]


def citation_end(text: str, at: int) -> int:
    """Behind the citation that begins at a place; 0 where none does, -1 where its end is not there yet."""
    closing = _BRACKETS.get(text[at : at + 1])
    if closing is None:
        return 0
    end = text.find(closing, at + 1, at + _MAX_MARK)
    inside = text[at + 1 : end if end > 0 else at + _MAX_MARK]
    if not all(c in _ALPHABET for c in inside):
        return 0
    if end < 0:
        return -1 if len(text) - at < _MAX_MARK else 0
    return end + 1 if _ids(text[at], text[at + 1 : end]) else 0


def _ids(bracket: str, inside: str) -> list[str]:
    """The ids in a bracket, [] if it is no citation. A bare number is one in square brackets only."""
    parts = inside
    for separator in _SEPARATORS:
        parts = parts.replace(separator, ",")
    found: list[str] = []
    for part in parts.split(","):
        word = part.strip().lstrip("^").lower()
        if not word:
            continue
        first, _, last = word.replace("–", "-").replace("~", "-").partition("-")
        if not _is_id(first) and not (bracket not in _ROUND and first.isdecimal() and len(first) <= 2):
            return []
        if last:
            number = last.lstrip(_LETTERS)
            if not number.isdecimal() or not first[1:].isdecimal():
                return []
            low, high = int(first[1:]), int(number[:4])
            found += [f"{first[0]}{n}" for n in range(low, min(high, low + _MAX_RANGE) + 1)]
        else:
            found.append(first)
    return found


def _is_id(word: str) -> bool:
    return len(word) > 1 and word[0] in _LETTERS and word[1:].isascii() and word[1:].isdecimal() and len(word) <= 5


def read_marks(text: str, known: Mapping[str, object]) -> Marked:
    """A sentence's citations; those of ids that do not exist are taken out."""
    text = clean(text)
    shown: list[str] = []
    bare: list[str] = []
    cited: dict[str, None] = {}
    unknown: list[str] = []
    at = start = 0
    while at < len(text):
        end = citation_end(text, at) if text[at] in _BRACKETS else 0
        if end <= 0 or text[end : end + 1] == "(":
            at += 1
            continue
        ids = _ids(text[at], text[at + 1 : end - 1])
        before = text[start:at].rstrip(" ") if ids else text[start:at]
        kept = [i for i in dict.fromkeys(ids) if i in known]
        unknown += [i for i in ids if i not in known]
        cited |= dict.fromkeys(kept)
        shown += [before, *(f"[{i}]" for i in kept)]
        bare.append(before)
        at = start = end
    shown.append(text[start:])
    bare.append(text[start:])
    return Marked("".join(shown).strip(), "".join(bare).strip(), tuple(cited), tuple(unknown))


def clean(text: str) -> str:
    """Without control, format and unpaired signs, and with a space for ``<br>``."""
    if "<" in text:
        for tag in ("<br>", "<br/>", "<br />", "<BR>"):
            text = text.replace(tag, " ")
    if text.isascii() and text.isprintable():
        return text
    kept = (" " if c in "\t\u00a0" else c for c in text)
    return "".join(c for c in kept if c == " " or unicodedata.category(c) not in _UNSHOWN)
