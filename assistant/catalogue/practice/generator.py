"""Practice items for a certificate, level, work area and kind, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.practice.building import Builder
from assistant.catalogue.practice.drawing import digest
from assistant.catalogue.practice.facts import area_name, by_level, relations, requirement_tasks
from assistant.catalogue.practice.items import Item, ItemKind
from assistant.catalogue.practice.orders import order_items, orders
from assistant.catalogue.practice.relations import LEVELS_EN, Fact, Scope, label, level_label
from assistant.errors import PracticeCountError, PracticeFilterError
from assistant.pack.schema import Kind
from assistant.types import Language

MAX_ITEMS = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items; an empty filter takes all. Names and ids as people write them."""

    certificate: str = ""
    level: str = ""
    area: str = ""
    kind: str = ""
    count: int = 10
    seed: int = 0


class PracticeGenerator:
    """All items of a catalogue in both languages, and draws from them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._items = {language: tuple(_all_items(catalogue, language)) for language in Language}

    def every_item(self, language: Language = Language.ZH) -> tuple[Item, ...]:
        """All items there are, in a fixed order."""
        return self._items[language]

    def item(self, id_: str, language: Language = Language.ZH) -> Item | None:
        """The item of that id, or None when there is none (the records changed since)."""
        return next((i for i in self._items[language] if i.id == id_), None)

    def certificates(self, language: Language = Language.ZH) -> Mapping[str, str]:
        """The certificates that have items: id and name."""
        ids = {i.certificate for i in self._items[language]}
        held = [c for c in self._catalogue.all(Kind.CERTIFICATE) if c.id in ids]
        return {c.id: label(c.name, c.name_en).said(language) for c in held}

    def levels(self, certificate: str = "", language: Language = Language.ZH) -> Mapping[str, str]:
        """The levels that have items, of one certificate (an id) or of all: Chinese name and name."""
        found = {i.level for i in self._within(certificate) if i.level}
        return {level: level_label(level).said(language) for level in sorted(found, key=_level_rank)}

    def areas(self, certificate: str = "", level: str = "", language: Language = Language.ZH) -> Mapping[str, str]:
        """The work areas that have items, within a certificate (an id) and level: Chinese name and name."""
        english = {area_name(a.name): a.name_en for a in self._catalogue.all(Kind.WORK_AREA)}
        found = dict.fromkeys(i.area for i in self._within(certificate, level) if i.area)
        return {area: label(area, english.get(area, "")).said(language) for area in found}

    def kinds(self, certificate: str = "", level: str = "", area: str = "") -> tuple[ItemKind, ...]:
        """The kinds that have items, within a certificate (an id), level and area."""
        found = {i.kind for i in self._within(certificate, level, area)}
        return tuple(k for k in ItemKind if k in found)

    def available(self, wanted: Wanted, language: Language = Language.ZH) -> tuple[Item, ...]:
        """The items that the filters take, in a fixed order; ``count`` and ``seed`` do not matter.

        Raises:
            PracticeFilterError: a filter's value is unknown, or no item fits them together; the message
                lists what exists.
        """
        certificate = self._certificate(wanted.certificate)
        level = self._level(wanted.level, certificate)
        area = self._area(wanted.area, certificate, level)
        kind = _kind(wanted.kind)
        within = self._within(certificate, level, area, language)
        fit = tuple(i for i in within if kind in (None, i.kind))
        if not fit:
            kinds = [k.value for k in self.kinds(certificate, level, area)]
            raise PracticeFilterError(
                f"这个范围内没有这种题，可选题型：{_listed(kinds)}。"
                f"There are no such items here; kinds that exist: {_listed(kinds)}."
            )
        return fit

    def shuffled(self, wanted: Wanted, language: Language = Language.ZH) -> tuple[Item, ...]:
        """All items that fit, of all kinds and topics by turns; ``count`` does not matter.

        The same filters and seed give the same order, in either language.

        Raises:
            PracticeFilterError: as ``available``.
        """
        fit = sorted(self.available(wanted, language), key=lambda i: digest(str(wanted.seed), i.id))
        return tuple(_by_turns(fit, wanted.seed))

    def draw(self, wanted: Wanted, language: Language = Language.ZH) -> tuple[Item, ...]:
        """The first ``count`` of ``shuffled``, or as many as there are.

        Raises:
            PracticeCountError: ``count`` is below 1 or above MAX_ITEMS.
            PracticeFilterError: as ``available``.
        """
        if not 1 <= wanted.count <= MAX_ITEMS:
            raise PracticeCountError(
                f"题数须在 1 到 {MAX_ITEMS} 之间。The number of items must be between 1 and {MAX_ITEMS}."
            )
        return self.shuffled(wanted, language)[: wanted.count]

    def _within(
        self, certificate: str = "", level: str = "", area: str = "", language: Language = Language.ZH
    ) -> tuple[Item, ...]:
        """Items of a certificate id, level and area as the records name them; "" takes all."""
        return tuple(
            i
            for i in self._items[language]
            if certificate in ("", i.certificate) and level in ("", i.level) and area in ("", i.area)
        )

    def _certificate(self, asked: str) -> str:
        if not asked.strip():
            return ""
        names = self.certificates()
        for certificate in self._catalogue.all(Kind.CERTIFICATE):
            words = (certificate.id, certificate.name, certificate.name_en, *certificate.short_names)
            if certificate.id in names and _same(asked, (*words, *certificate.aliases)):
                return certificate.id
        raise _unknown("证书", "certificate", asked, [f"{id_}（{name}）" for id_, name in names.items()])

    def _level(self, asked: str, certificate: str) -> str:
        if not asked.strip():
            return ""
        levels = self.levels(certificate)
        for level in levels:
            if _same(asked, (level, LEVELS_EN.get(level, level))):
                return level
        raise _unknown("等级", "level", asked, list(levels))

    def _area(self, asked: str, certificate: str, level: str) -> str:
        if not asked.strip():
            return ""
        areas = self.areas(certificate, level)
        english = {a.name_en: area_name(a.name) for a in self._catalogue.all(Kind.WORK_AREA)}
        known = next((name for name_en, name in english.items() if _same(asked, (name_en,))), area_name(asked.strip()))
        if known in areas:
            return known
        raise _unknown("工作领域", "work area", asked, list(areas))


def _all_items(catalogue: Catalogue, language: Language) -> Iterator[Item]:
    siblings: dict[tuple[str | None, str], list[Fact]] = {}
    for bounds, held in by_level(catalogue):
        for fact in requirement_tasks(catalogue, bounds, held).facts:
            siblings.setdefault((fact.scope.certificate, fact.task), []).append(fact)

    def requirements(scope: Scope, task: str) -> Sequence[Fact]:
        return siblings.get((scope.certificate, task), ())

    builder = Builder(language, requirements)
    for relation in relations(catalogue):
        yield from builder.items(relation)
    for order in orders(catalogue):
        yield from order_items(order, language)


def _by_turns(items: Sequence[Item], seed: int) -> Iterator[Item]:
    """One of each kind in turn, and within a kind one of each topic, so that a short draw is varied."""
    kinds: dict[ItemKind, dict[str, list[Item]]] = {}
    for item in items:
        kinds.setdefault(item.kind, {}).setdefault(item.topic, []).append(item)
    queues = {kind: _round_robin(list(topics.values())) for kind, topics in kinds.items()}
    order = sorted(queues, key=lambda kind: digest(str(seed), kind))
    yield from _round_robin([queues[kind] for kind in order])


def _round_robin(queues: Sequence[Sequence[Item]]) -> list[Item]:
    longest = max((len(q) for q in queues), default=0)
    return [q[n] for n in range(longest) for q in queues if n < len(q)]


def _level_rank(level: str) -> tuple[int, str]:
    """Lowest level first; levels that we have no English name for come last."""
    known = list(LEVELS_EN)
    return known.index(level) if level in known else len(known), level


def _kind(asked: str) -> ItemKind | None:
    if not asked.strip():
        return None
    try:
        return ItemKind(asked.strip().lower())
    except ValueError:
        raise _unknown("题型", "kind", asked, [k.value for k in ItemKind]) from None


def _same(asked: str, words: Sequence[str]) -> bool:
    return asked.strip().casefold() in {w.casefold() for w in words}


def _unknown(zh: str, en: str, asked: str, known: Sequence[str]) -> PracticeFilterError:
    shown = asked.strip()[:40]
    return PracticeFilterError(
        f"没有{zh}「{shown}」；可选：{_listed(known)}。There is no {en} “{shown}”; choose from: {_listed(known)}."
    )


def _listed(known: Sequence[str]) -> str:
    return "、".join(known) or "（无 none）"
