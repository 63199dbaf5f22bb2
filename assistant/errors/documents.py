"""What goes wrong with the files of a pack, with a search in them and with comparing them."""

from __future__ import annotations

from pathlib import Path

from assistant.errors.root import ZhengtuError


class CorpusError(ZhengtuError):
    """A document or its front matter is wrong. ``path``: the file that is wrong, where it is one file."""

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
    """The file is not text that we can read."""


class NoTextError(UnreadableFileError):
    """It is empty; the other documents can do without."""


class EmptyCorpusError(CorpusError):
    """The corpus folder holds no document."""


class LearnedFileError(CorpusError):
    """What was fitted on the pack cannot be read or written."""


class AddingError(ZhengtuError, status=422):
    """Files cannot be added to a pack."""


class PackError(ZhengtuError):
    """A pack's own file cannot be read or has a wrong field."""


class DraftError(ZhengtuError):
    """A proposed record cannot be accepted as it is."""


class LearningError(ZhengtuError):
    """Nothing can be fitted on a pack as asked."""


class SearchError(ZhengtuError, status=422):
    """A search has no words, too many, or a filter that cannot be."""


class ComparisonError(ZhengtuError, status=422):
    """Two documents cannot be laid side by side."""
