"""Days as the number format of a cell writes them."""

from __future__ import annotations

from datetime import date
from itertools import groupby

_LETTERS, _OF_A_DAY = "ymdhsa", "ymd"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip


def written_day(day: date, form: str) -> str:
    """A day in the words of its format (2026年9月, 4 September 2026); "" where that writes it in figures alone.

    Figures alone are read by the country: 9/4/2026 is another day elsewhere.
    """
    parts = list(_parts(form.partition(";")[0]))
    letters = [p for is_code, p in parts if is_code]
    said = "".join(p for is_code, p in parts if not is_code)
    worded = any(set(p) == {"m"} and len(p) > 2 for p in letters) or ("月" in said and "m" in "".join(letters))
    if not worded or not set("".join(letters)).issubset(_OF_A_DAY):
        return ""
    return "".join(_field(day, p) if is_code else p for is_code, p in parts).strip(" ,")


def _parts(form: str) -> list[tuple[bool, str]]:
    """Runs of one letter of the format, and the words between them."""
    found: list[tuple[bool, str]] = []
    quoted = bracketed = escaped = False
    for c in form:
        if c == '"':
            quoted = not quoted
        elif not quoted and c in "[]":
            bracketed = c == "["
        elif not bracketed and (escaped or c != "\\" or quoted):
            found.append((not (quoted or escaped) and c.lower() in _LETTERS, c if quoted or escaped else c.lower()))
            escaped = False
            continue
        escaped = c == "\\" and not quoted
    return [(key[0], "".join(c for _, c in run)) for key, run in groupby(found, lambda f: (f[0], f[1] if f[0] else ""))]


def _field(day: date, code: str) -> str:
    figure = {"y": day.year, "m": day.month, "d": day.day}[code[0]]
    if code[0] == "m" and len(code) > 2:
        return _MONTHS[day.month - 1] if len(code) > 3 else _MONTHS[day.month - 1][:3]
    if code[0] == "y":
        return str(figure) if len(code) > 2 else f"{figure % 100:02}"
    return f"{figure:0{min(len(code), 2)}}" if len(code) < 3 else ""
