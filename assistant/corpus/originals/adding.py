"""Files into a pack: read apart, proposed, confirmed, kept. One bad file never stops the others."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.corpus.editions import edition_id, new_edition_name, same_document
from assistant.corpus.loaders import document_paths, load_document, with_front_matter
from assistant.corpus.original_places import write_places
from assistant.corpus.originals.blocks import Reading
from assistant.corpus.originals.proposal import Proposal, propose
from assistant.corpus.originals.reading import read_apart
from assistant.corpus.originals.rendering import render
from assistant.corpus.originals.shelf import Audience, Shelf, file_checksum, locked, safe_name
from assistant.errors import CorpusError, UnreadableFileError
from assistant.types import Document

_SHORT_TITLE = 40
Confirm = Callable[[Proposal, Path], Proposal | None]


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read, with what is proposed of it; nothing is kept yet."""

    file: Path
    name: str
    reading: Reading
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Added:
    """A document that is kept. ``beside``: the editions of it that were there, by name."""

    name: str
    id: str
    proposal: Proposal
    remarks: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of which nothing was kept. ``failed``: whether that is a failure, or needs no doing."""

    name: str
    reason: str
    failed: bool = True


def files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that are meant: a folder stands for all in it."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(path)))
        else:
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def read_file(file: Path, name: str = "") -> Read | Skipped:
    """Read a file and propose what it is."""
    name = safe_name(name or file.name)
    if _is_hidden(Path(name)):
        return Skipped(name, "隐藏文件或办公软件的锁文件，跳过。A hidden or lock file, left out.", failed=False)
    try:
        reading = read_apart(file)
    except UnreadableFileError as error:
        return Skipped(name, str(error).replace(file.name, name, 1))
    return Read(file, name, reading, propose(reading, Path(name).stem))


def add_files(
    paths: Sequence[Path], pack: Path, confirm: Confirm, audience: Audience = Audience.PUBLIC, of: str = ""
) -> Iterator[Added | Skipped]:
    """Read, confirm and keep files one after the other, telling of each as it is done.

    Args:
        paths: files and folders.
        pack: the folder, made if absent.
        confirm: given each proposal; returns it as it shall be kept, None to leave the file out.
        audience: who may read the documents.
        of: the id of the document of which the file is an edition, whatever its title says.

    Raises:
        AddingError: the pack cannot be written at all.
    """
    Shelf.of(pack, audience)
    for file in files_of(paths):
        read = read_file(file)
        if isinstance(read, Skipped):
            yield read
            continue
        wanted = confirm(read.proposal, file)
        if wanted is None:
            yield Skipped(read.name, "没有确认，未收入。Not confirmed, left out.", failed=False)
        else:
            yield keep(replace(read, proposal=wanted), pack, audience, of)


def keep(read: Read, pack: Path, audience: Audience = Audience.PUBLIC, of: str = "") -> Added | Skipped:
    """Keep a file that was read: the original as it is, what was read as a document, its place among editions.

    Raises:
        AddingError: the pack cannot be written.
    """
    with locked(pack):
        shelf = Shelf.of(pack, audience)
        same = shelf.holding(file_checksum(read.file))
        if same is not None:
            return Skipped(read.name, f"已经收入过（{same.name}），跳过。Already there, left out.", failed=False)
        others = [d for path in document_paths(shelf.documents) for d in _loaded(path)]
        work, edition, beside = _place(read, shelf, others, of)
        proposal = replace(read.proposal, edition=edition)
        id_ = edition_id(work, edition)
        replaced = next((d.id for d in others if d.work != work and _is_repealed(d, proposal)), None)
        kept: Path | None = None
        try:
            kept = shelf.keep(read.file, read.name)
            text, pieces = render(proposal.title, read.reading.blocks)
            write_places(shelf.documents / f"{id_}.md", text, pieces)
            path = shelf.write(id_, with_front_matter(_front_matter(proposal, work, kept.name, replaced), text))
            load_document(path)
        except (OSError, CorpusError) as error:
            shelf.discard(id_, kept)
            return Skipped(read.name, _why(error))
        return Added(read.name, id_, proposal, read.reading.remarks, beside)


def _place(read: Read, shelf: Shelf, others: Sequence[Document], of: str) -> tuple[str, str | None, tuple[str, ...]]:
    """The id of a file's document, the name of its edition, and the editions that it stands beside."""
    proposal = read.proposal
    if of:
        named = [d for d in others if d.work == of]
        edition = new_edition_name(proposal.edition or "", proposal.issued, proposal.effective, _names(named))
        return of, edition, tuple(_names(named))
    known = [d for d in others if d.language is proposal.language]
    same = same_document(proposal.title, proposal.number or "", known, proposal.publisher)
    if same is None:
        free = shelf.free_id(read.name, frozenset(d.work for d in others))
        return free, proposal.edition, ()
    beside = [d for d in known if d.work == same.work]
    # Of a document without any date there is no telling which of two files is the newer.
    dated = proposal.edition or proposal.effective or proposal.issued
    if not dated or not all(d.edition or d.effective or d.issued for d in beside):
        return shelf.free_id(read.name, frozenset(d.work for d in others)), proposal.edition, ()
    name = new_edition_name(proposal.edition or "", proposal.issued, proposal.effective, _names(beside))
    return same.work, name, tuple(_names(beside))


def _names(editions: Sequence[Document]) -> list[str]:
    return [d.edition or d.issued or d.effective or d.title for d in editions]


def _is_repealed(document: Document, proposal: Proposal) -> bool:
    return document.title in proposal.repeals or bool(document.number and document.number in proposal.repeals)


def _front_matter(proposal: Proposal, work: str, kept: str, supersedes: str | None) -> dict[str, object]:
    short = proposal.title if len(proposal.title) <= _SHORT_TITLE else f"{proposal.title[: _SHORT_TITLE - 1]}…"
    return {
        "id": work,
        "title": proposal.title,
        "short_title": short,
        "publisher": proposal.publisher,
        "authority": proposal.authority.value,
        "number": proposal.number,
        "edition": proposal.edition,
        "issued": proposal.issued,
        "effective": proposal.effective,
        "superseded": proposal.superseded,
        "supersedes": supersedes,
        "checked_on": date.today().isoformat(),
        "language": proposal.language.value,
        "original": kept,
        "kept": kept,
        "aliases": [proposal.number] if proposal.number else [],
    }


def _loaded(path: Path) -> Iterator[Document]:
    try:
        yield load_document(path)
    except CorpusError:
        # Another's bad file stops nobody from adding; the check names it.
        return


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘已满，没有收入；请腾出空间后再添加。The disk is full; make room and add it again."
    if isinstance(error, OSError):
        return f"写不进资料目录：{error.strerror}。It cannot be written to the pack."
    return str(error)
