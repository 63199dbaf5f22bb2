"""Whether a further piece adds something that is asked, beside what is said already.

A logistic regression over the judge's margins, the signs of the piece, and those of the piece that is said first: where
that one holds what is asked by itself, what comes next mostly pads. Fitted by ``evals/fit_adding.py`` on what trees say
of questions left out of their fit, kept as JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from assistant.evidence.signs import Signs

Matrix = npt.NDArray[np.float64]
# Signs of the piece, what is said before it known, and of the first piece, nothing said. Of all signs those without
# which questions left out are told worse.
OF_PIECE = (
    *("behind_said", "asked", "same_section", "values_held", "repeats", "heading", "gain", "text_gain"),
    *("confirms", "wants_list", "compares", "said"),
)
OF_FIRST = ("asked", "length", "values_held", "worded")
_LEAST = 0.001
_PLACES = {f.name: i for i, f in enumerate(fields(Signs))}
_PIECE = np.array([_PLACES[name] for name in OF_PIECE])
_FIRST = np.array([_PLACES[name] for name in OF_FIRST])


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a piece that may be said next.

    Attributes:
        now: its signs, what is said before it known, (signs,).
        first: the signs of the piece said first, nothing said, (signs,).
        probability: of the piece now. before: of the piece, nothing said. of_first: of the first one, nothing said.
    """

    now: Matrix
    first: Matrix
    probability: float
    before: float
    of_first: float

    def columns(self) -> Matrix:
        """What the regression reads, (3 + signs of the piece + signs of the first,)."""
        p = np.clip(np.array([self.probability, self.before, self.of_first]), _LEAST, 1 - _LEAST)
        return np.concatenate([np.log(p / (1 - p)), self.now[_PIECE], self.first[_FIRST]])


class AddingFit(BaseModel):
    """The regression as it is kept; from ``adds_from`` on a piece is said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    adds_from: float = Field(gt=0, lt=1)

    def probability(self, said: Said) -> float:
        """That a piece adds something asked, (0, 1)."""
        values = (said.columns() - np.array(self.mean)) / np.array(self.scale)
        return float(1 / (1 + np.exp(-(values @ np.array(self.weights) + self.bias))))


@lru_cache(maxsize=1)
def general_adding() -> AddingFit:
    """The fit that ships with the code.

    Raises:
        ValueError: it was made on other signs; ``python -m evals.fit_adding`` makes it anew.
    """
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    fit = AddingFit.model_validate({k: v for k, v in data.items() if k != "figures"})
    if {len(fit.mean), len(fit.scale), len(fit.weights)} != {3 + len(OF_PIECE) + len(OF_FIRST)}:
        raise ValueError("adding.json: columns")
    return fit
