"""Those whom a pack names for what its documents do not state: a sentence each, and questions that are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class Contact:
    """One who knows more: what is said of them, and questions that are theirs, in any language."""

    says: Mapping[Language, str]
    asked: tuple[str, ...]


class ContactFile(BaseModel):
    """The same as it stands in ``pack.yaml``: a text for both languages or one for each, questions likewise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: dict[Language, str]
    asked: dict[Language, list[str]]

    @field_validator("says", "asked", mode="before")
    @classmethod
    def _of_both(cls, value: object) -> object:
        return dict.fromkeys(Language, value) if isinstance(value, str | list) else value

    @property
    def contact(self) -> Contact:
        """As the engine has it, each question once."""
        return Contact(self.says, tuple(dict.fromkeys(q for listed in self.asked.values() for q in listed)))
