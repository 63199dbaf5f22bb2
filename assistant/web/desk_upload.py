"""The desk's box for documents: files dropped in, what is proposed of each, who may read it."""

from __future__ import annotations

import json
from html import escape

from assistant.web.html import action
from assistant.web.strings import Strings


def render_upload_box(strings: Strings) -> str:
    """The box; its script (desk_upload.js) finds its texts in ``data-texts``."""
    texts = strings.of("desk_upload")
    accept = ".pdf,.docx,.docm,.pptx,.xlsx,.xlsm,.html,.htm,.md,.txt"
    data = escape(
        json.dumps(vars(texts), ensure_ascii=False),
    )
    return (
        f'<section class="zt-box zt-upload" id="zt-upload" aria-labelledby="zt-upload-title" '
        f'data-api="{strings.api}/desk" data-texts="{data}"><h2 id="zt-upload-title">{escape(texts.heading)}</h2>'
        f'<p class="zt-lead">{escape(texts.detail)}</p>'
        f'<div class="zt-drop" id="zt-drop"><span>{escape(texts.drop)}</span> '
        f'<label class="zt-action" for="zt-files">{escape(texts.choose)}</label>'
        f'<input type="file" id="zt-files" multiple accept="{accept}"></div>'
        '<ul id="zt-uploads"></ul>'
        f'<p class="zt-buttons" id="zt-keep-all" hidden>{action("keepAll", texts.keep_all)}</p>'
        '<p id="zt-indexing" role="status"></p>'
        f'<details id="zt-staff-documents" hidden><summary>{escape(texts.staff_list)}</summary><ul></ul></details>'
        "</section>"
    )
