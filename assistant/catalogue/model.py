"""The records of the certificate catalogue, in the terms of CTDL where it has one.

Every record carries ``cite``, the place that states its fields ("document#locator"); ``cites`` names
another place for single fields. ``python -m assistant check`` proves that each value stands there.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, field_validator


class Place(BaseModel):
    """A document and a locator within it; written ``document#locator`` in YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    locator: str

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read ``document#locator``; raises ValueError when a part is missing."""
        document, mark, locator = text.partition("#")
        if not mark or not document.strip() or not locator.strip():
            raise ValueError(f"「{text}」应写成 文档#定位")
        return cls(document=document.strip(), locator=locator.strip())


class Record(BaseModel):
    """What all records share."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    # Fields that describe the record for us and are not statements of a source.
    UNCITED: ClassVar[frozenset[str]] = frozenset({"id", "name_en", "aliases", "cite", "cites"})

    id: str
    name: str
    name_en: str
    aliases: list[str] = []
    cite: str
    cites: dict[str, str] = {}

    @field_validator("cite")
    @classmethod
    def _is_place(cls, value: str) -> str:
        Place.parse(value)
        return value

    def place(self, field: str = "") -> Place:
        """Where a field's value stands."""
        return Place.parse(self.cites.get(field, self.cite))


class Claim(BaseModel):
    """One of several statements on the same thing; ``preferred`` with the reason when one is.

    Where the claims are different things of one name, ``reading`` says which thing in both languages, and
    ``told_by`` lists words of a question that already tell it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: str
    cite: str
    preferred: bool = False
    reading: str = ""
    reading_en: str = ""
    told_by: list[str] = []


class Conflict(BaseModel):
    """Sources of like standing that differ on one attribute of one thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    subject: str
    subject_en: str
    attribute: str
    attribute_en: str
    # Words of which one must stand in a question that touches the conflict.
    topic: list[str]
    claims: list[Claim]
    reason: str
    reason_en: str


class Scope(StrEnum):
    """Which business a certificate is for."""

    B2B = "b2b"
    B2C = "b2c"
    CROSS_BORDER = "cross_border"
    LIVE = "live"
    SOCIAL = "social"
    DOMESTIC = "domestic"


class Certificate(Record):
    """ceterms:Certification. ``short_names`` count only in a question that speaks of certificates."""

    short_names: list[str] = []
    issuer: str
    issuer_en: str | None = None
    year: int
    level: str
    duties: list[str]
    scope: Scope
    levels: list[str] = []
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"scope", "short_names"}


class CentreCertification(Record):
    """A certification of the Alibaba.com certification centre: comprehensive by talent level, or for one business."""

    group: str
    board: str | None = None
    talent_level: str | None = None
    awarded_as: str | None = None
    entry: str | None = None
    target_people: list[str] = []
    # Who offers it and how it is earned.
    provider: str | None = None
    assessment: str | None = None
    # What it examines, the standard it was made from, and the official courses for it.
    content: list[str] = []
    standard: str | None = None
    courses: list[str] = []
    # Its name is that of a whole class of certificates (1+X证书): a question that says it means the class.
    generic_name: bool = False
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"generic_name"}


class TalentLevel(Record):
    """A level of the talent pool with what it asks for and the certifications it names (section 3.3 of the source).

    These names differ from those of the certification centre (section 3.4); both are kept, each with its place.
    The file lists the levels in rising order. ``also_named`` is the level's name in another section; ``elements``
    counts its e-STORM skill elements, and ``elements_stated`` begins the sentence that lists them.
    """

    experience: str
    experience_en: str
    ability: str
    certifications: list[str]
    elements: int
    elements_stated: str
    also_named: str | None = None
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"experience_en"}


class Role(Record):
    """A post in students' own words (aliases) and the certificates whose target posts name it (``duty``)."""

    certificates: list[str]
    duty: str
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"name", "certificates"}


class Requirement(Record):
    """A skill requirement with its code (ceterms:Competency), and the courses that carry it."""

    certificate: str
    level: str
    code: str
    area: str
    task_code: str
    task: str
    courses: list[str]
    semesters: list[str]
    method: str
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"certificate", "level"}


class WorkArea(Record):
    """A work area of a certificate's level, with its tasks where the source lists them."""

    certificate: str
    level: str
    tasks: list[str] = []
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"certificate"}


class Course(Record):
    """ceterms:LearningOpportunityProfile: a course of a programme.

    ``tasks``, ``tools``, ``knowledge`` and ``content`` (what students learn to do) are the source's own
    words; most sources give none of them.
    """

    programme: str
    nature: str
    semester: str | None = None
    credits: int | None = None
    hours: int | None = None
    theory_hours: int | None = None
    practice_hours: int | None = None
    tasks: list[str] = []
    tools: list[str] = []
    knowledge: str | None = None
    content: str | None = None
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"programme"}


class Textbook(Record):
    """A textbook of a level, for the certificate (its id) that the source's programme leads to."""

    level: str
    chapters: int
    hours: int
    self_practice_hours: int | None = None
    online_hours: int
    certificate: str | None = None
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"certificate"}


class Module(Record):
    """A module of an online course with its sections, for the certificate (its id) that the course leads to.

    ``task_codes`` are the certificate's work tasks that it teaches: our reading of its name and sections.
    """

    programme: str
    number: str
    sections: list[str]
    certificate: str | None = None
    task_codes: list[str] = []
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"programme", "certificate", "task_codes"}


class SkillElement(Record):
    """A skill element of the e-STORM model and the talent levels that hold it."""

    group: str
    held_by: list[str]
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"group", "held_by"}


class CooperationKind(Record):
    """A kind of cooperation with its conditions; a number is None where none is asked for.

    The ``*_stated`` fields hold the source's words, which tell 「无特殊要求」 from 「未说明」.
    """

    definition: str
    signing: str
    application_stated: str | None = None
    lecturers_stated: str | None = None
    practice_stated: str | None = None
    teaching_stated: str | None = None
    examination_stated: str | None = None
    employment_stated: str | None = None
    lecturers: int | None
    resources: list[str]
    offline_courses: int | None = None
    offline_course_hours: int | None = None
    practice_hours: int | None = None
    x_certificates_per_year: int | None = None
    operator_certificates_per_year: int | None = None
    # Share in percent of certified students on the named job platform; job fairs to be held.
    job_platform_percent: int | None = None
    job_fairs: int | None = None
    employment: list[str] = []
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"resources", "employment", "definition"}


class Province(Record):
    """Counts of cross-border e-commerce programmes in one province."""

    undergraduate: int
    junior_college: int


class WorkTask(Record):
    """A main work task of the industry, with content, skills and tools."""

    content: str
    skill: str
    tools: list[str]


class Regulation(Record):
    """A standard, notice or law, with its dates."""

    issuer: str | None = None
    number: str | None = None
    issued: str | None = None
    effective: str | None = None
    scope: str | None = None


class ToldWith(BaseModel):
    """What an answer is about when a change of status has to be told in it.

    ``intents``: answers that recommend a certificate. ``stated``: words with which sources ask that the
    certificates be taken, or plan with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intents: list[str] = []
    stated: list[str] = []


class StatusChange(BaseModel):
    """From a day on, a family of certificates has a status (ceterms:credentialStatusType).

    ``verdict`` answers whether one of them can be taken; ``family`` is what they are called together.
    ``clause`` says in short what is stopped or changed, with whatever recommends the certificates or asks that they
    be taken (``told_with``); it holds from the day of its source on, which may announce ``from_date``. ``instead``
    are open records that can be taken in their place, the nearest first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    certificates: list[str]
    from_date: date
    status: str
    text: str
    text_en: str
    family: str
    family_en: str
    family_aliases: list[str] = []
    verdict: str
    verdict_en: str
    clause: str
    clause_en: str
    told_with: ToldWith = ToldWith()
    instead: list[str] = []
    cite: str


class LevelCondition(Record):
    """Application conditions of 电子商务师 for one level in one edition."""

    edition: str
    level: str
    condition: str
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"name", "edition"}


class LevelAdvice(Record):
    """What a source advises on the lower levels of a certificate (its id), and why: advice, no condition."""

    certificate: str
    advice: str
    reason: str
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {"name", "certificate"}


class Stated(BaseModel):
    """A value of a field with the place that states it; a field may have several, of different editions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    value: str
    cite: str

    def __str__(self) -> str:
        return f"{self.field}: {self.value} ({self.cite})"


class Availability(StrEnum):
    """Whether something can be taken, as far as the source of that day says."""

    OPEN = "open"
    UNITS_ONLY = "units_only"
    IN_PREPARATION = "in_preparation"
    NOT_KNOWN = "not_known"


class OpenRecord(Record):
    """Something that can be taken, or could when a source last said so.

    ``offered`` are the source's words for it, ``checked_on`` is the day of that source, and ``repost`` says that
    only a repost of it was seen. ``facts`` hold any field, each value with its place.
    """

    family: str
    family_en: str
    level: str | None = None
    availability: Availability
    offered: str
    checked_on: str
    repost: bool = False
    facts: list[Stated] = []
    UNCITED: ClassVar[frozenset[str]] = Record.UNCITED | {
        "name", "family", "family_en", "level", "availability", "checked_on", "repost", "facts",
    }  # fmt: skip


# File stem in corpus/records -> the kind of its records.
KINDS: dict[str, type[Record]] = {
    "certificates": Certificate,
    "centre_certifications": CentreCertification,
    "talent_levels": TalentLevel,
    "roles": Role,
    "requirements": Requirement,
    "work_areas": WorkArea,
    "courses": Course,
    "textbooks": Textbook,
    "modules": Module,
    "skill_elements": SkillElement,
    "cooperation": CooperationKind,
    "provinces": Province,
    "work_tasks": WorkTask,
    "regulations": Regulation,
    "level_conditions": LevelCondition,
    "level_advice": LevelAdvice,
    "open_records": OpenRecord,
}
