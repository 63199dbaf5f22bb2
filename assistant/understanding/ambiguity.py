"""A name that several certificates share (「数据运营」), so that a question about one has two readings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue.model import Certificate
from assistant.retrieval.tokenization import normalise
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query

# Words in so many names that they tell nothing apart.
_GENERIC = re.compile(r"跨境电子商务|跨境电商|电子商务|电商|证书|职业技能|等级|cross-border|e-commerce|certificates?")
_SPEAKS_OF_ONE = re.compile(r"证|certificat|\bcert\b|\bexam")
_SPEAKS_OF_SEVERAL = re.compile(
    r"哪些|哪几|哪(一)?(张|个|本|种)|几张|多少张|两张|三张|八张|都有|分别|各|"
    r"which|what (certificates|are)|\bboth\b|\ball\b|certificates"
)
_MIN_SHARED = {True: 2, False: 9}
MAX_READINGS = 3


@dataclass(frozen=True, slots=True)
class SharedName:
    """Words of a question and the certificates that they name equally well."""

    words: str
    certificates: tuple[Certificate, ...]


def shared_name(query: Query, certificates: Sequence[Certificate]) -> SharedName | None:
    """The words that name two or three certificates, longest first.

    None where one certificate is named in full, where several are asked for, and where none is.
    """
    text = normalise(query.standalone)
    if query.ids(EntityKind.CERTIFICATE) or not _SPEAKS_OF_ONE.search(text) or _SPEAKS_OF_SEVERAL.search(text):
        return None
    asked = _GENERIC.sub("|", text)
    shared = {c.id: max((longest_shared(asked, name) for name in _names(c)), key=len) for c in certificates}
    words = max(shared.values(), key=len, default="")
    chinese = bool(re.search(r"[\u4e00-\u9fff]", text))
    found = tuple(c for c in certificates if len(shared[c.id]) == len(words))
    fits = len(words) >= _MIN_SHARED[chinese] and 1 < len(found) <= MAX_READINGS
    return SharedName(words, found) if fits else None


def _names(certificate: Certificate) -> list[str]:
    return [_GENERIC.sub("|", normalise(n)) for n in (certificate.name, certificate.name_en)]


def longest_shared(text: str, name: str) -> str:
    """The longest run of characters that stands in both, not across a removed word."""
    best = ""
    for start in range(len(name)):
        for end in range(start + len(best) + 1, len(name) + 1):
            part = name[start:end]
            if "|" in part or part not in text:
                break
            best = part
    return best.strip()
