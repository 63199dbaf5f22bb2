"""Skills held against a talent level, group by group, as it goes out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.profile_answers import GROUPS_INFERRED, english_group, level_listing
from assistant.answering.statements import quoted
from assistant.api.plan_schemas import PlanRequest, RadarBody, RadarGroupBody
from assistant.api.plan_writer import PlanWriter
from assistant.api.schemas import Said
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.talent_profile import TalentProfile, by_group, profile
from assistant.errors import UnknownTalentLevelError
from assistant.pack.schema import Kind


def radar_body(request: PlanRequest, catalogue: Catalogue, writer: PlanWriter) -> RadarBody | None:
    """The profile of the skills held; None when neither a skill nor a level is named.

    Raises:
        UnknownElementError, UnknownTalentLevelError: a name that the catalogue does not list.
    """
    found = asked_profile(request, catalogue)
    if found is None:
        return None
    level = found.level
    already = {e.id for e in found.missing}
    return RadarBody(
        level=level.name,
        level_name=writer.name(level),
        asked=len(found.held) + len(found.missing),
        held=len(found.held),
        groups=_groups(found, catalogue.all(Kind.SKILL_ELEMENT), writer),
        beyond=[_element(e, writer) for e in found.beyond],
        next_level_name=writer.name(found.next_level) if found.next_level else None,
        next_added=[writer.name(e) for e in found.next_missing if e.id not in already],
        notes=_notes(level, writer),
        citations=writer.marks([level_listing(level, writer.language, writer.places)]),
    )


def asked_profile(request: PlanRequest, catalogue: Catalogue) -> TalentProfile | None:
    """The skills held against the level that is asked for; None when neither a skill nor a level is named.

    Raises:
        UnknownElementError, UnknownTalentLevelError: a name that the catalogue does not list.
    """
    skills = [s for s in request.skills if s.strip()]
    levels = catalogue.all(Kind.TALENT_LEVEL)
    if not skills and not request.talent_level.strip():
        return None
    if not levels:
        raise UnknownTalentLevelError("资料没有人才等级。The sources have no talent levels.")
    # Without a level the skills are measured against the lowest.
    return profile(skills, request.talent_level.strip() or levels[0].name, catalogue)


def _groups(found: TalentProfile, elements: Sequence[Record], writer: PlanWriter) -> list[RadarGroupBody]:
    own = {e.id for e in (*found.held, *found.beyond)}
    missing = {e.id for e in found.missing}
    return [
        RadarGroupBody(
            name=group if writer.zh else english_group(members[0], writer.places),
            total=len(members),
            asked=sum(found.level.name in e.texts("held_by") for e in members),
            held=sum(e.id in own for e in members),
            held_names=[writer.name(e) for e in members if e.id in own],
            missing=[_element(e, writer) for e in members if e.id in missing],
        )
        for group, members in by_group(elements).items()
    ]


def _element(element: Record, writer: PlanWriter) -> Said:
    return writer.said(writer.name(element), (element.place(), element.name))


def _notes(level: Record, writer: PlanWriter) -> list[Said]:
    """The elements alone do not make the level, and their groups are our reading: both are said."""
    experience = (
        f"{level.name}级的经验一栏写的是：{level.text('experience')}。"
        if writer.zh
        else f"The experience given for {writer.name(level)} is {level.text('experience_en')}."
    )
    notes = [writer.said(experience, (level.place("experience"), level.text("experience")))]
    for statement in quoted(level.place("elements"), GROUPS_INFERRED, writer.language, writer.places):
        notes.append(Said(text=statement.text, citations=writer.marks(statement.citations)))
    return notes
