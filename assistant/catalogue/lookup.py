"""Which fields of which records a question asks for, when it asks for nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.catalogue.fields import FIELDS, FieldWords
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import (
    CentreCertification,
    Certificate,
    CooperationKind,
    Province,
    Record,
    Requirement,
    Textbook,
)
from assistant.retrieval.tokenization import normalise
from assistant.understanding.ambiguity import longest_shared
from assistant.understanding.entities import EntityKind
from assistant.understanding.language import content
from assistant.understanding.numbers import with_digits
from assistant.understanding.query import Query

_KIND_OF: dict[EntityKind, type[Record]] = {
    EntityKind.CERTIFICATE: Certificate,
    EntityKind.CENTRE_CERTIFICATION: CentreCertification,
    EntityKind.COOPERATION: CooperationKind,
    EntityKind.TEXTBOOK: Textbook,
    EntityKind.PROVINCE: Province,
    EntityKind.CODE: Requirement,
}
_COMPARES = re.compile(
    r"区别|(哪儿|哪里|有什么|有啥)?不一样|(有什么|哪里|哪儿)?不同|差别|差异|差在(哪|什么)?(里|儿)?|对比|比较|相比|哪个更|怎么选|选哪个|\bvs\.?\b|compar|differ|distinguish|versus"
)
# 「是一家发的吗」「年份一样吗」: whether two records have the same value.
_ASKS_SAME = re.compile(r"一样|相同|一致|同一?[家个年级]|一家|\bsame\b")
# Words that may stand in such a question without asking for more than the field.
_FILLER = re.compile(
    r"职业技能等级|标准|从|来看|是不是|[这那]?俩个?|都|两种|年分|证书?|考试|标注|标着|标的|所列|列出|列的|论文|表格|为何|关于|以|为例|那篇|后面|还有|认证|教材|省|两张|两个|这两|两本|各自|各|数量|跨境电商|专业|开设|组织|单位|公司|什么|面|向|表\d?|中级|里|1\+x|"
    r"certificates?|certifications?|vocational|skill|level|textbooks?|programmes?|the|of|is|are|for|in|and|a|an|does|do|what|which|how|many|between|cross-border|e-commerce|s\b|please|identify|name|hey|cert\b|tell|me|can|you|know"
)
# 「1.3的最后一条」「1.3第二条」
_PLACE_IN_TASK = re.compile(r"(?<![\d.])(?P<task>\d\.\d)(?![\d.])[^，。？?\d]{0,12}?(?:最后[一1]?|第(?P<n>\d))[条项个]")
# More than this many characters left over means that the question asks for something else as well.
_MAX_LEFT_ZH, _MAX_LEFT_EN = 4, 12


@dataclass(frozen=True, slots=True)
class Lookup:
    """Records of one kind and the fields that are asked of each.

    ``compares``: side by side. ``asks_same``: whether their values are the same.
    """

    records: tuple[Record, ...]
    fields: tuple[FieldWords, ...]
    compares: bool
    asks_same: bool = False


def find_lookup(query: Query, catalogue: Catalogue) -> Lookup | None:
    """The lookup that a question is, or None when it asks for anything beyond fields of named records."""
    for entity, kind in _KIND_OF.items():
        mentions = [m for m in query.mentions if m.kind is entity]
        records = named_records(query, kind, catalogue)
        if not records:
            continue
        rest = normalise(query.standalone)
        if kind is Requirement:
            rest = _PLACE_IN_TASK.sub(" ", with_digits(rest))
        for mention in (*mentions, *(m for m in query.mentions if m.kind is EntityKind.DOCUMENT)):
            rest = rest.replace(normalise(mention.text), " ")
        for record in records:
            if isinstance(record, Requirement):
                # Where it stands says nothing else: its certificate and level, its task and area.
                standing = {record.certificate, record.level}
                where = [normalise(m.text) for m in query.mentions if standing & {m.id, m.name}]
                for words in (*where, *(normalise(w).lstrip("0123456789. ") for w in (record.task, record.area))):
                    rest = rest.replace(words, " ")
            # 「B2B和B2C两张数据运营证」: what is left of a name that was given short.
            left = longest_shared(rest, normalise(record.name))
            rest = rest.replace(left, " ") if len(left) > 1 else rest
        compares = len(records) > 1 and bool(_COMPARES.search(rest))
        asks_same = len(records) > 1 and bool(_ASKS_SAME.search(rest))
        fields = tuple(f for f in FIELDS[kind] if f.asked.search(rest))
        if compares and not fields:
            fields = FIELDS[kind]
        for field in fields:
            rest = field.asked.sub(" ", rest)
        # What a record lacks may still be said by a passage, so only comparisons show a gap.
        known = compares or all(getattr(r, f.field) not in (None, []) for r in records for f in fields)
        rest = _ASKS_SAME.sub(" ", rest) if asks_same else rest
        if fields and known and little_left(_COMPARES.sub(" ", rest)):
            return Lookup(records, fields, compares, asks_same)
    return None


def asked_fields(query: Query, kind: type[Record], name: str) -> tuple[FieldWords, ...]:
    """The fields of a kind of record that a question asks of ``name``, () when it asks for more than that."""
    rest = normalise(query.standalone).replace(name, " ")
    fields = tuple(f for f in FIELDS[kind] if f.asked.search(rest))
    for field in fields:
        rest = field.asked.sub(" ", rest)
    return fields if little_left(rest) else ()


def named_records(query: Query, kind: type[Record], catalogue: Catalogue) -> tuple[Record, ...]:
    """The records of a kind that a question names, in the order of their names."""
    if kind is Requirement and (placed := _requirement_by_place(query.standalone, catalogue)):
        return (placed,)
    entity = next((e for e, k in _KIND_OF.items() if k is kind), None)
    ids = list(dict.fromkeys(m.id for m in query.mentions if m.kind is entity))
    return tuple(_records(catalogue, kind, ids))


def _requirement_by_place(question: str, catalogue: Catalogue) -> Requirement | None:
    """「1.3的最后一条」: a requirement by its place in its task, None where the task has no such."""
    match = _PLACE_IN_TASK.search(with_digits(normalise(question)))
    if match is None:
        return None
    # The code's last figure counts within the task.
    of_task = sorted(
        (r for r in catalogue.all(Requirement) if r.task_code == match["task"]),
        key=lambda r: int(r.code.split(".")[-1]),
    )
    place = int(match["n"]) if match["n"] else len(of_task)
    return of_task[place - 1] if 0 < place <= len(of_task) else None


def _records(catalogue: Catalogue, kind: type[Record], ids: list[str]) -> Iterator[Record]:
    for id_ in ids:
        for record in catalogue.all(kind):
            if id_ in (record.id, record.name, getattr(record, "code", None)):
                yield record
                break


def little_left(rest: str, *, chinese: int = _MAX_LEFT_ZH, latin: int = _MAX_LEFT_EN) -> bool:
    """Whether no more than that many characters carry meaning that was not understood."""
    left = _FILLER.sub(" ", content(rest))
    return len(re.findall(r"[\u3400-\u9fff]", left)) <= chinese and len(re.findall(r"[a-z0-9]", left)) <= latin
