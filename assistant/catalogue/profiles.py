"""A certificate with everything the catalogue knows of it, and the certificates that filters select."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Conflict, Place, Record
from assistant.catalogue.status import CertificateStatus, StatusOn, status_on
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.text.words import place_of_word
from assistant.types import Citation, Document

Locate = Callable[[Place, str], Citation | None]


@dataclass(frozen=True, slots=True)
class CitedField:
    """A field with its value and the citations that carry it."""

    name: str
    value: str | int | list[str]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A certificate, its status on a day, and the records that belong to it."""

    record: Record
    status: StatusOn
    roles: tuple[Record, ...]
    work_areas: tuple[Record, ...]
    requirements: tuple[Record, ...]
    textbooks: tuple[Record, ...]
    modules: tuple[Record, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def kind(self) -> str:
        """Which kind of certificate it is, by the name of one of them."""
        return self.record.kind.singular

    @property
    def level(self) -> str:
        """The level that its own record gives, "" where it gives none."""
        return self.record.text(self.record.kind.level)

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels at which the sources describe the certificate, lowest first."""
        named = {self.level} | {a.text("level") for a in (*self.work_areas, *self.textbooks)}
        rank = self.record.kind.rank
        return tuple(sorted(named - {""}, key=lambda level: (rank(level), level)))

    @property
    def issuer(self) -> str:
        """Who awards it, in the source's words."""
        return " · ".join(filter(None, map(self.record.text, self.record.kind.issuer)))

    @property
    def issuer_en(self) -> str:
        """The same in English, as far as an English edition names it; "" where none does."""
        return self.record.text("issuer_en")

    @property
    def posts(self) -> list[str]:
        """The posts or people that it is for."""
        return [post for name in self.record.kind.posts for post in self.record.texts(name)]


@dataclass(frozen=True, slots=True)
class Filters:
    """What certificates are wanted; an empty text wants all."""

    role: str = ""
    level: str = ""
    issuer: str = ""
    status: CertificateStatus | None = None


def profiles(catalogue: Catalogue, documents: Mapping[str, Document], as_of: date) -> tuple[Profile, ...]:
    """Every certificate and certification with its records, in the catalogue's order."""
    return tuple(_profile(record, catalogue, documents, as_of) for record in catalogue.certificates())


def select(found: Iterable[Profile], filters: Filters) -> tuple[Profile, ...]:
    """The profiles that every filter accepts.

    A role is met by a role's name or one of people's own words for it, or by the words of a target post; a
    level by any at which the certificate is described; an issuer by a part of its name.
    """
    return tuple(p for p in found if _accepts(p, filters))


def cited_fields(record: Record, locate: Locate) -> tuple[CitedField, ...]:
    """The fields of a record that a source states, each with its citations; unknown ones are left out."""
    fields = []
    for words in record.stated:
        value = record.get(words.name)
        if value is None:
            continue
        found = (locate(record.place(words.name), v) for v in record.texts(words.name))
        shown = list(value) if isinstance(value, tuple) else value
        fields.append(CitedField(words.name, shown, tuple(dict.fromkeys(c for c in found if c))))
    return tuple(fields)


def _profile(record: Record, catalogue: Catalogue, documents: Mapping[str, Document], as_of: date) -> Profile:
    return Profile(
        record=record,
        status=status_on(record, catalogue, documents, as_of),
        roles=tuple(r for r in catalogue.all(Kind.ROLE) if record.id in r.texts("certificates")),
        work_areas=catalogue.all(Kind.WORK_AREA, certificate=record.id),
        requirements=catalogue.all(Kind.REQUIREMENT, certificate=record.id),
        textbooks=catalogue.all(Kind.TEXTBOOK, certificate=record.id),
        modules=catalogue.all(Kind.MODULE, certificate=record.id),
        conflicts=tuple(c for c in catalogue.conflicts if _touches(c, record)),
    )


def _touches(conflict: Conflict, record: Record) -> bool:
    """A conflict whose subject is the certificate by one of its names, or the level that it stands for alone."""
    names = [record.name]
    if record.kind.name != Kind.CERTIFICATE:
        names += [*record.aliases, record.text(record.kind.level)]
    return any(name and name in conflict.subject for name in names)


def _accepts(profile: Profile, filters: Filters) -> bool:
    level = profile.record.kind.level_named(filters.level)
    return (
        (not filters.role.strip() or _fits_role(profile, normalise(filters.role)))
        and (not level or level in profile.levels)
        and normalise(filters.issuer) in normalise(f"{profile.issuer}\n{profile.issuer_en}")
        and (filters.status is None or profile.status.status is filters.status)
    )


def _fits_role(profile: Profile, wanted: str) -> bool:
    words = {normalise(w) for r in profile.roles for w in (r.id, r.name, r.name_en, *r.aliases)}
    posts = [normalise(p) for p in profile.posts]
    # 「想做亚马逊运营」 holds the alias; 「运营」 is held by the post. A Latin alias must stand as a word of its own.
    held = any(place_of_word(w, wanted) >= 0 for w in words)
    return held or wanted in words or any(wanted in p or p in wanted for p in posts)
