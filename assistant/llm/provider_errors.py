"""Providers' errors as ours: which kind it is, and never their words, which may repeat a key or the question."""

from __future__ import annotations

from langchain_core import exceptions as langchain

from assistant.errors import (
    ModelError,
    ModelKeyError,
    ModelReplyError,
    ModelRequestError,
    ModelTimeoutError,
    ModelUnavailableError,
    ModelUnknownError,
)

# A provider's own name of a fault, such as ``model_not_found``; anything else may be a sentence.
_CODE_CHARS = range(3, 51)


def model_error(error: Exception) -> ModelError:
    """Our error for whatever a provider's package raised."""
    status = getattr(error, "status_code", None)
    said = _detail(error, status)
    if status in (401, 403) or isinstance(
        error, langchain.ModelAuthenticationError | langchain.ModelPermissionDeniedError
    ):
        return ModelKeyError(
            f"语言模型的服务不接受密钥{said}：请检查 ZHENGTU_LLM_API_KEY。The provider does not accept the key."
        )
    if status == 404 or isinstance(error, langchain.ModelNotFoundError):
        return ModelUnknownError(
            f"那里没有这个语言模型{said}：请检查 ZHENGTU_LLM 中的模型名，以及 ZHENGTU_LLM_BASE_URL（通常以 /v1 结尾）。"
            "There is no such model, or the address is not the provider's."
        )
    if isinstance(error, TimeoutError | langchain.ModelTimeoutError):
        return ModelTimeoutError("语言模型没有及时连上或回复。The language model did not connect or answer in time.")
    if isinstance(error, ConnectionError | langchain.ModelConnectionError):
        return ModelUnavailableError(
            "连不上语言模型，或连接断了：请检查 ZHENGTU_LLM_BASE_URL，以及该服务是否在运行。"
            "The language model cannot be reached, or the connection broke."
        )
    if isinstance(status, int) and (status in (402, 408, 409, 429) or status >= 500):
        return ModelUnavailableError(
            f"语言模型的服务暂时不能回答{said}。The language model's provider cannot answer now."
        )
    if isinstance(status, int) or isinstance(error, langchain.ContextOverflowError):
        return ModelRequestError(
            f"语言模型的服务拒绝了这次请求{said}，也许是内容过长。"
            "The provider refuses the request; it may be too long for the model."
        )
    return ModelReplyError(
        f"语言模型的回复中断或无法读取（{type(error).__name__}）。"
        "The language model's reply broke off or cannot be read."
    )


def _detail(error: Exception, status: int | None) -> str:
    code = getattr(error, "code", None)
    known = [str(status)] if status else []
    if isinstance(code, str) and code.isascii() and code.isidentifier() and code.islower() and len(code) in _CODE_CHARS:
        known.append(code)
    return f"（{'，'.join(known)}）" if known else ""
