"""Texts of the plan page's files, in 中文 and English: a plan's sheet, and the sheets of a class."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Language


@dataclass(frozen=True, slots=True)
class PlanFilesStrings:
    """One language's texts; ``{…}`` are filled in by the page's script."""

    modes: str
    one: str
    many: str
    sheet: str
    sheet_busy: str
    sheet_failed: str
    print: str
    heading: str
    intro: str
    step_template: str
    step_template_detail: str
    template: str
    step_list: str
    step_list_detail: str
    choose: str
    none_chosen: str
    form: str
    forms: tuple[tuple[str, str], ...]
    start: str
    stop: str
    missing: str
    too_large: str
    reading: str
    progress: str
    fetching: str
    stopped: str
    failed: str
    finished: str
    finished_none: str
    refused: str
    reason: str
    download: str


ZH = PlanFilesStrings(
    modes="为谁规划",
    one="一个人",
    many="整个班",
    sheet="计划单 {form}",
    sheet_busy="正在制作计划单……",
    sheet_failed="没能做出计划单，请检查连接后再试。",
    print="打印本页",
    heading="给整个班制作计划单",
    intro="上传一份名单，每人得到一份 A4 计划单，另有一张汇总表，打成一个 ZIP。名单和姓名不保存。",
    step_template="下载名单模板，每行填一人",
    step_template_detail="填姓名或学号、岗位或证书；已有等级、目标等级和已修课程可以不填。",
    template="名单模板 XLSX",
    step_list="选择填好的名单",
    step_list_detail="XLSX 或 CSV，最多 200 人、1 MB。",
    choose="选择文件",
    none_chosen="还没有选择文件",
    form="计划单的格式",
    forms=(("pdf", "PDF"), ("docx", "Word（DOCX）")),
    start="开始制作",
    stop="停止",
    missing="请先选择填好的名单。",
    too_large="文件超过 1 MB。请只保留模板里的列，或分班上传。",
    reading="正在读取名单……",
    progress="已处理 {done} / {total} 人",
    fetching="正在取回文件……",
    stopped="已停止，没有保存任何内容。",
    failed="连接中断，没有做完。请检查连接后重新开始。",
    finished="做好了：{made} 份计划单，另有一张汇总表，都在 ZIP 里。",
    finished_none="没有做出计划单，原因如下；改好名单后请重新上传。",
    refused="未制作的行",
    reason="第 {row} 行：{reason}",
    download="下载 ZIP",
)

EN = PlanFilesStrings(
    modes="Plan for",
    one="One person",
    many="A class",
    sheet="Sheet as {form}",
    sheet_busy="Making the sheet…",
    sheet_failed="The sheet could not be made. Check the connection and try again.",
    print="Print page",
    heading="Sheets for a class",
    intro="Upload a list and get an A4 sheet for everybody and a summary table in one ZIP. Neither list nor names are "
    "kept.",
    step_template="Fill in the template, one person a row",
    step_template_detail="Name or number, and role or certificate; level held, level wanted and courses done may stay "
    "empty.",
    template="Class list XLSX",
    step_list="Choose the list",
    step_list_detail="XLSX or CSV, at most 200 people and 1 MB.",
    choose="Choose a file",
    none_chosen="No file chosen yet",
    form="Format of the sheets",
    forms=(("pdf", "PDF"), ("docx", "Word (DOCX)")),
    start="Make the sheets",
    stop="Stop",
    missing="Please choose the list first.",
    too_large="The file is larger than 1 MB. Please keep the template's columns only, or upload it in parts.",
    reading="Reading the list…",
    progress="{done} of {total} done",
    fetching="Fetching the file…",
    stopped="Stopped. Nothing was kept.",
    failed="The connection was lost before the end. Check it and start again.",
    finished="Done. Sheets made: {made}. The summary table is in the ZIP too.",
    finished_none="No sheet was made, for these reasons. Please put the list right and upload it again.",
    refused="Rows without a sheet",
    reason="Row {row}: {reason}",
    download="Download ZIP",
)


def plan_files_strings(language: Language) -> PlanFilesStrings:
    """The texts of a language."""
    return ZH if language is Language.ZH else EN
