"""What goes wrong with a language model."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class ModelError(ZhengtuError):
    """``retryable``: whether the same call may succeed when it is made again. Messages hold no key and no question."""

    code = "model"
    retryable = False


class ModelMissingError(ModelError):
    code = "model_missing"


class ModelKeyError(ModelError):
    code = "model_key"


class ModelUnknownError(ModelError):
    code = "model_unknown"


class ModelRequestError(ModelError):
    code = "model_request"


class ModelUnavailableError(ModelError):
    code = "model_unavailable"
    retryable = True


class ModelTimeoutError(ModelError):
    code = "model_timeout"
    retryable = True


class ModelReplyError(ModelError):
    code = "model_reply"
    retryable = True


class ModelBudgetError(ModelError):
    code = "model_budget"


class ReplyPendingError(ModelError):
    """``key``: the call's ``message_key``, under which a reply is looked for."""

    code = "pending"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"重放中还没有这次模型调用的回复（{key[:12]}…），调用已写入 pending.jsonl。"
            "No reply to this call is recorded yet; the call was added to pending.jsonl."
        )
        self.key = key


class ReplayFileError(ZhengtuError):
    code = "replay_file"
