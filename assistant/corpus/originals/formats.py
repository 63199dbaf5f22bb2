"""Which format a file has, by what is in it: names mislead."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from pathlib import Path

from assistant.corpus.encodings import decoded
from assistant.errors import UnreadableFileError

# Bounds on what an archive may unpack to; a page of text is some kilobytes.
MAX_UNPACKED_BYTES, MAX_MEMBERS, MAX_RATIO = 400_000_000, 20_000, 200
_PROBE_BYTES = 4_096
_TAGS = tuple(b"<%b " % name for name in (b"!doctype html", b"html", b"head", b"body", b"table", b"div", b"p", b"h1"))
_TAG_BYTES = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin")


class Format(StrEnum):
    """The formats that can be added."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"


_TYPES = "[Content_Types].xml"
_TEXT = b"openxmlformats-officedocument.wordprocessingml.document"
_SHOW = b"openxmlformats-officedocument.presentationml.presentation"
# Templates, shows and files with macros, by the type of their main part, and what their parser takes them for.
_KINDS = (
    (b"openxmlformats-officedocument.wordprocessingml.template", _TEXT),
    (b"ms-word.document.macroEnabled", _TEXT),
    (b"ms-word.template.macroEnabledTemplate", _TEXT),
    (b"openxmlformats-officedocument.presentationml.slideshow", _SHOW),
    (b"openxmlformats-officedocument.presentationml.template", _SHOW),
    (b"ms-powerpoint.slideshow.macroEnabled", _SHOW),
    (b"ms-powerpoint.template.macroEnabled", _SHOW),
)
_MAIN_PARTS = {"word/document.xml": Format.DOCX, "ppt/presentation.xml": Format.PPTX, "xl/workbook.xml": Format.XLSX}
_SUFFIXES = {
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mdx": Format.MARKDOWN,
}


def recognise(path: Path) -> Format:
    """The format of a file.

    Raises:
        UnreadableFileError: it is empty, none of the formats, protected by a password, or unpacks to too much.
    """
    with path.open("rb") as file:
        start = file.read(_PROBE_BYTES)
    if not start.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadableFileError(f"{path.name} 是空文件，请检查后重新导出。The file is empty.", path)
    if b"%PDF-" in start[:1024]:
        return Format.PDF
    if start.startswith(b"PK"):
        return _packed(path)
    if start.startswith(_OLE):
        raise _old_or_protected(path)
    if start.startswith(b"{\\rtf"):
        raise UnreadableFileError(f"{path.name} 是 RTF，请另存为 DOCX。Save the file as DOCX.", path)
    return _written(path, start)


def plain_package(path: Path) -> Path | io.BytesIO:
    """An office file as its parser wants it: templates, shows and files with macros differ from it by a word.

    The word is the type of the main part; the parts are the same, and macros are never looked at.
    """
    with zipfile.ZipFile(path) as archive:
        types = archive.read(_TYPES)
        plain = types
        for kind, plainest in _KINDS:
            plain = plain.replace(b"application/vnd.%b.main+xml" % kind, b"application/vnd.%b.main+xml" % plainest)
        if plain == types:
            return path
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as changed:
            for member in archive.infolist():
                changed.writestr(member, plain if member.filename == _TYPES else archive.read(member))
    copy.seek(0)
    return copy


def has_macros(path: Path) -> bool:
    """Whether an office file carries macros, which are never run nor read."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name in archive.NameToInfo for name in _MACROS)


def _packed(path: Path) -> Format:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{path.name} 不完整或已损坏，请重新导出或下载。The file is cut off or damaged; export it again.", path
        ) from error
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if len(members) > MAX_MEMBERS or size > MAX_UNPACKED_BYTES or (size > 50_000_000 and size > MAX_RATIO * packed):
        raise UnreadableFileError(
            f"{path.name} 解压后约 {size // 1_000_000} MB、{len(members)} 个部分，压缩比异常或超过上限"
            f"（{MAX_UNPACKED_BYTES // 1_000_000} MB、{MAX_MEMBERS} 个部分），没有打开。"
            "It unpacks to too much and was not opened.",
            path,
        )
    names = {m.filename for m in members}
    found = next((form for part, form in _MAIN_PARTS.items() if part in names), None)
    if found is None:
        raise UnreadableFileError(
            f"{path.name} 是压缩包，但不是 DOCX、XLSX 或 PPTX，请解压后逐个添加。"
            "It is an archive, but no office document; unpack it and add the files.",
            path,
        )
    return found


def _old_or_protected(path: Path) -> UnreadableFileError:
    if _ENCRYPTED in path.read_bytes():
        return UnreadableFileError(f"{path.name} 有密码保护，请去掉密码后再添加。It is protected by a password.", path)
    return UnreadableFileError(
        f"{path.name} 是旧版 Office 文件（.doc、.xls、.ppt），请另存为 DOCX、XLSX 或 PPTX。"
        "It is an old Office file; save it as DOCX, XLSX or PPTX.",
        path,
    )


def _written(path: Path, start: bytes) -> Format:
    suffix = path.suffix.lower()
    if decoded(path.read_bytes()) is None:
        raise UnreadableFileError(
            f"{path.name} 不是能读的格式。可添加 PDF、DOCX、PPTX、XLSX、HTML、Markdown 与文本"
            "（UTF-8、UTF-16、GB18030、Big5）。"
            "It is none of the formats that can be added.",
            path,
        )
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    text = start.decode("utf-8", "replace").replace("\x00", "").lstrip("\ufeff \r\n\t").encode()
    # A page says so at its start; a text about HTML does not.
    tag = b" ".join(text[:_TAG_BYTES].lower().replace(b">", b" > ").split())
    return Format.HTML if tag.startswith(_TAGS) or (text.startswith(b"<?xml") and b"<html" in text) else Format.TEXT
