"""A pack's own files: YAML in, checked fields out, or an error that names file and field; files out, whole or not."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.errors import PackError
from assistant.errors.fields import wrong_fields

M = TypeVar("M", bound=BaseModel)


def read_yaml(path: Path) -> Any:
    """What a file holds, {} where it is empty.

    Raises:
        PackError: it cannot be read.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader) or {}
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise PackError(
            f"{path} 读不了：{error}。请照 docs/packs.md 改好。The file cannot be read; see docs/packs.md."
        ) from error


def checked(path: Path, form: type[M], data: Any) -> M:
    """The fields of a file.

    Raises:
        PackError: a field is wrong.
    """
    try:
        return form.model_validate(data)
    except ValidationError as error:
        raise PackError(
            f"{path} 有误：{wrong_fields(error)}。请照 docs/packs.md 改好。A field is wrong; see docs/packs.md."
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, for all to read, in a folder that is there.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
