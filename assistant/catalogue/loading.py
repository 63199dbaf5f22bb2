"""YAML in, a checked catalogue out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.catalogue.model import Conflict, Place, Record, StatusChange, Value
from assistant.errors import CatalogueError
from assistant.errors.fields import wrong_fields
from assistant.pack.lexicon import PackLexicon, load_lexicon
from assistant.pack.schema import FieldWords, Form, Kind, KindWords, Schema, general_schema, load_schema

_M = TypeVar("_M", bound=BaseModel)
_OTHERS = ("conflicts", "status_changes")
_NAMES = ("id", "name", "name_en", "aliases", "short_names", "cite", "cites")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All records by kind, in file order, with the known conflicts and status changes."""

    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()
    schema: Schema = field(default_factory=general_schema)
    words: PackLexicon = field(default_factory=PackLexicon)

    def all(self, kind: str, /, **having: str) -> tuple[Record, ...]:
        """The records of a kind, or those of them whose fields have these texts; empty when the catalogue has none."""
        records = self.records.get(kind, ())
        return tuple(r for r in records if all(r.text(f) == v for f, v in having.items())) if having else records

    def get(self, kind: Kind, id_: str) -> Record:
        """The record with that id.

        Raises:
            CatalogueError: there is none.
        """
        for record in self.all(kind):
            if record.id == id_:
                return record
        raise CatalogueError(f"目录里没有 {kind} {id_}。")

    def certificates(self) -> tuple[Record, ...]:
        """The records of every kind that is one of certificates."""
        return tuple(r for k in self.schema.certificate_kinds() for r in self.all(k.name))

    def everything(self) -> Iterator[Record]:
        """Every record of every kind."""
        for records in self.records.values():
            yield from records

    def __bool__(self) -> bool:
        return bool(self.records)


def load_catalogue(folder: Path) -> Catalogue:
    """Load ``folder/*.yaml`` by the schema of the pack around it; a missing folder is an empty catalogue.

    Raises:
        CatalogueError: a file, record or field is malformed, or an id occurs twice.
        PackError: the schema is malformed.
    """
    schema = load_schema(folder.parent)
    records: dict[str, tuple[Record, ...]] = {}
    for name, kind in schema.kinds.items():
        path = folder / f"{name}.yaml"
        if path.exists():
            records[name] = tuple(_records(path, kind))
            _unique(path, records[name])
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in {*schema.kinds, *_OTHERS}:
            raise CatalogueError(f"{path} 不是目录文件；可用的名称：{'、'.join([*schema.kinds, *_OTHERS])}。")
    return Catalogue(
        records,
        tuple(_parse(folder / "conflicts.yaml", Conflict)),
        tuple(_parse(folder / "status_changes.yaml", StatusChange)),
        schema,
        load_lexicon(folder.parent),
    )


def _records(path: Path, kind: KindWords) -> Iterator[Record]:
    for number, item in enumerate(_items(path), start=1):
        try:
            if not isinstance(item, dict):
                raise ValueError("应由「名称: 值」组成")
            yield _record(kind, item)
        except ValueError as error:
            raise CatalogueError(
                f"{path} 第 {number} 条有误：{error}。Record {number} of this file is wrong; see docs/packs.md."
            ) from error


def _record(kind: KindWords, item: Mapping[str, Any]) -> Record:
    """A record of what stands in a file; a field is a value, or ``{value, cite}``."""
    for name in ("id", "name"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            raise ValueError(f"{name}：缺少，或不是文字")
    cites = dict(item.get("cites") or {})
    values: dict[str, Value] = {}
    for name, given in item.items():
        if name in _NAMES:
            continue
        if name not in kind.fields:
            raise ValueError(f"{name}：没有这个字段；可用：{'、'.join(kind.fields)}，其他的写进 schema.yaml")
        if isinstance(given, dict):
            if given.keys() != {"value", "cite"}:
                raise ValueError(f"{name}：应写成 {{value: …, cite: 文档#定位}}")
            given, cites[name] = given["value"], given["cite"]
        if given is not None and given != []:
            values[name] = _value(kind.fields[name], given)
    cite = str(item.get("cite") or next(iter(cites.values()), ""))
    for place in (cite, *cites.values()):
        Place.parse(place)
    return Record(
        kind=kind,
        id=item["id"],
        name=item["name"],
        name_en=str(item.get("name_en") or item["name"]),
        cite=cite,
        aliases=_texts("aliases", item.get("aliases") or []),
        short_names=_texts("short_names", item.get("short_names") or []),
        fields=values,
        cites=cites,
    )


def _value(words: FieldWords, given: Any) -> Value:
    """A value in the form that its field has.

    Raises:
        ValueError: it has another.
    """
    name = words.name
    if words.form is Form.LIST:
        return _texts(name, given if isinstance(given, list) else [given])
    if words.form is Form.YES_NO and isinstance(given, bool):
        return given
    if words.form is Form.NUMBER and isinstance(given, int) and not isinstance(given, bool):
        return given
    if words.form is Form.TEXT and isinstance(given, str | int | float) and not isinstance(given, bool):
        return str(given)
    raise ValueError(f"{name}：应为{_FORMS[words.form]}")


_FORMS = {Form.TEXT: "文字", Form.NUMBER: "整数", Form.LIST: "列表", Form.YES_NO: " true 或 false"}


def _texts(name: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(v, str | int | float) for v in given):
        raise ValueError(f"{name}：应为文字的列表")
    return tuple(map(str, given))


def _items(path: Path) -> list[Any]:
    try:
        # libyaml's loader: the pure Python one takes a second for our files.
        data: Any = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path} 读不了：{error}") from error
    if not isinstance(data, list | None):
        raise CatalogueError(f"{path} 应是一个列表。")
    return data or []


def _parse(path: Path, kind: type[_M]) -> Iterator[_M]:
    if not path.exists():
        return
    for number, item in enumerate(_items(path), start=1):
        try:
            yield kind.model_validate(item)
        except ValidationError as error:
            raise CatalogueError(f"{path} 第 {number} 条有误：{wrong_fields(error)}") from error


def _unique(path: Path, records: tuple[Record, ...]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            raise CatalogueError(f"{path}：id {record.id} 出现两次。")
        seen.add(record.id)
