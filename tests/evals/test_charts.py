"""Charts are well-formed, hold every value, and hide no markup."""

import xml.etree.ElementTree as ET

import pytest

from evals import charts
from evals.metrics.intervals import Share
from evals.metrics.selective import calibration, risk_coverage


def drawn(svg: str) -> ET.Element:
    root = ET.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.find("title") is not None
    return root


def test_a_bar_for_every_row_in_proportion() -> None:
    root = drawn(charts.bars("a < b", [("one & two", Share(0.5, 0.4, 0.6, 10)), ("all", Share(1.0, 1.0, 1.0, 3))]))
    half, full = (float(r.attrib["width"]) for r in root.iter("rect"))
    assert half == pytest.approx(full / 2)
    assert "one & two (10)" in [t.text for t in root.iter("text")]


def test_the_curve_has_a_point_for_every_question() -> None:
    curve = risk_coverage([0.9, 0.5, 0.1], [False, True, True])
    assert curve is not None
    line = next(iter(drawn(charts.risk_curve("risk", curve)).iter("polyline")))
    assert len(line.attrib["points"].split()) == 3


def test_a_dot_for_every_bin() -> None:
    figures = calibration([0.05, 0.5, 0.55, 1.0], [False, True, False, True])
    assert figures is not None
    assert len(list(drawn(charts.reliability("calibration", figures)).iter("circle"))) == 3


@pytest.mark.parametrize("values", [[0.0], [30.0, 31.0, 2000.0]])
def test_every_latency_is_counted(values: list[float]) -> None:
    bars = list(drawn(charts.histogram("latency", values)).iter("rect"))
    assert sum(int(str(b.findtext("title"))) for b in bars) == len(values)
