"""How an answer came about, for the eval report and the staff's desk."""

from __future__ import annotations

from assistant.answering.abstention import AbstentionModel
from assistant.answering.extraction import Found


def trace_of(standalone: str, found: Found | None, abstention: AbstentionModel) -> dict[str, object]:
    """What the eval report and the staff's desk show of a question; never sent to those who ask.

    ``confidence``: probability that the chosen passages answer; 1 where nothing had to be searched.
    """
    trace: dict[str, object] = {"standalone": standalone, "confidence": 1.0}
    if found is not None:
        trace["passages"] = [r.hit.passage.id for r in found.ranked]
        trace["locators"] = [f"{r.hit.passage.document_id}#{r.hit.passage.locator}" for r in found.ranked]
        trace["scores"] = [(r.score, r.hit.dense, r.hit.lexical) for r in found.ranked]
        trace["chosen"] = [r.hit.passage.id for r in found.chosen]
        trace["signals"] = found.signals
        trace["confidence"] = abstention.probability(found.signals)
    return trace
