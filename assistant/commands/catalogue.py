"""``export`` and ``plan``: records as files, and a plan for one person or a class."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from assistant.commands.options import EXIT_OK, Bar, Commands, add_places, day, settings_of


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    export = commands.add_parser("export", help="导出证书目录 the catalogue as CTDL JSON-LD, CSV or XLSX")
    export.add_argument("--corpus", "--pack", type=Path, help="文档目录 folder of documents")
    export.add_argument(
        "--format", choices=("jsonld", "csv", "xlsx"), required=True, help="csv: 每类一个文件，装在 ZIP 里"
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="写到文件，缺省为标准输出 standard output without it")
    export.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="按该日给出证书状态，缺省为今天")
    export.set_defaults(run=_export)

    plan = commands.add_parser("plan", help="学习计划 a plan as a sheet, or one for everybody in a class")
    add_places(plan)
    plan.add_argument("--role", default="", help="岗位 the job, in your own words")
    plan.add_argument("--certificate", default="", help="证书 id or name; goes before the role")
    plan.add_argument("--level", default="", help="已有等级 level held")
    plan.add_argument("--target", default="", help="目标等级 level wanted")
    plan.add_argument("--course", action="append", default=[], help="已修课程，可多次给出 a course done; repeatable")
    plan.add_argument("--class", dest="class_list", type=Path, metavar="LIST", help="名单 XLSX or CSV, a person a row")
    plan.add_argument("--form", choices=("pdf", "docx"), default="pdf", help="名单中每人一份的格式 sheets of a class")
    plan.add_argument("--lang", choices=("zh", "en"), default="zh")
    plan.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="计划单的日期，缺省为今天")
    plan.add_argument(
        "--out", type=Path, metavar="FILE", help=".pdf、.docx、.md；名单用 .zip；缺省把 Markdown 写到标准输出"
    )
    plan.set_defaults(run=_plan)


def _export(arguments: argparse.Namespace) -> int:
    from assistant.catalogue.export import Format, export_catalogue, write_file
    from assistant.errors import SettingsError

    form = Format(arguments.format)
    if arguments.out is None and form is not Format.JSONLD and sys.stdout.isatty():
        raise SettingsError("请用 --out 指定文件。Name a file with --out: this format is not for a terminal.")
    content = export_catalogue(settings_of(arguments).corpus, form, arguments.as_of or date.today())
    if arguments.out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_file(content, arguments.out)
        print(f"已导出到 {arguments.out}（{len(content):,} 字节 bytes）。")
    return EXIT_OK


def _plan(arguments: argparse.Namespace) -> int:
    from assistant.sheets.command import run_plan

    return run_plan(arguments, settings_of(arguments), Bar())
