"""Which two editions of which document a person means: by id, title or file name, and by an edition's name or date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from assistant.changes.comparison import Change, compare_texts
from assistant.corpus.editions import Edition, plain_title
from assistant.errors import ComparisonError
from assistant.types import EDITION_MARK, Document, Language

# Longer texts are no documents that somebody compares clause by clause.
MAX_CHARS = 3_000_000
_NAMED = 8


def find_document(name: str, documents: Mapping[str, Document]) -> Document:
    """The document that a name means, in one of its editions.

    Args:
        name: its id, with or without an edition's name, its number, title, short title, another name or file name.
        documents: all documents, by id.

    Raises:
        ComparisonError: no document bears that name, or several do.
    """
    for names in (_exact(name, documents), _by_title(name, documents), _by_part(name, documents)):
        found = {d.work: d for d in names}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            listed = "、".join(sorted(found)[:_NAMED])
            raise ComparisonError(
                f"「{name}」可指几份资料：{listed}。请用其中一个 id。"
                "Several documents bear that name; please use an id."
            )
    listed = "、".join(sorted({d.work for d in documents.values()})[:_NAMED])
    raise ComparisonError(
        f"没有叫「{name}」的资料。可用 id、标题或文件名，例如：{listed}。"
        "There is no document of that name; give its id, title or file name."
    )


def choose_two(found: tuple[Edition, ...], first: str | None, second: str | None) -> tuple[Edition, Edition]:
    """The editions from which and to which is compared; by default the last two.

    Raises:
        ComparisonError: there is but one edition, no edition of that name, or both are the same.
    """
    title, id_ = found[0].documents[0].title, found[0].documents[0].id
    if len(found) < 2:
        raise ComparisonError(
            f"《{title}》只有一个版本，没有可比较的。先用 zhengtu add FILE --of {id_} --edition 名称 加入另一版。"
            "There is only one edition of this document; add another one with --of and --edition first."
        )
    new = find_edition(found, second) if second else None
    old = find_edition(found, first) if first else None
    new = new or found[-1]
    old = old or found[max(0, found.index(new) - 1)]
    if old is new:
        raise ComparisonError(
            f"请选《{title}》的两个不同版本：{_names(found)}。Please choose two different editions of this document."
        )
    return old, new


def find_edition(found: tuple[Edition, ...], name: str) -> Edition:
    """The edition of a name, an id, a date or a year.

    Raises:
        ComparisonError: there is none, or several begin in that year.
    """
    wanted = name.partition(EDITION_MARK)[2] or name
    ways = (
        [e for e in found if name in e.ids or wanted == e.name],
        [e for e in found if any(wanted in (d.issued, d.effective, d.original) for d in e.documents)],
        [
            e
            for e in found
            if wanted.isdigit() and any((d.issued or d.effective or "")[:4] == wanted for d in e.documents)
        ],
        [e for e in found if wanted and wanted in e.name],
    )
    chosen = next((w for w in ways if w), [])
    if len(chosen) != 1:
        raise ComparisonError(
            f"《{found[0].documents[0].title}》没有「{name}」这一版，或不止一个。现有：{_names(found)}。"
            "There is no such edition, or more than one; choose one of those listed."
        )
    return chosen[0]


def compare_editions(old: Edition, new: Edition, language: Language | None = None) -> tuple[Change, ...]:
    """What changes from one edition to another, in the language of the originals or another that both have.

    Raises:
        ComparisonError: a text is too long to be compared.
    """
    texts = [(e.in_language(language) if language else e.documents[0]).text for e in (old, new)]
    if max(map(len, texts)) > MAX_CHARS:
        raise ComparisonError(
            f"文件超过 {MAX_CHARS // 10_000} 万字，请分成几份再比较。"
            f"A text has over {MAX_CHARS:,} characters; please divide it and compare the parts."
        )
    return compare_texts(*texts)


def _exact(name: str, documents: Mapping[str, Document]) -> Iterable[Document]:
    wanted = name.strip().casefold()
    stem = PurePath(wanted).stem
    for document in documents.values():
        original = document.original.strip().casefold()
        names = {document.id, document.work, document.number, document.translation_of or "", original}
        if wanted in {n.casefold() for n in names if n} or (
            stem and stem in {document.id.casefold(), PurePath(original).stem}
        ):
            yield document


def _by_title(name: str, documents: Mapping[str, Document]) -> Iterable[Document]:
    wanted = plain_title(name)
    for document in documents.values():
        if wanted and wanted in {plain_title(t) for t in (document.title, document.short_title, *document.aliases)}:
            yield document


def _by_part(name: str, documents: Mapping[str, Document]) -> Iterable[Document]:
    wanted = plain_title(name)
    return [d for d in documents.values() if len(wanted) > 1 and wanted in plain_title(d.title)]


def _names(found: Iterable[Edition]) -> str:
    return "、".join(e.name or "（未注明）" for e in found)
