"""The tool for what certificates there are at all: the records, where a question asks for no more than these."""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.evidence.evidence import Evidence, of_records
from assistant.pack.schema import KindWords
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Language
from assistant.understanding.language import content
from assistant.understanding.query import Query

TOOL = "records"
# What people call the collection itself, and telling it to list.
_HERE = frozenset(
    tokenize("收录 资料 里 库里 你们 你那 那里 这里 那边 这边 列 一下 列一下 列出来 全部 所有 list collection sources")
)
# More citations than these no reader follows.
_MAX_CITED = 12
# What holds more is no list to read.
_MAX_RECORDS = 20


class Lister:
    """Lists the certificates of one day; safe to share between threads.

    Args:
        catalogue: the records.
        places: for citations.
    """

    def __init__(self, catalogue: Catalogue, places: Places) -> None:
        self._catalogue = catalogue
        self._places = places

    def find(self, query: Query) -> Evidence | None:
        """The names of all certificates, None where a question says more than that it asks for them."""
        asked = set(tokenize(content(query.standalone))) - _HERE
        if query.mentions or not asked:
            return None
        kinds = tuple(self._catalogue.schema.certificate_kinds())
        if not _is_named(kinds, asked):
            return None
        parts, citations = [], []
        for kind in kinds:
            records = self._catalogue.all(kind.name)
            cited = [c for r in records if (c := self._places.cite(r.place(), r.name, query.language)) is not None]
            if cited and len(records) <= _MAX_RECORDS:
                citations += cited
                parts.append(_said(kind, records, query.language))
        if not citations:
            return None
        zh = query.language is Language.ZH
        text = ("；" if zh else "; ").join(parts) + ("。" if zh else ".")
        # No passage tells what certificates there are as the records do.
        return of_records(text, kept(citations)[:_MAX_CITED], TOOL, computed=figures(text))


def _labels(kinds: Sequence[KindWords]) -> str:
    return " ".join(normalise(label) for k in kinds for label in (k.label.zh, k.label.en, k.one.zh, k.one.en))


def _is_named(kinds: Sequence[KindWords], asked: Set[str]) -> bool:
    """Whether all asked words are of the labels of some kinds; a Latin word as a whole, a Chinese one also in part."""
    labels = _labels(kinds)
    words = set(tokenize(labels))
    return all(term in words or (not term.isascii() and term in labels) for term in asked)


def _said(kind: KindWords, records: Sequence[Record], language: Language) -> str:
    zh = language is Language.ZH
    names = joined((r.name if zh else r.name_en for r in records), language)
    label = kind.label[language]
    return f"{label}{len(records)}个：{names}" if zh else f"{label} ({len(records)}): {names}"
