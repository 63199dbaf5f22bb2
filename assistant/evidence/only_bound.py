"""A figure of one's own held against the only bound of the passage that answers, whatever words name it there."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.asked import Figures
from assistant.evidence.operations import DISTRIBUTES
from assistant.evidence.quantities import RATIO, SHARE
from assistant.evidence.reckoning import BOUNDS, SURE, Reckoned, rules
from assistant.types import Passage

# 「超过三十天的不接」 lets in what lies below: which side of a bound is meant only a reader can tell then.
_REFUSES = (
    "不予",
    "不接",
    "不得",
    "不能",
    "不可",
    "拒",
    "谢绝",
    "禁",
    "not be",
    "may not",
    "cannot",
    "refus",
    "no longer",
)
# Among so many of the best candidates another bound is looked for.
_NEAR = 5


def by_the_only_bound(candidates: Sequence[Passage], figures: Figures) -> tuple[Reckoned, ...]:
    """The asker's only figure in a unit, held against the only bound in it of the passage that answers best.

    What both are of need not be named by the same words there: 「操播15分钟够吗」, 「须连续直播满20分钟」. Where its
    document has another bound near by, only a reader can tell which one holds.
    """
    if not figures.wants_verdict or not candidates:
        return ()
    best, near_by = candidates[0], candidates[:_NEAR]
    if any(w in best.text for w in _REFUSES):
        return ()
    for own in figures.own:
        unit = own.quantity.unit
        # Shares of one document are of many things.
        near = [best] if unit == SHARE else [p for p in near_by if p.document_id == best.document_id]
        bounds = [r for p in near for r in rules(p) if r.quantity.unit == unit and r.quantity.bound in BOUNDS]
        alone = sum(m.quantity.unit == unit for m in figures.text.measured) == 1
        measures = unit not in ("", RATIO) and not any(w in best.text for w in DISTRIBUTES)
        mine = [r for r in bounds if r.passage is best]
        if measures and alone and len(mine) == 1 and len({r.quantity.value for r in bounds}) == 1:
            return (Reckoned(mine[0], mine[0].quantity.value, own, None, None, SURE),)
    return ()
