"""Choices that look drawn and are fixed: they follow from an item's id, whatever the run or seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from string import ascii_uppercase
from typing import TypeVar

from assistant.catalogue.practice.items import Option
from assistant.catalogue.practice.relations import Label, Scope
from assistant.types import Language

_T = TypeVar("_T")


def digest(*parts: str) -> str:
    """A number in hexadecimal that the parts determine; sorting by it shuffles."""
    return sha256("\x1f".join(parts).encode()).hexdigest()


def item_id(topic: str, form: str, bounds: Scope, name: str, labels: Iterable[Label]) -> str:
    """``topic-form-`` and twelve hexadecimal digits of what the item asks; wordings do not matter."""
    asked = (bounds.certificate or "", bounds.level or "", bounds.area or "", name, *(l_.zh for l_ in labels))
    return f"{topic}-{form}-{digest(topic, form, *asked)[:12]}"


def lettered(id_: str, labels: Sequence[Label], language: Language) -> dict[str, Option]:
    """Options A, B, C … in the item's own order, by their Chinese text."""
    drawn = sorted(labels, key=lambda l_: digest(id_, l_.zh))
    return {l_.zh: Option(ascii_uppercase[n], l_.said(language)) for n, l_ in enumerate(drawn)}


def windows(things: Sequence[_T], size: int, step: int) -> Iterator[list[_T]]:
    """All of few things; of more, ``size`` at a time, so that each thing comes up at least once.

    The last window reaches back, so that it is as long as the others. 1 <= step <= size.
    """
    if len(things) <= size:
        if things:
            yield list(things)
        return
    starts = [*range(0, len(things) - size, step), len(things) - size]
    for start in starts:
        yield list(things[start : start + size])


def distinct(labels: Iterable[Label]) -> list[Label]:
    """Each text once, in order."""
    return list({l_.zh: l_ for l_ in labels}.values())
