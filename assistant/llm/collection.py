"""What a collection holds, in the few lines that a planner needs."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.catalogue.loading import Catalogue
from assistant.types import Document

# Beyond this many titles the list says more about its length than about what to search for.
_MAX_TITLES = 60
# Of each kind of record so many names, none of them a whole sentence.
_MAX_NAMES, _MAX_NAME_CHARS = 12, 24


def describe_documents(documents: Iterable[Document]) -> str:
    """One line a document, translations left out, in the order of their ids."""
    originals = sorted((d for d in documents if not d.translation_of), key=lambda d: d.id)
    lines = [f"- {'; '.join(x for x in (d.title, d.publisher, d.issued) if x)}" for d in originals[:_MAX_TITLES]]
    more = len(originals) - _MAX_TITLES
    return "\n".join([*lines, f"- … and {more} more"] if more > 0 else lines)


def describe_records(catalogue: Catalogue) -> str:
    """A line for each kind of record: how many there are, and their names as far as these are few; "none" without any.

    With the names a planner can write in full what a person gives by half.
    """
    lines = []
    for kind in catalogue.schema.kinds.values():
        records = catalogue.all(kind.name)
        if records:
            names = list(dict.fromkeys(r.name for r in records if len(r.name) <= _MAX_NAME_CHARS))
            shown = names[:_MAX_NAMES] if 2 * len(names) > len(records) else []
            more = " …" if shown and len(records) > len(shown) else ""
            lines.append(
                f"- {kind.label.zh} / {kind.label.en} ({len(records)}){': ' if shown else ''}{', '.join(shown)}{more}"
            )
    return "\n".join(lines) or "none"
