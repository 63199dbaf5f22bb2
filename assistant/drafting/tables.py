"""Records that a document's tables state: a row each, its columns read as the fields of the kind that fits best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.drafts import Draft, DraftField, slug
from assistant.drafting.words import STATED
from assistant.pack.schema import FieldWords, Form, Kind, KindWords, Schema
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import without_brackets
from assistant.types import Document, Language, Passage

# A column that names what a row is about, whatever it is.
_NAMES_IT = frozenset(("名称", "姓名", "名", "标题", "项目名称", "title", "name"))
_OF_A_NAME = ("", "名", "名称", "title", "name")
# A column's head means a field where its words for it are so much of the head.
_MOSTLY = 0.6


def read_tables(document: Document, passages: Sequence[Passage], schema: Schema) -> Iterator[Draft]:
    """A draft for each row of which the name and a field are known."""
    for row in passages:
        if not row.cells:
            continue
        columns = tuple(c for c, _ in row.cells)
        best = max(
            (_Reading.of(columns, kind, document.language) for kind in schema.kinds.values()), key=_Reading.worth
        )
        if best.name_column is None or not best.fields:
            continue
        name = row.cells[best.name_column][1].strip().strip("《》")
        if not name or len(name) > 120:
            continue
        cite = f"{document.id}#{row.locator}"
        values = [
            DraftField(words.name, words.label[document.language], value, cite)
            for column, words in best.fields.items()
            if (value := row.cells[column][1].strip()) and _fits(value, words)
        ]
        if values:
            code = next((v.value for v in values if v.name == "code"), "")
            yield Draft(best.kind.name, slug(code or name), name, cite, tuple(values))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table's columns read as a kind of record."""

    kind: KindWords
    name_column: int | None
    fields: Mapping[int, FieldWords]

    @classmethod
    def of(cls, columns: Sequence[str], kind: KindWords, language: Language) -> _Reading:
        """The columns that name the record and its fields."""
        own = [i for i, c in enumerate(columns) if _names_kind(c, kind)]
        plain = [i for i, c in enumerate(columns) if c.strip().lower() in _NAMES_IT]
        name = (plain or own)[0] if own else None
        if kind.name == Kind.REQUIREMENT and name is None:
            name = next((i for i, c in enumerate(columns) if "要求" in c or "requirement" in c.lower()), None)
        fields: dict[int, FieldWords] = {}
        for i, column in enumerate(columns):
            words = None if i == name else _field_of(column, kind)
            if words is not None and words.name not in {f.name for f in fields.values()}:
                fields[i] = words
        return cls(kind, name, fields)

    def worth(self) -> tuple[bool, int, bool]:
        """Readings with a name and more fields first; a certificate before others."""
        return self.name_column is not None, len(self.fields), self.kind.certificate


def _names_kind(column: str, kind: KindWords) -> bool:
    """Whether a column's head names a kind: 证书, 证书名称, Certificate, Course title."""
    text = column.strip().casefold()
    for name in (kind.one.zh, kind.label.zh, kind.one.en, kind.label.en, kind.label.en.removesuffix("s")):
        word = name.casefold()
        if word and (text == word or (text.startswith(word) and text[len(word) :].strip() in _OF_A_NAME)):
            return True
    return False


def _field_of(column: str, kind: KindWords) -> FieldWords | None:
    """The field that a column's head means: by its labels, else by the words that state it."""
    # Without a unit or remark: 费用（元）.
    plain = without_brackets(normalise(column)).strip()
    cited = [f for f in kind.fields.values() if f.cited]
    named = [f for f in cited if plain in (normalise(f.label.zh), normalise(f.label.en))]
    within = [
        f for f in cited if (len(f.label.zh) > 1 and f.label.zh in plain) or plain.endswith(f" {normalise(f.label.en)}")
    ]
    # "Hours a week" asks for hours, and is another thing.
    stated = [
        f
        for f in cited
        if f.name in STATED
        and any(len(m.group()) >= _MOSTLY * len(plain) for m in STATED[f.name].stated.finditer(plain))
    ]
    return next(iter((*named, *within, *stated)), None)


def _fits(value: str, words: FieldWords) -> bool:
    return words.form is not Form.NUMBER or value.isdigit()
