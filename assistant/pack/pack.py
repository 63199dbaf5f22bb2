"""``pack.yaml`` in, the texts of one language out; what a pack leaves out is said in neutral words.

``neutral.yaml`` beside this module is a whole pack file that names no field of knowledge: a folder of documents
without a file of its own speaks with it. ``{name}``, ``{scope}`` and ``{contact}`` stand for the pack's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.pack.contacts import Contact, ContactFile
from assistant.pack.files import checked, read_yaml
from assistant.types import Language

FILE_NAME, RECORDS = "pack.yaml", "records"
_NEUTRAL = Path(__file__).with_name("neutral.yaml")
_FILLED = ("name", "scope", "contact")

TextName = Literal[
    "greeting", "thanks", "identity", "instructions", "misuse", "personal_data", "off_topic", "plea",
    "complaint", "again", "aim", "dismissal", "elsewhere", "welcome",
    "welcome_detail", "ask_placeholder", "caution", "examples", "example", "courses_placeholder", "role_placeholder",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Persona:
    """Someone who comes with questions, and a few that such people really ask."""

    name: str
    purpose: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a pack says in one language.

    ``said``: the texts of the pages and the replies to turns that are no question. ``start``: questions to begin
    with. ``start_on``: questions on a subject, whose name goes into ``{}``.
    """

    name: str
    tagline: str
    scope: str
    contact: str
    said: Mapping[TextName, str]
    personas: tuple[Persona, ...]
    start: tuple[str, ...]
    start_on: tuple[str, ...]

    @property
    def title(self) -> str:
        """Of the window: the name and what it is for."""
        return f"{self.name} · {self.tagline}" if self.tagline else self.name


def _both(value: object) -> object:
    """One text for both languages, or one for each."""
    return dict.fromkeys(Language, value) if isinstance(value, str) else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Persona(_Strict):
    name: dict[Language, str]
    purpose: dict[Language, str] = {}
    questions: dict[Language, list[str]] = {}
    _of_both = field_validator("name", "purpose", mode="before")(_both)

    @field_validator("questions", mode="before")
    @classmethod
    def _questions_of_both(cls, value: object) -> object:
        return dict.fromkeys(Language, value) if isinstance(value, list) else value


class _Lists(_Strict):
    zh: list[str] = []
    en: list[str] = []


class PackFile(_Strict):
    """The fields of ``pack.yaml``; each may be left out."""

    name: dict[Language, str] = {}
    tagline: dict[Language, str] = {}
    scope: dict[Language, str] = {}
    contact: dict[Language, str] = {}
    contacts: list[ContactFile] = []
    languages: list[Language] = Field(default=list(Language), min_length=1)
    personas: list[_Persona] = []
    start: _Lists = _Lists()
    start_on: _Lists = _Lists()
    warm_up: str = ""
    texts: dict[TextName, dict[Language, str]] = {}
    _of_both = field_validator("name", "tagline", "scope", "contact", mode="before")(_both)

    @field_validator("texts", mode="before")
    @classmethod
    def _texts_of_both(cls, value: object) -> object:
        return {k: _both(v) for k, v in value.items()} if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack says of itself. ``records``: there are some. ``contacts``: whom to ask instead of it."""

    texts: Mapping[Language, Texts]
    languages: tuple[Language, ...]
    warm_up: str
    records: bool
    contacts: tuple[Contact, ...] = ()

    @property
    def has_start(self) -> bool:
        """Whether there are questions to begin with in every language."""
        return all(t.start for t in self.texts.values())


def load_pack(folder: Path) -> Pack:
    """The texts of a pack; neutral ones where the folder has no ``pack.yaml``.

    Raises:
        PackError: the file cannot be read, or one of its fields is wrong.
    """
    path = folder / FILE_NAME
    return _pack(_read(path) if path.exists() else PackFile(), records=(folder / RECORDS).is_dir())


def neutral_pack() -> Pack:
    """The texts of documents about which nothing is known."""
    return _pack(PackFile(), records=False)


def _pack(own: PackFile, *, records: bool) -> Pack:
    neutral = _read(_NEUTRAL)
    texts = {language: _texts(own, neutral, language) for language in Language}
    languages = tuple(dict.fromkeys(own.languages))
    start = texts[languages[0]].start
    contacts = tuple(c.contact for c in own.contacts)
    return Pack(texts, languages, own.warm_up or (start[0] if start else neutral.warm_up), records, contacts)


def _texts(own: PackFile, neutral: PackFile, language: Language) -> Texts:
    def one(name: str) -> str:
        return str(getattr(own, name).get(language) or getattr(neutral, name).get(language, ""))

    filled = {name: one(name) for name in _FILLED}
    said = {
        key: own.texts.get(key, {}).get(language) or text[language].format_map({**filled, "question": "{question}"})
        for key, text in neutral.texts.items()
    }
    if own.contact.get(language):
        said["caution"] += said["elsewhere"]
    personas = tuple(
        Persona(p.name.get(language, ""), p.purpose.get(language, ""), tuple(p.questions[language]))
        for p in own.personas
        if p.questions.get(language)
    )
    start = tuple(getattr(own.start, language.value)) or tuple(p.questions[0] for p in personas)
    start_on = tuple(getattr(own.start_on, language.value)) or tuple(getattr(neutral.start_on, language.value))
    return Texts(filled["name"], one("tagline"), filled["scope"], filled["contact"], said, personas, start, start_on)


def _read(path: Path) -> PackFile:
    return checked(path, PackFile, read_yaml(path))
