"""What fusion must keep whatever the scores."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.errors import ScoreShapeError
from assistant.retrieval.fusion import Scores, fuse

WEIGHTS = st.floats(0, 1)


@st.composite
def score_lists(draw: st.DrawFn, min_size: int = 0) -> tuple[Scores, Scores]:
    n = draw(st.integers(min_size, 30))
    dense = draw(arrays.arrays(np.float32, n, elements=st.floats(-1, 1, width=32)))
    lexical = draw(arrays.arrays(np.float32, n, elements=st.floats(0, 100, width=32)))
    return dense, lexical


@given(score_lists(), WEIGHTS)
def test_stays_within_zero_and_one(lists: tuple[Scores, Scores], weight: float) -> None:
    fused = fuse(*lists, weight=weight)
    assert fused.dtype == np.float32
    assert fused.shape == lists[0].shape
    assert np.isfinite(fused).all()
    assert ((fused >= 0) & (fused <= 1)).all()


@given(score_lists(), WEIGHTS, st.randoms())
def test_does_not_depend_on_list_order(lists: tuple[Scores, Scores], weight: float, random: object) -> None:
    dense, lexical = lists
    order: npt.NDArray[np.intp] = np.array(random.sample(range(len(dense)), len(dense)), dtype=np.intp)  # type: ignore[attr-defined]
    np.testing.assert_allclose(
        fuse(dense[order], lexical[order], weight=weight), fuse(dense, lexical, weight=weight)[order], atol=1e-5
    )


@given(score_lists(), WEIGHTS)
def test_is_monotone(lists: tuple[Scores, Scores], weight: float) -> None:
    """A passage at least as good in both lists is never ranked below."""
    dense, lexical = lists
    fused = fuse(dense, lexical, weight=weight)
    better = (dense[:, None] >= dense[None, :]) & (lexical[:, None] >= lexical[None, :])
    assert (fused[:, None] >= fused[None, :])[better].all()


@given(score_lists(min_size=1))
def test_weights_of_one_and_zero_are_the_single_rankings(lists: tuple[Scores, Scores]) -> None:
    dense, lexical = lists
    assert dense[fuse(dense, lexical, weight=1).argmax()] == pytest.approx(dense.max(), abs=1e-5)
    if lexical.max() > 1e-3:
        assert lexical[fuse(dense, lexical, weight=0).argmax()] == pytest.approx(lexical.max(), rel=1e-5)


@given(arrays.arrays(np.float32, 12, elements=st.floats(-1, 1, width=32)))
def test_without_a_known_term_the_dense_ranking_stays(dense: Scores) -> None:
    fused = fuse(dense, np.zeros(12, dtype=np.float32))
    better = dense[:, None] >= dense[None, :]
    assert (fused[:, None] >= fused[None, :])[better].all()


def test_a_weak_lexical_match_does_not_outweigh_the_dense_list() -> None:
    """A chance match of one common term is worth little; min-max would give it a full point."""
    dense = np.linspace(0.7, 0.9, 200, dtype=np.float32)
    weak = np.zeros(200, dtype=np.float32)
    weak[0] = 0.2
    assert fuse(dense, weak).argmax() == 199
    assert fuse(dense, weak)[0] < 0.1
    assert fuse(dense, weak * 200)[0] > 0.4


def test_refuses_lists_of_different_passages() -> None:
    with pytest.raises(ScoreShapeError):
        fuse(np.zeros(3, dtype=np.float32), np.zeros(4, dtype=np.float32))
