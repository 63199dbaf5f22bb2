"""What goes wrong between the program and those who visit or run it: desk, admission, start."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class DeskError(ZhengtuError):
    """Feedback or the staff's desk cannot do what was asked."""


class DataFolderError(DeskError):
    """The data folder cannot be read or written."""


class FeedbackError(DeskError, code="bad_feedback", status=422):
    """Feedback, a reply or a change of state is not as it must be."""


class FeedbackMissingError(DeskError, code="not_found", status=404):
    """No such feedback."""


class FeedbackFullError(DeskError, status=503):
    """The store is full of feedback that waits for staff."""


class UploadError(DeskError, code="bad_upload", status=422):
    """An uploaded file or a value for it cannot be taken."""


class UploadMissingError(DeskError, code="not_found", status=404):
    """No such upload or document of the staff's."""


class TooManyError(DeskError, status=429):
    """A client tries too often. ``retry_after_s``: seconds after which to come back."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class DeskClosedError(DeskError, status=503):
    """No password is configured, so nobody can sign in."""


class SignInError(DeskError, status=401):
    """Not signed in, or a wrong password."""


class PasswordError(DeskError):
    """A password or its hash cannot be used."""


class AdmissionError(ZhengtuError, code="not_admitted", status=429):
    """A question is not taken now; asking again later helps. ``retry_after_s``: seconds after which to come back."""

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class BusyError(AdmissionError):
    """Too many questions wait already."""


class AskingTooOftenError(AdmissionError, code="too_many"):
    """This visitor, or everybody behind one address, asks too often."""


class NotReadyError(ZhengtuError, code="loading", status=503):
    """The assistant is still loading."""

    retry_after_s = 2


class StartFailedError(NotReadyError):
    """It could not be loaded; asking again does not help."""
