"""``lexicon.yaml`` in: how people of a trade write and what they mean."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from assistant.pack.files import checked, read_yaml

FILE_NAME = "lexicon.yaml"
_LISTS = ("trade", "level_schemes")


class LevelScheme(BaseModel):
    """What a scheme of levels is called by, and its lowest, middle and highest level; none where editions differ."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    called: tuple[str, ...] = Field(min_length=1)
    levels: tuple[()] | tuple[str, str, str] = ()


class PackLexicon(BaseModel):
    """The fields of the file; each may be left out.

    ``spellings``: canonical spelling to the ways in which people write it. ``asked_alone``: a question to the turns of
    a few words that stand for it. ``synonyms``: a pattern over normalised questions to the documents' terms for it.
    ``trade``: words that stand everywhere in the trade and tell nothing apart. ``level_schemes``: the names of levels
    that are asked about by their place (「最低那一级」), the first scheme that a question names counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    spellings: dict[str, list[str]] = {}
    asked_alone: dict[str, list[str]] = {}
    synonyms: dict[str, str] = {}
    trade: list[str] = []
    level_schemes: list[LevelScheme] = []

    @field_validator("spellings", "asked_alone", "synonyms", "trade", "level_schemes", mode="before")
    @classmethod
    def _empty(cls, value: object, info: Any) -> object:
        return ([] if info.field_name in _LISTS else {}) if value is None else value

    @field_validator("synonyms")
    @classmethod
    def _are_patterns(cls, value: dict[str, str]) -> dict[str, str]:
        for pattern in value:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern}: {error}") from error
        return value

    @cached_property
    def of_trade(self) -> re.Pattern[str]:
        """The pattern of the trade's own words, longest first; without any it fits nothing."""
        words = sorted(self.trade, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=1)
def general_lexicon() -> PackLexicon:
    """The words of any trade."""
    path = Path(__file__).with_name("general_lexicon.yaml")
    return checked(path, PackLexicon, read_yaml(path))


@lru_cache(maxsize=8)
def load_lexicon(folder: Path) -> PackLexicon:
    """The lexicon of a pack; empty where it has no such file.

    Raises:
        PackError: the file cannot be read, or one of its fields is wrong.
    """
    path = folder / FILE_NAME
    return checked(path, PackLexicon, read_yaml(path)) if path.exists() else PackLexicon()
