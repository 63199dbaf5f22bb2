"""A page that is one piece of HTML: its script asks the server's functions, which answer with HTML of their own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.api.loading import AssistantLoader
from assistant.web.navigation import PageLink, render_bar
from assistant.web.panel import page_functions, render_panel
from assistant.web.strings import Strings


def scripted_page(
    loader: AssistantLoader,
    strings: Strings,
    link: PageLink,
    *,
    frame: str,
    script: str,
    functions: Sequence[Callable[[Any], Any]],
    tools: str = "",
) -> gr.Blocks:
    """The page in one language.

    Args:
        loader: for the source panel and the banner.
        strings: of the language.
        link: which page of the bar it is; its element is ``zt-<slug>``.
        frame: HTML that stands there before the script has asked anything.
        script: run once the page is there.
        functions: known to the script by their names; what they are given comes from a browser and may be anything.
        tools: HTML of buttons in the bar.
    """
    with gr.Blocks(title=link.title(strings), analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(render_bar(link, strings, tools), elem_id="zt-header", apply_default_css=False)
        gr.HTML(
            frame,
            js_on_load=script,
            server_functions=[*map(_plain, functions), *page_functions(loader, strings)],
            elem_id=f"zt-{link.slug}",
            apply_default_css=False,
        )
        gr.HTML(render_panel(strings), elem_id="zt-panel-host", apply_default_css=False)
    return blocks


def _plain(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Gradio marks the functions that it serves, which it cannot do to methods."""

    @functools.wraps(function)
    def plain(sent: Any) -> Any:
        return function(sent)

    return plain
