"""``new-pack`` and ``check``: a pack is begun, and compared with what it cites."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.commands.options import EXIT_CHECK_FAILED, EXIT_OK, Commands, settings_of


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    made = commands.add_parser("new-pack", help="新建资料包 five questions, and the files of a pack with comments")
    made.add_argument("folder", type=Path, metavar="DIR", help="资料包的目录，没有就新建 made if absent")
    made.set_defaults(run=_new_pack)

    check = commands.add_parser("check", help="检查文档与证书记录 corpus and catalogue consistency")
    check.add_argument("--corpus", "--pack", type=Path)
    check.set_defaults(run=_check)


def _new_pack(arguments: argparse.Namespace) -> int:
    from assistant.pack.new_pack import new_pack

    def ask(question: str) -> str:
        print(question, file=sys.stderr, flush=True)
        return sys.stdin.readline()

    for path in new_pack(arguments.folder, ask):
        print(path)
    print(
        "已写好。把文档放进这个目录，然后运行 zhengtu check --pack 与 zhengtu serve --pack；见 docs/packs.md。\n"
        "Done. Put documents into the folder, then run zhengtu check --pack and zhengtu serve --pack; docs/packs.md."
    )
    return EXIT_OK


def _check(arguments: argparse.Namespace) -> int:
    from assistant.corpus.check import check_corpus

    problems = check_corpus(settings_of(arguments).corpus)
    for problem in problems:
        print(problem)
    print(f"发现 {len(problems)} 处问题。" if problems else "检查通过。")
    return EXIT_CHECK_FAILED if problems else EXIT_OK
