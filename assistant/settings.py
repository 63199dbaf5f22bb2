"""What a person may set, from the environment (``ZHENGTU_…``) or the command line."""

from __future__ import annotations

import math
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from assistant.deadline import ANSWER_LIMIT_S
from assistant.desk.password import PasswordHash
from assistant.errors import PasswordError, SettingsError
from assistant.index.embedding import BUNDLED_MODEL
from assistant.pack.pack import RECORDS

ROOT = Path(__file__).resolve().parent.parent
SHIPPED_PACK, SHIPPED_INDEX = ROOT / "corpus", ROOT / "indexes"
PACK_INDEX = ".index"
NO_MODEL, REPLAY = "none", "replay"


class Settings(BaseModel):
    """Each field is an environment variable, e.g. ``ZHENGTU_EMBEDDING_MODEL``."""

    # Values stay out of messages: some of them are secrets.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    corpus: Path = SHIPPED_PACK
    # Of any other pack than the one that ships it lies within the pack, so that no pack answers from another's.
    index: Path = SHIPPED_INDEX
    embedding_model: str = BUNDLED_MODEL
    # After so long an answer ends with a word on it, so that one slow question holds up nobody else.
    answer_limit_s: float = Field(default=ANSWER_LIMIT_S, gt=0)
    data: Path = ROOT / "data"
    desk_password_hash: str | None = None
    # Names that the server answers to besides loopback and the one it is served on.
    hosts: tuple[str, ...] = ()
    # Below which path a proxy serves it that takes this path off: /zhengtu.
    root_path: str = Field(default="", pattern=r"^(?:/[A-Za-z0-9._~-]+)*$")
    asks_per_session: int = Field(default=60, ge=1)
    asks_per_address: int = Field(default=6_000, ge=1)
    # PROVIDER:MODEL or replay:DIR; None without a language model, which is also written "none".
    llm: str | None = None
    # An address may hold a user and password.
    llm_base_url: str | None = Field(default=None, repr=False)
    llm_api_key: SecretStr | None = None
    llm_api_key_file: Path | None = None
    llm_timeout_s: float = Field(default=60.0, gt=0, le=3600)
    llm_daily_tokens: int | None = Field(default=None, gt=0)

    @model_validator(mode="before")
    @classmethod
    def _index_of_the_pack(cls, values: dict[str, object]) -> dict[str, object]:
        corpus = values.get("corpus")
        if values.get("index") is not None or not isinstance(corpus, str | Path) or _same(corpus, SHIPPED_PACK):
            return values
        return {**values, "index": Path(corpus) / PACK_INDEX}

    @field_validator("hosts", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("desk_password_hash")
    @classmethod
    def _hash_or_none(cls, text: str | None) -> str | None:
        if not text or not text.strip():
            return None
        try:
            return str(PasswordHash.parse(text))
        except PasswordError as error:
            raise ValueError(str(error)) from error

    @field_validator("llm", "llm_base_url", "llm_api_key", "llm_api_key_file", "llm_daily_tokens", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        # Files of environment variables often name every one of them.
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("llm")
    @classmethod
    def _model_or_none(cls, text: str | None) -> str | None:
        if text is None or text.strip().lower() == NO_MODEL:
            return None
        provider, _, name = text.strip().partition(":")
        if not provider or not name:
            raise ValueError(
                "ZHENGTU_LLM 应为 provider:model、replay:DIR 或 none; it is provider:model, replay:DIR or none"
            )
        return text.strip()

    @property
    def replay(self) -> Path | None:
        """Folder of recorded replies that stand for the language model, where the settings name one."""
        provider, _, folder = (self.llm or "").partition(":")
        return Path(folder) if provider == REPLAY else None

    @property
    def language_model(self) -> str | None:
        """Name of the language model as people know it, without provider and folder; None without one."""
        if self.llm is None:
            return None
        return self.replay.name if self.replay is not None else self.llm.partition(":")[2]

    def read_llm_api_key(self) -> str | None:
        """The key of the language model's provider, from the setting or from its file; None without either.

        Raises:
            SettingsError: both are set, or the file cannot be read or is empty.
        """
        if self.llm_api_key is not None and self.llm_api_key_file is not None:
            raise SettingsError(
                "ZHENGTU_LLM_API_KEY 与 ZHENGTU_LLM_API_KEY_FILE 只能设置一个。Set one of the two, not both."
            )
        if self.llm_api_key is not None:
            return self.llm_api_key.get_secret_value().strip()
        if self.llm_api_key_file is None:
            return None
        try:
            key = self.llm_api_key_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            # The reason only: an error of decoding would show what the file holds.
            raise SettingsError(
                f"读不了密钥文件 {self.llm_api_key_file}（{type(error).__name__}）。The key file cannot be read."
            ) from None
        if not key:
            raise SettingsError(f"密钥文件 {self.llm_api_key_file} 是空的。The key file is empty.")
        return key

    @property
    def catalogue(self) -> Path:
        """Folder of the certificate records that belong to the corpus; may be absent."""
        return self.corpus / RECORDS

    @property
    def learned(self) -> Path:
        """Folder of what was fitted on the corpus; may be absent."""
        return self.corpus / "learned"

    def unhurried(self) -> Settings:
        """The same with no limit on an answer's time: an eval asks what is answered on whatever machine."""
        return self.model_copy(update={"answer_limit_s": math.inf})


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
    named = {k: v for k, v in overrides.items() if v is not None}
    corpus = named.get("corpus")
    if isinstance(corpus, str | Path) and not _same(corpus, Path(str(values.get("corpus", SHIPPED_PACK)))):
        # The index that the environment names is that of the pack that it names.
        values.pop("index", None)
    values.update(named)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(f"设置有误：{error}") from error


def _same(one: str | Path, other: Path) -> bool:
    return Path(one).resolve() == other.resolve()
