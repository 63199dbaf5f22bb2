"""``eval``: question sets, or a public set for retrieval."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from assistant.commands.options import EXIT_OK, Commands, add_places, settings_of


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    evaluate = commands.add_parser("eval", help="评测 ask the question sets and score the answers")
    add_places(evaluate)
    evaluate.add_argument("--questions", type=Path, action="append", help="题目文件，可多次给出")
    evaluate.add_argument("--report", type=Path, help="结果目录")
    evaluate.add_argument("--benchmark", type=Path, help="公开检索数据集目录 retrieval on a public set")
    evaluate.set_defaults(run=_eval)


def _eval(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    if arguments.benchmark:
        from evals.benchmark import run_benchmark

        print(json.dumps(run_benchmark(arguments.benchmark, settings), ensure_ascii=False))
        return EXIT_OK
    from evals.run import run_eval

    run_eval(settings, arguments.questions, arguments.report)
    return EXIT_OK
