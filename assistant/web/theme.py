"""Gradio's theme with the system's own fonts, and the files that the pages are dressed with."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent


def _files(*names: str) -> str:
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


CSS = _files(
    "page.css",
    "chat.css",
    "certificates.css",
    "practice.css",
    "plan.css",
    "plan_files.css",
    "sources.css",
    "feedback.css",
    "desk.css",
    "desk_upload.css",
)
CHAT_JS = _files("page.js", "chat.js", "chat_history.js", "chat_sharing.js", "feedback.js")
PRACTICE_JS = _files("page.js", "practice.js")
PLAN_JS = _files("page.js", "plan.js", "plan_files.js")
SOURCES_JS = _files("page.js", "sources.js")
DESK_JS = _files("page.js", "desk.js", "desk_upload.js")
SIGN_IN_JS = _files("desk_sign_in.js")
CERTIFICATES_JS = _files("page.js", "certificates.js")
# Names only: Gradio's default theme would fetch its fonts from another host.
_SANS = [
    "system-ui",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "sans-serif",
]
_MONO = ["ui-monospace", "SFMono-Regular", "Consolas", "monospace"]


def build_theme() -> gr.themes.Base:
    """The plain theme; page.css does the rest."""
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=_SANS, font_mono=_MONO)
    # Painted before the page's own style is there; the same as --zt-paper.
    return theme.set(body_background_fill="#f7f6f2", body_background_fill_dark="#131716")
