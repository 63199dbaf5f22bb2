"""What goes wrong with records: the catalogue, plans, practice and sheets made of them."""

from __future__ import annotations

from assistant.errors.root import ZhengtuError


class CatalogueError(ZhengtuError):
    code = "catalogue"


class PlanningError(ZhengtuError):
    code = "planning"


class CourseListError(PlanningError):
    code = "course_list"


class TableFileError(PlanningError):
    code = "table_file"


class EmptyGoalError(PlanningError):
    code = "empty_goal"


class NoRequirementsError(PlanningError):
    code = "no_requirements"


class UnknownRoleError(PlanningError):
    code = "unknown_role"


class UnknownCertificateError(PlanningError):
    code = "unknown_certificate"


class UnknownLevelError(PlanningError):
    code = "unknown_level"


class UnknownNameError(ZhengtuError):
    code = "unknown_name"


class UnknownElementError(UnknownNameError):
    code = "unknown_element"


class UnknownTalentLevelError(UnknownNameError):
    code = "unknown_talent_level"


class PracticeError(ZhengtuError):
    code = "practice"


class PracticeFilterError(PracticeError):
    code = "practice_filter"


class PracticeCountError(PracticeError):
    code = "practice_count"


class PracticeChoiceError(PracticeError):
    code = "practice_choice"


class SheetError(ZhengtuError):
    code = "sheet"


class SheetTooLargeError(SheetError):
    code = "sheet_too_large"


class ClassListError(SheetError):
    code = "class_list"
