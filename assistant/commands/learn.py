"""``learn``: what can be fitted on a pack, from what its people labelled."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.options import EXIT_ERROR, EXIT_OK, Bar, Commands, add_model, settings_of

_PARTS = ("questions", "planner", "judge")
_HELP = """\
按资料包自己的标注拟合，写入 PACK/learned/；没有更好时保留通用的拟合。
Fits a pack on what its people labelled and writes into PACK/learned/; where nothing does better on questions left out,
the general fit stays.

  questions  给段落配上人们会问的问题：有语言模型时代拟，没有时写出一张待填的表
             questions that passages answer: proposed by a language model, or a sheet to fill in by hand
  planner    话是问题、寒暄、抱怨还是别的，按 PACK/learned/turns.jsonl
             what a turn is for, on the pack's labelled turns
  judge      哪条证据算回答、何时拒答，按 PACK/learned/questions.jsonl
             which evidence answers and when to refuse, on labelled questions with facts
"""


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    learn = commands.add_parser(
        "learn",
        help="按资料包自己的标注拟合 fit a pack on what its people labelled",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    learn.add_argument(
        "pack", nargs="?", type=Path, metavar="PACK", help="资料包的目录，缺省为随附的 folder of the pack"
    )
    learn.add_argument(
        "--part", choices=_PARTS, action="append", help="只拟合这一部分，可多次给出；缺省为 planner 与 judge"
    )
    learn.add_argument("--index", type=Path, metavar="DIR", help="索引目录 folder of the index")
    learn.add_argument(
        "--questions",
        type=Path,
        action="append",
        metavar="FILE",
        help="judge 用的标注问题 labelled questions; repeatable",
    )
    learn.add_argument("--turns", type=Path, metavar="FILE", help="planner 用的标注 labelled turns")
    learn.add_argument(
        "--sheet", type=Path, metavar="FILE", help="收下填好的段落问题表 take over a sheet that was filled in"
    )
    add_model(learn)
    learn.set_defaults(run=_learn)


def _learn(arguments: argparse.Namespace) -> int:
    from assistant.learn.command import Part, run_learn

    arguments.corpus = arguments.pack
    # What a language model proposes costs money: only asked for by name.
    named = arguments.part or (["questions"] if arguments.sheet else ["planner", "judge"])
    done = run_learn(
        settings_of(arguments),
        tuple(Part(p) for p in dict.fromkeys(named)),
        lambda line: print(line, flush=True),
        questions=tuple(arguments.questions or ()),
        turns=arguments.turns,
        sheet=arguments.sheet,
        progress=Bar("提问 asking", "题"),
    )
    return EXIT_OK if done else EXIT_ERROR
