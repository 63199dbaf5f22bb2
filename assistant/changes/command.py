"""``zhengtu diff`` and ``zhengtu impact``: what a new edition changes, and what that touches."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from assistant.changes.choosing import choose_two, compare_editions, find_document
from assistant.changes.comparison import Change, ChangeKind
from assistant.corpus.editions import Edition, editions
from assistant.corpus.loaders import load_corpus
from assistant.index.generations import documents_folder

_KINDS = {
    ChangeKind.ADDED: "新增 added",
    ChangeKind.REMOVED: "删去 removed",
    ChangeKind.CHANGED: "修改 changed",
    ChangeKind.MOVED: "移动 moved",
}


def run_diff(arguments: argparse.Namespace, corpus: Path) -> int:
    """Print the changes between two editions.

    Raises:
        ComparisonError: the document or an edition is not known, or there is but one edition.
    """
    documents = {d.id: d for d in load_corpus(documents_folder(corpus))}
    document = find_document(arguments.document, documents)
    old, new = choose_two(editions(documents.values())[document.work], arguments.first, arguments.second)
    changes = compare_editions(old, new, document.language)
    if arguments.json:
        print(json.dumps([c.to_json() for c in changes], ensure_ascii=False, indent=1))
    else:
        print(as_text(document.title, old, new, changes))
    return 0


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
