"""The desk's box for documents: files dropped in, what is proposed of each, who may read it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from html import escape

from assistant.types import Language
from assistant.web.strings import Strings


@dataclass(frozen=True, slots=True)
class UploadStrings:
    """One language's texts; ``{…}`` are filled in by the page's script."""

    heading: str
    detail: str
    choose: str
    drop: str
    waiting: str
    sending: str
    reading: str
    left: str
    title: str
    publisher: str
    number: str
    issued: str
    effective: str
    superseded: str
    edition: str
    audience: str
    public: str
    staff: str
    keep: str
    keep_all: str
    leave_out: str
    kept: str
    kept_staff: str
    beside: str
    left_out: str
    lost: str
    indexing: str
    indexed: str
    failed: str
    staff_list: str


STRINGS = {
    Language.ZH: UploadStrings(
        heading="添加资料",
        detail="PDF、DOCX、PPTX、XLSX、HTML、Markdown、文本，可一次多个；核对建议后收入。",
        choose="选择文件",
        drop="把文件拖到这里，或",
        waiting="等待",
        sending="上传 {done} / {total}",
        reading="正在读取…",
        left="约剩 {seconds} 秒",
        title="标题",
        publisher="发布方",
        number="文号",
        issued="发布日期",
        effective="生效日期",
        superseded="失效日期",
        edition="版次",
        audience="谁可以看",
        public="公开：进入回答",
        staff="仅工作人员：不进入回答、检索与导出",
        keep="收入",
        keep_all="全部收入",
        leave_out="不收",
        kept="已收入《{title}》",
        kept_staff="已收入《{title}》，仅工作人员可见",
        beside="同一文件的其他版本：{names}",
        left_out="未收入",
        lost="没有收到答复，请检查网络或重新登录后再试。",
        indexing="正在更新索引 {done}/{total}，现有回答照常。",
        indexed="索引已更新。",
        failed="索引没有更新：{problem}",
        staff_list="仅工作人员的文档",
    ),
    Language.EN: UploadStrings(
        heading="Add documents",
        detail="PDF, DOCX, PPTX, XLSX, HTML, Markdown, text, several at once; check what is proposed, then keep.",
        choose="Choose files",
        drop="Drop files here, or",
        waiting="Waiting",
        sending="Sending {done} / {total}",
        reading="Reading…",
        left="about {seconds} s left",
        title="Title",
        publisher="Publisher",
        number="Number",
        issued="Issued",
        effective="Effective from",
        superseded="Superseded from",
        edition="Edition",
        audience="Who may read it",
        public="Public: used in answers",
        staff="Staff only: never in answers, search or exports",
        keep="Keep",
        keep_all="Keep all",
        leave_out="Leave out",
        kept="“{title}” is kept",
        kept_staff="“{title}” is kept, for staff only",
        beside="Other editions of it: {names}",
        left_out="Left out",
        lost="No answer came; check the connection or sign in again.",
        indexing="Updating the index, {done}/{total}; questions are answered meanwhile.",
        indexed="The index is up to date.",
        failed="The index was not updated: {problem}",
        staff_list="Documents for staff only",
    ),
}


def render_upload_box(strings: Strings) -> str:
    """The box; its script (desk_upload.js) finds its texts in ``data-texts``."""
    texts = STRINGS[strings.language]
    up = "../" if strings.language is Language.ZH else "../../"
    accept = ".pdf,.docx,.docm,.pptx,.xlsx,.xlsm,.html,.htm,.md,.txt"
    data = escape(json.dumps(asdict(texts), ensure_ascii=False), quote=True)
    return (
        f'<section class="zt-box zt-upload" id="zt-upload" aria-labelledby="zt-upload-title" data-api="{up}api/desk" '
        f'data-texts="{data}"><h2 id="zt-upload-title">{escape(texts.heading)}</h2>'
        f'<p class="zt-lead">{escape(texts.detail)}</p>'
        f'<div class="zt-drop" id="zt-drop"><span>{escape(texts.drop)}</span> '
        f'<label class="zt-action" for="zt-files">{escape(texts.choose)}</label>'
        f'<input type="file" id="zt-files" multiple accept="{accept}"></div>'
        '<ul id="zt-uploads"></ul>'
        f'<p class="zt-buttons" id="zt-keep-all" hidden><button type="button" class="zt-action" data-action="keepAll">'
        f'{escape(texts.keep_all)}</button></p><p id="zt-indexing" role="status"></p>'
        f'<details id="zt-staff-documents" hidden><summary>{escape(texts.staff_list)}</summary><ul></ul></details>'
        "</section>"
    )
