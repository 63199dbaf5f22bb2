"""The prompts, each a Markdown file beside this one with ``$names`` to fill in; none holds a word of any domain."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template


def fill(name: str, **values: str) -> str:
    """The prompt of a file with its values filled in.

    Raises:
        KeyError: a value is missing; a prompt with a hole must never be sent.
    """
    return Template(template(name)).substitute(values)


@cache
def template(name: str) -> str:
    """The prompt of a file, its ``$names`` not yet filled in."""
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8").strip()
