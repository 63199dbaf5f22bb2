"""Is the answer clean? Right, the fact first, next to nothing beside it, no printed table row.

The definition is that of ``shared/evals/README.md``: right; the first sentence states a required fact; at most one
sentence that no fact needs (a list counts as one with the line that leads in to it, a table as one); no line of the
form ``名：值；名：值；``. Sentences of a notice are not counted, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.metrics.facts import Fact, holds, normalise

MAX_SPARE = 1
_MARKS = re.compile(r"\s*\[\d+\]")
_END = re.compile(r"(?<=[。！？!?])|(?<=[.;])\s+(?=[A-Z0-9“\"(])")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.、)])\s+")
_NAME = r"[^：；:;，,。、.\d\n]{1,24}"
_PRINTED_ROW = re.compile(rf"(?:^|[；;\s]){_NAME}[：:][^：；\n]+[；;]\s*{_NAME}[：:]")


def sentences(answer: str) -> list[str]:
    """The units that count: sentences; a list with its lead-in as one; a table as one."""
    units: list[str] = []
    in_list = in_table = False
    for line in (_MARKS.sub("", raw).strip() for raw in answer.splitlines()):
        if not line:
            continue
        item, row = bool(_ITEM.match(line)), line.startswith("|")
        # Bullets that nothing leads in to are sentences of their own.
        in_list = item and bool(units) and (in_list or units[-1].endswith(("：", ":")))
        if in_list or (row and in_table):
            units[-1] += "\n" + line
        elif row:
            units.append(line)
        else:
            units.extend(s.strip() for s in _END.split(_ITEM.sub("", line)) if s and s.strip())
        in_table = row
    return units


def prints_a_row(answer: str) -> bool:
    """Whether a line stands as 「名：值；名：值；」."""
    return any(_PRINTED_ROW.search(line) for line in answer.splitlines())


def is_clean(answer: str, *, correct: bool, facts: Sequence[Fact], notices: Sequence[str] = ()) -> bool:
    """Whether a right answer is also well said; without facts (a refusal) being right is enough.

    Args:
        answer: Markdown with [n] marks.
        correct: whether it is right (``facts.is_correct``).
        facts: the required facts.
        notices: texts of its notices, whose sentences do not count.
    """
    if not correct:
        return False
    if not facts:
        return True
    noticed = normalise(" ".join(notices))
    units = [u for u in sentences(answer) if normalise(u) and normalise(u) not in noticed]
    spare = sum(not any(holds(u, f) for f in facts) for u in units)
    return bool(units) and any(holds(units[0], f) for f in facts) and spare <= MAX_SPARE and not prints_a_row(answer)
