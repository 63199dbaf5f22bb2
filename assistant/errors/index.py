"""What goes wrong with an index and with the model whose vectors it holds."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


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
