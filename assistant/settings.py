"""What a person may set, from the environment (``ZHENGTU_…``) or the command line."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.desk.password import PasswordHash
from assistant.errors import PasswordError, SettingsError
from assistant.index.embedding import BUNDLED_MODEL

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseModel):
    """Each field is an environment variable, e.g. ``ZHENGTU_EMBEDDING_MODEL``."""

    # Values stay out of messages: some of them are secrets.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    corpus: Path = ROOT / "corpus"
    index: Path = ROOT / "indexes"
    embedding_model: str = BUNDLED_MODEL
    data: Path = ROOT / "data"
    desk_password_hash: str | None = None
    llm: str | None = None
    llm_base_url: str | None = None
    llm_api_key: str | None = None

    @field_validator("desk_password_hash")
    @classmethod
    def _hash_or_none(cls, text: str | None) -> str | None:
        if not text or not text.strip():
            return None
        try:
            return str(PasswordHash.parse(text))
        except PasswordError as error:
            raise ValueError(str(error)) from error

    @property
    def catalogue(self) -> Path:
        """Folder of the certificate records that belong to the corpus; may be absent."""
        return self.corpus / "catalogue"

    @property
    def learned(self) -> Path:
        """Folder of what was fitted on the corpus; may be absent."""
        return self.corpus / "learned"


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment, then from keyword arguments that are not None.

    Raises:
        SettingsError: a value does not fit its field.
    """
    values: dict[str, object] = {
        name: os.environ[f"ZHENGTU_{name.upper()}"]
        for name in Settings.model_fields
        if f"ZHENGTU_{name.upper()}" in os.environ
    }
    values.update({k: v for k, v in overrides.items() if v is not None})
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(f"设置有误：{error}") from error
