"""What comes in for a plan, over HTTP and from the page: the same object makes the page, the sheets and the batch."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from assistant.catalogue.goals import Goal
from assistant.catalogue.taught import TaughtCourse
from assistant.types import Language

_MAX_NAME_CHARS = 200
_MAX_CONTENTS_CHARS = 4_000
_MAX_SKILLS = 100


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CourseDone(_Body):
    """A course that was taken; ``contents`` is what it taught, where that is known."""

    name: str = Field(max_length=_MAX_NAME_CHARS)
    contents: str = Field(default="", max_length=_MAX_CONTENTS_CHARS)


class PlanRequest(_Body):
    """What a person wants and has; empty fields mean not stated.

    How many courses there may be is for ``check_courses`` to say, whose message tells what to do.
    """

    role: str = Field(default="", max_length=_MAX_NAME_CHARS, description="The job, in anybody's words")
    certificate: str = Field(
        default="", max_length=_MAX_NAME_CHARS, description="Id or name; goes before the role; blank: by the role"
    )
    level: str = Field(default="", max_length=_MAX_NAME_CHARS, description="Level held: 初级, 中级, 高级; blank: none")
    target_level: str = Field(
        default="", max_length=_MAX_NAME_CHARS, description="Level wanted; blank: the certificate's own"
    )
    courses: list[CourseDone] = Field(default_factory=list, description="Courses done")
    skills: list[str] = Field(
        default_factory=list, max_length=_MAX_SKILLS, description="e-STORM skill elements held, by name"
    )
    talent_level: str = Field(
        default="", max_length=_MAX_NAME_CHARS, description="新手, 成熟, 精英; blank: no radar unless skills are given"
    )
    language: Language = Language.ZH
    as_of: date | None = Field(default=None, description="Day for changes of status; today by default")

    def goal(self) -> Goal:
        """The goal that ``make_plan`` takes."""
        done = tuple(TaughtCourse(c.name, c.contents) for c in self.courses)
        return Goal(self.role, self.level, done, self.target_level, self.certificate)
