"""What a collection holds, in the few lines that a planner needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.catalogue.labels import KIND_LABELS
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import KINDS
from assistant.types import Document

# Beyond this many titles the list says more about its length than about what to search for.
_MAX_TITLES = 60


def describe_documents(documents: Iterable[Document]) -> str:
    """One line a document, translations left out, in the order of their ids."""
    originals = sorted((d for d in documents if not d.translation_of), key=lambda d: d.id)
    lines = [f"- {'; '.join(x for x in (d.title, d.publisher, d.issued) if x)}" for d in originals[:_MAX_TITLES]]
    more = len(originals) - _MAX_TITLES
    return "\n".join([*lines, f"- … and {more} more"] if more > 0 else lines)


def describe_records(catalogue: Catalogue) -> str:
    """The kinds of records that there are, with their number; "none" without any."""
    stems = [stem for stem, kind in KINDS.items() if catalogue.all(kind)]
    named = [f"{_label(stem)} ({len(catalogue.all(KINDS[stem]))})" for stem in stems]
    return ", ".join(named) or "none"


def _label(stem: str) -> str:
    names: Sequence[str] = KIND_LABELS.get(stem, (stem,))
    return " / ".join(names)
