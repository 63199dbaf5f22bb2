"""``python -m assistant …``: index, ask, add, serve, learn, eval, export, diff, plan, llm, desk-password, check.

Each module of ``commands/`` brings its own; it imports what a command needs when it runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from assistant.commands import ask, catalogue, documents, evaluate, index, learn, pack, serve
from assistant.commands.options import EXIT_ERROR, EXIT_INTERRUPTED
from assistant.errors import ZhengtuError

# In the order of the help.
_COMMANDS = (ask, serve, index, documents, pack, learn, catalogue, evaluate)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors go to standard error in one line."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ZhengtuError as error:
        print(f"错误：{error}", file=sys.stderr)
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zhengtu", description="证途 Zhengtu：只依据收录的资料回答，句句有出处。")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in _COMMANDS:
        module.register(commands)
    return parser
