"""Questions to begin with, made from the documents' own headings where a pack names none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from assistant.pack.pack import Pack, Persona, Texts
from assistant.types import Document, Language

_QUESTIONS = 4
# A heading that says something, and that a person would type.
_MIN_CHARS, _MAX_CHARS = 4, 40
_ENDS = ("？", "?")


def with_examples(pack: Pack, documents: Iterable[Document]) -> Pack:
    """A pack whose questions are made from headings, in each language in which it has none of its own."""
    if pack.has_start:
        return pack
    documents = tuple(documents)
    return replace(pack, texts={language: _with(texts, documents, language) for language, texts in pack.texts.items()})


def _with(texts: Texts, documents: tuple[Document, ...], language: Language) -> Texts:
    if texts.start:
        return texts
    # Better of another language than none: it shows what there is.
    of_language = [d for d in documents if d.language is language] or documents
    questions = tuple(_made(h, texts) for h in _headings(of_language))
    if not questions:
        return texts
    persona = Persona(texts.said["examples"], "", questions)
    return replace(texts, start=questions, personas=texts.personas or (persona,))


def _headings(documents: Iterable[Document]) -> list[str]:
    """A few headings, a different document's in turn; of each document its last levels, questions first."""
    found: dict[str, None] = {}
    for row in zip_longest(*map(_of, documents)):
        found.update(dict.fromkeys(h for h in row if h))
    return list(found)[:_QUESTIONS]


def _of(document: Document) -> Iterator[str]:
    titles = [s.title.strip() for s in document.sections if s.level > 1]
    fitting = [t for t in titles if _MIN_CHARS <= len(t) <= _MAX_CHARS]
    yield from sorted(fitting, key=lambda t: not t.endswith(_ENDS))


def _made(heading: str, texts: Texts) -> str:
    return heading if heading.endswith(_ENDS) else texts.said["example"].format(question=heading)
