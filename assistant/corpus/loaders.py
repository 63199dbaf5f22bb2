"""Files in, documents out: Markdown with our front matter as it stands, anybody's Markdown and text made plain first.

A document's text is what citations quote. Of a file without our front matter it is the plain Markdown that
``markdown_source`` and ``plain_source`` make: the same words, without marks, comments, pictures and page furniture.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from assistant.corpus.characters import is_cjk, seen
from assistant.corpus.dates import iso_part
from assistant.corpus.editions import edition_id, linked
from assistant.corpus.encodings import decoded
from assistant.corpus.markdown_source import to_plain_markdown
from assistant.corpus.original_places import read_places
from assistant.corpus.plain_source import to_markdown
from assistant.corpus.sections import find_sections
from assistant.errors import CorpusError, EmptyCorpusError, NoTextError, UnreadableFileError
from assistant.errors.fields import wrong_fields
from assistant.types import Authority, Document, Language

log = logging.getLogger(__name__)
SUFFIXES = (".md", ".txt")
# Folders of a pack that hold no documents for everybody: files as they came in, and what is the staff's alone.
ORIGINALS, STAFF = "originals", "staff"
MAX_FILE_BYTES = 20_000_000
_FENCE = "---\n"
# What tells our front matter from that of another tool.
_OURS = frozenset({"id", "authority", "original"})
_SHORT_TITLE = 40


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
    superseded: str | None = None
    supersedes: str | None = None
    edition: str | None = None
    number: str | None = None
    checked_on: str | None = None
    language: Language
    translation_of: str | None = None
    original: str
    repost: bool = False
    aliases: tuple[str, ...] = ()
    scope_terms: tuple[str, ...] = ()
    dates: dict[str, str] = {}
    kept: str | None = None

    @field_validator("issued", "effective", "superseded", "checked_on", "edition", "number", mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        # YAML makes a day of 2023-09-01 and a number of 2023.
        return str(value) if isinstance(value, int | float | date) else value


def load_corpus(folder: Path) -> list[Document]:
    """Load every document below ``folder``, sorted by path; files of the same name get their folder's name too.

    An empty file stops none of the others: it is left out, which is said in the log and by the check.

    Raises:
        EmptyCorpusError: the folder is missing or holds no document.
        CorpusError: a document is malformed, or two share an id that they give themselves.
    """
    paths = document_paths(folder)
    if not paths and not folder.is_dir():
        raise EmptyCorpusError(
            f"没有资料目录 {folder}，请检查 --pack 所写的路径。"
            f"There is no folder {folder}; check the path after --pack."
        )
    if not paths:
        raise EmptyCorpusError(
            f"{folder} 中没有 .md 或 .txt 文档。用 zhengtu add 文件 --pack 目录 加入资料，或检查 --pack 所写的路径。"
            f"{folder} holds no document: add some with zhengtu add FILE --pack DIR, or check the path after --pack."
        )
    documents: list[Document] = []
    useless: list[NoTextError] = []
    taken: dict[str, Path] = {}
    stems = Counter(p.stem for p in paths)
    for path in paths:
        try:
            document = load_document(path)
        except NoTextError as error:
            log.warning("%s 跳过了这个文件。It was left out.", error)
            useless.append(error)
            continue
        if stems[path.stem] > 1 and document.id == path.stem:
            document = replace(document, id="-".join(path.relative_to(folder).parts))
        if document.id in taken:
            raise CorpusError(
                f"{path} 与 {taken[document.id]} 的 id 相同（{document.id}），请改其中一个；"
                "同一文件的两个版本请各写 edition。Two documents share an id: change one, or give each its edition.",
                path,
            )
        taken[document.id] = path
        documents.append(document)
    if not documents:
        raise useless[0]
    return linked(documents)


def documents_folder(corpus: Path) -> Path:
    """``corpus/documents`` where it exists, else the folder itself (any folder of texts)."""
    return corpus / "documents" if (corpus / "documents").is_dir() else corpus


def document_paths(folder: Path) -> list[Path]:
    """The documents below a folder, sorted; none of hidden folders, kept originals, or the staff's own.

    Nor are lock files of office programs documents.
    """

    def hidden(path: Path) -> bool:
        parts = path.relative_to(folder).parts
        return parts[0] in (ORIGINALS, STAFF) or any(part.startswith((".", "~$")) for part in parts)

    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and not hidden(p))


def load_document(path: Path) -> Document:
    """Load one file; a Markdown file may begin with front matter, any other gets plain defaults.

    Raises:
        UnreadableFileError: not text in UTF-8 or GB18030, or larger than ``MAX_FILE_BYTES``.
        CorpusError: the front matter is malformed or the text is empty.
    """
    raw = _read_text(path)
    block, text = split_front_matter(raw) if path.suffix.lower() == ".md" else ("", raw)
    head = _yaml_head(path, block) if block else {}
    if not head.keys() >= _OURS:
        plain = seen(text)
        text = to_plain_markdown(plain) if path.suffix.lower() == ".md" else to_markdown(plain)
        if not text.strip():
            raise NoTextError(f"{path} 没有正文。The file holds no text.", path)
        return _plain_document(path, text, head)
    if not text.strip():
        raise CorpusError(f"{path} 没有正文。The file holds no text.", path)
    try:
        meta = FrontMatter.model_validate(head)
    except ValidationError as error:
        raise CorpusError(f"{path} 的文件头有误：{wrong_fields(error)}", path) from error
    given = meta.model_dump(exclude={"edition"})
    given |= {"id": edition_id(meta.id, meta.edition), "dates": tuple(meta.dates.items()), "number": meta.number or ""}
    return Document(
        **given, text=text, sections=tuple(find_sections(text, meta.language)), places=read_places(path, text)
    )


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter of a Markdown file, "" where it has none, and the text after it."""
    if not text.startswith(_FENCE):
        return "", text
    block, closed, rest = text[len(_FENCE) :].partition(f"\n{_FENCE}")
    return (block, rest) if closed else ("", text)


def with_front_matter(head: Mapping[str, object], text: str) -> str:
    """A document as it lies in a pack."""
    return f"---\n{yaml.safe_dump(dict(head), allow_unicode=True, sort_keys=False)}---\n{text}"


def _yaml_head(path: Path, block: str) -> dict[str, object]:
    """The front matter as it stands; {} where it is no mapping.

    Raises:
        CorpusError: it is no YAML.
    """
    try:
        data = yaml.safe_load(block)
    except yaml.YAMLError as error:
        raise CorpusError(f"{path} 的文件头不是有效的 YAML：{error}", path) from error
    except (ValueError, RecursionError) as error:
        # PyYAML's own: a day that no calendar has, brackets nested a thousand deep.
        raise CorpusError(f"{path} 的文件头读不了：{error}", path) from error
    return {str(k): v for k, v in data.items()} if isinstance(data, dict) else {}


def _plain_document(path: Path, text: str, head: dict[str, object]) -> Document:
    """A document of anybody's; of the front matter of another tool what it has is read."""
    mostly_chinese = sum(map(is_cjk, text)) > len(text.split())
    language = Language.ZH if mostly_chinese else Language.EN
    sections = tuple(find_sections(text, language))
    longest = _SHORT_TITLE if mostly_chinese else 2 * _SHORT_TITLE
    title = _word(head, "title") or next((s.title for s in sections if s.level == 1), "") or path.stem
    return Document(
        id=path.stem,
        title=title,
        short_title=title if len(title) <= longest else path.stem[:longest],
        publisher=_word(head, "publisher", "author", "organization"),
        authority=Authority.UNKNOWN,
        issued=iso_part(_word(head, "issued", "date", "published")),
        effective=iso_part(_word(head, "effective")),
        supersedes=None,
        language=language,
        translation_of=None,
        repost=False,
        original=path.name,
        kept="",
        aliases=(),
        scope_terms=(),
        text=text,
        sections=sections,
    )


def _word(head: dict[str, object], *names: str) -> str:
    """The first of some fields that holds one value, as text."""
    values = (head.get(n) for n in names)
    return next((str(v).strip() for v in values if isinstance(v, str | int | date) and str(v).strip()), "")


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError(f"{path} 超过 {MAX_FILE_BYTES // 1_000_000} MB，请先拆分。", path)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"读不了 {path}：{error.strerror}。", path) from error
    text = decoded(data)
    if text is None:
        raise UnreadableFileError(
            f"{path} 不是可读的文本（UTF-8、UTF-16、GB18030、Big5），请转换编码。It is no text that can be read.",
            path,
        )
    return text
