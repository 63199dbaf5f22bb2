"""What the records say, as facts between two things, ready to be asked in both directions.

A relation holds *all* facts of its kind within its bounds (a certificate's level, a programme), so that
what it does not state may serve as a wrong option. Facts on which the sources conflict are kept, since
they must not become wrong options, and are never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.practice.items import Source
from assistant.corpus.compare import compact as compact_once
from assistant.pack.schema import Kind
from assistant.text.page_texts import PageTexts, read_texts
from assistant.types import Language

# The same few hundred texts are compared many thousand times.
compact = lru_cache(maxsize=None)(compact_once)
LEVELS_EN = {"初级": "elementary", "中级": "intermediate", "高级": "advanced"}


@dataclass(frozen=True, slots=True)
class Label:
    """A thing's words: Chinese as in the records, English with the Chinese name kept, its code if any."""

    zh: str
    en: str
    code: str = ""

    def said(self, language: Language) -> str:
        """As an option or in a stem: without the code, which would give the answer away."""
        return self.zh if language is Language.ZH else self.en

    def full(self, language: Language) -> str:
        """As in an explanation: with the code."""
        return f"{self.code} {self.said(language)}" if self.code else self.said(language)


def label(zh: str, en: str = "", code: str = "") -> Label:
    """A label; English without a translation of its own keeps the Chinese words."""
    return Label(zh, f"{en} ({zh})" if en else zh, code)


def level_label(level: str) -> Label:
    """A level's name in both languages."""
    return label(level, LEVELS_EN.get(level, ""))


class ObjectIs(StrEnum):
    """Which filter's value the objects of a relation are, if any."""

    LEVEL = "level"
    AREA = "area"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a fact or question belongs to; None where it spans several or is tied to none."""

    certificate: str | None = None
    level: str | None = None
    area: str | None = None

    def common(self, other: Scope) -> Scope:
        """What both share."""
        return Scope(
            self.certificate if self.certificate == other.certificate else None,
            self.level if self.level == other.level else None,
            self.area if self.area == other.area else None,
        )

    def without(self, filter_: ObjectIs) -> Scope:
        """The scope without one of its parts."""
        return replace(self, **{filter_.value: None}) if filter_ else self


@dataclass(frozen=True, slots=True)
class Fact:
    """``subject`` has ``object``, says ``source``.

    ``task`` names the work task that the fact is about, for which there may be requirements to review.
    """

    subject: Label
    object: Label
    scope: Scope
    source: Source
    task: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages, with ``{subject}`` and ``{object}`` where they belong."""

    zh: str
    en: str

    def filled(self, language: Language, **words: str) -> str:
        """The sentence with its words."""
        return _filled(self.zh if language is Language.ZH else self.en, words)


Overlap = Callable[[str, str], bool]


def contains(one: str, other: str) -> bool:
    """Whether either text holds the other; such a pair is too close to tell right from wrong by."""
    a, b = compact(one), compact(other)
    return a in b or b in a


def equal(one: str, other: str) -> bool:
    """Whether two figures or names are the same."""
    return compact(one) == compact(other)


@dataclass(frozen=True, slots=True)
class Relation:
    """All facts of a kind within its bounds, and the wordings in which they are asked.

    A wording that is None is not asked. ``bounds`` and ``ending`` say, for programs and at the end of every
    stem, within what the facts hold; ``name`` tells relations of one topic and bounds apart. ``overlap`` says
    when two objects (their Chinese texts) cannot both be offered. ``object_is`` names the filter whose value
    the objects are: a question for the object must not stand under it, or the filter would tell the answer.
    """

    topic: str
    bounds: Scope
    ending: Words
    facts: tuple[Fact, ...]
    statement: Words
    which_object: Words | None = None
    which_objects: Words | None = None
    which_subject: Words | None = None
    which_subjects: Words | None = None
    match: Words | None = None
    overlap: Overlap = contains
    name: str = ""
    object_is: ObjectIs = ObjectIs.OTHER

    def objects(self, subject: Label) -> list[Label]:
        """What the subject has, each once."""
        return _distinct(f.object for f in self.facts if equal(f.subject.zh, subject.zh))

    def subjects(self, object_: Label) -> list[Label]:
        """What has the object, each once."""
        return _distinct(f.subject for f in self.facts if equal(f.object.zh, object_.zh))

    def may_hold(self, subject: Label, object_: Label) -> bool:
        """Whether the subject has the object, or has or is something too close to it."""
        return any(self.overlap(o.zh, object_.zh) for o in self.objects(subject)) or contains(subject.zh, object_.zh)

    def askable(self) -> list[Fact]:
        """Facts that sources do not dispute and that do not give themselves away, each pair once."""
        found: dict[tuple[str, str], Fact] = {}
        disputed = {(f.subject.zh, f.object.zh) for f in self.facts if f.disputed}
        for fact in self.facts:
            pair = (fact.subject.zh, fact.object.zh)
            if pair not in disputed and not contains(*pair):
                found.setdefault(pair, fact)
        return list(found.values())


def relation(
    catalogue: Catalogue,
    topic: str,
    facts: Iterable[Fact],
    bounds: Scope | None = None,
    *,
    name: str = "",
    overlap: Overlap = contains,
    object_is: ObjectIs = ObjectIs.OTHER,
    **said: str,
) -> Relation:
    """A relation in the wordings of its topic, in which ``said`` is filled in; without ``bounds`` it holds for all."""
    bounds = bounds or Scope()
    words = wordings(topic, said)
    ending = scope_words(catalogue, bounds)
    return Relation(topic, bounds, ending, tuple(facts), **words, overlap=overlap, name=name, object_is=object_is)


def wordings(topic: str, said: Mapping[str, str]) -> Mapping[str, Words]:
    """The wordings of a topic by their names in ``wordings.yaml``."""
    zh, en = (getattr(_read()[language], topic) for language in (Language.ZH, Language.EN))
    return {form: Words(_filled(zh[form], said), _filled(en[form], said)) for form in zh}


@lru_cache(maxsize=1)
def _read() -> Mapping[Language, PageTexts]:
    return read_texts(Path(__file__).with_name("wordings.yaml"))


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its words; braces in the words themselves stay as they are."""
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def is_disputed(catalogue: Catalogue, attribute: str, *names: str) -> bool:
    """Whether the sources are known to differ on this attribute of the thing that all the names describe."""
    return any(
        attribute in conflict.attribute and all(name in conflict.subject for name in names)
        for conflict in catalogue.conflicts
    )


def scope_words(catalogue: Catalogue, scope: Scope) -> Words:
    """The certificate and level of a question as an ending of its stem; empty where it has none."""
    zh, en = [], []
    if scope.certificate:
        certificate = catalogue.get(Kind.CERTIFICATE, scope.certificate)
        zh.append(certificate.name)
        en.append(f"{certificate.name_en} {certificate.name}")
    if scope.level:
        zh.append(scope.level)
        en.append(f"{LEVELS_EN.get(scope.level, '')} {scope.level}".strip())
    return Words(f"（{'，'.join(zh)}）" if zh else "", f" ({', '.join(en)})" if en else "")


def _distinct(labels: Iterable[Label]) -> list[Label]:
    return list({compact(l_.zh): l_ for l_ in labels}.values())
