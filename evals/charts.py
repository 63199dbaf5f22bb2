"""Charts as SVG text, drawn by hand so that the report needs nothing from outside.

Each has a title that a screen reader reads, and takes its colours from the page (``currentColor`` and the
classes ``fill``, ``line``, ``soft``), so that it follows light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from evals.metrics.intervals import Share
from evals.metrics.selective import Calibration, Selective

_LABEL, _BAR, _ROW = 190, 360, 24
_SIDE, _PAD = 300, 44


def bars(title: str, rows: Sequence[tuple[str, Share]]) -> str:
    """Horizontal bars from 0 to 1 with their intervals, one row each."""
    height = _ROW * len(rows) + 26
    parts = [_grid_line(_LABEL + _BAR * tick / 4, height - 20, f"{tick * 25} %") for tick in range(5)]
    for number, (label, share) in enumerate(rows):
        y = number * _ROW + 4
        low, high = (_LABEL + _BAR * min(1.0, max(0.0, v)) for v in (share.low, share.high))
        parts.append(_text(_LABEL - 8, y + 12, f"{label} ({share.n})", "end"))
        parts.append(f'<rect class="fill" x="{_LABEL}" y="{y}" width="{_BAR * share.value:.1f}" height="16"/>')
        parts.append(f'<path class="line" d="M{low:.1f} {y + 8}H{high:.1f}M{low:.1f} {y + 4}v8M{high:.1f} {y + 4}v8"/>')
        parts.append(_text(_LABEL + _BAR + 8, y + 12, f"{share.value:.3f}"))
    return _svg(title, _LABEL + _BAR + 60, height, parts)


def risk_curve(title: str, curve: Selective) -> str:
    """Risk over coverage; the area under it is the AURC."""
    top = max(0.1, max(curve.risk))
    points = " ".join(
        f"{_PAD + _SIDE * c:.1f},{_PAD / 2 + _SIDE * (1 - r / top):.1f}"
        for c, r in zip(curve.coverage, curve.risk, strict=True)
    )
    floor = _PAD / 2 + _SIDE
    area = f'<polygon class="soft" points="{_PAD},{floor} {points} {_PAD + _SIDE},{floor}"/>'
    parts = [*_axes("覆盖率 coverage", "风险 risk", top), area, f'<polyline class="line" points="{points}"/>']
    return _square(title, parts)


def reliability(title: str, figures: Calibration) -> str:
    """Share right over confidence; on the diagonal confidence means what it says. Dots grow with their count."""
    most = max(b.n for b in figures.bins)
    parts = _axes("置信度 confidence", "答对 right", 1.0)
    parts.append(f'<path class="grid" d="M{_PAD} {_PAD / 2 + _SIDE}L{_PAD + _SIDE} {_PAD / 2}"/>')
    for one in figures.bins:
        x, y = _PAD + _SIDE * one.confidence, _PAD / 2 + _SIDE * (1 - one.right)
        radius = 3 + 9 * (one.n / most) ** 0.5
        hint = escape(f"{one.low:.1f}–{one.high:.1f}: n {one.n}, {one.confidence:.2f} → {one.right:.2f}")
        parts.append(f'<circle class="fill" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{hint}</title></circle>')
    return _square(title, parts)


def histogram(title: str, values_ms: Sequence[float], *, bins: int = 24) -> str:
    """Latencies up to their 99th percentile; slower ones count in the last bar."""
    data = np.asarray(values_ms)
    # A set that was answered from nothing at all still has a width.
    most = max(1.0, float(np.percentile(data, 99)))
    counts, _ = np.histogram(np.minimum(data, most), bins=bins, range=(0, most))
    width, height = _BAR + 140, 150
    step = (width - _PAD) / bins
    parts = [
        f'<rect class="fill" x="{_PAD + i * step:.1f}" y="{height - 120 * n / counts.max():.1f}"'
        f' width="{step - 1:.1f}" height="{120 * n / counts.max():.1f}"><title>{n}</title></rect>'
        for i, n in enumerate(counts)
    ]
    parts += [_text(_PAD + (width - _PAD) * t / 4, height + 16, f"{most * t / 4:.0f} ms", "middle") for t in range(4)]
    parts.append(_text(width, height + 16, f"≥{most:.0f} ms", "end"))
    return _svg(title, width, height + 24, parts)


def _axes(x_label: str, y_label: str, top: float) -> list[str]:
    floor = _PAD / 2 + _SIDE
    parts = [f'<path class="axis" d="M{_PAD} {_PAD / 2}V{floor}H{_PAD + _SIDE}"/>']
    for tick in range(5):
        parts.append(_text(_PAD + _SIDE * tick / 4, floor + 16, f"{tick / 4:g}", "middle"))
        parts.append(_text(_PAD - 6, floor - _SIDE * tick / 4 + 4, f"{top * tick / 4:.2f}", "end"))
    parts.append(_text(_PAD + _SIDE / 2, floor + 34, x_label, "middle"))
    parts.append(_text(_PAD, 12, y_label))
    return parts


def _square(title: str, parts: Sequence[str]) -> str:
    return _svg(title, _PAD + _SIDE + 20, int(_PAD / 2 + _SIDE + 44), parts)


def _grid_line(x: float, height: float, label: str) -> str:
    return f'<path class="grid" d="M{x:.1f} 0V{height}"/>' + _text(x, height + 16, label, "middle")


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )
