"""Names in a question: certificates, levels, roles, codes, courses, documents, provinces.

The lexicon is filled from the catalogue and the documents; without them it still knows levels,
provinces and codes. Matching is by longest alias on normalised text, so script, case and full-width
forms do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.pack.lexicon import LevelScheme
from assistant.retrieval.tokenization import normalise
from assistant.text.words import place_of_word
from assistant.understanding.synonyms import Synonyms


class EntityKind(StrEnum):
    """What a name names."""

    CERTIFICATE = "certificate"
    CENTRE_CERTIFICATION = "centre_certification"
    LEVEL = "level"
    ROLE = "role"
    CODE = "code"
    COURSE = "course"
    TEXTBOOK = "textbook"
    ORGANISATION = "organisation"
    COOPERATION = "cooperation"
    DOCUMENT = "document"
    PROVINCE = "province"
    STANDARD = "standard"
    MODEL = "model"

    @property
    def names_subject(self) -> bool:
        """Whether a question with such a name says by itself what it is about."""
        return self not in (EntityKind.LEVEL, EntityKind.CODE)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with a name. ``id`` is the record's or document's id, or the name itself."""

    kind: EntityKind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity found in a text, with the very words that name it."""

    kind: EntityKind
    id: str
    name: str
    text: str
    start: int


_LEVELS = {
    "初级": ["初级", "elementary", "primary level", "junior level", "beginner level"],
    "中级": ["中级", "intermediate"],
    "高级": ["高级", "advanced", "senior level"],
    "五级": ["五级", "5级", "level 5"],
    "四级": ["四级", "4级", "level 4"],
    "三级": ["三级", "3级", "level 3"],
    "二级": ["二级", "2级", "level 2"],
    "一级": ["一级", "1级", "level 1"],
    "新手": ["新手", "novice"],
    "进阶": ["进阶"],
    "成熟": ["成熟"],
    "精英": ["精英", "elite"],
}
_PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 "
    "重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
).split()
_PROVINCES_EN = (
    "Beijing Tianjin Hebei Shanxi Inner-Mongolia Liaoning Jilin Heilongjiang Shanghai Jiangsu Zhejiang Anhui Fujian Jiangxi "
    "Shandong Henan Hubei Hunan Guangdong Guangxi Hainan Chongqing Sichuan Guizhou Yunnan Tibet Shaanxi Gansu Qinghai "
    "Ningxia Xinjiang Hong-Kong Macao Taiwan"
).split()
_CERTIFICATE_CUES = ("证", "数据运营", "哪张", "两张", "考试", "及格", "中级", "初级", "高级", "certificat", "exam")
_CODE = re.compile(r"(?<![\d.])\d\.\d(?:\.\d)?(?![\d.%])|(?<!\d)\d{6}(?!\d)|(?<!\d)\d-\d\d-\d\d-\d\d(?!\d)")


# How many other characters may stand between those of a name that is given by a few of them.
_SPREAD = 4


class Lexicon:
    """All known names, longest alias first."""

    def __init__(
        self,
        entities: Iterable[tuple[Entity, Sequence[str]]] = (),
        short_names: Iterable[tuple[Entity, Sequence[str]]] = (),
        synonyms: Synonyms | None = None,
        things: Callable[[str], Sequence[str]] = lambda text: (),
        level_schemes: Sequence[LevelScheme] = (),
        families: Sequence[tuple[str, Sequence[str]]] = (),
    ) -> None:
        self.synonyms = synonyms or Synonyms()
        # What documents without records call the things that they speak of.
        self.things = things
        self.level_schemes = level_schemes
        self._families = [(name, [normalise(n) for n in (name, *aliases)]) for name, aliases in families]
        pairs: dict[str, Entity] = {}
        for entity, aliases in [*_fixed(), *entities]:
            for alias in (entity.name, *aliases):
                key = normalise(alias).strip()
                if len(key) > 1:
                    pairs.setdefault(key, entity)
        self._aliases = sorted(pairs.items(), key=lambda item: (-len(item[0]), item[0]))
        self._short = {normalise(name): entity for entity, names in short_names for name in names}
        # Passages are looked through again and again; questions fill little of it.
        self.find = lru_cache(maxsize=20_000)(self._find)

    def find_in_question(self, text: str, *, of_certificates: bool = False) -> tuple[Mention, ...]:
        """As ``find``, with short names where it speaks of certificates.

        ``of_certificates``: it does so, whatever its own words say.
        """
        normal = normalise(text)
        found = self.find(text)
        speaks = any(cue in normal for cue in _CERTIFICATE_CUES) or place_of_word("cert", normal) >= 0
        if not of_certificates and not speaks:
            return tuple(sorted(found, key=lambda m: m.start))
        named = {m.id for m in found}
        same_length = len(normal) == len(text)
        short = [
            Mention(
                entity.kind,
                entity.id,
                entity.name,
                text[place : place + len(name)] if same_length else name,
                place,
            )
            for name, entity in self._short.items()
            if entity.id not in named and (place := place_of_word(name, normal)) >= 0
        ]
        return tuple(sorted((*found, *short), key=lambda m: m.start))

    def family_in(self, text: str) -> str:
        """The family of things that a text names as a whole, "" for none: a topic where nothing in it is named."""
        normal = normalise(text)
        return next((name for name, called in self._families if any(c in normal for c in called)), "")

    def named_like(self, words: str, kind: EntityKind) -> Entity | None:
        """The one entity of a kind whose name holds the characters of ``words`` in their order, closest together.

        「礼仪那门」 means 国际商务礼仪与跨文化交流, 「客服那张」 电子商务客户服务; None where two fit equally well.
        """
        fits: dict[str, tuple[int, Entity]] = {}
        for alias, entity in self._aliases:
            span = _shortest(normalise(words), alias) if entity.kind is kind else 0
            if span and (entity.id not in fits or span < fits[entity.id][0]):
                fits[entity.id] = (span, entity)
        best = sorted(fits.values(), key=lambda item: item[0])
        alone = len(best) == 1 or (len(best) > 1 and best[0][0] < best[1][0])
        return best[0][1] if alone and best[0][0] <= len(words) + _SPREAD else None

    def _find(self, text: str) -> tuple[Mention, ...]:
        """Mentions in order of their place; a longer name hides the shorter ones within it."""
        normal = normalise(text)
        same_length = len(normal) == len(text)
        taken = bytearray(len(normal))
        found: list[Mention] = []
        for alias, entity in self._aliases:
            start = normal.find(alias)
            while start >= 0:
                end = start + len(alias)
                if not any(taken[start:end]) and _bounded(normal, start, end):
                    taken[start:end] = b"\1" * len(alias)
                    words = text[start:end] if same_length else alias
                    found.append(Mention(entity.kind, entity.id, entity.name, words, start))
                start = normal.find(alias, end)
        for match in _CODE.finditer(normal):
            if not any(taken[match.start() : match.end()]):
                code = match.group()
                found.append(Mention(EntityKind.CODE, code, code, code, match.start()))
        return tuple(sorted(found, key=lambda m: m.start))


def _shortest(characters: str, name: str) -> int:
    """The length of the shortest piece of a name that holds characters in their order; 0 where none does."""
    lengths = []
    for start in (n for n, c in enumerate(name) if c == characters[0]):
        at = start
        for character in characters[1:]:
            at = name.find(character, at + 1) if at >= 0 else at
        lengths += [at - start + 1] if at >= 0 else []
    return min(lengths, default=0)


def _fixed() -> Iterable[tuple[Entity, Sequence[str]]]:
    for level, aliases in _LEVELS.items():
        yield Entity(EntityKind.LEVEL, level, level), aliases
    for name, english in zip(_PROVINCES, _PROVINCES_EN, strict=True):
        yield Entity(EntityKind.PROVINCE, name, name), [english.replace("-", " ")]


def _bounded(text: str, start: int, end: int) -> bool:
    """Latin names must not begin or end within a word."""
    left = start == 0 or not (
        text[start].isascii() and text[start].isalnum() and text[start - 1].isascii() and text[start - 1].isalnum()
    )
    right = end == len(text) or not (
        text[end - 1].isascii() and text[end - 1].isalnum() and text[end].isascii() and text[end].isalnum()
    )
    return left and right
