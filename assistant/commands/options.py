"""What commands share: options, settings, exit codes, the progress bar."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from assistant.settings import Settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EXIT_OK, EXIT_ERROR, EXIT_CHECK_FAILED, EXIT_INTERRUPTED = 0, 1, 2, 130


def add_places(parser: argparse.ArgumentParser) -> None:
    """Where documents and index lie."""
    parser.add_argument("--corpus", "--pack", type=Path, metavar="DIR", help="资料目录 folder of documents and records")
    parser.add_argument("--index", type=Path, metavar="DIR", help="索引目录 folder of the index")


def add_model(parser: argparse.ArgumentParser) -> None:
    """Which language model writes."""
    parser.add_argument(
        "--llm", metavar="MODEL", help="语言模型 PROVIDER:MODEL, none or replay:DIR; 缺省为 ZHENGTU_LLM 所设"
    )


def day(text: str) -> date:
    """A day as options give it."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} 不是有效日期，应为 YYYY-MM-DD") from error


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings, with what a command's options say instead."""
    from assistant.settings import load_settings

    return load_settings(
        corpus=getattr(arguments, "corpus", None),
        index=getattr(arguments, "index", None),
        llm=getattr(arguments, "llm", None),
    )


class Bar:
    """A progress bar on standard error, made when there is something to show."""

    def __init__(self, says: str = "向量化 embedding", unit: str = "条") -> None:
        self._bar: Any = None
        self._says, self._unit = says, unit

    def __call__(self, done: int, total: int) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, unit=self._unit, desc=self._says, file=sys.stderr)
        self._bar.update(done - self._bar.n)
        if done == total:
            self._bar.close()
            self._bar = None
