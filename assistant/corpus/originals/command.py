"""``zhengtu add FILE…``: what was read of each file, confirmed by a person or by ``--yes``, then the index."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.corpus.originals.adding import Added, Skipped, add_files, files_of
from assistant.corpus.originals.proposal import Proposal
from assistant.corpus.originals.shelf import Audience
from assistant.errors import AddingError
from assistant.index.embedding import load_embedder
from assistant.index.generations import build
from assistant.index.reuse import Progress
from assistant.settings import Settings

_FIELDS = {
    "title": "标题 title",
    "publisher": "发布方 publisher",
    "number": "文号 number",
    "issued": "发布日期 issued",
    "effective": "生效日期 effective",
    "superseded": "失效日期 superseded",
    "edition": "版次 edition",
}


def run_add(paths: Sequence[Path], settings: Settings, *, yes: bool, audience: Audience, progress: Progress) -> bool:
    """Add files to the settings' pack and index it; True when every file was taken.

    Raises:
        AddingError: nobody is there to confirm, or the pack cannot be written.
        ZhengtuError: the index cannot be built.
    """
    if not yes and not sys.stdin.isatty():
        raise AddingError(
            "没有终端可以确认；请加 --yes 接受建议。There is no terminal to confirm at; --yes takes the proposals."
        )
    total = sum(1 for _ in files_of(paths))
    added = failed = skipped = 0
    for number, done in enumerate(add_files(paths, settings.corpus, _taken if yes else _asked, audience), start=1):
        print(f"[{number}/{total}] {_said(done)}", flush=True)
        if isinstance(done, Added):
            added += 1
        elif done.failed:
            failed += 1
        else:
            skipped += 1
    print(f"收入 {added} 份，跳过 {skipped} 份，失败 {failed} 份（{settings.corpus}）。")
    if added and audience is Audience.PUBLIC:
        manifest = build(settings.corpus, settings.index, load_embedder(settings.embedding_model), progress=progress)
        print(f"索引已更新：{manifest.documents} 份文档，{manifest.passages} 个段落（{settings.index}）。")
    return failed == 0


def _taken(proposal: Proposal, _: Path) -> Proposal:
    return proposal


def _asked(proposal: Proposal, file: Path) -> Proposal | None:
    """Ask a person for each field: Enter takes it, a minus empties it."""
    print(f"\n{file.name}（Enter 接受，输入新值改正，「-」清空；take with Enter, correct, or - for none）")
    values: dict[str, str | None] = {}
    for name, label in _FIELDS.items():
        old = getattr(proposal, name) or ""
        new = input(f"  {label} [{old}]: ").strip()
        values[name] = "" if new == "-" else new or old
    if input("  收入？keep it? [Y/n]: ").strip().lower() in ("n", "no", "否"):
        return None
    values["title"] = values["title"] or proposal.title
    return proposal.corrected(**values)


def _said(done: Added | Skipped) -> str:
    if isinstance(done, Skipped):
        return f"{'✗' if done.failed else '–'} {done.name}：{done.reason}"
    p = done.proposal
    facts = [
        p.publisher,
        p.number,
        p.edition,
        f"发布 {p.issued}" if p.issued else "",
        f"生效 {p.effective}" if p.effective else "",
    ]
    lines = [f"✓ {done.name} → 《{p.title}》（{'；'.join(filter(None, facts))}）[{done.id}]"]
    if done.beside:
        lines.append(f"    同一文件的另一版 another edition beside：{'、'.join(done.beside)}")
    return "\n".join([*lines, *(f"    {r}" for r in done.remarks)])
