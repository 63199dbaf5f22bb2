"""The plan's two pictures, heat map and e-STORM radar; both say in words or figures what they show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import groupby
from string import ascii_uppercase

from assistant.api.plan_schemas import MatrixBody, RadarBody, RadarGroupBody, RequirementBody
from assistant.catalogue.coverage_matrix import CellState
from assistant.text.page_texts import PageTexts

# A shape beside every shade: colour alone tells nobody enough.
SYMBOLS = {
    CellState.RECORDED: "●",
    CellState.STRENGTHEN: "◐",
    CellState.ESTIMATED: "○",
    CellState.CLOSE: "△",
    CellState.PLANNED: "＋",
    CellState.NONE: "",
}
_WIDTH, _HEIGHT, _RADIUS = 420, 344, 104
_LINE, _LINE_CHARS = 17, 13
_RINGS = 4


def render_matrix(matrix: MatrixBody, requirements: Sequence[RequirementBody], texts: PageTexts) -> str:
    """The heat map as a table: one row a requirement, one lettered column a course."""
    if not matrix.courses:
        return ""
    letters = ascii_uppercase[: len(matrix.courses)]
    key = "".join(
        f"<li><b>{letter}</b> {escape(course.name)} "
        f"<small>{escape(texts.done if course.done else texts.planned)}</small></li>"
        for letter, course in zip(letters, matrix.courses, strict=True)
    )
    legend = "".join(
        f'<li><span class="zt-cell zt-c-{state.value}" aria-hidden="true">{symbol}</span> '
        f"{escape(texts.cells[state.value])}</li>"
        for state, symbol in SYMBOLS.items()
        if symbol and any(state in row.cells for row in matrix.rows)
    )
    heads = "".join(
        f'<th scope="col"><span aria-hidden="true">{letter}</span>'
        f'<span class="zt-hidden">{escape(course.name)}</span></th>'
        for letter, course in zip(letters, matrix.courses, strict=True)
    )
    body = []
    paired = list(zip(matrix.rows, requirements, strict=True))
    for task, rows in groupby(paired, key=lambda pair: pair[1].task):
        body.append(
            f'<tbody><tr class="zt-task"><th scope="rowgroup" colspan="{len(matrix.courses) + 2}">'
            f"<span>{escape(task)}</span></th></tr>"
        )
        for row, requirement in rows:
            cells = "".join(
                f'<td class="zt-cell zt-c-{c.value}"><span aria-hidden="true">{SYMBOLS[c]}</span>'
                f'<span class="zt-hidden">{escape(texts.cells[c.value])}</span></td>'
                for c in row.cells
            )
            body.append(
                f'<tr><th scope="row" title="{escape(requirement.text)}">{escape(row.code)}</th>'
                f'<td class="zt-result zt-r-{row.status.value}">{escape(texts.statuses[row.status.value])}</td>'
                f"{cells}</tr>"
            )
        body.append("</tbody>")
    left_out = f"<p>{escape(texts.left_out.format(n=matrix.left_out))}</p>" if matrix.left_out else ""
    return (
        f'<h4>{escape(texts.matrix_courses)}</h4><ul class="zt-key">{key}</ul><ul class="zt-legend">{legend}</ul>'
        f'<div class="zt-table zt-heat" tabindex="0" role="region" aria-label="{escape(texts.matrix)}">'
        f'<table><thead><tr><th scope="col">{escape(texts.matrix_code)}</th>'
        f'<th scope="col">{escape(texts.matrix_result)}</th>{heads}</tr></thead>{"".join(body)}</table></div>'
        f"{left_out}"
    )


def render_radar(radar: RadarBody, texts: PageTexts) -> str:
    """The radar; its figures stand in the table that the page puts below it."""
    spokes = "".join(
        f'<line x1="{_WIDTH / 2}" y1="{_HEIGHT / 2}" x2="{x:.1f}" y2="{y:.1f}"/>'
        for x, y in _points([1.0] * len(radar.groups))
    )
    rings = "".join(
        f'<polygon points="{_path([ring / _RINGS] * len(radar.groups))}"/>' for ring in range(1, _RINGS + 1)
    )
    asked = _path([g.asked / g.total for g in radar.groups])
    held = _path([g.held / g.total for g in radar.groups])
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in _points([g.held / g.total for g in radar.groups])
    )
    labels = "".join(_label(n, len(radar.groups), g) for n, g in enumerate(radar.groups))
    return (
        f'<figure class="zt-radar"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(texts.radar_label.format(level=radar.level_name))}">'
        f'<g class="zt-rings">{rings}{spokes}</g><polygon class="zt-asked" points="{asked}"/>'
        f'<polygon class="zt-own" points="{held}"/><g class="zt-own-dots">{dots}</g>{labels}</svg>'
        f'<figcaption><span><i class="zt-line-asked" aria-hidden="true"></i>'
        f"{escape(texts.radar_level.format(level=radar.level_name))}"
        f'</span><span><i class="zt-line-own" aria-hidden="true"></i>{escape(texts.radar_own)}</span>'
        "</figcaption></figure>"
    )


def _points(shares: Sequence[float], radius: float = _RADIUS) -> list[tuple[float, float]]:
    """Corners at the shares of the radius, clockwise from the top."""
    step = 2 * math.pi / max(len(shares), 1)
    return [
        (_WIDTH / 2 + radius * s * math.sin(n * step), _HEIGHT / 2 - radius * s * math.cos(n * step))
        for n, s in enumerate(shares)
    ]


def _path(shares: Sequence[float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(shares))


def _label(number: int, count: int, group: RadarGroupBody) -> str:
    """A group's name and share at its corner, a few words a line, so that letters stay large on a phone."""
    x, y = _points([1.0] * count, _RADIUS + 14)[number]
    side, above = x - _WIDTH / 2, y < _HEIGHT / 2
    centred = abs(side) < 1
    anchor = "middle" if centred else "start" if side > 0 else "end"
    lines = _lines(group.name.partition(" (")[0])
    # Above and below the chart the lines grow away from it; beside it they are centred on the corner.
    first = y - len(lines) * _LINE * (1.0 if above else 0.0) if centred else y - len(lines) * _LINE / 2
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{first + n * _LINE + 4:.1f}">{escape(line)}</tspan>' for n, line in enumerate(lines)
    )
    return (
        f'<text text-anchor="{anchor}">{spans}<tspan class="zt-share" x="{x:.1f}" '
        f'y="{first + len(lines) * _LINE + 4:.1f}">{group.held}/{group.total}</tspan></text>'
    )


def _lines(name: str) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LINE_CHARS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
