"""The language model that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.desk.database import Database
from assistant.errors import SettingsError
from assistant.llm.budget import BudgetedModel, ModelUse
from assistant.llm.caching import CachedModel
from assistant.llm.chat import ChatModel
from assistant.llm.replay import ReplayModel
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.langchain_model import LangChainModel


def load_chat_model(settings: Settings, generation: str = "") -> ChatModel | None:
    """The model, ready to be called; None where the settings name none. Connects to nothing.

    A provider's calls are counted in the data folder and refused beyond the day's budget. Recorded replies cost
    nothing and are neither counted nor kept.

    Args:
        settings: name, address, key, time and budget.
        generation: id of the index generation from which messages will be made; replies are kept for it, and
            without one every call goes out.

    Raises:
        ModelMissingError: packages are missing; the message names the command that installs them.
        SettingsError: key, address or provider cannot be used.
        ReplayFileError: recorded replies are malformed.
    """
    provider = load_provider(settings)
    if provider is None or isinstance(provider, ReplayModel):
        return provider
    counted = count(provider, settings)
    return CachedModel(counted, generation) if generation else counted


def count(model: ChatModel, settings: Settings) -> BudgetedModel:
    """A model whose calls are counted against the settings' budget."""
    return BudgetedModel(model, ModelUse(Database(settings.data)), settings.llm_daily_tokens)


def load_provider(settings: Settings) -> LangChainModel | ReplayModel | None:
    """The model that the settings name, bare.

    Raises:
        ZhengtuError: as ``load_chat_model``.
    """
    if settings.llm is None:
        return None
    if settings.replay is not None:
        if settings.replay.exists() and not settings.replay.is_dir():
            raise SettingsError(f"{settings.replay} 不是目录。It is no folder of recorded replies.")
        return ReplayModel(settings.replay)
    # Imported here: LangChain takes a second, and is not always installed.
    from assistant.llm.langchain_model import LangChainModel, Timeouts

    return LangChainModel(
        settings.llm,
        Timeouts.within(settings.llm_timeout_s),
        base_url=settings.llm_base_url,
        api_key=settings.read_llm_api_key(),
    )
