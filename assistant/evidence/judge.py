"""How surely each piece of evidence states something that is asked and not yet said.

One gradient boosting over the signs that the search has anyway, kept as JSON: the general one is fitted by
``evals/fit_judge.py`` on the development questions, a pack may have its own in ``learned/``. Of texts as they come a
reader that was trained on texts (``reader.py``) has as much to say as the general fit: their log odds are added.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from assistant.answering.extraction import Found
from assistant.corpus.editions import Edition, several
from assistant.errors import LearnedFileError
from assistant.evidence.adding import Said, general_adding
from assistant.evidence.evidence import Evidence
from assistant.evidence.last_word import LastWord, LastWordFit
from assistant.evidence.passages import Piece, pieces
from assistant.evidence.reader import PassageReader
from assistant.evidence.signs import Signs, Weighing
from assistant.evidence.trees import Node, Trees, check_trees
from assistant.index.embedding import BUNDLED_MODEL, Vectors
from assistant.pack.learned import LearnedPart, learned_file, read_learned
from assistant.retrieval.retriever import Retriever
from assistant.understanding.asked_edition import asked_editions
from assistant.understanding.query import Query

log = logging.getLogger(__name__)
Matrix = npt.NDArray[np.float64]
# More than these no answer says.
MAX_SAID = 6
# More pieces than these are said only where they surely add something: of 1328 questions left out 1202 have all their
# facts so, 1205 without it.
_FEW, _SURELY_ADDS = 3, 0.25
# Chosen with one pack of ``evals/plain`` left out at a time: at as many right answers a third fewer false ones.
_OTHER_SUBJECT, _NO_SUCH_VALUE, _LACKS = 0.2, 0.25, 0.15
# Of questions for an edition or for what changed, which the packs of the fit have not: of 142 on nine pairs of editions
# 135 are right so, 120 at the threshold of the fit. Of 96 others that no source answers 2 are answered; with this
# threshold for them, too, 19.
_OF_EDITIONS = 0.35
# The last word for texts as they come reads cosines of the bundled model; with another the best piece decides.
_BY_BEST_PIECE = 0.3
# With the reader beside the general fit: with one pack of ``evals/plain`` left out at a time .18 of the answerable
# questions are refused so and .24 of the others answered, .20 and .32 without it. Both stay short of certainty.
_BESIDE_READER, _LEAST = 0.7, 1e-3
# So many pieces are read, each in some 20 ms.
_READ = 8


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


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, weighed: the pieces in the order in which they are worth saying, each with its probability.

    A probability is that of stating something asked that those before it do not state; of texts as they come, that of
    stating something asked. ``answers``: that of an answer at all.
    """

    pieces: tuple[Evidence, ...] = ()
    answers: float = 0.0


class Judge:
    """Weighs what was found for a question; immutable, safe to share between threads.

    Args:
        retriever: the index.
        learned: the fit of the pack; without it the general one.
        reader: reads the pieces, where one was trained for the embedding model.
    """

    def __init__(
        self, retriever: Retriever, learned: JudgeModel | None = None, reader: PassageReader | None = None
    ) -> None:
        self._retriever = retriever
        self._learned = learned
        self._reader = reader

    @cached_property
    def _model(self) -> JudgeModel:
        # Read on first use: fitting it anew needs an assistant too.
        return self._learned or general_judge(expanded=self._retriever.expanded)

    def answers_from(self, query: Query) -> float:
        """The probability of an answer to a question from which on the first piece is said."""
        if self._by_best_piece:
            return _BY_BEST_PIECE
        if self._of_editions(query):
            return min(self._model.answers_from, _OF_EDITIONS)
        return self._model.answers_from if self._reads(query) is None else _BESIDE_READER

    def _of_editions(self, query: Query) -> bool:
        """Whether texts as they come are asked for a past edition or for what changed."""
        asked = asked_editions(query.standalone, query.as_of, self._editions) if self._is_general else None
        return asked is not None and bool(asked.past or asked.changes)

    @cached_property
    def _editions(self) -> Mapping[str, tuple[Edition, ...]]:
        return several(self._retriever.generation.documents.values())

    @property
    def _is_general(self) -> bool:
        """Whether texts as they come are judged by the fit that ships."""
        return self._learned is None and not self._retriever.expanded

    def _reads(self, query: Query) -> PassageReader | None:
        """What reads beside the general fit; a pack's own fit was chosen without it, and so was what editions take."""
        return self._reader if self._is_general and not self._of_editions(query) else None

    @property
    def _by_best_piece(self) -> bool:
        return self._is_general and self._retriever.generation.manifest.model != BUNDLED_MODEL

    def weigh(self, query: Query, vector: Vectors, found: Found, sure: float) -> Judged:
        """The pieces of evidence of a question, each with its probability, and that of an answer.

        Args:
            query: the question in the reading that answers.
            vector: its embedding.
            found: what the passages hold.
            sure: probability that the first passages answer (``abstention``).
        """
        items = pieces(query, found, self._retriever)
        if not items:
            return Judged()
        weighing = Weighing(query, vector, found, sure, items, self._retriever)
        said: list[int] = []
        judged: list[Evidence] = []
        answers = 0.0
        alone = np.zeros((0, 0))
        before = np.zeros(0)
        adding = _Adding()
        while len(said) < min(len(items), MAX_SAID):
            signs = weighing.signs(said)
            rows = np.array([astuple(s) for s in signs])
            probabilities = self._model.trees.probability(rows)
            if not self._retriever.expanded:
                probabilities *= [agreement(s) for s in signs]
            if not said:
                by_best = self._by_best_piece
                answers = float(probabilities.max()) if by_best else self._model.answers(rows, probabilities)
                alone, before = rows, probabilities.copy()
            if not self._retriever.expanded:
                if (reader := self._reads(query)) is not None:
                    read = _read(reader, query, items, probabilities)
                    probabilities, answers = added(probabilities, read), float(added(answers, read.max()))
                order = np.argsort(-probabilities, kind="stable")[:MAX_SAID]
                judged = [replace(items[i].evidence, probability=float(probabilities[i])) for i in order]
                break
            probabilities[said] = -1.0
            best = int(probabilities.argmax())
            probability = float(probabilities[best])
            first = said[0] if said else best
            adds = adding.next(Said(rows[best], alone[first], probability, float(before[best]), float(before[first])))
            said.append(best)
            judged.append(replace(items[best].evidence, probability=probability, adds=adds))
        return Judged(tuple(judged), answers)


class _Adding:
    """Whether each piece, in the order in which they are judged, adds something; the first one does."""

    def __init__(self) -> None:
        self._fit = general_adding()
        self._number = 0
        self._goes_on = True

    def next(self, said: Said) -> bool:
        self._number += 1
        if self._number > 1:
            # After one that adds nothing none is worth it: what follows is less sure.
            enough = self._fit.adds_from if self._number <= _FEW else _SURELY_ADDS
            self._goes_on = self._goes_on and self._fit.probability(said) >= enough
        return self._goes_on


def added(probability: npt.ArrayLike, read: npt.ArrayLike) -> Matrix:
    """Probabilities to whose log odds others are added, in the shape of both; certainty is kept out."""
    p = np.clip(probability, _LEAST, 1 - _LEAST)
    return np.asarray(1 / (1 + (1 - p) / p * np.exp(-np.asarray(read))))


def _read(reader: PassageReader, query: Query, items: Sequence[Piece], probabilities: Matrix) -> Matrix:
    """What the reader says of each piece, (n,): of those that are far behind as little as of any other."""
    near = np.argsort(-probabilities, kind="stable")[:_READ]
    said = reader.answers(
        query.standalone, [(items[i].ranked.hit.passage.header, items[i].evidence.text) for i in near]
    )
    read = np.full(len(items), said.min())
    read[near] = said
    return read


def agreement(signs: Signs) -> float:
    """What is left of a probability where a text as it comes speaks of another thing, or states no such value.

    It holds in every trade that subject and property must meet in one row or section; the few examples that trees for
    such texts are fitted on do not teach it.
    """
    left = _OTHER_SUBJECT if signs.subject_lacks > _LACKS or signs.others else 1.0
    return left * (_NO_SUCH_VALUE if signs.values_asked and not signs.values_held else 1.0)


@lru_cache(maxsize=2)
def general_judge(*, expanded: bool) -> JudgeModel:
    """The fit that ships with the code.

    Raises:
        ValueError: it was made on other signs; ``python -m evals.fit_judge`` makes it anew.
    """
    return JudgeModel.of(general_fit(expanded=expanded))


def general_fit(*, expanded: bool) -> JudgeFit:
    """The same as it is kept."""
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
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
