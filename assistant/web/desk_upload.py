"""The desk's box for documents: files dropped in, what is proposed of each, who may read it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from assistant.text.page_texts import read_texts
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


STRINGS = read_texts(Path(__file__).with_name("texts") / "desk_upload.yaml", UploadStrings)


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
