"""What is asked of online modules and of the courses of a training plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.areas import document_scope
from assistant.catalogue.practice.figures import Figure, Noun, english, figure_relation
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import LEVELS_EN, Fact, Relation, Scope, Words, is_disputed, label
from assistant.catalogue.practice.sequences import Entry, Order
from assistant.pack.schema import Kind
from assistant.text.figures import numbers

_FIGURES = (
    Figure("credits", "course-credits", "学分", "credits", "学分"),
    Figure("hours", "course-hours", "学时", "hours", "学时"),
)


def programme_relations(catalogue: Catalogue) -> Iterator[Relation]:
    """Sections of modules; kinds, credits and hours of courses; one programme at a time."""
    for programme, modules in _by_programme(catalogue.all(Kind.MODULE)):
        yield _sections(catalogue, programme, modules)
    for programme, courses in _by_programme(catalogue.all(Kind.COURSE)):
        held = [(c, _scope(catalogue, c, programme)) for c in courses]
        yield _natures(programme, held)
        noun = Noun(f"{programme}中的课程", f"course of {programme}", "「{subject}」")
        for figure in _FIGURES:
            yield figure_relation(
                noun,
                figure,
                held,
                lambda c, name=figure.zh: is_disputed(catalogue, name, c.text("nature")),  # type: ignore[misc]
            )


def module_orders(catalogue: Catalogue) -> Iterator[Order]:
    """The modules of a programme, by the numbers that the records give."""
    for programme, modules in _by_programme(catalogue.all(Kind.MODULE)):
        yield Order(
            topic="module-order",
            bounds=_scope(catalogue, modules[0], programme),
            ending=Words("", ""),
            ask=Words(f"按模块顺序排列「{programme}」的下列模块。", f"Put these modules of “{programme}” in order."),
            entries=tuple(
                Entry(
                    label(m.name, english(m)),
                    float(max(numbers(m.text("number")))),
                    Words(
                        f"「{{subject}}」的模块序号是{m.text('number')}。",
                        f"“{{subject}}” is numbered {m.text('number')}.",
                    ),
                    Source(m.place("number"), m.name),
                )
                for m in modules
                if numbers(m.text("number"))
            ),
            name=programme,
            review=tuple((label(s), Source(m.place("sections"), s)) for m in modules for s in m.texts("sections")[:1]),
        )


def _sections(catalogue: Catalogue, programme: str, modules: Sequence[Record]) -> Relation:
    # Conflicts are recorded for a course, of which a programme may be one of several versions.
    disputed = is_disputed(catalogue, "目录", programme.partition("（")[0])
    return Relation(
        topic="module-section",
        bounds=Scope(),
        ending=Words("", ""),
        name=programme,
        facts=tuple(
            Fact(
                label(section),
                label(m.name, english(m)),
                _scope(catalogue, m, programme),
                Source(m.place("sections"), section),
                disputed=disputed,
            )
            for m in modules
            for section in m.texts("sections")
        ),
        statement=Words("「{subject}」在「{object}」模块。", "“{subject}” is part of the module “{object}”."),
        which_object=Words(
            f"{programme}中，「{{subject}}」在哪一个模块？", f"In {programme}, which module holds “{{subject}}”?"
        ),
        which_subject=Words(
            f"{programme}中，「{{object}}」模块有下列哪一节？", f"In {programme}, which section is in “{{object}}”?"
        ),
        which_subjects=Words(
            f"{programme}中，「{{object}}」模块有下列哪些节？", f"In {programme}, which sections are in “{{object}}”?"
        ),
        match=Words(f"把{programme}的每一节配到它的模块。", f"Match each section of {programme} with its module."),
    )


def _natures(programme: str, courses: Sequence[tuple[Record, Scope]]) -> Relation:
    zh, en = f"{programme}中，", f"In {programme}, "
    return Relation(
        topic="course-nature",
        bounds=Scope(),
        ending=Words("", ""),
        name=programme,
        facts=tuple(
            Fact(label(c.name, english(c)), label(c.text("nature")), scope, Source(c.place("nature"), c.name))
            for c, scope in courses
        ),
        statement=Words("「{subject}」是{object}。", "“{subject}” is a course of the kind {object}."),
        which_object=Words(zh + "「{subject}」属于哪一类课程？", en + "which kind of course is “{subject}”?"),
        which_subject=Words(zh + "下列哪一门是{object}？", en + "which course is of the kind {object}?"),
        which_subjects=Words(zh + "下列哪些是{object}？", en + "which courses are of the kind {object}?"),
    )


def _by_programme(records: Sequence[Record]) -> Iterator[tuple[str, list[Record]]]:
    for programme in dict.fromkeys(r.text("programme") for r in records):
        yield programme, [r for r in records if r.text("programme") == programme]


def _scope(catalogue: Catalogue, record: Record, programme: str) -> Scope:
    """The certificate and level that a programme's name speaks of; none where it names neither."""
    level = next((name for name in LEVELS_EN if name in programme), None)
    scope = document_scope(catalogue, record, level)
    if level or scope.certificate is None:
        return scope
    names = catalogue.get(Kind.CERTIFICATE, scope.certificate).short_names
    return scope if any(name in programme for name in names) else Scope()
