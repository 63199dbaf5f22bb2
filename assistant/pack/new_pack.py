"""``zhengtu new-pack DIR``: five questions, and the files of a pack with comments that say what goes where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Template

import yaml

from assistant.errors import PackError
from assistant.pack.pack import FILE_NAME, RECORDS

_TEMPLATES = Path(__file__).with_name("templates")
_DOCUMENTS = "documents"
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and what is taken for an empty reply."""

    name: str
    text: str
    default: str


_QUESTIONS = (
    _Question("name", "1/5 助手叫什么名字？What is the assistant called?", "证途"),
    _Question("scope", "2/5 它回答什么？写成一个短语，如：焊工证书与培训。What does it answer? A phrase.", "这些资料"),
    _Question("persona", "3/5 谁会来问？如：学员。Who will ask?", "读者"),
    _Question("question", "4/5 他们常问的一个问题？A question that they often ask?", ""),
    _Question("contact", "5/5 答不上时找谁？可留空。Whom to turn to otherwise? May be empty.", ""),
)


def new_pack(folder: Path, ask: Ask) -> tuple[Path, ...]:
    """Ask the five questions and write the files; documents that lie in the folder stay where they are.

    Args:
        folder: of the pack, made if absent.
        ask: puts a question to a person and returns the reply.

    Returns:
        The files that were written.

    Raises:
        PackError: the folder is a pack already, or cannot be written.
    """
    if (folder / FILE_NAME).exists():
        raise PackError(f"{folder} 已经是资料包，没有改动。It is a pack already; nothing was changed.")
    replies = {q.name: ask(q.text).strip() or q.default for q in _QUESTIONS}
    # As YAML scalars, so that no reply can be anything but text.
    values = {name: _scalar(reply) for name, reply in replies.items()}
    if not replies["question"]:
        values["question"] = ""
    written = []
    try:
        # Where there is a folder for documents only what lies in it counts: an empty one would hide what is there.
        is_new = not any(p.is_file() for p in folder.rglob("*"))
        (folder / RECORDS).mkdir(parents=True, exist_ok=True)
        if is_new:
            (folder / _DOCUMENTS).mkdir(exist_ok=True)
        for template in sorted(_TEMPLATES.rglob("*.yaml")):
            path = folder / template.relative_to(_TEMPLATES)
            if not path.exists():
                text = Template(template.read_text(encoding="utf-8")).substitute(values)
                path.write_text(text, encoding="utf-8")
                written.append(path)
    except OSError as error:
        raise PackError(
            f"写不了 {folder}：{error.strerror or error}。请换一个目录。The folder cannot be written; choose another."
        ) from error
    return tuple(written)


def _scalar(reply: str) -> str:
    return yaml.safe_dump(reply, allow_unicode=True, default_style='"', width=10**6).strip()
