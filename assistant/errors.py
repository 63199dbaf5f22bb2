"""Every error that Zhengtu raises on purpose.

ZhengtuError
├── SettingsError            a setting or option has a value that cannot work
├── QuestionError            the question cannot be read (empty, too long, binary)
├── TooSlowError             the answer took longer than it may
├── CorpusError              a document or its front matter is wrong
│   ├── UnreadableFileError  the file is not text that we can read
│   │   └── NoTextError      it is empty; the other documents can do without
│   └── EmptyCorpusError     the corpus folder holds no document
├── AddingError              files cannot be added to a pack
├── PackError                a pack's own file cannot be read or has a wrong field
├── DraftError               a proposed record cannot be accepted as it is
├── CatalogueError           a record is malformed or its citation does not resolve
├── PlanningError            coverage or a plan cannot be computed as asked
│   ├── CourseListError      a list of courses is empty, too long or holds a nameless course
│   ├── TableFileError       a file of courses or people cannot be read
│   ├── EmptyGoalError       neither a role nor a certificate is named
│   ├── NoRequirementsError  the sources list no skill requirements of the certificate
│   ├── UnknownRoleError     no certificate on record fits the target role
│   ├── UnknownCertificateError  no certificate on record has that name
│   └── UnknownLevelError    a level is not one of the certificate's, or leads nowhere
├── SearchError              a search has no words, too many, or a filter that cannot be
├── ComparisonError          two documents cannot be laid side by side
├── UnknownNameError         a person names something that the catalogue does not list
│   ├── UnknownElementError  no skill element of that name
│   └── UnknownTalentLevelError  no talent level of that name
├── PracticeError            practice cannot be given or graded as asked
│   ├── PracticeFilterError  no such certificate, level, work area or kind
│   ├── PracticeCountError   too few or too many items
│   └── PracticeChoiceError  an answer names options that the item does not have
├── SheetError               a sheet cannot be made of what was sent
│   ├── SheetTooLargeError   it would hold too much text
│   └── ClassListError       a class list cannot be read, is too long or lacks a column
├── SearchIndexError              an index generation cannot be used
│   ├── IndexMissingError    nothing was built yet
│   ├── IndexStaleError      model or corpus changed since the build
│   ├── IndexDamagedError    files are missing or do not fit together
│   ├── IndexLockedError     another process is building
│   └── IndexWriteError      it cannot be written (disk full, no permission)
├── EmbeddingError           the embedding model cannot be loaded or run
├── ScoreShapeError          two score lists do not score the same passages
├── QuestionFileError        a question file of the evals is malformed
├── ResultFileError          a result file of an earlier eval cannot be read
├── SecondProcessError       the process that should repeat the answers ended early
├── DeskError                feedback or the staff's desk cannot do what was asked
│   ├── DataFolderError      the data folder cannot be read or written
│   ├── FeedbackError        feedback, a reply or a change of state is not as it must be
│   ├── FeedbackMissingError no such feedback
│   ├── FeedbackFullError    the store is full of feedback that waits for staff
│   ├── TooManyError         a client tries too often
│   ├── UploadError          an uploaded file or a value for it cannot be taken
│   ├── UploadMissingError   no such upload or document of the staff's
│   ├── DeskClosedError      no password is configured, so nobody can sign in
│   ├── SignInError          not signed in, or a wrong password
│   └── PasswordError        a password or its hash cannot be used
├── AdmissionError           a question is not taken now; asking again later helps
│   ├── BusyError            too many questions wait already
│   └── AskingTooOftenError  this visitor, or everybody behind one address, asks too often
├── ModelError               a language model gave nothing, or nothing more; ``retryable``: asking again may help
│   ├── ModelMissingError    the packages for it are not installed
│   ├── ModelKeyError        the provider does not accept the key
│   ├── ModelUnknownError    no such model, or nothing of the kind at that address
│   ├── ModelRequestError    the provider refuses the request itself, e.g. as too long
│   ├── ModelUnavailableError  it cannot be reached, is overloaded or broken
│   ├── ModelTimeoutError    it takes too long
│   ├── ModelReplyError      its reply is cut, empty, too long or not readable
│   ├── ModelBudgetError     the tokens of the day are used up
│   └── ReplyPendingError    replayed replies hold none to this call; ``key`` names it
├── ReplayFileError          a file of replayed replies is malformed
└── NotReadyError            the assistant is still loading
    └── StartFailedError     it could not be loaded; asking again does not help

Each message says, in one or two sentences, what is wrong and what a person can do about it. It is for whoever runs the
server, and may name files; visitors read ``public``.
"""

from __future__ import annotations

import re
from pathlib import Path

# A path of this machine, with the quotation marks that libraries put around one.
_PATH = re.compile(r"""['"]?[A-Za-z0-9_.~+@%:-]*[/\\][^\s'"：；，。、（）《》]*['"]?""")


class ZhengtuError(Exception):
    """Root of the tree; ``code`` is the machine-readable name used in JSON errors."""

    code = "error"

    @property
    def public(self) -> str:
        """The message as anybody may read it: without paths of this machine."""
        return _PATH.sub("…", str(self))


class SettingsError(ZhengtuError):
    code = "settings"


class QuestionError(ZhengtuError):
    code = "bad_question"


class TooSlowError(ZhengtuError):
    code = "too_slow"


class CorpusError(ZhengtuError):
    """``path``: the file that is wrong, where it is one file."""

    code = "corpus"

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path

    @property
    def public(self) -> str:
        """Without the file, whose name may tell what is not yet published."""
        if self.path is None:
            return super().public
        return "有一份文档无法读取，请联系管理员。A document cannot be read; please tell those who run this."


class UnreadableFileError(CorpusError):
    code = "unreadable_file"


class NoTextError(UnreadableFileError):
    code = "no_text"


class EmptyCorpusError(CorpusError):
    code = "empty_corpus"


class AddingError(ZhengtuError):
    code = "adding"


class PackError(ZhengtuError):
    code = "pack"


class DraftError(ZhengtuError):
    code = "draft"


class CatalogueError(ZhengtuError):
    code = "catalogue"


class PlanningError(ZhengtuError):
    code = "planning"


class CourseListError(PlanningError):
    code = "course_list"


class TableFileError(PlanningError):
    code = "table_file"


class EmptyGoalError(PlanningError):
    code = "empty_goal"


class NoRequirementsError(PlanningError):
    code = "no_requirements"


class UnknownRoleError(PlanningError):
    code = "unknown_role"


class UnknownCertificateError(PlanningError):
    code = "unknown_certificate"


class SearchError(ZhengtuError):
    code = "search"


class ComparisonError(ZhengtuError):
    code = "comparison"


class UnknownNameError(ZhengtuError):
    code = "unknown_name"


class UnknownElementError(UnknownNameError):
    code = "unknown_element"


class UnknownTalentLevelError(UnknownNameError):
    code = "unknown_talent_level"


class UnknownLevelError(PlanningError):
    code = "unknown_level"


class PracticeError(ZhengtuError):
    code = "practice"


class PracticeFilterError(PracticeError):
    code = "practice_filter"


class PracticeCountError(PracticeError):
    code = "practice_count"


class PracticeChoiceError(PracticeError):
    code = "practice_choice"


class SheetError(ZhengtuError):
    code = "sheet"


class SheetTooLargeError(SheetError):
    code = "sheet_too_large"


class ClassListError(SheetError):
    code = "class_list"


class SearchIndexError(ZhengtuError):
    code = "index"


class IndexMissingError(SearchIndexError):
    code = "index_missing"


class IndexStaleError(SearchIndexError):
    code = "index_stale"


class IndexDamagedError(SearchIndexError):
    code = "index_damaged"


class IndexLockedError(SearchIndexError):
    code = "index_locked"


class IndexWriteError(SearchIndexError):
    code = "index_write"


class EmbeddingError(ZhengtuError):
    code = "embedding"


class ScoreShapeError(ZhengtuError):
    code = "score_shape"


class QuestionFileError(ZhengtuError):
    code = "question_file"


class ResultFileError(ZhengtuError):
    code = "result_file"


class SecondProcessError(ZhengtuError):
    code = "second_process"


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


class NotReadyError(ZhengtuError):
    code = "loading"


class StartFailedError(NotReadyError):
    code = "start_failed"
