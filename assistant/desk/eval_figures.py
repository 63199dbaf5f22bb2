"""The latest eval, out of the files that ``make eval`` writes: totals of each set, never a question of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import ResultFileError

_MAX_BYTES = 64 * 1024 * 1024


class _Part(BaseModel):
    # Of a file that others write for more than this, only these fields are read.
    model_config = ConfigDict(extra="ignore", frozen=True)


class Share(_Part):
    """A share with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


class Totals(_Part):
    """Figures of a whole set; None where no case applies."""

    correct: Share | None
    wrong_refusals: Share | None
    right_refusals: Share | None
    citation_support: Share | None
    p95_ms: float


class SetFigures(_Part):
    """A question set."""

    name: str
    questions: int
    total: Totals


class RunHead(_Part):
    """What was measured, and when (ISO 8601)."""

    commit: str
    changed: bool
    embedding_model: str
    corpus: str
    started_at: str


class _File(_Part):
    run: RunHead
    sets: tuple[SetFigures, ...]


@dataclass(frozen=True, slots=True)
class EvalFigures:
    """A run and its sets. ``same_corpus``: whether it measured the documents that answer now."""

    run: RunHead
    sets: tuple[SetFigures, ...]
    same_corpus: bool


def latest_figures(folder: Path, corpus_hash: str) -> EvalFigures | None:
    """The figures of the newest run; None where there is none.

    Args:
        folder: of the result files, whose names begin with their time.
        corpus_hash: of the index that answers.

    Raises:
        ResultFileError: the newest file cannot be read.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        return None
    path = files[-1]
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ValueError("too large")
        read = _File.model_validate_json(path.read_bytes())
    except (OSError, ValidationError, ValueError) as error:
        raise ResultFileError(
            f"评测结果 {path.name} 无法读取，请重新运行 make eval。It cannot be read; run make eval again."
        ) from error
    return EvalFigures(read.run, read.sets, read.run.corpus == corpus_hash)
