"""Which skill requirements of a certificate the courses of a school cover, with the evidence for each.

A course that the catalogue records with its requirements (the table of alignments of a school) is judged by the
record. Every other course is estimated: a logistic regression over the signals of ``course_signals``,
fitted by ``evals/coverage.py`` on table 2; its weights and figures stand in ``coverage_model.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from assistant.catalogue.course_signals import (
    CourseText,
    SignalReader,
    course_text,
    requirement_text,
)
from assistant.catalogue.coverage_model import load_model
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Place, Record
from assistant.catalogue.shared_words import shared_words
from assistant.catalogue.taught import TaughtCourse, check_courses, find_record, records_by_name
from assistant.errors import NoRequirementsError
from assistant.index.embedding import Embedder
from assistant.index.vector_cache import read_cache
from assistant.pack.schema import Kind

# Vectors of the fixed texts, beside the corpus; written by evals/coverage.py.
CACHE_NAME = "coverage-vectors.npz"
# What table 2 calls a course whose content has to grow before it carries the requirement.
_TO_STRENGTHEN = "内容强化"
_MAX_EVIDENCE = 5


class CoverageStatus(StrEnum):
    """Whether a school's courses cover a requirement."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSING = "missing"


class EvidenceKind(StrEnum):
    """Whether the catalogue records that a course carries a requirement, or texts only suggest it."""

    RECORDED = "recorded"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a course counts for a requirement.

    ``score`` is 1 for a record, else a probability; ``suffices`` when it makes the requirement covered and
    not only partly so. ``method`` (维持原状 or 内容强化) and ``semester`` are the record's. ``places`` hold the
    requirement and, for a course of the catalogue, the course.
    """

    course: TaughtCourse
    kind: EvidenceKind
    score: float
    words: tuple[str, ...]
    places: tuple[Place, ...]
    suffices: bool
    method: str | None = None
    semester: str | None = None


@dataclass(frozen=True, slots=True)
class RequirementCoverage:
    """A requirement with its status and the evidence, strongest first.

    ``partly`` means: by record, a course carries it once its content is strengthened (内容强化); by
    estimate, a course comes close, and its syllabus should be read.
    """

    requirement: Record
    status: CoverageStatus
    evidence: tuple[Evidence, ...]

    @property
    def place(self) -> Place:
        """Where the requirement stands."""
        return self.requirement.place("name")


@dataclass(frozen=True, slots=True)
class Coverage:
    """A certificate's requirements against a list of courses; ``recorded`` names those judged by record."""

    certificate: Record
    courses: tuple[TaughtCourse, ...]
    recorded: tuple[str, ...]
    requirements: tuple[RequirementCoverage, ...]


class CourseJudge(Protocol):
    """Judges lists of courses against the requirements of its certificate."""

    @property
    def certificate(self) -> Record:
        """The one certificate."""

    def cover(self, courses: Sequence[TaughtCourse]) -> Coverage:
        """The status of every requirement for a list of courses."""


class CoverageEstimator:
    """Judges lists of courses against one certificate's requirements.

    Args:
        catalogue: requirements and courses.
        embedder: any model; ``coverage_model.json`` is fitted on the bundled one.
        certificate: id of the certificate; None for the only one with requirements on record.
        cache: file of vectors known beforehand, of ``write_cache``; what it lacks is computed (4 s).

    Raises:
        NoRequirementsError: no requirement of that certificate is on record.
    """

    def __init__(
        self, catalogue: Catalogue, embedder: Embedder, certificate: str | None = None, cache: Path | None = None
    ) -> None:
        self.requirements = requirements_of(catalogue, certificate)
        self.certificate = catalogue.get(Kind.CERTIFICATE, self.requirements[0].text("certificate"))
        self._aligned = {name for r in self.requirements for name in r.texts("courses")}
        self._records = records_by_name(catalogue.all(Kind.COURSE), self._aligned)
        self._trade = catalogue.words.of_trade
        known = read_cache(cache, embedder.name) if cache else {}
        self._reader = SignalReader(
            self.requirements, reference_courses(catalogue, self.requirements), embedder, known, self._trade
        )
        # Texts of the field, by which shared words are told from pieces of words.
        self._field = [requirement_text(r) for r in self.requirements] + [
            course_text(c).whole for c in catalogue.all(Kind.COURSE)
        ]

    def cover(self, courses: Sequence[TaughtCourse]) -> Coverage:
        """The status of every requirement for a list of courses.

        Of a course on record only requirements that its record names count, unless it comes with a
        description: then the others are estimated from that.

        Raises:
            CourseListError: the list is empty, longer than ``MAX_COURSES``, or holds a nameless course.
        """
        taught = check_courses(courses)
        candidates = [self._candidate(c) for c in taught]
        scores = load_model().probability(self._reader.read([c.text for c in candidates]))
        judged = []
        for requirement, row in zip(self.requirements, scores, strict=True):
            evidence = [e for c, p in zip(candidates, row, strict=True) if (e := self._judge(c, requirement, float(p)))]
            evidence.sort(key=lambda e: (-e.score, e.course.name))
            judged.append(RequirementCoverage(requirement, _status(evidence), tuple(evidence[:_MAX_EVIDENCE])))
        recorded = tuple(c.course.name for c in candidates if c.is_aligned)
        return Coverage(self.certificate, taught, recorded, tuple(judged))

    def _candidate(self, course: TaughtCourse) -> _Candidate:
        record = find_record(course, self._records)
        text = course_text(record, course.description) if record else CourseText(course.name, course.description)
        return _Candidate(course, record, text, record is not None and record.name in self._aligned)

    def _judge(self, candidate: _Candidate, requirement: Record, probability: float) -> Evidence | None:
        record = candidate.record
        if record and record.name in requirement.texts("courses"):
            semester = requirement.texts("semesters")[requirement.texts("courses").index(record.name)]
            return Evidence(
                candidate.course,
                EvidenceKind.RECORDED,
                1.0,
                self._words(candidate, requirement),
                (requirement.place("courses"),),
                requirement.text("method") != _TO_STRENGTHEN,
                requirement.text("method"),
                semester,
            )
        if (candidate.is_aligned and not candidate.course.description) or probability < load_model().partly:
            return None
        places = [requirement.place("name"), *([record.place("name")] if record else [])]
        # A name that names the trade alone fits everything a little and shows nothing.
        suffices = probability >= load_model().covered and not candidate.text.is_general(self._trade)
        return Evidence(
            candidate.course,
            EvidenceKind.ESTIMATED,
            round(probability, 3),
            self._words(candidate, requirement),
            tuple(dict.fromkeys(places)),
            suffices,
        )

    def _words(self, candidate: _Candidate, requirement: Record) -> tuple[str, ...]:
        return shared_words(candidate.text.whole, requirement_text(requirement), self._field, self._trade)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A course with its record and text; ``is_aligned`` when the record's requirements are on record too."""

    course: TaughtCourse
    record: Record | None
    text: CourseText
    is_aligned: bool


def requirements_of(catalogue: Catalogue, certificate: str | None) -> tuple[Record, ...]:
    """The requirements on record for a certificate, or for the only one that has any.

    Raises:
        NoRequirementsError: there are none, or several certificates have some and none was named.
    """
    recorded = catalogue.all(Kind.REQUIREMENT)
    ids = list(dict.fromkeys(r.text("certificate") for r in recorded))
    chosen = certificate or (ids[0] if len(ids) == 1 else None)
    found = tuple(r for r in recorded if r.text("certificate") == chosen)
    if not found:
        known = [c for c in catalogue.all(Kind.CERTIFICATE) if c.id in ids]
        names = {c.id: c.name for c in catalogue.all(Kind.CERTIFICATE)}
        raise NoRequirementsError(
            f"资料没有列出「{names.get(certificate or '', certificate or '未指定的证书')}」的职业技能要求。"
            f"可以选择：{'、'.join(c.name for c in known) or '无'}。"
            f"The sources list no skill requirements of {certificate or 'an unnamed certificate'}. "
            f"Please choose one of: {', '.join(c.name_en for c in known) or 'none'}."
        )
    return found


def reference_courses(catalogue: Catalogue, requirements: Sequence[Record]) -> tuple[Record, ...]:
    """Course records from other documents than the requirements' own, whose table aligns its courses."""
    own = {r.place("courses").document for r in requirements}
    return tuple(c for c in catalogue.all(Kind.COURSE) if c.place("name").document not in own)


def _status(evidence: Sequence[Evidence]) -> CoverageStatus:
    if any(e.suffices for e in evidence):
        return CoverageStatus.COVERED
    return CoverageStatus.PARTLY if evidence else CoverageStatus.MISSING
