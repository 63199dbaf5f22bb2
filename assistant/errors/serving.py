"""What goes wrong between the program and those who visit or run it: desk, admission, start."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class DeskError(ZhengtuError):
    code = "desk"


class DataFolderError(DeskError):
    code = "data_folder"


class FeedbackError(DeskError):
    code = "bad_feedback"


class FeedbackMissingError(DeskError):
    code = "not_found"


class FeedbackFullError(DeskError):
    code = "feedback_full"


class UploadError(DeskError):
    code = "bad_upload"


class UploadMissingError(DeskError):
    code = "not_found"


class TooManyError(DeskError):
    """``retry_after_s``: seconds after which to come back."""

    code = "too_many"

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class DeskClosedError(DeskError):
    code = "desk_closed"


class SignInError(DeskError):
    code = "sign_in"


class PasswordError(DeskError):
    code = "password"


class AdmissionError(ZhengtuError):
    """``retry_after_s``: seconds after which to come back."""

    code = "not_admitted"

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class BusyError(AdmissionError):
    code = "busy"


class AskingTooOftenError(AdmissionError):
    code = "too_many"


class NotReadyError(ZhengtuError):
    code = "loading"


class StartFailedError(NotReadyError):
    code = "start_failed"
