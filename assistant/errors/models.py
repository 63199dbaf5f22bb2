"""What goes wrong with a language model."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class ModelError(ZhengtuError, status=503):
    """A language model gave nothing, or nothing more; its messages hold no key and no question.

    ``retryable``: whether the same call may succeed when it is made again.
    """

    retryable = False


class ModelMissingError(ModelError):
    """The packages for it are not installed."""


class ModelKeyError(ModelError):
    """The provider does not accept the key."""


class ModelUnknownError(ModelError):
    """No such model, or nothing of the kind at that address."""


class ModelRequestError(ModelError):
    """The provider refuses the request itself, e.g. as too long."""


class ModelUnavailableError(ModelError):
    """It cannot be reached, is overloaded or broken."""

    retryable = True


class ModelTimeoutError(ModelError):
    """It takes too long."""

    retryable = True


class ModelReplyError(ModelError):
    """Its reply is cut, empty, too long or not readable."""

    retryable = True


class ModelBudgetError(ModelError):
    """The tokens of the day are used up."""


class ReplyPendingError(ModelError, code="pending"):
    """Replayed replies hold none to this call; ``key``: its ``message_key``, under which one is looked for."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"重放中还没有这次模型调用的回复（{key[:12]}…），调用已写入 pending.jsonl。"
            "No reply to this call is recorded yet; the call was added to pending.jsonl."
        )
        self.key = key


class ReplayFileError(ZhengtuError):
    """A file of replayed replies is malformed."""
