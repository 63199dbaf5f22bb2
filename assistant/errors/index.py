"""What goes wrong with an index, with the model whose vectors it holds, and while answers are measured."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class SearchIndexError(ZhengtuError, code="index"):
    """An index generation cannot be used."""


class IndexMissingError(SearchIndexError):
    """Nothing was built yet."""


class IndexStaleError(SearchIndexError):
    """Model or corpus changed since the build."""


class IndexDamagedError(SearchIndexError):
    """Files are missing or do not fit together."""


class IndexLockedError(SearchIndexError):
    """Another process is building."""


class IndexWriteError(SearchIndexError):
    """It cannot be written (disk full, no permission)."""


class EmbeddingError(ZhengtuError):
    """The embedding model cannot be loaded or run."""


class ScoreShapeError(ZhengtuError):
    """Two score lists do not score the same passages."""


class QuestionFileError(ZhengtuError):
    """A question file of the evals is malformed."""


class ResultFileError(ZhengtuError):
    """A result file of an earlier eval cannot be read."""


class SecondProcessError(ZhengtuError):
    """The process that should repeat the answers ended early."""
