"""The tool for what there is at all: the records of a kind, where a question asks for no more than these."""

from __future__ import annotations

from collections.abc import Sequence, Set

from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.evidence.evidence import Evidence, Form
from assistant.pack.schema import KindWords
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Authority, Language
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
# What certificates there are no passage tells as the records do; of other kinds one may.
_OF_CERTIFICATES, _OF_OTHERS = 1.0, 0.7


class Lister:
    """Lists the records of one day; safe to share between threads.

    Args:
        catalogue: the records.
        places: for citations.
    """

    def __init__(self, catalogue: Catalogue, places: Places) -> None:
        self._catalogue = catalogue
        self._places = places

    def find(self, query: Query) -> Evidence | None:
        """The names of all records of the kinds that a question names, None where it says more than that."""
        asked = set(tokenize(content(query.standalone))) - _HERE
        if query.mentions or not asked:
            return None
        schema = self._catalogue.schema
        certificates = tuple(schema.certificate_kinds())
        of_certificates = _is_named(certificates, asked)
        kinds = certificates if of_certificates else tuple(k for k in schema.kinds.values() if _is_named((k,), asked))
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
        return Evidence(
            Form.COMPUTED,
            text,
            kept(citations)[:_MAX_CITED],
            Authority(citations[0].authority),
            computed=figures(text),
            tool=TOOL,
            probability=_OF_CERTIFICATES if of_certificates else _OF_OTHERS,
        )


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
