"""The names of catalogue records, for finding them in questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.pack.lexicon import PackLexicon
from assistant.pack.schema import Kind
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import normalise
from assistant.text.characters import is_ideograph
from assistant.types import Document
from assistant.understanding.entities import Entity, EntityKind, Lexicon
from assistant.understanding.synonyms import Synonyms

# Characters of the end of a document's name that may stand for it.
_END_CHARS = (2, 3, 4)
# 「山东那家」 ends in no name.
_POINTING = "那这的个"


def record_names(catalogue: Catalogue) -> Iterator[tuple[Entity, Sequence[str]]]:
    """Every named record with its aliases; kinds that are asked for by name only.

    Courses of the same name in several programmes are one name, so their id is the name itself. A record whose name
    is that of a whole class of things (``generic_name``) is meant by nobody who says it.
    """
    for words in catalogue.schema.kinds.values():
        if not words.named:
            continue
        kind = EntityKind(words.named)
        for record in catalogue.all(words.name):
            if not record.get("generic_name"):
                id_ = record.name if kind is EntityKind.COURSE else record.id
                yield Entity(kind, id_, record.name), [record.name_en, *record.aliases]


def document_names(documents: Iterable[Document]) -> list[tuple[Entity, Sequence[str]]]:
    """The names of the documents; those of an edition in another language name the original.

    With each go the ends of its names that nothing else has, in its name or its text (「国标」 of 「中职国标」).
    """
    documents = [d for d in documents if d.title != d.id]
    names = {d.id: (d.title, d.short_title, *d.aliases) for d in documents}
    return [
        (
            Entity(EntityKind.DOCUMENT, d.work, d.title),
            (*names[d.id][1:], *_short_forms(names[d.id], [o for o in documents if o.work != d.work])),
        )
        for d in documents
    ]


def _short_forms(names: Sequence[str], others: Sequence[Document]) -> list[str]:
    """The ends of Chinese names that no other document has; what stands before them begins another name, too."""
    chinese = [n for n in names if all(map(is_ideograph, n)) and not any(c in n for c in _POINTING)]
    cut = ((n, n[:-length], n[-length:]) for n in chinese for length in _END_CHARS if length + 1 < len(n))
    ends = dict.fromkeys(end for name, start, end in cut if any(o.startswith(start) for o in chinese if o != name))
    return [e for e in ends if not any(e in t for o in others for t in (o.text, o.title, o.short_title, *o.aliases))]


def open_names(catalogue: Catalogue) -> tuple[str, ...]:
    """What can be taken, by name and by the name of its family, the longest first."""
    names = {n for r in catalogue.all(Kind.OPEN) for n in (r.name, *r.aliases, r.text("family"))}
    return tuple(sorted(names - {""}, key=lambda n: (-len(n), n)))


def called_in(text: str, records: Sequence[Record]) -> tuple[list[Record], str]:
    """The records of the longest name, of a family or an alias, that a normalised text holds, and that name."""
    called = {r.id: [c for n in (r.text("family"), *r.aliases) if n and (c := normalise(n)) in text] for r in records}
    longest = max((n for names in called.values() for n in names), key=len, default="")
    return [r for r in records if longest and any(len(n) == len(longest) for n in called[r.id])], longest


def named_in(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of some names, the longest first, that a text holds in no longer one of them, in its order."""
    places: dict[str, int] = {}
    rest = text
    for name in names:
        if name in rest:
            places[name] = text.index(name)
            rest = rest.replace(name, " " * len(name))
    return tuple(sorted(places, key=lambda n: places[n]))


def short_names(catalogue: Catalogue) -> Iterator[tuple[Entity, Sequence[str]]]:
    """Certificates by the short names that people use once certificates are the subject."""
    for certificate in catalogue.all(Kind.CERTIFICATE):
        if certificate.short_names:
            yield Entity(EntityKind.CERTIFICATE, certificate.id, certificate.name), certificate.short_names


def lexicon_of(catalogue: Catalogue, retriever: Retriever, words: PackLexicon) -> Lexicon:
    """All names that records, documents and a pack's words give."""
    return Lexicon(
        [*record_names(catalogue), *document_names(retriever.generation.documents.values())],
        short_names(catalogue),
        Synonyms(words.synonyms),
        # Of texts with records the lexicon knows the names, but for those of what can be taken.
        partial(named_in, names=open_names(catalogue)) if retriever.expanded else retriever.names.things,
        words.level_schemes,
        [(c.family, c.family_aliases) for c in catalogue.status_changes],
    )
