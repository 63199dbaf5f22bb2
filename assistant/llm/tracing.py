"""What a turn with a model leaves for the desk and the evals, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.evidence.evidence import Evidence
from assistant.llm.grounding import Line
from assistant.understanding.asks import Plan


def line_json(line: Line) -> dict[str, Any]:
    """A line as the evals freeze it: all that verification reads of it."""
    return {
        "id": line.id,
        "form": line.evidence.form,
        "text": line.evidence.text,
        "shown": line.shown,
        "quotes": [c.quote for c in line.evidence.citations],
        "titles": [c.title for c in line.evidence.citations],
        "computed": sorted(line.evidence.computed),
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """What the planner asked for."""
    return {
        "intention": plan.intention.value,
        "searches": list(plan.searches),
        "asks": [[a.operation.value, list(a.subjects), list(a.fields), list(a.filters)] for a in plan.asks],
        "form": plan.form,
    }


def evidence_json(evidence: Sequence[Evidence]) -> dict[str, Any]:
    """The passages that were shown."""
    passages = [e.passage for e in evidence if e.passage is not None]
    return {"passages": [p.id for p in passages], "locators": [f"{p.document_id}#{p.locator}" for p in passages]}
