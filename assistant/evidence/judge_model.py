"""What weighs pieces of evidence: trees over their signs and a last word, kept as JSON, general or fitted on a pack."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import LearnedFileError
from assistant.evidence.last_word import LastWord, LastWordFit
from assistant.evidence.signs import Signs
from assistant.evidence.trees import Node, Trees, check_trees
from assistant.pack.learned import LearnedPart, learned_file, read_learned

log = logging.getLogger(__name__)
Matrix = npt.NDArray[np.float64]


class JudgeFit(BaseModel):
    """A fit as it is kept.

    ``expanded``: whether for passages that know questions which they answer, as ours do, or for texts as they come,
    since the signs of such questions say nothing there. ``last_word``: whether anything answers; without it that is the
    probability of the first piece. ``answers_from``: the probability from which on it is said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    expanded: bool
    signs: tuple[str, ...] = Field(min_length=1)
    answers_from: float = Field(ge=0, le=1)
    base: float
    last_word: LastWordFit | None = None
    trees: tuple[tuple[Node, ...], ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class JudgeModel:
    """What weighs pieces: trees, what says whether any answers, and from which probability on the first is said."""

    trees: Trees
    answers_from: float
    last_word: LastWord | None = None

    @classmethod
    def of(cls, fit: JudgeFit) -> JudgeModel:
        """A fit made ready.

        Raises:
            ValueError: it reads signs that are not known, or a node leads nowhere.
        """
        known = [f.name for f in fields(Signs)]
        unknown = set(fit.signs) - set(known)
        if unknown:
            raise ValueError(f"signs: {', '.join(sorted(unknown))}")
        check_trees(fit.trees, len(fit.signs))
        trees = Trees.of(fit.trees, fit.base, [known.index(name) for name in fit.signs])
        return cls(trees, fit.answers_from, LastWord.of(fit.last_word, known) if fit.last_word else None)

    def answers(self, rows: Matrix, pieces: Matrix) -> float:
        """Probability that the best of some pieces answers.

        Args:
            rows: signs of all pieces, nothing said, (n, signs).
            pieces: their probabilities, (n,).
        """
        return self.last_word.probability(rows, pieces) if self.last_word else float(pieces.max())


@lru_cache(maxsize=2)
def general_judge(*, expanded: bool) -> JudgeModel:
    """The fit that ships with the code.

    Raises:
        ValueError: it was made on other signs; ``python -m evals.fit_judge`` makes it anew.
    """
    return JudgeModel.of(general_fit(expanded=expanded))


def general_fit(*, expanded: bool) -> JudgeFit:
    """The same as it is kept."""
    data = json.loads(Path(__file__).with_name("judge.json").read_text(encoding="utf-8"))
    model = data["models"]["expanded" if expanded else "plain"]
    return JudgeFit.model_validate({k: v for k, v in model.items() if k != "figures"})


def learned_judge(folder: Path, encoder: str, *, expanded: bool) -> JudgeModel | None:
    """The fit of a pack; None where it has none that serves, which the log says where there is a file.

    Args:
        folder: ``learned`` of the pack.
        encoder: name of the embedding model in use.
        expanded: whether the pack's passages know questions that they answer.

    Raises:
        LearnedFileError: the file cannot be used.
    """
    fit = read_learned(folder, LearnedPart.JUDGE, encoder, JudgeFit)
    path = learned_file(folder, LearnedPart.JUDGE)
    if fit is None:
        return None
    if fit.expanded != expanded:
        log.warning(
            "%s 拟合之后段落的问题有了或没了，暂用通用的拟合；请运行 zhengtu learn --part judge。"
            " Passages have questions now, or none any more; the general fit is used.",
            path,
        )
        return None
    try:
        return JudgeModel.of(fit)
    except ValueError as error:
        raise LearnedFileError(
            f"{path} 不能用：{error}。请运行 zhengtu learn --part judge 重新拟合，或删除它。"
            "This learned file cannot be used: fit it again or delete it.",
            path,
        ) from error
