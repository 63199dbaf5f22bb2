"""YAML in, a checked catalogue out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.catalogue.model import KINDS, Conflict, Record, StatusChange
from assistant.errors import CatalogueError

_R = TypeVar("_R", bound=Record)
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All records by kind, in file order, with the known conflicts and status changes."""

    records: dict[type[Record], tuple[Record, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()

    def all(self, kind: type[_R]) -> tuple[_R, ...]:
        """The records of a kind; empty when the catalogue has none."""
        return self.records.get(kind, ())  # type: ignore[return-value]

    def get(self, kind: type[_R], id_: str) -> _R:
        """The record with that id.

        Raises:
            CatalogueError: there is none.
        """
        for record in self.all(kind):
            if record.id == id_:
                return record
        raise CatalogueError(f"目录里没有 {kind.__name__} {id_}。")

    def everything(self) -> Iterator[Record]:
        """Every record of every kind."""
        for records in self.records.values():
            yield from records

    def __bool__(self) -> bool:
        return bool(self.records)


def load_catalogue(folder: Path) -> Catalogue:
    """Load ``folder/*.yaml``; a missing folder is an empty catalogue (any corpus may have none).

    Raises:
        CatalogueError: a file, record or field is malformed, or an id occurs twice.
    """
    records: dict[type[Record], tuple[Record, ...]] = {}
    for stem, kind in KINDS.items():
        path = folder / f"{stem}.yaml"
        if path.exists():
            loaded = tuple(_parse(path, kind))
            _unique(path, loaded)
            records[kind] = loaded
    for path in sorted(folder.glob("*.yaml")):
        if path.stem not in {*KINDS, "conflicts", "status_changes"}:
            raise CatalogueError(f"{path} 不是目录文件；可用的名称：{'、'.join(KINDS)}、conflicts、status_changes。")
    return Catalogue(
        records,
        tuple(_parse(folder / "conflicts.yaml", Conflict)),
        tuple(_parse(folder / "status_changes.yaml", StatusChange)),
    )


def _parse(path: Path, kind: type[_M]) -> Iterator[_M]:
    if not path.exists():
        return
    try:
        # libyaml's loader: the pure Python one takes a second for our files.
        data: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path} 读不了：{error}") from error
    if not isinstance(data, list):
        raise CatalogueError(f"{path} 应是一个列表。")
    for number, item in enumerate(data, start=1):
        try:
            yield kind.model_validate(item)
        except ValidationError as error:
            fields = "；".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
            raise CatalogueError(f"{path} 第 {number} 条有误：{fields}") from error


def _unique(path: Path, records: tuple[Record, ...]) -> None:
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            raise CatalogueError(f"{path}：id {record.id} 出现两次。")
        seen.add(record.id)
