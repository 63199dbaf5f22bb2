"""What one clause asks for in a list: 「总学时、公共课占比和实习时间分别是多少」 asks three questions."""

from __future__ import annotations

_MARK, _LEADS = "、", "：:"
_JOINS = ("以及", "还有", "和", "与", "及", "跟")
# What says that each is asked for; without it a list is of things that somebody does or has.
_EACH = ("分别", "各自", "各是", "各有", "各为", "各要", "各需", "各占", "各多", "各几")
# Characters of an item; what is longer is a sentence.
_SHORTEST, _LONGEST = 2, 12


def enumerated(clause: str) -> tuple[str, tuple[str, ...]]:
    """What stands before the things that a clause asks for one by one, and they; no things where it asks for one.

    Args:
        clause: a clause of a question, without the marks around it.
    """
    colon = max(clause.rfind(c) for c in _LEADS)
    lead, listed = clause[: max(colon, 0)], clause[colon + 1 :]
    each = min((place for word in _EACH if (place := listed.find(word)) > 0), default=-1)
    if not lead and each < 0:
        return "", ()
    *items, last = (listed if each < 0 else listed[:each]).split(_MARK)
    items += _joined(last)
    asked = tuple(i.strip() for i in items)
    # The first one has before it what all are asked of.
    short = [_SHORTEST <= len(i) <= _LONGEST for i in (asked if lead else asked[1:])]
    if len(asked) < 2 or _MARK not in listed or not all(short) or not asked[0]:
        return "", ()
    return lead, asked


def _joined(last: str) -> list[str]:
    """The last item of a list, or the last two, which a word joins."""
    for word in _JOINS:
        place = last.find(word, _SHORTEST)
        if place > 0 and len(last) - place - len(word) >= _SHORTEST:
            return [last[:place], last[place + len(word) :]]
    return [last]
