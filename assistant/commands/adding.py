"""``zhengtu add FILE…``: what was read of each file, confirmed by a person or by ``--yes``, then the index."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.changes.choosing import find_document
from assistant.corpus.loaders import documents_folder, load_corpus
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


def run_add(
    paths: Sequence[Path],
    settings: Settings,
    *,
    yes: bool,
    audience: Audience,
    progress: Progress,
    edition: str | None = None,
    of: str | None = None,
) -> bool:
    """Add files to the settings' pack and index it; True when every file was taken.

    Args:
        paths: files and folders.
        settings: which pack and index.
        yes: take what is proposed of each file.
        audience: who may read them.
        progress: told how far the index is.
        edition: the name of the one file's edition, in place of what its text says.
        of: the document of which the one file is an edition, by any of its names, whatever the file's own title is.

    Raises:
        AddingError: nobody is there to confirm, the pack cannot be written, or one edition is named for several files.
        ComparisonError: no document is called as ``of`` says.
        ZhengtuError: the index cannot be built.
    """
    if (edition or of) and (len(paths) > 1 or paths[0].is_dir()):
        raise AddingError(
            "--edition 和 --of 一次只用于一个文件。Name the edition of one file at a time with --edition and --of."
        )
    work = _document(of, settings) if of else ""
    if not yes and not sys.stdin.isatty():
        raise AddingError(
            "没有终端可以确认；请加 --yes 接受建议。There is no terminal to confirm at; --yes takes the proposals."
        )
    ask = _taken if yes else _asked

    def confirm(proposal: Proposal, file: Path) -> Proposal | None:
        return ask(proposal.corrected(edition=edition) if edition else proposal, file)

    total = sum(1 for _ in files_of(paths))
    added = failed = skipped = 0
    for number, done in enumerate(add_files(paths, settings.corpus, confirm, audience, work), start=1):
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


def _document(of: str, settings: Settings) -> str:
    return find_document(of, {d.id: d for d in load_corpus(documents_folder(settings.corpus))}).work


def _taken(proposal: Proposal, _: Path) -> Proposal:
    return proposal


def _asked(proposal: Proposal, file: Path) -> Proposal | None:
    """Ask a person for each field: Enter takes it, a minus empties it.

    Raises:
        AddingError: the input ended before all was answered.
    """
    try:
        return _answered(proposal, file)
    except EOFError as error:
        raise AddingError(f"输入结束，{file.name} 没有收入。The input ended; {file.name} was not added.") from error


def _answered(proposal: Proposal, file: Path) -> Proposal | None:
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
