"""A person's skill elements against a talent level of the e-STORM model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.errors import UnknownElementError, UnknownTalentLevelError
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise

# One wrong character of four in Chinese (75), about one letter in eight in English.
_MIN_RATIO_ZH, _MIN_RATIO_EN = 74.0, 87.0
_MIN_SUBSEQUENCE = 3


@dataclass(frozen=True, slots=True)
class TalentProfile:
    """What of a level's elements is held and missing; elements in the order of the source.

    ``beyond`` are held elements that only higher levels ask for; ``next_missing`` is what the next level
    asks for and the person does not hold, ``missing`` included.
    """

    level: Record
    held: tuple[Record, ...]
    missing: tuple[Record, ...]
    beyond: tuple[Record, ...]
    next_level: Record | None
    next_missing: tuple[Record, ...]


def profile(held: Iterable[str], level: str, catalogue: Catalogue) -> TalentProfile:
    """Held and missing elements of a level.

    Args:
        held: names of elements as people write them; the same one may come twice.
        level: a level's name or alias (新手, 成熟 or 进阶, 精英, novice, mature, elite).
        catalogue: the elements with the levels that ask for them.

    Raises:
        UnknownElementError: a name fits no element, or several alike.
        UnknownTalentLevelError: there is no such level.
    """
    target = find_level(level, catalogue)
    own = {find_element(name, catalogue).id for name in held}
    elements = catalogue.all(Kind.SKILL_ELEMENT)
    levels = catalogue.all(Kind.TALENT_LEVEL)
    following = levels[levels.index(target) + 1 :][:1]
    return TalentProfile(
        level=target,
        held=tuple(e for e in elements if e.id in own and target.name in e.texts("held_by")),
        missing=tuple(e for e in elements if e.id not in own and target.name in e.texts("held_by")),
        beyond=tuple(e for e in elements if e.id in own and target.name not in e.texts("held_by")),
        next_level=following[0] if following else None,
        next_missing=tuple(
            e for e in elements if e.id not in own and following and following[0].name in e.texts("held_by")
        ),
    )


def by_group(elements: Sequence[Record]) -> Mapping[str, tuple[Record, ...]]:
    """Elements under their group's name, groups and elements in the order given."""
    groups = dict.fromkeys(e.text("group") for e in elements)
    return {group: tuple(e for e in elements if e.text("group") == group) for group in groups}


def find_level(name: str, catalogue: Catalogue) -> Record:
    """The level of that name or alias.

    Raises:
        UnknownTalentLevelError: there is none; the message lists them.
    """
    levels = catalogue.all(Kind.TALENT_LEVEL)
    for level in levels:
        if normalise(name).strip() in _names(level):
            return level
    zh = "、".join(
        f"{level.name}（{level.text('also_named')}）" if level.text("also_named") else level.name for level in levels
    )
    en = ", ".join(level.name_en for level in levels)
    raise UnknownTalentLevelError(
        f'没有「{name}」这个人才等级；有：{zh}。There is no talent level "{name}"; there are {en}.'
    )


def find_element(name: str, catalogue: Catalogue) -> Record:
    """The skill element that a name means: by name or alias, by its characters in order, or by likeness.

    Raises:
        UnknownElementError: nothing fits, or several fit alike; the message lists what exists.
    """
    elements = catalogue.all(Kind.SKILL_ELEMENT)
    wanted = normalise(name).strip()
    found = [e for e in elements if wanted in _names(e)]
    if not found and len(wanted) >= _MIN_SUBSEQUENCE:
        found = [e for e in elements if any(_holds(known, wanted) for known in _names(e))]
    if not found:
        found = _alike(wanted, elements)
    if len(found) == 1:
        return found[0]
    listed = found or elements
    zh = "、".join(e.name for e in listed)
    en = ", ".join(e.name_en for e in listed)
    if found:
        raise UnknownElementError(f'「{name}」可能是：{zh}；请写明是哪一项。"{name}" may be {en}; please say which.')
    raise UnknownElementError(
        f'没有「{name}」这项技能要素；有：{zh}。There is no skill element "{name}"; there are {en}.'
    )


def _names(record: Record) -> frozenset[str]:
    also = record.text("also_named")
    return frozenset(normalise(n) for n in (record.name, record.name_en, *record.aliases, *([also] if also else [])))


def _holds(known: str, wanted: str) -> bool:
    """Whether a Chinese name has all characters of the wanted one in their order (图片编辑 in 图片拍摄和编辑)."""
    if wanted.isascii():
        return False
    rest = iter(known)
    return all(c in rest for c in wanted)


def _alike(wanted: str, elements: Sequence[Record]) -> list[Record]:
    """The elements whose name comes closest in spelling, if close enough."""
    if not wanted:
        return []
    scores = {e.id: max(fuzz.ratio(wanted, known) for known in _names(e)) for e in elements}
    best = max(scores.values(), default=0.0)
    if best < (_MIN_RATIO_EN if wanted.isascii() else _MIN_RATIO_ZH):
        return []
    return [e for e in elements if scores[e.id] == best]
