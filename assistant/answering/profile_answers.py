"""What a person holds and lacks for a talent level, as sentences and a table."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.places import Places
from assistant.answering.statements import joined, kept, markdown_table, quoted
from assistant.catalogue.model import Record
from assistant.catalogue.talent_profile import TalentProfile, by_group
from assistant.types import Citation, Draft, Language, Statement, Status

GROUPS_INFERRED = {Language.ZH: "分组界线不可靠", Language.EN: "the grouping below is inferred"}


def answer_profile(profile: TalentProfile, unknown: Sequence[str], language: Language, places: Places) -> Draft:
    """How many elements of the level are held, which are missing by group, and what the next level adds.

    Args:
        profile: held and missing elements.
        unknown: what the person named that is no element.
        language: of the answer.
        places: for citations.
    """
    zh = language is Language.ZH
    statements = [_lead(profile, language, places)]
    if profile.missing:
        statements.append(_table(profile, language, places))
        statements += quoted(profile.level.place("elements"), GROUPS_INFERRED, language, places)
    statements += [_experience(profile.level, language, places)]
    if profile.beyond:
        statements.append(_beyond(profile, language, places))
    if profile.next_level is not None:
        statements.append(_next(profile, profile.next_level, language, places))
    if unknown:
        names = joined(unknown, language)
        statements.append(
            Statement(f"没有认出这些技能：{names}。" if zh else f"Not recognised as skill elements: {names}.")
        )
    suggestions = (
        (f"{profile.level.name}级对应哪些认证？",)
        if zh
        else (f"Which certificates belong to {profile.level.name_en}?",)
    )
    return Draft(Status.ANSWERED, tuple(statements), suggestions=suggestions, intent="skill_profile")


def _lead(profile: TalentProfile, language: Language, places: Places) -> Statement:
    level, held, missing = profile.level, len(profile.held), len(profile.missing)
    if language is Language.ZH:
        name = f"{level.name}（又写作{level.text('also_named')}）" if level.text("also_named") else level.name
        text = f"按您说到的技能，{name}级的{level.number('elements')}项技能要素您已有{held}项，"
        text += f"还差{missing}项。" if missing else "全部具备。"
    else:
        text = f"By what you told, you hold {held} of the {level.text('elements')} skill elements of "
        text += _level(level, language)
        text += f"; {missing} are missing." if missing else "; none is missing."
    citations = [level_listing(level, language, places)]
    if level.text("also_named"):
        citations.append(places.cite(level.place("also_named"), level.text("also_named"), language))
    return Statement(text, kept(citations), frozenset({str(held), str(missing)}))


def _table(profile: TalentProfile, language: Language, places: Places) -> Statement:
    zh = language is Language.ZH
    held, missing = by_group(profile.held), by_group(profile.missing)
    rows = [["组别（近似）", "已有", "还差"] if zh else ["Group (approximate)", "Held", "Missing"]]
    in_order = sorted((*profile.held, *profile.missing), key=lambda e: e.id)
    for group, elements in by_group(in_order).items():
        name = group if zh else english_group(elements[0], places)
        rows.append([name, *(_names(side.get(group, ()), language) or "—" for side in (held, missing))])
    return Statement(markdown_table(rows), kept([level_listing(profile.level, language, places)]))


def english_group(element: Record, places: Places) -> str:
    """The group as the English edition's row of the element names it."""
    cells = (p.cells for p in places.passages(element.place(), Language.EN))
    return next((v for c in cells for _, v in c if f"({element.text('group')})" in v), element.text("group"))


def _experience(level: Record, language: Language, places: Places) -> Statement:
    """The elements alone do not make the level: it stands for experience as well."""
    citation = places.cite(level.place("experience"), level.text("experience"), language)
    if language is Language.ZH:
        text = f"{level.name}级的经验一栏写的是：{level.text('experience')}。"
    else:
        text = f"The experience given for {_level(level, language)} is {level.text('experience_en')}."
    return Statement(text, kept([citation]))


def _beyond(profile: TalentProfile, language: Language, places: Places) -> Statement:
    names = _names(profile.beyond, language)
    text = (
        f"这些不是{profile.level.name}级的要素，属于更高的等级，您已经会：{names}。"
        if language is Language.ZH
        else f"You also hold elements that only higher levels ask for: {names}."
    )
    return Statement(text, kept(places.cite(e.place(), e.name, language) for e in profile.beyond))


def _next(profile: TalentProfile, level: Record, language: Language, places: Places) -> Statement:
    """What the next level adds to what is missing already."""
    already = {e.id for e in profile.missing}
    added = [e for e in profile.next_missing if e.id not in already]
    names = _names(added, language) or "—"
    text = (
        f"再往上的{level.name}级共{level.number('elements')}项，您还要加{len(added)}项：{names}。"
        if language is Language.ZH
        else f"The next level, {_level(level, language)}, has {level.text('elements')}; "
        f"it adds {len(added)} for you: {names}."
    )
    return Statement(text, kept([level_listing(level, language, places)]), frozenset({str(len(added))}))


def level_listing(level: Record, language: Language, places: Places) -> Citation | None:
    """The sentence that lists all elements of a level; the English one is known by its count."""
    value = level.text("elements_stated") if language is Language.ZH else str(level.number("elements"))
    return places.cite(level.place("elements"), value, language)


def _names(elements: Sequence[Record], language: Language) -> str:
    return joined((e.name if language is Language.ZH else f"{e.name_en} ({e.name})" for e in elements), language)


def _level(level: Record, language: Language) -> str:
    return level.name if language is Language.ZH else f"{level.name_en} ({level.name})"
