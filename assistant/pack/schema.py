"""``schema.yaml`` in: the kinds of records of a pack, their fields, and the ladders of their levels.

``general_schema.yaml`` beside this module holds the kinds and fields that certificates of any trade have. A pack's own
file adds to it: new kinds, new fields of a kind, other labels. A field that neither names is an error where a record
uses it, so that a slip of the pen is not silently a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.errors import PackError
from assistant.pack.files import checked, read_yaml
from assistant.types import Language

FILE_NAME = "schema.yaml"
_GENERAL = Path(__file__).with_name("general_schema.yaml")


class Kind(StrEnum):
    """The kinds of records that the engine works with; a pack may have others, which it lists and exports."""

    CERTIFICATE = "certificates"
    ROLE = "roles"
    REQUIREMENT = "requirements"
    WORK_AREA = "work_areas"
    COURSE = "courses"
    TEXTBOOK = "textbooks"
    MODULE = "modules"
    REGULATION = "regulations"
    CONDITION = "level_conditions"
    ADVICE = "level_advice"
    OPEN = "open_records"
    TALENT_LEVEL = "talent_levels"
    SKILL_ELEMENT = "skill_elements"


class Form(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    LIST = "list"
    YES_NO = "yes_no"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """A name in both languages; a single text stands for both."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


def _said(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


class ValueWords(_Strict):
    """A value of a field that stands for more than its own word.

    ``words``: of people who mean it. ``within``: wider values that it belongs to. ``wide``: it says less than others,
    as a market does of a business.
    """

    words: list[str]
    within: list[str] = []
    wide: bool = False

    def meant(self, text: str) -> bool:
        """Whether a normalised text has one of the words."""
        return any(w in text for w in self.words)


class FieldWords(_Strict):
    """A field: its name in both languages and what it holds.

    ``cited``: a source states it; else it is ours. ``ctdl``: the property that it is exported as. ``values``: of a
    field with a few coded values, what each means. ``asked``: words by which people ask for it.
    """

    name: str = ""
    label: Said
    form: Form = Form.TEXT
    cited: bool = True
    ctdl: str = ""
    values: dict[str, ValueWords] = {}
    asked: list[str] = []
    _label = field_validator("label", mode="before")(_said)


class InPreparation(_Strict):
    """Words of a field that say that something is not offered yet."""

    field: str
    words: list[str]


class Level(_Strict):
    """A step of a ladder, with what people call it besides."""

    zh: str
    en: str
    aliases: list[str] = []


class Chosen(_Strict):
    """How one of the certificates of a kind is recommended.

    ``by``: the field whose value, or an alias of the record, a question names; else its ``group`` and level choose.
    ``told``: the fields that are said of it.
    """

    by: str
    group: str
    told: list[str]


class KindWords(_Strict):
    """A kind of record.

    ``certificate``: its records are certificates, with a page, a status and an export of their own. ``level``,
    ``issuer`` and ``posts`` name the fields that say these. ``since``: the field that says from which year it exists.
    ``card``: fields of a certificate's card, in order; all that are cited where empty. ``named``: questions name its
    records, as names of this sort. ``chosen``: how one is recommended. ``steps``: its levels, lowest first.
    """

    name: str = ""
    label: Said
    one: Said
    certificate: bool = False
    level: str = "level"
    ladder: str = "level"
    issuer: list[str] = ["issuer"]
    posts: list[str] = ["duties"]
    since: str = "year"
    in_preparation: InPreparation | None = None
    card: list[str] = []
    named: str = ""
    chosen: Chosen | None = None
    steps: list[Level] = []
    fields: dict[str, FieldWords] = {}
    _label = field_validator("label", "one", mode="before")(_said)

    @property
    def singular(self) -> str:
        """The name of one of them: ``certificate`` of ``certificates``."""
        return self.name.removesuffix("s")

    @property
    def shown_fields(self) -> tuple[FieldWords, ...]:
        """What a certificate's card and a comparison show beside its level."""
        if self.card:
            return tuple(map(self.field, self.card))
        # Of a value in two languages the second stands in the place of the first.
        return tuple(f for f in self.fields.values() if f.cited and f.name != self.level and not f.name.endswith("_en"))

    @property
    def asked_fields(self) -> tuple[FieldWords, ...]:
        """The fields that people ask for in words of their own."""
        return tuple(f for f in self.fields.values() if f.asked)

    @property
    def coded_fields(self) -> tuple[FieldWords, ...]:
        """The fields with a few values, each of which means more than its own word."""
        return tuple(f for f in self.fields.values() if f.values)

    def field(self, name: str) -> FieldWords:
        """The words of a field; of one that it does not name, the name itself."""
        return self.fields.get(name) or FieldWords(name=name, label=Said(zh=name, en=name))

    def level_en(self, level: str) -> str:
        """A level in English, "" where the ladder does not have it."""
        return next((s.en for s in self.steps if s.zh == level), "")

    def level_in(self, level: str, language: Language) -> str:
        """A level in a language, as far as the ladder has it; else as it is."""
        return level if language is Language.ZH else self.level_en(level) or level

    def rank(self, level: str) -> int:
        """The place of a level on the ladder; after all others where it is not on it."""
        return next((n for n, s in enumerate(self.steps) if s.zh == level), len(self.steps))

    def level_named(self, words: str) -> str:
        """The level that somebody's words name, the words themselves where none is meant."""
        wanted = words.strip().lower()
        for step in self.steps:
            if wanted in (step.zh.lower(), step.en.lower(), *(a.lower() for a in step.aliases)):
                return step.zh
        return words.strip()


class Schema(_Strict):
    """Kinds of records by file stem, and ladders of levels, each lowest first."""

    kinds: dict[str, KindWords] = {}
    ladders: dict[str, list[Level]] = {}

    def certificate_kinds(self) -> Iterator[KindWords]:
        """The kinds whose records are certificates."""
        return (k for k in self.kinds.values() if k.certificate)


@lru_cache(maxsize=1)
def general_schema() -> Schema:
    """The kinds and fields of certificates of any trade."""
    return Schema.model_validate(_named(_read(_GENERAL)))


@lru_cache(maxsize=8)
def load_schema(folder: Path) -> Schema:
    """The general schema with what a pack's own file adds.

    Raises:
        PackError: the file cannot be read, or a field of it is wrong.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return general_schema()
    own = _read(path)
    data = _merged(_read(_GENERAL), own)
    # The pack's own order of kinds is that of its exports and of what it is said to hold.
    first = {k: data["kinds"][k] for k in own.get("kinds") or {}}
    data["kinds"] = {**first, **{k: v for k, v in data["kinds"].items() if k not in first}}
    return checked(path, Schema, _named(data))


def _read(path: Path) -> dict[str, Any]:
    data = read_yaml(path)
    kinds = data.get("kinds") or {} if isinstance(data, dict) else None
    if not isinstance(kinds, dict) or not all(isinstance(k, dict | None) for k in kinds.values()):
        raise PackError(f"{path} 应由「名称: 值」组成。The file must consist of names with values; see docs/packs.md.")
    # Of a field that only a label is given for, the label is the value.
    spelled = {
        name: {**kind, "fields": {f: _field(f, words) for f, words in (kind.get("fields") or {}).items()}}
        for name, kind in ((n, k or {}) for n, k in kinds.items())
    }
    return {**data, "kinds": spelled}


def _merged(one: Any, other: Any) -> Any:
    """A mapping with another laid over it, level by level; a list or a value of the other replaces that of the one."""
    if other is None:
        return one
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return other
    return {**one, **{k: _merged(one.get(k), v) for k, v in other.items()}}


def _named(data: dict[str, Any]) -> dict[str, Any]:
    """Kinds know their own names and the levels of their ladders; a kind without a singular goes by its label."""
    ladders = data.get("ladders") or {}
    kinds = {
        name: {"one": kind.get("label"), **kind, "name": name, "steps": ladders.get(kind.get("ladder", "level"), [])}
        for name, kind in data["kinds"].items()
    }
    return {**data, "kinds": kinds}


def _field(name: str, words: Any) -> Any:
    if isinstance(words, str) or (isinstance(words, dict) and words.keys() == {"zh", "en"}):
        return {"name": name, "label": words}
    return {**words, "name": name} if isinstance(words, dict) else words
