"""Every error that Zhengtu raises on purpose.

ZhengtuError
├── SettingsError            a setting or option has a value that cannot work
├── QuestionError            the question cannot be read (empty, too long, binary)
├── TooSlowError             the answer took longer than it may
├── CorpusError              a document or its front matter is wrong
│   ├── UnreadableFileError  the file is not text that we can read
│   │   └── NoTextError      it is empty; the other documents can do without
│   ├── EmptyCorpusError     the corpus folder holds no document
│   └── LearnedFileError     what was fitted on the pack cannot be read or written
├── LearningError            nothing can be fitted on a pack as asked
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

from assistant.errors.documents import (
    AddingError,
    ComparisonError,
    CorpusError,
    DraftError,
    EmptyCorpusError,
    LearnedFileError,
    LearningError,
    NoTextError,
    PackError,
    SearchError,
    UnreadableFileError,
)
from assistant.errors.index import (
    EmbeddingError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexStaleError,
    IndexWriteError,
    ScoreShapeError,
    SearchIndexError,
)
from assistant.errors.measuring import (
    QuestionFileError,
    ResultFileError,
    SecondProcessError,
)
from assistant.errors.models import (
    ModelBudgetError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelReplyError,
    ModelRequestError,
    ModelTimeoutError,
    ModelUnavailableError,
    ModelUnknownError,
    ReplayFileError,
    ReplyPendingError,
)
from assistant.errors.records import (
    CatalogueError,
    ClassListError,
    CourseListError,
    EmptyGoalError,
    NoRequirementsError,
    PlanningError,
    PracticeChoiceError,
    PracticeCountError,
    PracticeError,
    PracticeFilterError,
    SheetError,
    SheetTooLargeError,
    TableFileError,
    UnknownCertificateError,
    UnknownElementError,
    UnknownLevelError,
    UnknownNameError,
    UnknownRoleError,
    UnknownTalentLevelError,
)
from assistant.errors.root import (
    QuestionError,
    SettingsError,
    TooSlowError,
    ZhengtuError,
)
from assistant.errors.serving import (
    AdmissionError,
    AskingTooOftenError,
    BusyError,
    DataFolderError,
    DeskClosedError,
    DeskError,
    FeedbackError,
    FeedbackFullError,
    FeedbackMissingError,
    NotReadyError,
    PasswordError,
    SignInError,
    StartFailedError,
    TooManyError,
    UploadError,
    UploadMissingError,
)

__all__ = [
    "AddingError",
    "AdmissionError",
    "AskingTooOftenError",
    "BusyError",
    "CatalogueError",
    "ClassListError",
    "ComparisonError",
    "CorpusError",
    "CourseListError",
    "DataFolderError",
    "DeskClosedError",
    "DeskError",
    "DraftError",
    "EmbeddingError",
    "EmptyCorpusError",
    "EmptyGoalError",
    "FeedbackError",
    "FeedbackFullError",
    "FeedbackMissingError",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStaleError",
    "IndexWriteError",
    "LearnedFileError",
    "LearningError",
    "ModelBudgetError",
    "ModelError",
    "ModelKeyError",
    "ModelMissingError",
    "ModelReplyError",
    "ModelRequestError",
    "ModelTimeoutError",
    "ModelUnavailableError",
    "ModelUnknownError",
    "NoRequirementsError",
    "NoTextError",
    "NotReadyError",
    "PackError",
    "PasswordError",
    "PlanningError",
    "PracticeChoiceError",
    "PracticeCountError",
    "PracticeError",
    "PracticeFilterError",
    "QuestionError",
    "QuestionFileError",
    "ReplayFileError",
    "ReplyPendingError",
    "ResultFileError",
    "ScoreShapeError",
    "SearchError",
    "SearchIndexError",
    "SecondProcessError",
    "SettingsError",
    "SheetError",
    "SheetTooLargeError",
    "SignInError",
    "StartFailedError",
    "TableFileError",
    "TooManyError",
    "TooSlowError",
    "UnknownCertificateError",
    "UnknownElementError",
    "UnknownLevelError",
    "UnknownNameError",
    "UnknownRoleError",
    "UnknownTalentLevelError",
    "UnreadableFileError",
    "UploadError",
    "UploadMissingError",
    "ZhengtuError",
]
