"""Numbers that records hold (chapters, credits, hours) as relations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.catalogue.model import Record
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import Fact, Label, Relation, Scope, Words, equal, label


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeric field with the words that ask for it; ``unit`` follows the number in Chinese."""

    field: str
    topic: str
    zh: str
    en: str
    unit: str = ""

    def said(self, value: int) -> Label:
        """A value with its unit."""
        return Label(f"{value}{self.unit}", str(value))


@dataclass(frozen=True, slots=True)
class Noun:
    """What records of a kind are called, and how a single one is named."""

    zh: str
    en: str
    named: str


def figure_relation(
    noun: Noun,
    figure: Figure,
    records: Sequence[tuple[Record, Scope]],
    disputed: Callable[[Record], bool] = lambda _: False,
) -> Relation:
    """A figure of each record that states one; wrong options are the other records' figures."""
    return Relation(
        topic=figure.topic,
        bounds=Scope(),
        ending=Words("", ""),
        name=noun.zh,
        facts=tuple(
            Fact(
                label(r.name, english(r)),
                figure.said(r.number(figure.field) or 0),
                scope,
                Source(r.place(figure.field), r.name),
                disputed=disputed(r),
            )
            for r, scope in records
            if r.number(figure.field) is not None
        ),
        statement=Words(f"{noun.named}的{figure.zh}是{{object}}。", f"{noun.named}: {figure.en} {{object}}."),
        which_object=Words(
            f"{noun.zh}{noun.named}的{figure.zh}是多少？", f"What is the {figure.en} of the {noun.en} {noun.named}?"
        ),
        match=Words(f"把下列{noun.zh}配到{figure.zh}。", f"Match each {noun.en} with its {figure.en}."),
        overlap=equal,
    )


def english(record: Record) -> str:
    """A record's English name without a remark on its kind or version, which the stem gives."""
    return record.name_en.partition(" (")[0]
