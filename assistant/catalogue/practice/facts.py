"""What the records say of requirements, work areas, textbooks, programmes and certificates, as relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import (
    LEVELS_EN,
    Fact,
    Label,
    ObjectIs,
    Relation,
    Scope,
    equal,
    is_disputed,
    label,
    level_label,
    relation,
)
from assistant.pack.schema import Kind
from assistant.text.figures import numbers

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
# Topic, field and unit of what is asked as a number.
BOOK_FIGURES = (("textbook-chapters", "chapters", "章"), ("textbook-online", "online_hours", ""))
_COURSE_FIGURES = (("course-credits", "credits", "学分"), ("course-hours", "hours", "学时"))


def relations(catalogue: Catalogue) -> Iterator[Relation]:
    """All of them, in a fixed order."""
    yield from _of_requirements(catalogue)
    yield from _of_areas(catalogue)
    yield from _of_textbooks(catalogue)
    yield from _of_programmes(catalogue)
    yield from _of_certificates(catalogue)


def requirement_tasks(catalogue: Catalogue, bounds: Scope, held: Sequence[Record]) -> Relation:
    """Which task asks for which skill."""
    facts = (Fact(skill(r), task(r), _within(r), Source(r.place("task"), r.name), r.text("task")) for r in held)
    return relation(catalogue, "requirement-task", facts, bounds)


def _of_requirements(catalogue: Catalogue) -> Iterator[Relation]:
    """Requirement, task and course relations of each certificate and level that has requirements."""
    for bounds, held in by_level(catalogue):
        yield requirement_tasks(catalogue, bounds, held)
        # How a task's requirements enter the courses; only tasks that mix methods have something to ask.
        for name in dict.fromkeys(r.text("task") for r in held):
            ways = (
                Fact(skill(r), label(r.text("method")), _within(r), Source(r.place("method"), r.text("method")), name)
                for r in held
                if r.text("task") == name
            )
            yield relation(catalogue, "requirement-method", ways, bounds, name=name, task=name)
        courses = (
            Fact(task(r), label(course), _within(r), Source(r.place("courses"), course), r.text("task"))
            for r in held
            for course in r.texts("courses")
        )
        yield relation(catalogue, "task-course", courses, bounds)
        terms = (
            Fact(label(course), _term(term), bounds, Source(r.place("semesters"), course), r.text("task"))
            for r in held
            for course, term in zip(r.texts("courses"), r.texts("semesters"), strict=True)
        )
        yield relation(catalogue, "course-semester", terms, bounds, overlap=_share_a_semester)


def _of_areas(catalogue: Catalogue) -> Iterator[Relation]:
    """Levels and tasks of the work areas of each certificate."""
    for id_ in dict.fromkeys(a.text("certificate") for a in catalogue.all(Kind.WORK_AREA)):
        areas, certificate = catalogue.all(Kind.WORK_AREA, certificate=id_), catalogue.get(Kind.CERTIFICATE, id_)
        levels = (
            Fact(
                _area(a),
                level_label(a.text("level")),
                Scope(id_, a.text("level")),
                Source(a.place("level"), area_name(a.name)),
                disputed=_is_disputed_area(a, areas, certificate, catalogue),
            )
            for a in areas
        )
        yield relation(catalogue, "area-level", levels, Scope(id_), object_is=ObjectIs.LEVEL)
        for level in dict.fromkeys(a.text("level") for a in areas):
            tasks = (
                Fact(
                    label(name := area_name(text), code=text[: len(text) - len(name)].strip()),
                    _area(area),
                    Scope(id_, level, area_name(area.name)),
                    Source(area.place("tasks"), name),
                    name,
                )
                for area in areas
                if area.text("level") == level
                for text in area.texts("tasks")
            )
            yield relation(catalogue, "task-area", tasks, Scope(id_, level), object_is=ObjectIs.AREA)


def _is_disputed_area(area: Record, areas: Sequence[Record], certificate: Record, catalogue: Catalogue) -> bool:
    same = (a for a in areas if equal(a.name, area.name) and a.text("level") == area.text("level"))
    # What several sources say is not what they differ on.
    alone = len({a.place().document for a in same}) == 1
    return alone and is_disputed(catalogue, "工作领域", certificate.name, area.text("level"))


def _of_textbooks(catalogue: Catalogue) -> Iterator[Relation]:
    """Levels and figures of all textbooks."""
    books = textbooks(catalogue)
    if not books:
        return
    levels = (
        Fact(label(b.name, english(b)), level_label(b.text("level")), scope, Source(b.place("level"), b.name))
        for b, scope in books
    )
    # A textbook's scope names its level; what is asked of all of them is bound by the certificate alone.
    bounds = books[0][1].without(ObjectIs.LEVEL)
    yield relation(catalogue, "textbook-level", levels, bounds, object_is=ObjectIs.LEVEL)
    for topic, field, unit in BOOK_FIGURES:
        yield relation(catalogue, topic, _figures(field, unit, books), name="教材", overlap=equal)


def _of_programmes(catalogue: Catalogue) -> Iterator[Relation]:
    """Sections of modules; kinds, credits and hours of courses; one programme at a time."""
    for programme, modules in by_programme(catalogue.all(Kind.MODULE)):
        # Conflicts are recorded for a course, of which a programme may be one of several versions.
        disputed = is_disputed(catalogue, "目录", programme.partition("（")[0])
        sections = (
            Fact(
                label(section),
                label(m.name, english(m)),
                programme_scope(catalogue, m, programme),
                Source(m.place("sections"), section),
                disputed=disputed,
            )
            for m in modules
            for section in m.texts("sections")
        )
        yield relation(catalogue, "module-section", sections, name=programme, programme=programme)
    for programme, courses in by_programme(catalogue.all(Kind.COURSE)):
        held = [(c, programme_scope(catalogue, c, programme)) for c in courses]
        natures = (
            Fact(label(c.name, english(c)), label(c.text("nature")), scope, Source(c.place("nature"), c.name))
            for c, scope in held
        )
        yield relation(catalogue, "course-nature", natures, name=programme, programme=programme)
        for topic, field, unit in _COURSE_FIGURES:
            disputed_ones = {c.id for c in courses if is_disputed(catalogue, unit, c.text("nature"))}
            facts = _figures(field, unit, held, disputed_ones)
            name = f"{programme}中的课程"
            yield relation(catalogue, topic, facts, name=name, overlap=equal, programme=programme)


def _of_certificates(catalogue: Catalogue) -> Iterator[Relation]:
    """Issuers and target posts. Years are not asked: most certificates share one, and sources differ."""
    held = catalogue.all(Kind.CERTIFICATE)
    if not held:
        return
    issuers = (
        Fact(
            label(c.name, c.name_en),
            label(c.text("issuer")),
            Scope(c.id, c.text("level")),
            Source(c.place("issuer"), c.text("issuer")),
            disputed=is_disputed(catalogue, "评价组织", c.name),
        )
        for c in held
    )
    yield relation(catalogue, "certificate-issuer", issuers)
    yield relation(catalogue, "certificate-duty", _duties(catalogue, held))


def _duties(catalogue: Catalogue, certificates: Sequence[Record]) -> Iterator[Fact]:
    """What roles say of certificates counts when wrong options are drawn, but is not asked."""
    stated = [(c, c, "duties", duty) for c in certificates for duty in c.texts("duties")]
    for role in catalogue.all(Kind.ROLE):
        named = (catalogue.get(Kind.CERTIFICATE, id_) for id_ in role.texts("certificates"))
        duty = role.text("duty")
        stated += [(c, role, "duty", duty) for c in named if duty not in c.texts("duties")]
    for certificate, record, field, duty in stated:
        name, scope = label(certificate.name, certificate.name_en), Scope(certificate.id, certificate.text("level"))
        yield Fact(name, label(duty), scope, Source(record.place(field), duty), disputed=record is not certificate)


def _figures(
    field: str, unit: str, records: Sequence[tuple[Record, Scope]], disputed: frozenset[str] | set[str] = frozenset()
) -> Iterator[Fact]:
    """A figure of each record that states one; wrong options are the other records' figures."""
    for record, scope in records:
        if (value := record.number(field)) is not None:
            name, source = label(record.name, english(record)), Source(record.place(field), record.name)
            yield Fact(name, figure(value, unit), scope, source, disputed=record.id in disputed)


def figure(value: int, unit: str) -> Label:
    """A value with its unit, which follows the number in Chinese."""
    return Label(f"{value}{unit}", str(value))


def english(record: Record) -> str:
    """A record's English name without a remark on its kind or version, which the stem gives."""
    return record.name_en.partition(" (")[0]


def area_name(text: str) -> str:
    """A work area's or task's name without its number: 「1.店铺运营」 and 「店铺运营」 are one."""
    name = text.lstrip("0123456789.")
    number = text.removesuffix(name)
    return name.lstrip() if number.endswith(".") or name[:1].isspace() else text


def by_level(catalogue: Catalogue) -> Iterator[tuple[Scope, tuple[Record, ...]]]:
    """The requirements of each certificate and level."""
    required = catalogue.all(Kind.REQUIREMENT)
    for certificate, level in dict.fromkeys((r.text("certificate"), r.text("level")) for r in required):
        yield Scope(certificate, level), catalogue.all(Kind.REQUIREMENT, certificate=certificate, level=level)


def by_programme(records: Sequence[Record]) -> Iterator[tuple[str, list[Record]]]:
    """The modules or courses of each programme."""
    for programme in dict.fromkeys(r.text("programme") for r in records):
        yield programme, [r for r in records if r.text("programme") == programme]


def textbooks(catalogue: Catalogue) -> list[tuple[Record, Scope]]:
    """The textbooks with what they belong to."""
    return [(b, _document_scope(catalogue, b, b.text("level"))) for b in catalogue.all(Kind.TEXTBOOK)]


def programme_scope(catalogue: Catalogue, record: Record, programme: str) -> Scope:
    """The certificate and level that a programme's name speaks of; none where it names neither."""
    level = next((name for name in LEVELS_EN if name in programme), None)
    scope = _document_scope(catalogue, record, level)
    if level or scope.certificate is None:
        return scope
    names = catalogue.get(Kind.CERTIFICATE, scope.certificate).short_names
    return scope if any(name in programme for name in names) else Scope()


def _document_scope(catalogue: Catalogue, record: Record, level: str | None) -> Scope:
    """The one certificate whose work areas (of that level, if any) the record's document sets out.

    Textbooks and courses name no certificate themselves; where the document speaks of several, or of
    none, they belong to none.
    """
    document = record.place().document
    areas = (a for a in catalogue.all(Kind.WORK_AREA) if level is None or a.text("level") == level)
    certificates = {a.text("certificate") for a in areas if a.place().document == document}
    return Scope(certificates.pop() if len(certificates) == 1 else None, level)


def skill(requirement: Record) -> Label:
    """A requirement's words; records name requirements in Chinese only."""
    return label(requirement.name, code=requirement.text("code"))


def task(requirement: Record) -> Label:
    """The task that a requirement belongs to."""
    return label(requirement.text("task"), code=requirement.text("task_code"))


def _area(area: Record) -> Label:
    return label(area_name(area.name), area.name_en)


def _within(requirement: Record) -> Scope:
    return Scope(requirement.text("certificate"), requirement.text("level"), area_name(requirement.text("area")))


def _term(text: str) -> Label:
    # In words, since sources write semesters so: a figure would stand in no quote.
    ordinals = [word for n, word in enumerate(_ORDINALS, start=1) if n in numbers(text)]
    return label(text, f"{' and '.join(ordinals)} semester" if ordinals else "")


def _share_a_semester(one: str, other: str) -> bool:
    return not set(numbers(one)).isdisjoint(numbers(other))
