"""Skills held against a talent level: a radar, and a table of what is held and missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from assistant.api.plan_schemas import RadarBody, RadarGroupBody
from assistant.api.schemas import Said
from assistant.web.plan_charts import render_radar
from assistant.web.strings import Strings

Marks = Callable[[Iterable[int]], str]


def render_skills(radar: RadarBody, strings: Strings, marks: Marks) -> str:
    """The section's body; ``marks`` gives the buttons of citations."""
    return _Skills(radar, strings, marks).html()


class _Skills:
    def __init__(self, radar: RadarBody, strings: Strings, marks: Marks) -> None:
        self._radar = radar
        self._texts = strings.of("plan")
        self._marks = marks
        self._separator, self._colon = strings.comma, strings.colon

    def html(self) -> str:
        radar, texts = self._radar, self._texts
        summary = texts.radar_summary.format(
            level=radar.level_name, asked=radar.asked, held=radar.held, missing=radar.asked - radar.held
        )
        notes = "".join(f'<p class="zt-hint">{self._said(n)}</p>' for n in radar.notes)
        return (
            f"<p>{escape(summary)}{self._marks(radar.citations)}</p>{render_radar(radar, texts)}"
            f"{self._table()}{self._beyond()}{notes}"
        )

    def _said(self, said: Said) -> str:
        return f"{escape(said.text)}{self._marks(said.citations)}"

    def _table(self) -> str:
        """The roles stay although a phone shows the rows as blocks, which would take them away."""
        head = "".join(f'<th scope="col" role="columnheader">{escape(h)}</th>' for h in self._heads())
        rows = "".join(map(self._row, self._radar.groups))
        label = escape(self._texts.radar.format(level=self._radar.level_name))
        return (
            f'<div class="zt-table zt-skill-table" tabindex="0" role="region" aria-label="{label}">'
            f'<table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table></div>'
        )

    def _heads(self) -> tuple[str, str, str, str]:
        texts = self._texts
        return texts.radar_group, texts.radar_asked, texts.radar_held, texts.radar_missing

    def _row(self, group: RadarGroupBody) -> str:
        names = self._separator.join(group.held_names)
        held = f"{group.held}{self._colon}{names}" if names else str(group.held)
        missing = self._separator.join(map(self._said, group.missing)) or "—"
        values = (f"{group.asked}/{group.total}", escape(held), missing)
        cells = "".join(
            f'<td role="cell" data-label="{escape(head)}"><span>{value}</span></td>'
            for head, value in zip(self._heads()[1:], values, strict=True)
        )
        return f'<tr role="row"><th scope="row" role="rowheader">{escape(group.name)}</th>{cells}</tr>'

    def _beyond(self) -> str:
        radar, texts = self._radar, self._texts
        parts = []
        if radar.beyond:
            beyond = self._separator.join(map(self._said, radar.beyond))
            parts.append(f"{escape(texts.radar_beyond)}{self._colon}{beyond}")
        if radar.next_level_name and radar.next_added:
            name = texts.radar_next.format(level=radar.next_level_name)
            parts.append(escape(f"{name}{self._colon}{self._separator.join(radar.next_added)}"))
        return "".join(f"<p>{p}</p>" for p in parts)
