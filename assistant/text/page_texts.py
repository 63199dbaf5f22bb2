"""PageTexts of pages and sheets: they lie as YAML beside the code that shows them, both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from assistant.types import Language


class PageTexts(SimpleNamespace):
    """One language's texts, each an attribute by its name in the file; ``{…}`` are filled in where they are used."""


def read_texts(path: Path) -> Mapping[Language, PageTexts]:
    """The texts of one page, by language.

    A text is ``name: {zh: …, en: …}``, or ``name: …`` where both languages say the same; texts that belong together
    may stand below a name of their own.

    Raises:
        ValueError: a text stands there in one language alone.
    """
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {language: PageTexts(**_in(language, path.stem, data)) for language in Language}


def _in(language: Language, name: str, node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node.keys() <= {*Language} and not any(isinstance(text, dict) for text in node.values()):
        if language not in node:
            raise ValueError(f"{name}: there is no text in {language}")
        return node[language]
    return {inner: _in(language, f"{name}.{inner}", below) for inner, below in node.items()}
