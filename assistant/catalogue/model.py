"""A record of any kind: names, and whatever fields the pack's schema names, each value with the place that states it.

A record carries ``cite``, the place ("document#locator") that states its fields; ``cites`` names another place for
single fields. ``python -m assistant check`` proves that each value stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.pack.schema import FieldWords, KindWords
from assistant.types import Language

# Lists are tuples, so that a record stays as it is.
Value = str | int | bool | tuple[str, ...]


class Place(BaseModel):
    """A document and a locator within it; written ``document#locator`` in YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    locator: str

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read ``document#locator``; raises ValueError when a part is missing."""
        document, mark, locator = text.partition("#")
        if not mark or not document.strip() or not locator.strip():
            raise ValueError(f"「{text}」应写成 文档#定位")
        return cls(document=document.strip(), locator=locator.strip())


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    ``short_names`` count only in a question that speaks of certificates. ``name_en`` is the name where there is no
    other in English.
    """

    kind: KindWords = field(repr=False, compare=False)
    id: str
    name: str
    name_en: str
    cite: str
    aliases: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()
    fields: Mapping[str, Value] = field(default_factory=dict)
    cites: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.kind.name, self.id))

    def named(self, language: Language) -> str:
        """Its name in a language."""
        return self.name if language is Language.ZH else self.name_en

    def get(self, name: str) -> Value | None:
        """The value of a field, None where it has none."""
        if name in ("id", "name", "name_en"):
            return str(getattr(self, name))
        return self.fields.get(name)

    def text(self, name: str) -> str:
        """The value of a field as text, "" where it has none."""
        value = self.get(name)
        return "、".join(value) if isinstance(value, tuple) else "" if value is None else str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a field, one or several; () where it has none."""
        value = self.get(name)
        return value if isinstance(value, tuple) else () if value is None else (str(value),)

    def number(self, name: str) -> int | None:
        """The value of a field that holds a number, None where it has none."""
        value = self.get(name)
        return value if isinstance(value, int) else None

    def place(self, name: str = "") -> Place:
        """Where a field's value stands."""
        return Place.parse(self.cites.get(name, self.cite))

    @property
    def stated(self) -> tuple[FieldWords, ...]:
        """The fields that a source states and that it has, in the order of the schema."""
        named = ("name",) if "name" not in self.kind.fields else ()
        own = (f for f in self.kind.fields.values() if f.cited and self.get(f.name) not in (None, ()))
        return (*(self.kind.field(n) for n in named), *own)

    def having(self, **values: Value) -> Record:
        """The same record with other values of some fields."""
        return replace(self, fields={**self.fields, **values})

    def without(self, names: Sequence[str]) -> Record:
        """The same record without some of its fields."""
        return replace(self, fields={k: v for k, v in self.fields.items() if k not in names})


class Claim(BaseModel):
    """One of several statements on the same thing; ``preferred`` with the reason when one is.

    Where the claims are different things of one name, ``reading`` says which thing in both languages, and
    ``told_by`` lists words of a question that already tell it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: str
    cite: str
    preferred: bool = False
    reading: str = ""
    reading_en: str = ""
    told_by: list[str] = []


class Conflict(BaseModel):
    """Sources of like standing that differ on one attribute of one thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    subject: str
    subject_en: str
    attribute: str
    attribute_en: str
    # Words of which one must stand in a question that touches the conflict.
    topic: list[str]
    claims: list[Claim]
    reason: str
    reason_en: str


class ToldWith(BaseModel):
    """What an answer is about when a change of status has to be told in it.

    ``intents``: answers that recommend a certificate. ``stated``: words with which sources ask that the
    certificates be taken, or plan with it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intents: list[str] = []
    stated: list[str] = []


class StatusChange(BaseModel):
    """From a day on, a family of certificates has a status (ceterms:credentialStatusType).

    ``verdict`` answers whether one of them can be taken; ``family`` is what they are called together.
    ``clause`` says in short what is stopped or changed, with whatever recommends the certificates or asks that they
    be taken (``told_with``); it holds from the day of its source on, which may announce ``from_date``; ``reminder``
    is the same for those who were told it before. ``instead`` are open records that can be taken in their place, the
    nearest first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    certificates: list[str]
    from_date: date
    status: str
    text: str
    text_en: str
    family: str
    family_en: str
    family_aliases: list[str] = []
    verdict: str
    verdict_en: str
    clause: str
    clause_en: str
    reminder: str = ""
    reminder_en: str = ""
    told_with: ToldWith = ToldWith()
    instead: list[str] = []
    cite: str
