"""What is asked of work areas: their levels and their tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import (
    Fact,
    Label,
    ObjectIs,
    Relation,
    Scope,
    Words,
    equal,
    is_disputed,
    label,
    level_label,
    scope_words,
)
from assistant.pack.schema import Kind


def area_name(text: str) -> str:
    """A work area's or task's name without its number: 「1.店铺运营」 and 「店铺运营」 are one."""
    name = text.lstrip("0123456789.")
    number = text.removesuffix(name)
    return name.lstrip() if number.endswith(".") or name[:1].isspace() else text


def document_scope(catalogue: Catalogue, record: Record, level: str | None) -> Scope:
    """The one certificate whose work areas (of that level, if any) the record's document sets out.

    Textbooks and courses name no certificate themselves; where the document speaks of several, or of
    none, they belong to none.
    """
    document = record.place().document
    certificates = {
        a.text("certificate")
        for a in catalogue.all(Kind.WORK_AREA)
        if a.place().document == document and (level is None or a.text("level") == level)
    }
    return Scope(certificates.pop() if len(certificates) == 1 else None, level)


def area_relations(catalogue: Catalogue) -> Iterator[Relation]:
    """Levels and tasks of the work areas of each certificate."""
    for certificate in dict.fromkeys(a.text("certificate") for a in catalogue.all(Kind.WORK_AREA)):
        mine = catalogue.all(Kind.WORK_AREA, certificate=certificate)
        yield _area_levels(catalogue, catalogue.get(Kind.CERTIFICATE, certificate), mine)
        for level in dict.fromkeys(a.text("level") for a in mine):
            yield _task_areas(catalogue, Scope(certificate, level), [a for a in mine if a.text("level") == level])


def _area_levels(catalogue: Catalogue, certificate: Record, areas: Sequence[Record]) -> Relation:
    bounds = Scope(certificate.id)

    def disputed(area: Record) -> bool:
        stated_by = {
            a.place().document for a in areas if equal(a.name, area.name) and a.text("level") == area.text("level")
        }
        # What several sources say is not what they differ on.
        return len(stated_by) == 1 and is_disputed(catalogue, "工作领域", certificate.name, area.text("level"))

    return Relation(
        topic="area-level",
        bounds=bounds,
        ending=scope_words(catalogue, bounds),
        facts=tuple(
            Fact(
                _area(a),
                level_label(a.text("level")),
                Scope(certificate.id, a.text("level")),
                Source(a.place("level"), area_name(a.name)),
                disputed=disputed(a),
            )
            for a in areas
        ),
        statement=Words("「{subject}」是{object}的工作领域。", "“{subject}” is a work area of the {object} level."),
        which_object=Words(
            "工作领域「{subject}」属于哪一个等级？", "To which level does the work area “{subject}” belong?"
        ),
        which_subject=Words("下列哪一个是{object}的工作领域？", "Which of these is a work area of the {object} level?"),
        which_subjects=Words("下列哪些是{object}的工作领域？", "Which of these are work areas of the {object} level?"),
        match=Words("把每个工作领域配到它的等级。", "Match each work area with its level."),
        object_is=ObjectIs.LEVEL,
    )


def _task_areas(catalogue: Catalogue, bounds: Scope, areas: Sequence[Record]) -> Relation:
    return Relation(
        topic="task-area",
        bounds=bounds,
        ending=scope_words(catalogue, bounds),
        facts=tuple(
            Fact(
                _stated_task(task),
                _area(area),
                Scope(area.text("certificate"), area.text("level"), area_name(area.name)),
                Source(area.place("tasks"), area_name(task)),
                task=area_name(task),
            )
            for area in areas
            for task in area.texts("tasks")
        ),
        statement=Words("工作任务「{subject}」属于工作领域「{object}」。", "Task “{subject}” belongs to “{object}”."),
        which_object=Words(
            "工作任务「{subject}」属于哪一个工作领域？", "To which work area does task “{subject}” belong?"
        ),
        which_objects=Words(
            "工作任务「{subject}」属于哪些工作领域？", "To which work areas does task “{subject}” belong?"
        ),
        which_subject=Words("下列哪一项是工作领域「{object}」的工作任务？", "Which task belongs to “{object}”?"),
        which_subjects=Words("下列哪些是工作领域「{object}」的工作任务？", "Which tasks belong to “{object}”?"),
        match=Words("把每项工作任务配到它所属的工作领域。", "Match each task with its work area."),
        object_is=ObjectIs.AREA,
    )


def _stated_task(text: str) -> Label:
    name = area_name(text)
    return label(name, code=text[: len(text) - len(name)].strip())


def _area(area: Record) -> Label:
    return label(area_name(area.name), area.name_en)
