"""Plans over an assistant's records: the goal checked, the role compared with posts, courses judged once."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.catalogue.coverage import Coverage, CoverageEstimator
from assistant.catalogue.goals import Goal
from assistant.catalogue.plan import Plan, make_plan
from assistant.catalogue.taught import TaughtCourse
from assistant.errors import EmptyGoalError
from assistant.evidence.recommendations import similarity_to_posts
from assistant.pack.schema import Kind

if TYPE_CHECKING:  # importing the assistant takes seconds
    from assistant.assistant import Assistant

# A course that was not seen before takes about 10 ms; lists longer than this wait for one another.
_LONG_LIST = 300
_KEPT_LISTS = 64


class Planner:
    """Makes plans; safe to share between threads."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._judge = _RememberingJudge(assistant.coverage)

    def plan(self, goal: Goal) -> Plan:
        """The path for a goal.

        Raises:
            EmptyGoalError: neither a role nor a certificate is named.
            PlanningError: as of ``make_plan``.
        """
        if not goal.role.strip() and not goal.certificate.strip():
            raise EmptyGoalError(
                "请先选择岗位，或者直接选择证书。Please choose a role first, or name a certificate directly."
            )
        return make_plan(goal, self._assistant.catalogue, self._judge, self._similarity(goal))

    def _similarity(self, goal: Goal) -> dict[str, float]:
        if goal.certificate.strip():
            return {}
        held = self._assistant
        vector = held.embedder.embed_query(goal.role)
        certificates = held.catalogue.all(Kind.CERTIFICATE)
        return dict(similarity_to_posts(vector, certificates, held.retriever, held.places))


class _RememberingJudge:
    """Judges a list of courses once: whoever changes a level or a skill keeps the list."""

    def __init__(self, estimator: CoverageEstimator) -> None:
        self.certificate = estimator.certificate
        self._long = threading.Lock()
        self._judged = lru_cache(maxsize=_KEPT_LISTS)(estimator.cover)

    def cover(self, courses: Sequence[TaughtCourse]) -> Coverage:
        listed = tuple(courses)
        if len(listed) <= _LONG_LIST:
            return self._judged(listed)
        with self._long:
            return self._judged(listed)


@lru_cache(maxsize=2)
def planner_of(assistant: Assistant) -> Planner:
    """The planner of an assistant, made at its first use.

    Raises:
        NoRequirementsError: the records list no skill requirements at all.
    """
    return Planner(assistant)
