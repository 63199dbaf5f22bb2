"""Does another process, with another hash seed, give the very same answers?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from tqdm import tqdm

from assistant.errors import SecondProcessError
from assistant.settings import ROOT, Settings
from evals.metrics.intervals import Share, bootstrap
from evals.results import Result

# Python orders sets of strings by this seed; an answer that depends on such an order shows here.
_OTHER_SEED = "20261121"


def measure_consistency(settings: Settings, results: Sequence[Result], name: str) -> tuple[Share | None, list[str]]:
    """Share of questions with an identical answer, and the ids of the others.

    Compared is the whole Answer object but for its latency, as ``python -m assistant ask --jsonl`` writes it.

    Raises:
        SecondProcessError: fewer answers came than questions were asked.
    """
    if not results:
        return None, []
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "ask", "--jsonl"]
        + ["--corpus", str(settings.corpus), "--index", str(settings.index)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONHASHSEED": _OTHER_SEED,
            "ZHENGTU_EMBEDDING_MODEL": settings.embedding_model,
            "ZHENGTU_ANSWER_LIMIT_S": "inf",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    same: list[bool] = []
    try:
        for result in tqdm(results, desc=f"{name} second process", unit="题", file=sys.stderr):
            answered = _exchange(process, json.dumps(_line(result), ensure_ascii=False))
            if not answered:
                raise SecondProcessError(
                    "第二个进程提前结束，请运行 python -m assistant ask 查看原因。"
                    "The second process ended early; run python -m assistant ask to see why."
                )
            same.append(_comparable(json.loads(answered)) == _comparable(result.answer))
    finally:
        process.communicate()
    differing = [r.question.id for r, s in zip(results, same, strict=True) if not s]
    return bootstrap([float(s) for s in same]), differing


def _exchange(process: subprocess.Popen[str], line: str) -> str:
    """The line that answers a line; empty when the process is gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return ""


def _line(result: Result) -> dict[str, Any]:
    question = result.question
    return {
        "id": question.id,
        "question": question.question,
        "history": [m.model_dump() for m in question.history],
        "as_of": question.as_of.isoformat() if question.as_of else None,
    }


def _comparable(answer: dict[str, Any]) -> dict[str, Any]:
    # A refused question (too long, empty) has its error beside the answer on the command line only.
    left_out = {"latency_ms", "error"} | ({"language"} if answer["intent"] == "error" else set())
    return {k: v for k, v in answer.items() if k not in left_out}
