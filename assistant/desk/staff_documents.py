"""The staff's own documents: read from their folder alone, by no part of the program that answers."""

from __future__ import annotations

from pathlib import Path

from assistant.corpus.loaders import STAFF, document_paths, load_document
from assistant.errors import CorpusError, UploadMissingError
from assistant.types import Document


def staff_documents(pack: Path) -> list[Document]:
    """All that can be read, by title."""
    folder = pack / STAFF / "documents"
    found = []
    for path in document_paths(folder) if folder.is_dir() else []:
        try:
            found.append(load_document(path))
        except CorpusError:
            # A file that somebody broke by hand hides no other.
            continue
    return sorted(found, key=lambda d: d.title)


def staff_document(pack: Path, id_: str) -> Document:
    """One of them.

    Raises:
        UploadMissingError: there is none of that id.
    """
    found = next((d for d in staff_documents(pack) if d.id == id_), None)
    if found is None:
        raise UploadMissingError("没有这份文档。There is no such document.")
    return found
