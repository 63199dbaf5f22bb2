"""What goes wrong with the files of a pack, with a search in them and with comparing them."""

from __future__ import annotations

from pathlib import Path

from assistant.errors.root import ZhengtuError


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


class LearnedFileError(CorpusError):
    code = "learned_file"


class AddingError(ZhengtuError):
    code = "adding"


class PackError(ZhengtuError):
    code = "pack"


class DraftError(ZhengtuError):
    code = "draft"


class LearningError(ZhengtuError):
    code = "learning"


class SearchError(ZhengtuError):
    code = "search"


class ComparisonError(ZhengtuError):
    code = "comparison"
