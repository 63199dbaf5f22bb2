"""A certificate with everything the catalogue knows of it, and the certificates that filters select."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import (
    CentreCertification,
    Certificate,
    Conflict,
    Module,
    Place,
    Record,
    Requirement,
    Role,
    Textbook,
    WorkArea,
)
from assistant.catalogue.status import CertificateStatus, Listed, StatusOn, status_on
from assistant.retrieval.tokenization import normalise
from assistant.types import Citation, Document

Locate = Callable[[Place, str], Citation | None]
# The levels' names in English, and the two names of the middle talent level (sections 3.2 and 3.4 of the source).
LEVELS_EN = {
    "初级": "elementary",
    "中级": "intermediate",
    "高级": "advanced",
    "新手": "novice",
    "成熟": "mature",
    "精英": "elite",
}
_LEVEL_NAMES = {**{en: zh for zh, en in LEVELS_EN.items()}, "进阶": "成熟", "advancing": "成熟"}


@dataclass(frozen=True, slots=True)
class CitedField:
    """A field with its value and the citations that carry it."""

    name: str
    value: str | int | list[str]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A certificate, its status on a day, and the records that belong to it."""

    record: Listed
    status: StatusOn
    roles: tuple[Role, ...]
    work_areas: tuple[WorkArea, ...]
    requirements: tuple[Requirement, ...]
    textbooks: tuple[Textbook, ...]
    modules: tuple[Module, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def kind(self) -> Literal["certificate", "centre_certification"]:
        """Whether it is a skill level certificate or a certification of the certification centre."""
        return "certificate" if isinstance(self.record, Certificate) else "centre_certification"

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels at which the sources describe the certificate, lowest first."""
        own = self.record.level if isinstance(self.record, Certificate) else self.record.talent_level
        named = {own} if own else set()
        named |= {a.level for a in self.work_areas} | {t.level for t in self.textbooks}
        order = list(LEVELS_EN)
        return tuple(sorted(named, key=lambda level: (order.index(level) if level in order else len(order), level)))

    @property
    def issuer(self) -> str:
        """Who awards it, in the source's words."""
        if isinstance(self.record, Certificate):
            return self.record.issuer
        return " · ".join(filter(None, (self.record.provider, self.record.awarded_as)))

    @property
    def issuer_en(self) -> str:
        """The same in English, as far as an English edition names it; "" where none does."""
        return (self.record.issuer_en or "") if isinstance(self.record, Certificate) else ""

    @property
    def posts(self) -> list[str]:
        """The posts or people that it is for."""
        return self.record.duties if isinstance(self.record, Certificate) else self.record.target_people


@dataclass(frozen=True, slots=True)
class Filters:
    """What certificates are wanted; an empty text wants all."""

    role: str = ""
    level: str = ""
    issuer: str = ""
    status: CertificateStatus | None = None


def profiles(catalogue: Catalogue, documents: Mapping[str, Document], as_of: date) -> tuple[Profile, ...]:
    """Every certificate and certification with its records, in the catalogue's order."""
    listed: tuple[Listed, ...] = (*catalogue.all(Certificate), *catalogue.all(CentreCertification))
    return tuple(_profile(record, catalogue, documents, as_of) for record in listed)


def select(found: Iterable[Profile], filters: Filters) -> tuple[Profile, ...]:
    """The profiles that every filter accepts.

    A role is met by a role's name or one of people's own words for it, or by the words of a target post; a
    level by any at which the certificate is described; an issuer by a part of its name.
    """
    return tuple(p for p in found if _accepts(p, filters))


def cited_fields(record: Record, locate: Locate) -> tuple[CitedField, ...]:
    """The fields of a record that a source states, each with its citations; unknown ones are left out."""
    fields = []
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in record.UNCITED or value is None or value == []:
            continue
        values: Sequence[object] = value if isinstance(value, list) else (value,)
        found = (locate(record.place(name), str(v)) for v in values)
        fields.append(CitedField(name, value, tuple(dict.fromkeys(c for c in found if c))))
    return tuple(fields)


def _profile(record: Listed, catalogue: Catalogue, documents: Mapping[str, Document], as_of: date) -> Profile:
    return Profile(
        record=record,
        status=status_on(record, catalogue, documents, as_of),
        roles=tuple(r for r in catalogue.all(Role) if record.id in r.certificates),
        work_areas=tuple(w for w in catalogue.all(WorkArea) if w.certificate == record.id),
        requirements=tuple(r for r in catalogue.all(Requirement) if r.certificate == record.id),
        textbooks=tuple(t for t in catalogue.all(Textbook) if t.certificate == record.id),
        modules=tuple(m for m in catalogue.all(Module) if m.certificate == record.id),
        conflicts=tuple(c for c in catalogue.conflicts if _touches(c, record)),
    )


def _touches(conflict: Conflict, record: Listed) -> bool:
    """A conflict whose subject is the certificate by one of its names, or the talent level that it stands for."""
    names: tuple[str, ...] = (record.name,)
    if isinstance(record, CentreCertification):
        names += (*record.aliases, *((record.talent_level,) if record.talent_level else ()))
    return any(name in conflict.subject for name in names)


def _accepts(profile: Profile, filters: Filters) -> bool:
    level = filters.level.strip().lower()
    return (
        (not filters.role.strip() or _fits_role(profile, normalise(filters.role)))
        and (not level or _LEVEL_NAMES.get(level, level) in profile.levels)
        and normalise(filters.issuer) in normalise(f"{profile.issuer}\n{profile.issuer_en}")
        and (filters.status is None or profile.status.status is filters.status)
    )


def _fits_role(profile: Profile, wanted: str) -> bool:
    words = {normalise(w) for r in profile.roles for w in (r.id, r.name, r.name_en, *r.aliases)}
    posts = [normalise(p) for p in profile.posts]
    # 「想做亚马逊运营」 holds the alias; 「运营」 is held by the post. A Latin alias must stand as a word of its own.
    held = any(re.search(rf"(?<![a-z0-9]){re.escape(w)}(?![a-z0-9])", wanted) for w in words)
    return held or wanted in words or any(wanted in p or p in wanted for p in posts)
