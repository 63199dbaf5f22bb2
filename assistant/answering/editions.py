"""Words of a record in the reader's language: what the other edition says in the same cell of the same row."""

from __future__ import annotations

from assistant.answering.places import Places
from assistant.catalogue.model import Place
from assistant.corpus.compare import compact
from assistant.types import Language


def edition_words(place: Place, value: str, places: Places, language: Language) -> str:
    """The cell of the reader's edition that stands where the original's cell holds ``value``; else ``value``.

    Both editions of a document have the same tables with the same columns.
    """
    if language is Language.ZH:
        return value
    wanted = compact(value)
    for original, edition in zip(places.passages(place, Language.ZH), places.passages(place, language), strict=False):
        if original.document_id == edition.document_id:
            return value
        for (_, cell), (_, words) in zip(original.cells, edition.cells, strict=False):
            if wanted and wanted in compact(cell):
                return words
    return value
