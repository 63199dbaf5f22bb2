"""Plans over HTTP, and the lists of courses that go into them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile
from fastapi.responses import Response

from assistant.api.loading import AssistantLoader
from assistant.api.plan_building import plan_body
from assistant.api.plan_schemas import CourseDone, CourseListBody, PlanBody, PlanRequest, SkippedRow
from assistant.api.responses import XLSX, attachment, errors
from assistant.catalogue.course_files import CourseFile, SkipReason, read_course_file
from assistant.catalogue.table_files import MAX_FILE_BYTES
from assistant.sheets.list_templates import csv_template, xlsx_template
from assistant.types import Language

# A request and an upload may be this large, where other addresses take less.
MAX_PLAN_BYTES = MAX_FILE_BYTES
_MAX_SKIPPED = 100
_NAMES = {Language.ZH: "courses-zh", Language.EN: "courses"}
_REASONS = {
    SkipReason.NAMELESS: ("没有课程名称", "no course name"),
    SkipReason.FORMULA: ("是公式，没有计算", "a formula, which is not computed"),
    SkipReason.NUMBER: ("课程名称只有数字", "the course name is a number"),
    SkipReason.LONG_NAME: ("课程名称超过 200 字", "the course name has more than 200 characters"),
    SkipReason.REPEATED: ("与前面的行重复", "repeats an earlier row"),
    SkipReason.SHORTENED: ("内容太长，只取了前 4000 字", "only the first 4,000 characters of the contents were taken"),
}


def build_plan_routes(loader: AssistantLoader) -> APIRouter:
    """Routes over the records of the assistant that the loader holds or is loading."""
    router = APIRouter(tags=["plan"])

    @router.post("/plan", responses=errors(413, 422, 503))
    def plan(body: PlanRequest) -> PlanBody:
        """The path to a certificate: what is covered and open, what to learn in which order, with citations."""
        return plan_body(body, loader.assistant())

    @router.post("/plan/courses", responses=errors(413, 422, 503))
    def courses(
        file: Annotated[UploadFile, File(description="XLSX, or CSV in UTF-8 or GB18030; at most 1 MB")],
        language: Language = Language.ZH,
    ) -> CourseListBody:
        """The courses of an uploaded list, and the rows that were skipped; nothing is kept."""
        return course_list_body(read_course_file(file.filename or "", file.file.read(MAX_FILE_BYTES + 1)), language)

    @router.get("/plan/template.xlsx", response_class=Response, responses={200: {"content": {XLSX: {}}}})
    def template_xlsx(language: Annotated[Language, Query()] = Language.ZH) -> Response:
        """An empty list of courses to fill in."""
        return attachment(xlsx_template("courses", language), f"{_NAMES[language]}.xlsx", XLSX)

    @router.get("/plan/template.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
    def template_csv(language: Annotated[Language, Query()] = Language.ZH) -> Response:
        """An empty list of courses to fill in."""
        return attachment(csv_template(language), f"{_NAMES[language]}.csv", "text/csv; charset=utf-8")

    return router


def course_list_body(found: CourseFile, language: Language) -> CourseListBody:
    """What a file held, with the reasons for skipped rows in words."""
    zh = language is Language.ZH
    read, skipped = len(found.courses), sum(s.reason is not SkipReason.SHORTENED for s in found.skipped)
    if zh:
        message = f"读入 {read} 门课程" + (f"，跳过 {skipped} 行。" if skipped else "。")
    else:
        message = f"{read} courses read" + (f", {skipped} rows skipped." if skipped else ".")
    return CourseListBody(
        courses=[CourseDone(name=c.name, contents=c.description) for c in found.courses],
        skipped=[
            SkippedRow(row=s.row, reason=_REASONS[s.reason][0 if zh else 1]) for s in found.skipped[:_MAX_SKIPPED]
        ],
        message=message,
    )
