"""Labels of clauses: what kind each is, and how those of items go on from that of their clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_EN_NUMBER = r"(?:\d+(?:\.\d+)*[A-Za-z]?|[IVXLC]+|[A-Z])\b"
_ZH = "一二三四五六七八九十百零〇两"
# Kinds of label, as (name, pattern, whether it names its place without the labels around it).
_KINDS: tuple[tuple[str, str, bool], ...] = (
    ("part", rf"第[{_ZH}\d]+[编篇部]分?", True),
    ("chapter", rf"第[{_ZH}\d]+章", True),
    ("section", rf"第[{_ZH}\d]+[节節]", True),
    ("article", rf"第[{_ZH}\d]+[条條](?:之[{_ZH}])?", True),
    ("annex", rf"附[件录表]\s?[{_ZH}\dA-Z]*(?=[\s:：.．]|$)", True),
    ("outer", rf"(?:Chapter|Part|Annex|Appendix|Schedule)\s+{_EN_NUMBER}", True),
    ("word", rf"(?:Section|Article|Clause|Rule)\s+{_EN_NUMBER}", True),
    ("dotted", r"§?\s?\d{1,3}(?:[.．]\d{1,3}){1,4}[.．]?(?=\s|[\u4e00-\u9fff(（])", True),
    ("coded", r"[A-Z]{1,2}\d{1,3}(?:\.\d{1,3})*[.:)](?=\s)", True),
    ("capital", r"(?:[A-Z]|[IVX]{2,4})[.)](?=\s)", True),
    ("numeral", rf"[{_ZH}]+、", True),
    ("number", r"§?\s?\d{1,3}(?:[.．、](?!\d)|(?=\s+[^\d\s]))", True),
    ("bracketed", rf"[（(][{_ZH}]+[）)]", False),
    ("figure", r"[（(]\d{1,2}[）)]|\d{1,2}[）)]|[①-⑳]", False),
    ("letter", r"[（(][a-z][）)]|[a-z][)）.]\s", False),
    ("roman", r"[（(][ivx]+[）)]", False),
)  # fmt: skip
_PATTERNS = [
    (name, re.compile(pattern, re.IGNORECASE if name in ("outer", "word") else 0), alone)
    for name, pattern, alone in _KINDS
]
# Kinds around clauses, outermost first; a clause's number does not begin anew within them.
AROUND = ("part", "outer", "chapter", "section")
# How one clause names another.
REFERENCE = re.compile(
    rf"第[{_ZH}\d]+[条章节](?:之[{_ZH}])?|\b(?:sections?|articles?|clauses?|rules?|paragraphs?)\s+\d+(?:\.\d+)*",
    re.IGNORECASE,
)
# The same with the way to an item: 第九条第（四）项, 第四部分“考核”第（三）项, regulation 2.1(d).
_WAY = re.compile(
    rf"第[{_ZH}\d]+(?:条(?:之[{_ZH}])?|部分|章|节|款)(?:[“「《（(][^”」》）)]{{1,20}}[”」》）)])?(?:的?第?[（(][{_ZH}\d]+[）)]项?|第[{_ZH}\d]+[项款])*"
    r"|\b(?:regulation|section|article|clause|rule|paragraph|item|point)s?\s+(\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)",
    re.IGNORECASE,
)
_OF_A_WAY = str.maketrans("", "", "第条部分项款章节的之()（） 　")


@dataclass(frozen=True, slots=True)
class Label:
    """A clause's number as it is written, without the marks around a bare one (「一、」 is 一, 「3.」 is 3).

    ``alone``: it names its place by itself; an item's follows that of its clause.
    """

    kind: str
    text: str
    alone: bool


def read_label(line: str, *, heads: bool) -> tuple[Label | None, str]:
    """The label at the head of a line and what follows it; None and the whole line where there is none.

    ``heads``: the line is a heading, where a number needs no point behind it (「1 范围」, but not "30 days before…"),
    and a letter numbers it ("B. Fees", but not "B. Smith decides").
    """
    for kind, pattern, alone in _PATTERNS:
        match = pattern.match(line)
        in_heads_only = kind == "capital" or (kind == "number" and match is not None and match.group()[-1].isdigit())
        if match is None or (in_heads_only and not heads):
            continue
        bare = kind in ("dotted", "number", "numeral", "coded", "capital")
        text = match.group().strip().strip("§ ").rstrip(".．、:)）" if bare else " ")
        depth = str(text.count(".") + text.count("．")) if kind == "dotted" else ""
        return Label(kind + depth, text, alone), line[match.end() :].strip().lstrip(".:：–— ")
    return None, line


def cited_labels(text: str) -> Iterator[str]:
    """The clauses that a text names, as ``plain_label`` gives those of a document."""
    for found in _WAY.finditer(text):
        if found.group(1):
            yield plain_label(found.group(1))
            continue
        # What stands in marks between is the heading: 第五部分“费用”.
        way = found.group()
        for opening, closing in ("“”", "「」", "《》"):
            before, _, rest = way.partition(opening)
            way = before + rest.partition(closing)[2] if rest else way
        yield plain_label(way)


def plain_label(label: str) -> str:
    """A label by which one clause is known however it is written: 第九条（四） and 第九条第（四）项 are 九四."""
    return label.casefold().translate(_OF_A_WAY)
