"""Whether the index that answers still holds what the folder of documents holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.corpus.loaders import documents_folder
from assistant.errors import SearchIndexError, UnreadableFileError
from assistant.index.generation import Generation, Manifest, Trouble
from assistant.index.generations import check_fresh, corpus_hash
from assistant.settings import Settings


class Freshness(StrEnum):
    """How the index that answers relates to the documents: as they are now, an index built since and about to
    answer, documents changed and no index built since, or the folder is gone."""

    CURRENT = "current"
    RENEWING = "renewing"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The manifest of the index that answers, its freshness, and what keeps a newer one from being built."""

    manifest: Manifest
    freshness: Freshness
    trouble: Trouble | None = None


def index_status(generation: Generation, settings: Settings) -> IndexStatus:
    """The status now; reads every document, some milliseconds."""
    manifest = generation.manifest
    if not documents_folder(settings.corpus).is_dir():
        return IndexStatus(manifest, Freshness.MISSING)
    try:
        if corpus_hash(settings.corpus) == manifest.corpus_hash:
            return IndexStatus(manifest, Freshness.CURRENT)
        check_fresh(settings.index, settings.corpus, manifest.model)
    except (SearchIndexError, UnreadableFileError):
        return IndexStatus(manifest, Freshness.CHANGED, generation.trouble)
    return IndexStatus(manifest, Freshness.RENEWING)
