"""Plans of an assistant: its records, its model and the vectors that ship with its corpus."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.answering.guidance import post_similarity
from assistant.catalogue.coverage import CACHE_NAME, CoverageEstimator
from assistant.catalogue.goals import Goal
from assistant.catalogue.model import Certificate
from assistant.catalogue.plan import Plan, make_plan
from assistant.settings import ROOT

if TYPE_CHECKING:  # importing the assistant takes seconds
    from assistant.assistant import Assistant


class Planner:
    """Makes plans; safe to share between threads."""

    def __init__(self, assistant: Assistant, estimator: CoverageEstimator) -> None:
        self._assistant = assistant
        self._estimator = estimator

    def plan(self, goal: Goal) -> Plan:
        """The plan of a goal, its role matched by words and by meaning, as in the chat.

        Raises:
            PlanningError: the goal names something that is not on record, or leads nowhere.
        """
        held = self._assistant
        similarity = {}
        if goal.role.strip() and not goal.certificate.strip():
            vector = held.embedder.embed_query(goal.role.strip())
            similarity = dict(post_similarity(vector, held.catalogue.all(Certificate), held.retriever, held.places))
        return make_plan(goal, held.catalogue, self._estimator, similarity)


@lru_cache(maxsize=2)
def planner_of(assistant: Assistant) -> Planner:
    """The planner of an assistant, made at its first use.

    Raises:
        NoRequirementsError: no certificate of its catalogue has requirements on record.
    """
    # Vectors by text and model: those of another corpus are not found there, and computed.
    cache = ROOT / "corpus" / CACHE_NAME
    return Planner(assistant, CoverageEstimator(assistant.catalogue, assistant.embedder, cache=cache))
