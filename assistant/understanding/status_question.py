"""Whether a question asks if a certificate can still be taken: a line in the space of the questions' vectors.

Fitted by ``zhengtu learn --part planner`` on the questions of ``corpus/learned/can_be_taken.jsonl`` and on those that
the passages answer (logistic regression). Single certificates are called by their family's name first:
what is asked of one is asked of all, and the name says nothing of what is asked.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import CorpusError
from assistant.index.embedding import Vectors

# Surer than this no probability can be told from certainty.
_MOST = 30.0
MODEL_NAME, QUESTIONS_NAME = "can_be_taken.json", "can_be_taken.jsonl"


class StatusQuestionModel(BaseModel):
    """The fitted line as it is kept; ``model`` names the embedding model whose vectors it reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    weights: tuple[float, ...]
    threshold: float


@dataclass(frozen=True, slots=True)
class StatusQuestions:
    """Tells questions after the status of a certificate from all others."""

    weights: Vectors
    threshold: float

    def probability(self, vector: Vectors) -> float:
        """Probability that a question does, by its vector, (dimension,); one half at the fitted threshold."""
        logit = float(vector @ self.weights) - self.threshold
        return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, logit))))


def read_status_questions(folder: Path, model: str) -> StatusQuestions | None:
    """The fitted line of a pack; None where it has none for this embedding model.

    Raises:
        CorpusError: the file is malformed.
    """
    path = folder / MODEL_NAME
    if not path.exists():
        return None
    try:
        read = StatusQuestionModel.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise CorpusError(
            f"{path} 读不了：{error}。请运行 zhengtu learn --part planner 重新生成，或删除它。"
        ) from error
    if read.model != model:
        return None
    return StatusQuestions(np.array(read.weights, dtype=np.float32), read.threshold)


def write_status_questions(folder: Path, model: str, fitted: StatusQuestions) -> Path:
    """Keep a fitted line; the path of the file."""
    kept = StatusQuestionModel(
        model=model,
        weights=tuple(round(float(w), 3) for w in fitted.weights),
        threshold=round(fitted.threshold, 2),
    )
    path = folder / MODEL_NAME
    path.write_text(kept.model_dump_json() + "\n", encoding="utf-8")
    return path
