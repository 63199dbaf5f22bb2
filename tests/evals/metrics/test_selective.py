"""Risk–coverage and calibration by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.selective import calibration, risk_coverage

CASES = st.lists(st.tuples(st.sampled_from([0.1, 0.4, 0.4, 0.9]), st.booleans()), min_size=1, max_size=30)


def test_curve_by_hand() -> None:
    curve = risk_coverage([0.2, 0.9, 0.5, 0.7], [True, False, True, False])
    assert curve is not None
    assert curve.coverage == pytest.approx((0.25, 0.5, 0.75, 1))
    assert curve.risk == pytest.approx((0, 0, 1 / 3, 1 / 2))
    assert curve.aurc == pytest.approx((1 / 3 + 1 / 2) / 4)
    assert curve.excess == pytest.approx(0)


def test_confidence_that_is_upside_down_costs_area() -> None:
    good = risk_coverage([0.9, 0.8, 0.1], [False, False, True])
    bad = risk_coverage([0.1, 0.2, 0.9], [False, False, True])
    assert good is not None
    assert bad is not None
    assert good.excess == pytest.approx(0)
    assert bad.excess == pytest.approx((1 + 1 / 2 + 1 / 3) / 3 - 1 / 9)


def test_ties_take_the_expected_errors() -> None:
    curve = risk_coverage([0.5, 0.5], [True, False])
    assert curve is not None
    assert curve.risk == pytest.approx((0.5, 0.5))


@given(CASES)
def test_order_of_the_questions_does_not_matter(cases: list[tuple[float, bool]]) -> None:
    curve, reverse = (risk_coverage([c for c, _ in x], [e for _, e in x]) for x in (cases, cases[::-1]))
    assert curve is not None
    assert reverse is not None
    assert curve.aurc == pytest.approx(reverse.aurc)
    assert curve.excess >= -1e-9
    assert curve.risk[-1] == pytest.approx(sum(e for _, e in cases) / len(cases))


def test_nothing_to_measure() -> None:
    assert risk_coverage([], []) is None
    assert calibration([], []) is None
    with pytest.raises(ValueError, match="1 confidences"):
        risk_coverage([0.5], [])


def test_calibration_by_hand() -> None:
    figures = calibration([0.95, 1.0, 0.05, 0.15], [True, False, False, True])
    assert figures is not None
    assert [(b.n, b.right) for b in figures.bins] == [(1, 0), (1, 1), (2, 0.5)]
    assert figures.ece == pytest.approx((0.05 + 0.85 + 2 * (0.975 - 0.5)) / 4)
