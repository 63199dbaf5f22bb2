"""Where a pack keeps what is added: documents, their originals, and the staff's own apart from both.

What is the staff's lies in ``PACK/staff`` and is never loaded for answers, search, export or a model: nothing that is
not read can leak.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.corpus.editions import unedited_name
from assistant.corpus.loaders import ORIGINALS, STAFF, document_paths
from assistant.corpus.original_places import places_path
from assistant.errors import AddingError
from assistant.pack.files import write_whole

_LOCK_WAIT_S = 120
_MAX_NAME = 80
_MAX_ID = 60


class Audience(StrEnum):
    """Who may read a document."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folders of a pack for one audience."""

    documents: Path
    originals: Path

    @classmethod
    def of(cls, pack: Path, audience: Audience = Audience.PUBLIC) -> Shelf:
        """The folders, made where they are missing; a folder of plain texts without ``documents`` stays one.

        Raises:
            AddingError: they cannot be made.
        """
        top = pack / STAFF if audience is Audience.STAFF else pack
        flat = audience is Audience.PUBLIC and not (pack / "documents").is_dir() and _holds_texts(pack)
        shelf = cls(pack if flat else top / "documents", top / ORIGINALS)
        try:
            for folder in (shelf.documents, shelf.originals):
                folder.mkdir(parents=True, exist_ok=True)
                if not folder.resolve().is_relative_to(pack.resolve()):
                    raise AddingError(f"{folder} 指向资料目录之外，没有写入。The folder leads out of the pack.")
        except OSError as error:
            raise AddingError(f"建不了目录 {pack}：{error.strerror}。The pack's folder cannot be made.") from error
        return shelf

    def free_id(self, name: str, others: Iterator[str] | frozenset[str]) -> str:
        """An id for a file's name that no other document has; of its edition it says nothing, others may follow."""
        taken = {p.stem for p in document_paths(self.documents)} | set(others)
        stem = Path(name).stem
        base = _id_of(stem)
        return next(
            c for c in (_id_of(unedited_name(stem)), base, *(f"{base}-{n}" for n in range(2, 10_000))) if c not in taken
        )

    def keep(self, file: Path, name: str) -> Path:
        """A copy of an original under its own name, or one like it where that is taken."""
        safe = safe_name(name)
        stem, suffix = Path(safe).stem, Path(safe).suffix
        names = (safe, *(f"{stem}-{n}{suffix}" for n in range(2, 10_000)))
        target = next(t for t in (self.originals / n for n in names) if not t.exists())
        write_whole(target, file.read_bytes())
        return target

    def write(self, id_: str, text: str) -> Path:
        """Write a document whole or not at all."""
        path = self.documents / f"{id_}.md"
        write_whole(path, text.encode())
        return path

    def holding(self, checksum: str) -> Path | None:
        """The original of the same bytes, if there is one."""
        files = (p for p in sorted(self.originals.iterdir()) if p.is_file()) if self.originals.is_dir() else iter(())
        return next((p for p in files if file_checksum(p) == checksum), None)

    def discard(self, id_: str, kept: Path | None) -> None:
        """Take back what was written of a document that could not be finished."""
        path = self.documents / f"{id_}.md"
        for leftover in filter(None, (path, places_path(path), kept)):
            leftover.unlink(missing_ok=True)


def locked(pack: Path) -> FileLock:
    """The lock that whoever adds to a pack holds.

    Raises:
        AddingError: when entered, if another holds it too long.
    """
    pack.mkdir(parents=True, exist_ok=True)
    lock = FileLock(pack / ".adding.lock", timeout=_LOCK_WAIT_S)
    try:
        lock.acquire()
    except Timeout as error:
        raise AddingError(
            "另一个程序正在向这个资料包添加文件，请稍后再试。Another program is adding to this pack."
        ) from error
    return lock


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and what other systems refuse."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, suffix = Path(kept).stem[:_MAX_NAME], Path(kept).suffix[:12]
    return f"{stem}{suffix}" or "file"


def file_checksum(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _id_of(name: str) -> str:
    plain = "".join(c if c.isalnum() else "-" for c in name).strip("-")
    return "-".join(filter(None, plain.split("-")))[:_MAX_ID] or "document"


def _holds_texts(pack: Path) -> bool:
    return pack.is_dir() and any(p.parent == pack for p in document_paths(pack))
