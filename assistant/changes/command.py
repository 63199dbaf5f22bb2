"""``zhengtu diff`` and ``zhengtu impact``: what a new edition changes, and what that touches."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from assistant.catalogue.loading import load_catalogue
from assistant.changes.choosing import choose_two, compare_editions, find_document
from assistant.changes.comparison import Change, ChangeKind
from assistant.changes.impact import Item, ItemKind, Standing
from assistant.changes.questions import question_files
from assistant.changes.touching import touched
from assistant.corpus.editions import Edition, editions
from assistant.corpus.loaders import documents_folder, load_corpus
from assistant.desk.database import Database
from assistant.desk.store import FeedbackStore
from assistant.settings import Settings
from assistant.types import Document

_KINDS = {
    ChangeKind.ADDED: "新增 added",
    ChangeKind.REMOVED: "删去 removed",
    ChangeKind.CHANGED: "修改 changed",
    ChangeKind.MOVED: "移动 moved",
}
_ITEMS = {
    ItemKind.RECORD: "记录 records",
    ItemKind.QUESTION: "评测题 eval questions",
    ItemKind.TICKET: "待处理反馈 open tickets",
    ItemKind.ANSWER: "答过的问题 past answers",
}
_STANDINGS = {
    Standing.STALE: "已不成立 stale",
    Standing.ELSEWHERE: "换了位置 elsewhere",
    Standing.NEAR: "请核对 check",
}


def run_diff(arguments: argparse.Namespace, corpus: Path) -> int:
    """Print the changes between two editions.

    Raises:
        ComparisonError: the document or an edition is not known, or there is but one edition.
    """
    document, old, new = _chosen(arguments, corpus)
    changes = compare_editions(old, new, document.language)
    if arguments.json:
        print(json.dumps([c.to_json() for c in changes], ensure_ascii=False, indent=1))
    else:
        print(as_text(document.title, old, new, changes))
    return 0


def run_impact(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what the changes between two editions touch.

    Raises:
        ComparisonError: as for ``run_diff``.
        CatalogueError, QuestionFileError, DataFolderError: records, questions or the log cannot be read.
    """
    document, old, new = _chosen(arguments, settings.corpus)
    files = arguments.questions or question_files(settings.corpus)
    log = FeedbackStore(Database(settings.data)).select()
    changes, items = touched(old, new, document.language, load_catalogue(settings.catalogue), files, log)
    if arguments.json:
        found = {"changes": [c.to_json() for c in changes], "items": [i.to_json() for i in items]}
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print(impact_text(document.title, old, new, changes, items))
    return 0


def _chosen(arguments: argparse.Namespace, corpus: Path) -> tuple[Document, Edition, Edition]:
    """The document that the arguments name, and the two editions to compare."""
    documents = {d.id: d for d in load_corpus(documents_folder(corpus))}
    document = find_document(arguments.document, documents)
    return document, *choose_two(editions(documents.values())[document.work], arguments.first, arguments.second)


def impact_text(title: str, old: Edition, new: Edition, changes: Sequence[Change], items: Sequence[Item]) -> str:
    """What is touched, for reading, by kind."""
    lines = [
        f"《{title}》 {_named(old)} → {_named(new)}：{len(changes)} 处变化 changes，{len(items)} 项要看 to look at"
    ]
    for kind, name in _ITEMS.items():
        of_kind = [i for i in items if i.kind is kind]
        lines += [f"\n{name}（{len(of_kind)}）"] if of_kind else []
        for item in of_kind:
            change = changes[item.change] if item.change is not None else None
            clause = (change.old_clause or change.new_clause) if change else ""
            standing = f"[{_STANDINGS[item.standing]}] " if item.standing else ""
            lines.append(f"  {standing}{item.name}：{item.value}" + (f"（{clause}）" if clause else ""))
            lines += [f"    → {item.now}"] if item.now else []
    return "\n".join(lines)


def as_text(title: str, old: Edition, new: Edition, changes: Sequence[Change]) -> str:
    """The changes for reading, a paragraph each."""
    lines = [f"《{title}》 {_named(old)} → {_named(new)}：{len(changes)} 处变化 changes"]
    for change in changes:
        clauses = [c for c in (change.old_clause, change.new_clause) if c]
        lines.append(f"\n[{_KINDS[change.kind]}] {' → '.join(dict.fromkeys(clauses))}")
        if change.kind is ChangeKind.MOVED:
            lines.append(f"  {change.new}")
            continue
        lines += [f"  - {change.old}"] if change.old else []
        lines += [f"  + {change.new}"] if change.new else []
        if change.figures:
            lines.append("  " + "；".join(f"{a or '（无）'} → {b or '（无）'}" for a, b in change.figures))
    return "\n".join(lines)


def _named(edition: Edition) -> str:
    return edition.name or (edition.since.isoformat() if edition.since else "（未注明）")
