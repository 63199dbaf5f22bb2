"""``add``, ``diff`` and ``impact``: documents come in, and what a new edition changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.options import EXIT_ERROR, EXIT_OK, Bar, Commands, add_places, settings_of


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    add = commands.add_parser("add", help="添加 PDF、DOCX、PPTX、XLSX、HTML、Markdown、文本 add files to a pack")
    add_places(add)
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="文件或文件夹 files or folders")
    add.add_argument("--yes", action="store_true", help="接受建议的标题、日期等 take what is proposed of each file")
    add.add_argument("--staff", action="store_true", help="只供工作人员，不进入回答 for staff alone, never in answers")
    add.add_argument(
        "--edition", metavar="E", help="这份文件的版次 name of this file's edition, as proposed without it"
    )
    add.add_argument("--of", metavar="DOCUMENT", help="是哪份资料的另一版 the document of which it is an edition")
    add.set_defaults(run=_add)

    diff = commands.add_parser("diff", help="两个版本的差别 what changed between two editions of a document")
    _add_two_editions(diff)
    diff.set_defaults(run=_diff)

    impact = commands.add_parser("impact", help="新版本牵涉到什么 what a new edition touches: records, questions, log")
    _add_two_editions(impact)
    impact.add_argument("--questions", type=Path, action="append", help="题目文件，可多次给出 question files")
    impact.set_defaults(run=_impact)


def _add_two_editions(parser: argparse.ArgumentParser) -> None:
    add_places(parser)
    parser.add_argument("document", help="资料的 id、标题或文件名 id, title or file name")
    parser.add_argument("--from", dest="first", metavar="E", help="从哪一版，缺省为倒数第二版 edition, date or year")
    parser.add_argument("--to", dest="second", metavar="E", help="到哪一版，缺省为最后一版 edition, date or year")
    parser.add_argument("--json", action="store_true", help="输出 JSON print it as JSON")


def _add(arguments: argparse.Namespace) -> int:
    from assistant.commands.adding import run_add
    from assistant.corpus.originals.shelf import Audience

    audience = Audience.STAFF if arguments.staff else Audience.PUBLIC
    taken = run_add(
        arguments.files,
        settings_of(arguments),
        yes=arguments.yes,
        audience=audience,
        progress=Bar(),
        edition=arguments.edition,
        of=arguments.of,
    )
    return EXIT_OK if taken else EXIT_ERROR


def _diff(arguments: argparse.Namespace) -> int:
    from assistant.changes.command import run_diff

    return run_diff(arguments, settings_of(arguments).corpus)


def _impact(arguments: argparse.Namespace) -> int:
    from assistant.changes.command import run_impact

    return run_impact(arguments, settings_of(arguments))
