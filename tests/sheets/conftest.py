"""A plan's sheet, made once a language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answering.planning import planner_of
from assistant.assistant import Assistant
from assistant.catalogue.goals import Goal
from assistant.catalogue.taught import TaughtCourse
from assistant.sheets.plan_sheet import plan_sheet
from assistant.sheets.sheet import Numbering, Sheet
from assistant.types import Language

DAY = date(2026, 11, 21)
MakeSheet = Callable[..., Sheet]


@pytest.fixture(scope="session")
def make_sheet(assistant: Assistant) -> MakeSheet:
    def make(goal: Goal, language: Language = Language.ZH, person: str = "", day: date = DAY) -> Sheet:
        numbering = Numbering(assistant.generation.documents)
        return plan_sheet(planner_of(assistant).plan(goal), assistant.places, numbering, language, day, person)

    return make


@pytest.fixture(scope="session")
def goal() -> Goal:
    """Two courses done: one on record, one that is estimated."""
    return Goal("外贸业务员", target_level="高级", done=(TaughtCourse("国际单证"), TaughtCourse("国际物流")))
