"""Do the citations open at what they quote, and do they carry what the answer says?

Support is citation recall of ALCE (Gao et al. 2023, arXiv:2305.14627) with the gold facts as statements
and string containment in place of an entailment model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.types import Citation, Document
from evals.metrics.facts import Fact, holds


def is_valid(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """``document.text[start:end] == quote`` and the quote says something."""
    document = documents.get(citation.document)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return False
    return bool(citation.quote.strip()) and document.text[citation.start : citation.end] == citation.quote


def supported_facts(answer: str, facts: Sequence[Fact], quotes: Sequence[str]) -> tuple[int, int]:
    """(facts of the answer that also stand in one of the quotes, facts found in the answer)."""
    found = [f for f in facts if holds(answer, f)]
    return sum(any(holds(q, f) for q in quotes) for f in found), len(found)
