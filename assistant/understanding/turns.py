"""What a turn is for: a question to the sources, a word to the assistant, a wish about the answer before.

A softmax regression over the turn's embedding. Its general weights stand in ``turns.json`` beside this file; they are
fitted by ``python -m evals.fit_turns`` on labelled turns in people's own words and on every question of the development
sets. A pack may have its own in ``learned/``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from assistant.errors import LearnedFileError
from assistant.index.embedding import Vectors
from assistant.pack.learned import LearnedPart, learned_file, read_learned


class TurnKind(StrEnum):
    """What a person wants of a turn."""

    QUESTION = "question"
    # A question as well: which certificate fits a job.
    RECOMMENDATION = "recommendation"
    # And what the exam for something tests, and whether somebody meets its conditions.
    CONTENTS = "contents"
    ELIGIBILITY = "eligibility"
    # What of an answer before is spoken of (「你说的那个满三年」).
    REFERENCE = "reference"
    # No question, but what one is to be answered for: what a person wants to be or to take, and who they are.
    AIM = "aim"
    SITUATION = "situation"
    # Away from what was spoken of.
    DISMISSAL = "dismissal"
    # Says no more than that something else is asked (「还有个事」).
    LEAD_IN = "lead_in"
    # Words to the assistant itself.
    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"
    COMPLAINT = "complaint"
    PLEA = "plea"
    # About the answer before.
    SHORTER = "shorter"
    LIST = "list"
    PLAIN = "plain"
    MORE = "more"
    AGAIN = "again"
    SOURCE = "source"
    ENGLISH = "english"
    CHINESE = "chinese"
    # What a page does.
    PRACTICE = "practice"
    PLAN = "plan"
    EXPORT = "export"
    # Not for the sources, unless they answer it.
    INSTRUCTIONS = "instructions"
    PERSONAL_DATA = "personal_data"
    MISUSE = "misuse"
    OFF_TOPIC = "off_topic"


# Questions to the sources of a kind of their own.
QUESTIONS = frozenset({TurnKind.RECOMMENDATION, TurnKind.CONTENTS, TurnKind.ELIGIBILITY, TurnKind.REFERENCE})
# From this probability on words that turn away from something say beside what is wanted instead.
ALSO_AN_AIM = 0.3


@dataclass(frozen=True, slots=True)
class TurnModel:
    """Softmax regression: one row of ``weights`` a kind, over centred embeddings."""

    kinds: tuple[TurnKind, ...]
    mean: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def probabilities(self, vector: Vectors) -> Mapping[TurnKind, float]:
        """The probability of each kind for a turn's embedding, (dimension,); they sum to 1."""
        z = self.weights @ (vector - self.mean) + self.bias
        p = np.exp(z - z.max())
        return dict(zip(self.kinds, (p / p.sum()).tolist(), strict=True))


@lru_cache(maxsize=2)
def load_turn_model(embedding_model: str) -> TurnModel | None:
    """The fitted model that ships with the code; None where another embedding model is in use.

    The vectors of another model mean nothing to these weights; every turn then counts as a question.
    """
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    if data["embedding_model"] != embedding_model:
        return None
    arrays = (np.asarray(data[name], dtype=np.float32) for name in ("mean", "weights", "bias"))
    return TurnModel(tuple(TurnKind(k) for k in data["kinds"]), *arrays)


class TurnFit(BaseModel):
    """A pack's weights as they are kept: a row of ``weights`` and a ``bias`` a kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: tuple[TurnKind, ...]
    mean: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


def learned_turns(folder: Path, encoder: str) -> TurnModel | None:
    """The weights that were fitted on a pack; None where it has none for this embedding model.

    Raises:
        LearnedFileError: the file cannot be used.
    """
    fit = read_learned(folder, LearnedPart.TURNS, encoder, TurnFit)
    if fit is None:
        return None
    shapes = {len(row) for row in fit.weights}
    if shapes != {len(fit.mean)} or not len(fit.kinds) == len(fit.weights) == len(fit.bias):
        path = learned_file(folder, LearnedPart.TURNS)
        raise LearnedFileError(
            f"{path} 不能用：权重的行列数不符。请运行 zhengtu learn --part planner 重新拟合，或删除它。"
            "Its rows and columns do not fit together: fit it again or delete it.",
            path,
        )
    arrays = (np.asarray(a, dtype=np.float32) for a in (fit.mean, fit.weights, fit.bias))
    return TurnModel(fit.kinds, *arrays)
