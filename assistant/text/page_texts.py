"""Texts of pages and sheets: they lie as YAML beside the code that shows them, both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import TypeAdapter

from assistant.types import Language

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def read_texts(path: Path, kind: type[T]) -> Mapping[Language, T]:
    """The texts of one page, by language.

    A text is ``name: {zh: …, en: …}``, or ``name: …`` where both languages say the same; texts that belong together
    may stand below a name of their own.

    Args:
        path: the YAML file.
        kind: the dataclass whose fields the texts are.

    Raises:
        ValueError: a text is missing, or the page has none of its name.
    """
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    unknown = data.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"{path} holds texts that {kind.__name__} has no field for: {', '.join(sorted(unknown))}")
    of_kind = TypeAdapter(kind)
    return {language: of_kind.validate_python(_in(language, data)) for language in Language}


def _in(language: Language, node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node.keys() == {*Language} and not any(isinstance(text, dict) for text in node.values()):
        return node[language]
    return {name: _in(language, below) for name, below in node.items()}
