"""A real model answers the calls that wait for a reply, and what each took is noted beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.errors import ModelError
from assistant.llm.answerer import MAX_REPLY_CHARS
from assistant.llm.chat import ChatMessage, ChatModel, Request, Role, Stage
from assistant.llm.metering import MeteredModel
from assistant.llm.planner import MAX_PLAN_CHARS
from assistant.llm.replay import PENDING, REPLIES


def record(folder: Path, model: ChatModel, stage: Stage | None = None) -> int:
    """Ask a model all calls that wait in a folder, and write its replies beside them; returns how many.

    A call that fails, or whose reply is too long, is recorded with what came before: the product takes no more either.

    Args:
        folder: with ``pending.jsonl``; ``replies.jsonl`` is added to, so that an interrupted run goes on.
        model: the one to ask.
        stage: only the calls of this stage.
    """
    calls = [c for c in _pending(folder) if stage is None or c["stage"] == stage]
    for call in tqdm(calls, desc=f"{folder.name} {stage or ''}"):
        metered = MeteredModel(model)
        messages = tuple(ChatMessage(Role(m["role"]), m["content"]) for m in call["messages"])
        said = ""
        pieces = metered.stream(Request(Stage(call["stage"]), messages, as_json=call["stage"] == Stage.PLANNER))
        try:
            for piece in pieces:
                said += piece
                if len(said) > (MAX_PLAN_CHARS if call["stage"] == Stage.PLANNER else MAX_REPLY_CHARS):
                    break
        except ModelError as error:
            print(f"{call['key'][:10]}: {error}")
        pieces.close()
        line = {"key": call["key"], "reply": said, **metered.calls[0].to_json()}
        with (folder / REPLIES).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(calls)


def _pending(folder: Path) -> Iterator[dict[str, Any]]:
    """The calls that wait and were not answered meanwhile."""
    done = {li["key"] for li in _lines(folder / REPLIES)}
    return (call for call in _lines(folder / PENDING) if call["key"] not in done)


def took(folder: Path) -> dict[str, dict[str, Any]]:
    """What is noted beside each reply: seconds and tokens, by key."""
    return {li["key"]: li for li in _lines(folder / REPLIES)}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").split("\n")))
