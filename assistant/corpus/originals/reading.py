"""A file to its blocks, in a process of its own with bounds on memory and time.

A hostile or damaged file can at most end that process: ``read_apart`` then says so, and everything else goes on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.corpus.originals.blocks import Reading
from assistant.corpus.originals.formats import Format, has_macros, recognise
from assistant.errors import UnreadableFileError

MAX_FILE_BYTES = 100_000_000
MAX_TEXT_CHARS = 2_000_000
# What the process that reads may take: address space, and seconds.
MEMORY_BYTES = 2_000_000_000
LIMIT_S = 600
_MACROS = "文件带有宏，宏没有运行也没有收入。The file carries macros; they were neither run nor kept."


def read_apart(path: Path) -> Reading:
    """Read a file of any format in a process of its own.

    Raises:
        UnreadableFileError: it cannot be read; the message says why, and what to do.
    """
    check_size(path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "assistant.corpus.originals.reading", str(path)],
            capture_output=True,
            timeout=LIMIT_S,
            check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            f"{path.name} 读了 {LIMIT_S} 秒还没有读完，请拆分后再添加。It takes too long to read; split it.", path
        ) from error
    try:
        answer = json.loads(done.stdout)
        if "reason" in answer:
            raise UnreadableFileError(str(answer["reason"]), path)
        return _READING.validate_python(answer)
    except (json.JSONDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise UnreadableFileError(
            f"{path.name} 太复杂或已损坏，读取时中断或超出了内存上限（{MEMORY_BYTES // 1_000_000} MB）。"
            "请拆分或重新导出。Reading it ended early; split it or export it again.",
            path,
        ) from error


def check_size(path: Path) -> None:
    """Refuse what is no file, or too large a one, before anything of it is read.

    Raises:
        UnreadableFileError: it is.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFileError(f"读不了 {path.name}：{error.strerror}。It cannot be read.", path) from error
    if not path.is_file():
        raise UnreadableFileError(f"{path.name} 不是文件。It is no file.", path)
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            f"{path.name} 有 {size // 1_000_000} MB，上限是 {MAX_FILE_BYTES // 1_000_000} MB，请拆分。"
            "The file is too large; split it.",
            path,
        )


def read_here(path: Path) -> Reading:
    """Read a file in this process.

    Raises:
        UnreadableFileError: it cannot be read; the message says why, and what to do.
    """
    form = recognise(path)
    try:
        reading = _load(path, form)
    except UnreadableFileError:
        raise
    except MemoryError as error:
        raise UnreadableFileError(
            f"{path.name} 读取时超出内存上限（{MEMORY_BYTES // 1_000_000} MB），请拆分。"
            "It needs too much memory; split it.",
            path,
        ) from error
    except RecursionError as error:
        raise UnreadableFileError(
            f"{path.name} 嵌套过深，没有读出，请另存一份再添加。It is nested too deeply; save it anew.", path
        ) from error
    except Exception as error:
        raise _said(path, form, error) from error
    if sum(len(b.text) + sum(len(c) for r in b.rows for c in r.cells) for b in reading.blocks) > MAX_TEXT_CHARS:
        raise UnreadableFileError(
            f"{path.name} 的文字超过 {MAX_TEXT_CHARS // 10_000} 万字，请拆分。It holds too much text; split it.", path
        )
    if not reading.blocks:
        raise UnreadableFileError(f"{path.name} 里没有可读的文字。There is no text in it.", path)
    if has_macros(path):
        reading = Reading(reading.blocks, reading.stated, (*reading.remarks, _MACROS))
    return reading


def _load(path: Path, form: Format) -> Reading:
    # Each parser costs half a second to import: only the one that is needed.
    if form is Format.PDF:
        from assistant.corpus.originals.pdf import read_pdf

        return read_pdf(path)
    if form is Format.DOCX:
        from assistant.corpus.originals.word import read_docx

        return read_docx(path)
    if form is Format.PPTX:
        from assistant.corpus.originals.slides import read_pptx

        return read_pptx(path)
    if form is Format.XLSX:
        from assistant.corpus.originals.workbook import read_xlsx

        return read_xlsx(path)
    if form is Format.HTML:
        from assistant.corpus.originals.web_page import read_html

        return read_html(path)
    from assistant.corpus.originals.plain import read_markdown, read_text

    return read_markdown(path) if form is Format.MARKDOWN else read_text(path)


def _said(path: Path, form: Format, error: Exception) -> UnreadableFileError:
    """What a parser's error means to a person."""
    names = {type(e).__name__ for e in (error, error.__cause__, error.__context__, *error.args) if e is not None}
    if "PDFPasswordIncorrect" in names or "PDFEncryptionError" in names:
        return UnreadableFileError(
            f"{path.name} 有密码保护，请去掉密码后再添加。It is protected by a password; remove it first.", path
        )
    return UnreadableFileError(
        f"{path.name} 不完整或已损坏（{form.value.upper()}，{type(error).__name__}），请重新导出或下载。"
        "The file is cut off or damaged; export it again.",
        path,
    )


_READING: TypeAdapter[Reading] = TypeAdapter(Reading)


def _main(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Parsers tell of every odd font.
    logging.disable(logging.ERROR)
    # What parsers print on their own must not stand between us and the answer.
    answer = os.dup(1)
    os.dup2(2, 1)
    said: dict[str, Any]
    try:
        said = asdict(read_here(path))
    except UnreadableFileError as error:
        said = {"reason": str(error)}
    with contextlib.suppress(BrokenPipeError), os.fdopen(answer, "w", encoding="utf-8", errors="replace") as file:
        json.dump(said, file, ensure_ascii=False)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
