"""Proof that the restated corpus is whole: ``python -m assistant check``.

For every document: the front matter loads, locators are unique, passages fit the embedding model. For
every list in ``corpus/expected/*.yaml``, which was written by hand from the source: each item stands in
our restatement, under the place that is named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.catalogue.check import check_catalogue
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.corpus.compare import compact
from assistant.corpus.dates import date_at, first_day
from assistant.corpus.editions import in_force_ids
from assistant.corpus.loaders import ORIGINALS, STAFF, document_paths, documents_folder, load_corpus, load_document
from assistant.corpus.passages import split_document
from assistant.corpus.questions import lost_questions
from assistant.errors import NoTextError, ZhengtuError
from assistant.pack.pack import RECORDS, load_pack
from assistant.pack.schema import Kind
from assistant.types import Authority, Document, Passage, PassageKind

# multilingual-e5 reads 512 tokens; a Chinese character takes about one, an English word about 1.3.
_TO_BE_ADDED = (".pdf", ".docx", ".docm", ".pptx", ".xlsx", ".xlsm", ".html", ".htm", ".doc", ".ppt", ".xls")
_MAX_SEARCHABLE_CHARS = {"zh": 600, "en": 1800}


class ExpectedItem(BaseModel):
    """One fact that must be in our restatement."""

    model_config = ConfigDict(extra="forbid")
    text: str
    where: str


class Expected(BaseModel):
    """What a source's tables and key sentences hold, listed by hand."""

    model_config = ConfigDict(extra="forbid")
    document: str
    items: list[ExpectedItem]


def check_corpus(corpus: Path) -> list[str]:
    """All problems of a corpus folder, one sentence each; empty when it is sound."""
    try:
        documents = {d.id: d for d in load_corpus(documents_folder(corpus))}
    except ZhengtuError as error:
        return [str(error)]
    passages = {id_: split_document(d) for id_, d in documents.items()}
    problems = [p for d in documents.values() for p in _check_document(d, passages[d.id], documents)]
    problems += _unread(documents_folder(corpus))
    try:
        lost = lost_questions([p for listed in passages.values() for p in listed], corpus)
    except ZhengtuError as error:
        return [*problems, str(error)]
    problems += [
        f"questions/{name}.jsonl：{count} 行对应的段落已改动或不存在，请改写这些问题或删去。"
        for name, count in lost.items()
    ]
    for path in sorted((corpus / "expected").glob("*.yaml")):
        problems.extend(_check_expected(path, documents, passages))
    try:
        load_pack(corpus)
        catalogue = load_catalogue(corpus / RECORDS)
    except ZhengtuError as error:
        return [*problems, str(error)]
    texts = {id_: located_texts(d, passages[id_]) for id_, d in documents.items()}
    # An id without an edition's name means the one in force: what a record says of it must stand there today.
    texts |= {work: texts[id_] for work, id_ in in_force_ids(documents, date.today()).items() if work not in texts}
    return problems + check_catalogue(catalogue, texts) + list(_check_days(catalogue, documents, passages))


def _unread(folder: Path) -> Iterator[str]:
    """Empty files, and files beside the documents that nothing reads until they are added."""
    for path in document_paths(folder):
        try:
            load_document(path)
        except NoTextError as error:
            yield str(error)
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        kept = parts[0] in (ORIGINALS, STAFF) or any(part.startswith((".", "~$")) for part in parts)
        if path.suffix.lower() in _TO_BE_ADDED and not kept:
            yield f"{path.name} 没有收入：这种文件要用 zhengtu add 添加。It is not read; add it with zhengtu add."


def _check_days(
    catalogue: Catalogue, documents: dict[str, Document], passages: dict[str, list[Passage]]
) -> Iterator[str]:
    """What can be taken was checked on the day of the source that says so."""
    for record in catalogue.all(Kind.OPEN):
        place = record.place("offered")
        document = documents.get(place.document)
        starts = [s.start for s in document.sections if s.locator == place.locator] if document else []
        starts += [p.start for p in passages.get(place.document, ()) if p.locator == place.locator]
        if document and starts and date_at(document, starts[0]) != record.text("checked_on"):
            yield f"OpenRecord {record.id}：checked_on {record.text('checked_on')} 不是出处的日期。"


def _check_document(document: Document, passages: list[Passage], documents: dict[str, Document]) -> list[str]:
    problems = []
    if document.translation_of and document.translation_of not in documents:
        problems.append(f"{document.id}：translation_of 指向不存在的文档 {document.translation_of}。")
    if document.authority is Authority.UNKNOWN or not document.restated:
        # Somebody's document as it is: nobody promised locators.
        return problems
    sections = Counter(s.locator for s in document.sections if s.level > 1)
    rows = Counter(p.locator for p in passages if p.kind is PassageKind.ROW)
    for locator, count in (sections + rows).items():
        if count > 1:
            problems.append(f"{document.id}：定位「{locator}」出现 {count} 次，必须唯一。")
    for section in document.sections:
        if section.level > 1 and "〔" not in document.text[section.start :].split("\n", 1)[0]:
            problems.append(f"{document.id}：标题「{section.title}」没有〔定位〕。")
    problems.extend(_check_dates(document, passages))
    limit = _MAX_SEARCHABLE_CHARS[document.language.value]
    for passage in passages:
        if document.text[passage.start : passage.end] != passage.text:
            problems.append(f"{document.id}：{passage.locator} 的段落与原文位置不符。")
        if len(passage.searchable) > limit:
            problems.append(
                f"{document.id}：{passage.locator} 太长（{len(passage.searchable)} 字），请拆成几行或几句。"
            )
    return problems


def _check_dates(document: Document, passages: list[Passage]) -> Iterator[str]:
    """Every date can be read, and what ``dates`` names is one section or the beginning of one passage."""
    for text in (
        document.issued,
        document.effective,
        document.superseded,
        document.checked_on,
        *(day for _, day in document.dates),
    ):
        if text is not None and first_day(text) is None:
            yield f"{document.id}：日期「{text}」应写成 YYYY、YYYY-MM 或 YYYY-MM-DD。"
    for words, _ in document.dates:
        named = [s for s in document.sections if s.locator == words]
        if len(named) + sum(p.text.startswith(words) for p in passages) != 1:
            yield f"{document.id}：dates 的「{words}」应是一个定位，或一个段落开头的字句。"


def _check_expected(path: Path, documents: dict[str, Document], passages: dict[str, list[Passage]]) -> list[str]:
    try:
        expected = Expected.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        return [f"{path.name} 读不了：{error}"]
    document = documents.get(expected.document)
    if document is None:
        return [f"{path.name}：没有文档 {expected.document}。"]
    texts = located_texts(document, passages[document.id])
    problems = []
    for item in expected.items:
        if item.where not in texts:
            problems.append(f"{path.name}：{expected.document} 没有定位「{item.where}」。")
        elif compact(item.text) not in texts[item.where]:
            problems.append(f"{path.name}：「{item.text}」不在 {expected.document} 的「{item.where}」中。")
    return problems


def located_texts(document: Document, passages: list[Passage]) -> dict[str, str]:
    """What stands under each locator (a section with its rows, or one row), compacted for comparison."""
    texts: dict[str, str] = defaultdict(str)
    for section in document.sections:
        texts[section.locator] += compact(document.text[section.start : section.end])
    for passage in passages:
        if passage.kind is PassageKind.ROW:
            texts[passage.locator] += compact(passage.text)
    return dict(texts)
