"""What a sentence says is missing: its figures and names need stand in what was shown, not in what it cites."""

from __future__ import annotations

from assistant.llm.grounding.derivation import clause_of
from assistant.llm.grounding.figures import Figure, plain
from assistant.llm.grounding.wording import clauses, is_question_part, says_not_stated


def is_of_missing(text: str, figure: Figure) -> bool:
    """Whether a figure stands in what is said to be missing: 「2023年以后有无新开，资料没有写」."""
    clause = clause_of(text, figure)
    behind = clauses(text[figure.end :])
    return says_not_stated(clause) or (is_question_part(clause) and any(map(says_not_stated, behind[1:2])))


def parted(text: str) -> tuple[str, str]:
    """What a sentence claims, and its clauses that only say what is missing."""
    parts = clauses(text.replace("，", "；"))
    missed: list[str] = []
    for part, following in zip(parts, [*map(plain, parts), ""][1:], strict=True):
        bare = plain(part)
        if says_not_stated(bare) or (is_question_part(bare) and says_not_stated(following)):
            missed.append(part)
    claimed = text if not missed else "，".join(p for p in parts if p not in missed)
    return claimed, "，".join(missed)
