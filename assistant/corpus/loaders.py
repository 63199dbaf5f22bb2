"""Files in, documents out: Markdown with front matter (our corpus) and plain text (anybody's)."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.corpus.sections import find_sections
from assistant.errors import CorpusError, EmptyCorpusError, UnreadableFileError
from assistant.types import Authority, Document, Language

SUFFIXES = (".md", ".txt")
MAX_FILE_BYTES = 20_000_000
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_CJK = re.compile(r"[\u3400-\u9fff]")


class FrontMatter(BaseModel):
    """What a corpus document says of itself, above its text (see docs/corpus.md)."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    id: str
    title: str
    short_title: str
    publisher: str
    authority: Authority
    issued: str | None = None
    issued_note: str | None = None
    effective: str | None = None
    supersedes: str | None = None
    language: Language
    translation_of: str | None = None
    original: str
    repost: bool = False
    aliases: list[str] = []
    scope_terms: list[str] = []
    dates: dict[str, str] = {}


def load_corpus(folder: Path) -> list[Document]:
    """Load every document below ``folder``, sorted by path.

    Raises:
        EmptyCorpusError: the folder is missing or holds no document.
        CorpusError: a document is malformed, or two share an id.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    if not paths:
        raise EmptyCorpusError(f"{folder} 中没有 .md 或 .txt 文档，请检查 --corpus 指向的目录。")
    documents: list[Document] = []
    seen: dict[str, Path] = {}
    for path in paths:
        document = load_document(path)
        if document.id in seen:
            raise CorpusError(f"{path} 与 {seen[document.id]} 的 id 相同（{document.id}），请改其中一个。")
        seen[document.id] = path
        documents.append(document)
    return documents


def load_document(path: Path) -> Document:
    """Load one file; a Markdown file may begin with front matter, any other gets plain defaults.

    Raises:
        UnreadableFileError: not text in UTF-8 or GB18030, or larger than ``MAX_FILE_BYTES``.
        CorpusError: the front matter is malformed or the text is empty.
    """
    raw = _read_text(path)
    match = _FRONT_MATTER.match(raw) if path.suffix.lower() == ".md" else None
    text = raw[match.end() :] if match else raw
    if not text.strip():
        raise CorpusError(f"{path} 没有正文。")
    if match is None:
        return _plain_document(path, text)
    meta = _front_matter(path, match.group(1))
    return Document(
        id=meta.id,
        title=meta.title,
        short_title=meta.short_title,
        publisher=meta.publisher,
        authority=meta.authority,
        issued=meta.issued,
        effective=meta.effective,
        supersedes=meta.supersedes,
        language=meta.language,
        translation_of=meta.translation_of,
        repost=meta.repost,
        original=meta.original,
        aliases=tuple(meta.aliases),
        scope_terms=tuple(meta.scope_terms),
        text=text,
        sections=tuple(find_sections(text)),
        issued_note=meta.issued_note,
        dates=tuple(meta.dates.items()),
    )


def _front_matter(path: Path, block: str) -> FrontMatter:
    try:
        data = yaml.safe_load(block)
        return FrontMatter.model_validate(data)
    except yaml.YAMLError as error:
        raise CorpusError(f"{path} 的文件头不是有效的 YAML：{error}") from error
    except ValidationError as error:
        fields = "；".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise CorpusError(f"{path} 的文件头有误：{fields}") from error


def _plain_document(path: Path, text: str) -> Document:
    mostly_chinese = len(_CJK.findall(text)) * 4 > len(text.split())
    return Document(
        id=path.stem,
        title=path.stem,
        short_title=path.stem[:14],
        publisher="",
        authority=Authority.UNKNOWN,
        issued=None,
        effective=None,
        supersedes=None,
        language=Language.ZH if mostly_chinese else Language.EN,
        translation_of=None,
        repost=False,
        original=path.name,
        aliases=(),
        scope_terms=(),
        text=text,
        sections=tuple(find_sections(text)),
    )


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError(f"{path} 超过 {MAX_FILE_BYTES // 1_000_000} MB，请先拆分。")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"读不了 {path}：{error.strerror}。") from error
    if b"\x00" in data:
        raise UnreadableFileError(f"{path} 是二进制文件，不是文本。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(f"{path} 既不是 UTF-8 也不是 GB18030 文本，请转换编码。")
