"""Evidence: one thing that can be said, whatever tool found it, with the places that carry it.

Every tool (``passages``, ``records`` …) answers with values of this one form, so that they can be weighed, mixed,
shortened, and handed to a writer, be it the sentence writer or a language model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Authority, Citation, Passage


class Form(StrEnum):
    """What a piece of evidence is: words of a passage, cells of a row, or a value that follows from such."""

    SPAN = "span"
    ROW = "row"
    COMPUTED = "computed"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that can be said.

    Attributes:
        form: what it is.
        text: a sentence that says it, without marks; of a row its named cells as ``column：value；…``.
        citations: the places that carry it, best first; never empty but for a computed count of nothing.
        authority: the standing of its first source.
        since, until: ISO days from and to which it holds, None where the source does not say.
        passage: the passage of a span or row.
        computed: figures of ``text`` that stand in no quote, since they follow from quoted ones.
        tool: name of the tool that found it.
        probability: how surely it answers, (0, 1); None before it was judged.
        adds: whether it states something asked beside the pieces judged better.
    """

    form: Form
    text: str
    citations: tuple[Citation, ...]
    authority: Authority
    since: str | None = None
    until: str | None = None
    passage: Passage | None = None
    computed: frozenset[str] = frozenset()
    tool: str = ""
    probability: float | None = None
    adds: bool = False

    @property
    def key(self) -> str:
        """What it says and where; two tools that find the same give the same."""
        return "|".join((self.text, *(f"{c.document}:{c.start}-{c.end}" for c in self.citations)))

    @property
    def quoted(self) -> str:
        """The words of all its places, a line each."""
        return "\n".join(c.quote for c in self.citations)


def of_records(
    text: str,
    citations: tuple[Citation, ...],
    tool: str,
    *,
    computed: frozenset[str] = frozenset(),
    probability: float = 1.0,
) -> Evidence:
    """What records say, or what follows from them, with the standing of its first source."""
    authority = Authority(citations[0].authority) if citations else Authority.UNKNOWN
    return Evidence(Form.COMPUTED, text, citations, authority, computed=computed, tool=tool, probability=probability)


def without_repeats(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Each thing once, in the order in which it was found first."""
    return tuple({e.key: e for e in reversed(found)}.values())[::-1]
