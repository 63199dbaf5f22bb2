"""What is asked of skill requirements, their tasks and the courses that carry them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.areas import area_name
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import (
    Fact,
    Label,
    Relation,
    Scope,
    Words,
    label,
    scope_words,
)
from assistant.catalogue.practice.sequences import Entry, Order
from assistant.pack.schema import Kind
from assistant.text.figures import numbers

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def requirement_relations(catalogue: Catalogue) -> Iterator[Relation]:
    """Requirement, task and course relations of each certificate and level that has requirements."""
    for bounds, held in by_level(catalogue):
        ending = scope_words(catalogue, bounds)
        yield requirement_tasks(bounds, ending, held)
        yield from _methods(bounds, ending, held)
        yield _task_courses(bounds, ending, held)
        yield _course_semesters(bounds, ending, held)


def requirement_tasks(bounds: Scope, ending: Words, held: Sequence[Record]) -> Relation:
    """Which task asks for which skill."""
    return Relation(
        topic="requirement-task",
        bounds=bounds,
        ending=ending,
        facts=tuple(
            Fact(_skill(r), _task(r), _scope(r), Source(r.place("task"), r.name), task=r.text("task")) for r in held
        ),
        statement=Words(
            "「{subject}」是工作任务「{object}」的技能要求。", "“{subject}” is required by task “{object}”."
        ),
        which_object=Words("「{subject}」是哪一项工作任务的技能要求？", "Which task requires “{subject}”?"),
        which_subject=Words("工作任务「{object}」要求下列哪一项技能？", "Which skill does task “{object}” require?"),
        which_subjects=Words("工作任务「{object}」要求下列哪些技能？", "Which skills does task “{object}” require?"),
        match=Words("把每项技能要求配到它所属的工作任务。", "Match each skill requirement with its task."),
    )


def _methods(bounds: Scope, ending: Words, held: Sequence[Record]) -> Iterator[Relation]:
    """How a task's requirements enter the courses; only tasks that mix methods have something to ask."""
    for task in {r.text("task"): _task(r) for r in held}.values():
        mine = [r for r in held if r.text("task") == task.zh]
        yield Relation(
            topic="requirement-method",
            bounds=bounds,
            ending=ending,
            name=task.zh,
            facts=tuple(
                Fact(
                    _skill(r),
                    label(r.text("method")),
                    _scope(r),
                    Source(r.place("method"), r.text("method")),
                    task=r.text("task"),
                )
                for r in mine
            ),
            statement=Words("「{subject}」的融通方法是「{object}」。", "“{subject}” is handled by “{object}”."),
            which_subject=Words(
                f"课证融通中，工作任务「{task.zh}」的哪一项技能要求采用「{{object}}」？",
                f"Which skill requirement of task “{task.zh}” is aligned with the courses by “{{object}}”?",
            ),
            which_subjects=Words(
                f"课证融通中，工作任务「{task.zh}」的哪些技能要求采用「{{object}}」？",
                f"Which skill requirements of task “{task.zh}” are aligned with the courses by “{{object}}”?",
            ),
        )


def _task_courses(bounds: Scope, ending: Words, held: Sequence[Record]) -> Relation:
    return Relation(
        topic="task-course",
        bounds=bounds,
        ending=ending,
        facts=tuple(
            Fact(_task(r), label(course), _scope(r), Source(r.place("courses"), course), task=r.text("task"))
            for r in held
            for course in r.texts("courses")
        ),
        statement=Words(
            "课证融通中，工作任务「{subject}」对应课程「{object}」。",
            "Task “{subject}” is taught in the course “{object}”.",
        ),
        which_object=Words(
            "课证融通中，工作任务「{subject}」对应哪一门课程？", "Which course teaches task “{subject}”?"
        ),
        which_objects=Words("课证融通中，工作任务「{subject}」对应哪些课程？", "Which courses teach task “{subject}”?"),
        which_subject=Words(
            "课证融通中，课程「{object}」对应哪一项工作任务？", "Which task is taught in the course “{object}”?"
        ),
        which_subjects=Words(
            "课证融通中，课程「{object}」对应哪些工作任务？", "Which tasks are taught in the course “{object}”?"
        ),
        match=Words("把每项工作任务配到它对应的课程。", "Match each task with the course that teaches it."),
    )


def _course_semesters(bounds: Scope, ending: Words, held: Sequence[Record]) -> Relation:
    return Relation(
        topic="course-semester",
        bounds=bounds,
        ending=ending,
        facts=tuple(
            Fact(label(course), _term(term), bounds, Source(r.place("semesters"), course), task=r.text("task"))
            for r in held
            for course, term in zip(r.texts("courses"), r.texts("semesters"), strict=True)
        ),
        statement=Words("课程「{subject}」在{object}开设。", "The course “{subject}” is taught in {object}."),
        which_object=Words(
            "课证融通中，课程「{subject}」在哪个学期开设？", "In which semester is the course “{subject}” taught?"
        ),
        match=Words("把每门课程配到它开设的学期。", "Match each course with its semester."),
        overlap=_share_a_semester,
    )


def requirement_orders(catalogue: Catalogue) -> Iterator[Order]:
    """Tasks of a work area by their numbers; courses by their semesters."""
    for bounds, held in by_level(catalogue):
        for area in dict.fromkeys(area_name(r.text("area")) for r in held):
            first = {r.text("task_code"): r for r in reversed(held) if area_name(r.text("area")) == area}
            scope = Scope(bounds.certificate, bounds.level, area)
            yield Order(
                topic="task-order",
                bounds=scope,
                ending=scope_words(catalogue, bounds),
                ask=Words(
                    f"按标准中的编号，排出工作领域「{area}」各项工作任务的先后。",
                    f"Put the tasks of the work area “{area}” in the order of the standard.",
                ),
                entries=tuple(
                    Entry(
                        _task(r),
                        float(r.text("task_code").rpartition(".")[2]),
                        Words("工作任务{subject}。", "Task {subject}."),
                        Source(r.place("task"), r.text("task")),
                    )
                    for r in first.values()
                ),
                review=tuple((_skill(r), Source(r.place("task"), r.name)) for r in first.values()),
            )
        yield _semester_order(bounds, scope_words(catalogue, bounds), held)


def _semester_order(bounds: Scope, ending: Words, held: Sequence[Record]) -> Order:
    """Courses of one semester each: those that run over two have no single place in the order."""
    terms = {c: (t, r) for r in held for c, t in zip(r.texts("courses"), r.texts("semesters"), strict=True)}
    return Order(
        topic="course-order",
        bounds=bounds,
        ending=ending,
        ask=Words("课证融通中，按开设学期从早到晚排列下列课程。", "Put these courses in the order of their semesters."),
        entries=tuple(
            Entry(
                label(course),
                float(next(iter(numbers(term)))),
                Words(f"课程「{{subject}}」在{term}开设。", f"The course “{{subject}}” is taught in {term}."),
                Source(r.place("semesters"), course),
            )
            for course, (term, r) in terms.items()
            if len(set(numbers(term))) == 1
        ),
        review=tuple(
            (_skill(r), Source(r.place("task"), r.name)) for _, r in terms.values() if len(r.texts("courses")) == 1
        ),
    )


def by_level(catalogue: Catalogue) -> Iterator[tuple[Scope, tuple[Record, ...]]]:
    """The requirements of each certificate and level."""
    for certificate, level in dict.fromkeys(
        (r.text("certificate"), r.text("level")) for r in catalogue.all(Kind.REQUIREMENT)
    ):
        yield Scope(certificate, level), catalogue.all(Kind.REQUIREMENT, certificate=certificate, level=level)


def _scope(requirement: Record) -> Scope:
    return Scope(requirement.text("certificate"), requirement.text("level"), area_name(requirement.text("area")))


def _skill(requirement: Record) -> Label:
    # Records name requirements in Chinese only.
    return label(requirement.name, code=requirement.text("code"))


def _task(requirement: Record) -> Label:
    return label(requirement.text("task"), code=requirement.text("task_code"))


def _term(text: str) -> Label:
    # In words, since sources write semesters so: a figure would stand in no quote.
    ordinals = [word for n, word in enumerate(_ORDINALS, start=1) if n in numbers(text)]
    return label(text, f"{' and '.join(ordinals)} semester" if ordinals else "")


def _share_a_semester(one: str, other: str) -> bool:
    return not set(numbers(one)).isdisjoint(numbers(other))
