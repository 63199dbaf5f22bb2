"""What goes wrong with records: the catalogue, plans, practice and sheets made of them."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class CatalogueError(ZhengtuError):
    """A record is malformed or its citation does not resolve."""


class PlanningError(ZhengtuError, status=422):
    """Coverage or a plan cannot be computed as asked."""


class CourseListError(PlanningError):
    """A list of courses is empty, too long or holds a nameless course."""


class TableFileError(PlanningError):
    """A file of courses or people cannot be read."""


class EmptyGoalError(PlanningError):
    """Neither a role nor a certificate is named."""


class NoRequirementsError(PlanningError):
    """The sources list no skill requirements of the certificate."""


class UnknownRoleError(PlanningError):
    """No certificate on record fits the target role."""


class UnknownCertificateError(PlanningError):
    """No certificate on record has that name."""


class UnknownLevelError(PlanningError):
    """A level is not one of the certificate's, or leads nowhere."""


class UnknownNameError(ZhengtuError, status=422):
    """A person names something that the catalogue does not list."""


class UnknownElementError(UnknownNameError):
    """No skill element of that name."""


class UnknownTalentLevelError(UnknownNameError):
    """No talent level of that name."""


class PracticeError(ZhengtuError, status=422):
    """Practice cannot be given or graded as asked."""


class PracticeFilterError(PracticeError):
    """No such certificate, level, work area or kind."""


class PracticeCountError(PracticeError):
    """Too few or too many items."""


class PracticeChoiceError(PracticeError):
    """An answer names options that the item does not have."""


class SheetError(ZhengtuError, status=422):
    """A sheet cannot be made of what was sent."""


class SheetTooLargeError(SheetError):
    """It would hold too much text."""


class ClassListError(SheetError):
    """A class list cannot be read, is too long or lacks a column."""
