"""A corpus as it stands in its files: documents with their passages, without an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.types import Document, Passage


@dataclass(frozen=True, slots=True)
class ReadCorpus:
    """Documents by id, and all their passages in reading order."""

    documents: Mapping[str, Document]
    passages: Sequence[Passage]


def read_corpus(folder: Path) -> ReadCorpus:
    """Read and split every document below ``folder``.

    Raises:
        CorpusError: the folder holds no document, or a malformed one.
    """
    documents = load_corpus(folder)
    return ReadCorpus({d.id: d for d in documents}, tuple(p for d in documents for p in split_document(d)))
