"""The comparison of fusions on three passages."""

import numpy as np
import pytest

from evals.fusions import FUSIONS, as_markdown, compare, min_max, reciprocal_rank
from evals.public_sets import PublicPassage, PublicQuestion

DENSE = np.array([0.9, 0.8, 0.7], dtype=np.float32)
LEXICAL = np.array([0.0, 0.0, 5.0], dtype=np.float32)


def test_reciprocal_rank_leaves_passages_without_a_term_unranked() -> None:
    assert reciprocal_rank(DENSE, LEXICAL) == pytest.approx([1 / 61, 1 / 62, 1 / 63 + 1 / 61])


def test_min_max_by_hand() -> None:
    assert min_max(0.5)(DENSE, LEXICAL) == pytest.approx([0.5, 0.25, 0.5])


def test_every_fusion_has_a_column() -> None:
    passages = [PublicPassage(id=str(i), text=t) for i, t in enumerate(("讲师四名", "学时四十八", "修业三年"))]
    questions = [PublicQuestion(id="q", question="学时多少", gold=("1",))]
    vectors = np.eye(3, dtype=np.float32)
    figures = compare(passages, questions, vectors, vectors[1:2])
    assert all(figures[name].hit[1] == 1 for name in FUSIONS)
    assert "| small | 1.000/1.000/1.000 |" in as_markdown({"small": figures})
