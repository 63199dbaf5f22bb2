"""Files that staff upload: kept apart in the data folder until a person has confirmed what was read of them."""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from string import hexdigits

from pydantic import TypeAdapter, ValidationError

from assistant.corpus.dates import first_day
from assistant.corpus.originals.adding import Added, Read, Skipped, keep, read_file
from assistant.corpus.originals.proposal import Proposal
from assistant.corpus.originals.reading import MAX_FILE_BYTES
from assistant.corpus.originals.shelf import Audience, safe_name
from assistant.errors import DataFolderError, UploadError, UploadMissingError

FOLDER, _ORIGINAL = "uploads", "original"
MAX_OPEN, MAX_OPEN_BYTES, MAX_AGE_S = 200, 2_000_000_000, 24 * 3600
_ID_BYTES = 16
_READ: TypeAdapter[Read] = TypeAdapter(Read)
# What a person may correct of a proposal.
FIELDS = ("title", "publisher", "number", "issued", "effective", "superseded", "edition")
_DAYS = ("issued", "effective", "superseded")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file under way: how much of it has come."""

    id: str
    name: str
    received: int


class Uploads:
    """The uploads of one data folder; what was left lying for a day goes."""

    def __init__(self, data: Path, pack: Path) -> None:
        self._folder = data / FOLDER
        self._pack = pack

    def begin(self, name: str, size: int) -> Upload:
        """Make room for a file.

        Raises:
            UploadError: it is too large, or too much waits already.
            DataFolderError: the data folder cannot be written.
        """
        if size > MAX_FILE_BYTES:
            raise UploadError(
                f"{safe_name(name)} 有 {size // 1_000_000} MB，上限是 {MAX_FILE_BYTES // 1_000_000} MB，请拆分。"
                "The file is too large; split it."
            )
        with _kept():
            self._folder.mkdir(parents=True, exist_ok=True)
            waiting = [p for p in self._folder.iterdir() if p.is_dir() and not self._is_old(p)]
            held = sum(f.stat().st_size for p in waiting for f in p.rglob("*") if f.is_file())
            if len(waiting) >= MAX_OPEN or held + size > MAX_OPEN_BYTES:
                raise UploadError(
                    "等待确认的文件太多，请先确认或删去一些。Too many files wait; confirm or remove some first."
                )
            id_ = secrets.token_hex(_ID_BYTES)
            (self._folder / id_ / _ORIGINAL).mkdir(parents=True)
            (self._folder / id_ / _ORIGINAL / safe_name(name)).touch()
        return Upload(id_, safe_name(name), 0)

    def append(self, id_: str, offset: int, data: bytes) -> Upload:
        """Add the next piece of a file.

        Raises:
            UploadMissingError: there is no such upload.
            UploadError: the piece does not go on where the last one ended, or the file grows too large.
            DataFolderError: the data folder cannot be written.
        """
        folder = self._of(id_)
        file = _file(folder)
        with _kept():
            received = file.stat().st_size
            if offset != received:
                raise UploadError(f"应从第 {received} 字节续传。The file goes on at byte {received}.")
            if received + len(data) > MAX_FILE_BYTES:
                raise UploadError(f"文件超过 {MAX_FILE_BYTES // 1_000_000} MB。The file is too large.")
            with file.open("ab") as target:
                target.write(data)
            return Upload(id_, file.name, received + len(data))

    def read(self, id_: str) -> Read | Skipped:
        """Read an upload that is there as a whole; one that cannot be read is gone afterwards.

        Raises:
            UploadMissingError: there is no such upload.
            DataFolderError: the data folder cannot be written.
        """
        folder = self._of(id_)
        done = read_file(_file(folder))
        if isinstance(done, Skipped):
            self.discard(id_)
            return done
        body = json.dumps(asdict(done), ensure_ascii=False, default=str)
        with _kept():
            (folder / "reading.json").write_text(body, encoding="utf-8")
        return done

    def confirm(self, id_: str, values: Mapping[str, str], audience: Audience) -> Added | Skipped:
        """Keep an upload as a person confirmed it.

        Raises:
            UploadMissingError: there is no such upload, or it was not read yet.
            UploadError: a value cannot be.
            AddingError: the pack cannot be written.
        """
        folder = self._of(id_)
        try:
            read = _READ.validate_json((folder / "reading.json").read_text(encoding="utf-8"))
        except (OSError, ValidationError) as error:
            raise UploadMissingError("这个文件还没有读过。The file was not read yet.") from error
        proposal = _corrected(read.proposal, values)
        done = keep(Read(_file(folder), read.name, read.reading, proposal), self._pack, audience)
        self.discard(id_)
        return done

    def discard(self, id_: str) -> None:
        """Remove an upload; removing none is no error."""
        if _is_id(id_):
            shutil.rmtree(self._folder / id_, ignore_errors=True)

    def _of(self, id_: str) -> Path:
        folder = self._folder / id_
        if not _is_id(id_) or not folder.is_dir():
            raise UploadMissingError("没有这个上传。There is no such upload.")
        return folder

    def _is_old(self, folder: Path) -> bool:
        old = time.time() - folder.stat().st_mtime > MAX_AGE_S
        if old:
            shutil.rmtree(folder, ignore_errors=True)
        return old


def _is_id(text: str) -> bool:
    return len(text) == 2 * _ID_BYTES and set(text) <= set(hexdigits.lower())


def _file(folder: Path) -> Path:
    """The file of an upload, under its own name: what it ends in says something of a text."""
    return next(iter((folder / _ORIGINAL).iterdir()))


def _corrected(proposal: Proposal, values: Mapping[str, str]) -> Proposal:
    wanted = {name: " ".join(values[name].split())[:200] for name in FIELDS if name in values}
    for name in _DAYS:
        if wanted.get(name) and first_day(wanted[name]) is None:
            raise UploadError(
                f"日期「{wanted[name]}」应写成 YYYY、YYYY-MM 或 YYYY-MM-DD。A date is YYYY, YYYY-MM or YYYY-MM-DD."
            )
    if "title" in wanted and not wanted["title"]:
        raise UploadError("标题不能为空。The title cannot be empty.")
    return proposal.corrected(**wanted)


@contextmanager
def _kept() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataFolderError(f"上传的文件存不下：{error.strerror}。The upload cannot be kept.") from error
