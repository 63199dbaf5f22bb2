"""What was fitted on a pack: one JSON file a part in ``learned/``, under the name of the embedding model that it reads.

A pack without a file uses the general fit of the engine, as does one whose file was fitted on the vectors of another
model, or for a pack of another form: that is said once in the log, and ``zhengtu learn`` fits it anew. A file that
cannot be read, or whose checksum shows that it was cut or changed by hand, is an error with its name.
"""

from __future__ import annotations

import hashlib
import json
import logging
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import LearnedFileError
from assistant.errors.fields import wrong_fields
from assistant.pack.files import write_whole

log = logging.getLogger(__name__)
_Fit = TypeVar("_Fit", bound=BaseModel)
FOLDER = "learned"


class LearnedPart(StrEnum):
    """What can be fitted on a pack; the name of the file."""

    ABSTENTION = "abstention"
    JUDGE = "judge"
    TURNS = "turns"


class _Envelope(BaseModel):
    """``checksum``: SHA-256 of the fit as it is written. ``figures``: what was measured, for people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: LearnedPart
    encoder: str
    checksum: str
    figures: dict[str, float]
    fit: dict[str, Any]


def read_learned(folder: Path, part: LearnedPart, encoder: str, form: type[_Fit]) -> _Fit | None:
    """What was fitted on a pack; None where nothing was, or for the vectors of another embedding model.

    Args:
        folder: ``learned`` of the pack; may be absent.
        part: which of its fits.
        encoder: name of the embedding model in use.
        form: what the fit must look like.

    Raises:
        LearnedFileError: the file is there and cannot be used; the message says what to do.
    """
    path = learned_file(folder, part)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, part, str(error)) from error
    try:
        read = _Envelope.model_validate_json(content)
        if read.part is not part:
            raise _unusable(path, part, f"part: {read.part}")
        if read.checksum != _checksum(read.fit):
            raise _unusable(path, part, "校验和不符 its checksum does not fit")
        if read.encoder != encoder:
            log.warning(
                "%s 是按另一个向量模型（%s）拟合的，暂用通用的拟合；请运行 zhengtu learn --part %s。"
                " It was fitted for another embedding model; the general fit is used.",
                path, read.encoder, command_part(part),
            )  # fmt: skip
            return None
        return form.model_validate(read.fit)
    except ValidationError as error:
        raise _unusable(path, part, wrong_fields(error)) from error


def write_learned(
    folder: Path, part: LearnedPart, encoder: str, fit: BaseModel, figures: dict[str, float] | None = None
) -> Path:
    """Keep a fit, whole or not at all; the path of its file.

    Raises:
        LearnedFileError: it cannot be written.
    """
    path = learned_file(folder, part)
    held = json.loads(fit.model_dump_json())
    envelope = _Envelope(part=part, encoder=encoder, checksum=_checksum(held), figures=figures or {}, fit=held)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, f"{envelope.model_dump_json()}\n".encode())
    except OSError as error:
        raise LearnedFileError(f"{path} 写不了：{error}。It cannot be written.", path) from error
    return path


def learned_file(folder: Path, part: LearnedPart) -> Path:
    """Where a part lies; may be absent."""
    return folder / f"{part}.json"


def command_part(part: LearnedPart) -> str:
    """What ``zhengtu learn --part`` calls it."""
    return "planner" if part is LearnedPart.TURNS else "judge"


def _checksum(fit: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fit, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _unusable(path: Path, part: LearnedPart, reason: str) -> LearnedFileError:
    return LearnedFileError(
        f"{path} 不能用：{reason}。请运行 zhengtu learn --part {command_part(part)} 重新拟合，或删除它。"
        "This learned file cannot be used: fit it again or delete it.",
        path,
    )
