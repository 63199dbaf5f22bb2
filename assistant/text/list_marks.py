"""What numbers or marks a line at its head: 「第三条」, 「（一）」, 「3.2」, 「1、」, 「①」, 「•」."""

from __future__ import annotations

from string import ascii_uppercase

HAN_NUMERALS = "一二三四五六七八九十"
_NUMERALS = f"{HAN_NUMERALS}百零〇"
BULLETS = "•●○◦▪■◆·‣⁃"
# These need no space behind them.
_STRONG_BULLETS = "•●▪■◆➢✓"
DASHES = "*–—-"
_POINTS = ".．"
_OPENING, _CLOSING = "（(", "）)"
_MAX_DIGITS, _MAX_PARTS, _MAX_LETTERS = 2, 5, 3


def unit_length(line: str, units: str) -> int:
    """How many characters of a line are a numbered unit, 「第三条」 or 「第 3 章」; 0 where it begins with none.

    Args:
        line: the line.
        units: the characters that name one: 条, 章, 节.
    """
    if not line.startswith("第"):
        return 0
    start = _after_blanks(line, 1)
    end = start
    while end < len(line) and (line[end] in _NUMERALS or line[end].isdecimal()):
        end += 1
    place = _after_blanks(line, end)
    unit = line[place : place + 1].replace("條", "条").replace("節", "节")
    return place + 1 if end > start and unit and unit in units else 0


def split_number(line: str) -> tuple[str, str]:
    """The number at the head of a line, and what follows it and its last point: 「3.2. 编码」 is ("3.2", " 编码").

    Parts have one or two digits, points are written as 「.」; ("", line) where there is no such number.
    """
    rest = line.lstrip(f"0123456789{_POINTS}")
    run = line[: len(line) - len(rest)].replace("．", ".")
    number = run.removesuffix(".")
    parts = number.split(".")
    if not all(0 < len(part) <= _MAX_DIGITS for part in parts) or len(parts) > _MAX_PARTS:
        return "", line
    return number, rest.removeprefix("、") if run == number else rest


def split_code(line: str) -> tuple[str, str]:
    """The same of a number with a point that has letters before it: 「C1.2 Set」 is ("C1.2", " Set")."""
    letters = len(line) - len(line.lstrip(ascii_uppercase))
    number, rest = split_number(line[letters:])
    return (line[:letters] + number, rest) if not letters or ("." in number and letters <= _MAX_LETTERS) else ("", line)


def numeral_length(line: str) -> int:
    """How many characters of a line are a number in characters and its comma, 「一、」; 0 where it begins with none."""
    end = _run(line, 0, HAN_NUMERALS)
    return end + 1 if end and line[end : end + 1] == "、" else 0


def named_length(line: str, names: tuple[str, ...]) -> int:
    """How many characters of a line are one of some names with its number, 「附件2」, "Section 3"; else 0."""
    name = next((n for n in names if line.startswith(n)), "")
    start = _after_blanks(line, len(name))
    end = _run(line, start, f"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ{HAN_NUMERALS}")
    return end if name and end > start and not line[end : end + 1].isalnum() else 0


def bullet_length(line: str) -> int:
    """How many characters of a line are a mark that says nothing (•) with the blanks after it, 0 where it has none."""
    marked = line[:1] in tuple(_STRONG_BULLETS) or (line[:1] in tuple(BULLETS + DASHES) and line[1:2].isspace())
    return _after_blanks(line, 1) if marked else 0


def bracketed_length(line: str) -> int:
    """How many characters of a line are a number in characters in brackets, 「（一）」; 0 where it begins with none."""
    end = _run(line, 1, HAN_NUMERALS)
    return end + 1 if line[:1] in tuple(_OPENING) and end > 1 and line[end : end + 1] in tuple(_CLOSING) else 0


def item_length(line: str) -> int:
    """How many characters of a line are the mark or number of an item with the blanks after it; 0 where it has none."""
    length = bullet_length(line) or bracketed_length(line) or _counted_length(line)
    return _after_blanks(line, length) if length else 0


def _counted_length(line: str) -> int:
    """「(12)」, 「12)」, 「12、」, 「12.」 before no figure, 「①」, 「a)」, 「(a)」."""
    if "①" <= line[:1] <= "⑳":
        return 1
    start = int(line[:1] in tuple(_OPENING))
    end = _run(line, start, "0123456789")
    if end == start and line[start : start + 1].isascii() and line[start : start + 1].isalpha():
        return start + 2 if line[start + 1 : start + 2] in tuple(_CLOSING) else 0
    if not 0 < end - start <= _MAX_DIGITS:
        return 0
    closing = line[end : end + 1]
    if closing in tuple(f"{_CLOSING}、"):
        return end + 1
    return end + 1 if not start and closing in tuple(_POINTS) and not line[end + 1 : end + 2].isdecimal() else 0


def begins_anew(line: str) -> bool:
    """Whether a line has a mark or number of its own, so that it goes on from none before it."""
    head = line[1:] if line[:1] in tuple(_OPENING) else line
    end = _run(head, 0, HAN_NUMERALS)
    return (
        line[:1] in tuple(BULLETS + DASHES)
        or item_length(line) > 0
        or unit_length(line, "条章节") > 0
        or (end > 0 and head[end : end + 1] in tuple(f"{_CLOSING}、{_POINTS}"))
        or split_code(line)[0].count(".") > 0
    )


def _run(line: str, start: int, characters: str) -> int:
    """Where the characters from ``start`` on end."""
    return len(line) - len(line[start:].lstrip(characters))


def _after_blanks(line: str, start: int) -> int:
    return len(line) - len(line[start:].lstrip())
