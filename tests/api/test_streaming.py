"""Answers that a language model writes, over real HTTP: pieces as they are verified, and what takes their place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.assistant import Assistant
from assistant.types import Turn
from tests.api.serving import loaded
from tests.llm.scripted_model import QUESTION, ScriptedModel, lecturers, with_model

Serve = Callable[[FastAPI], str]
Events = list[tuple[str, dict[str, object]]]


@contextmanager
def served(assistant: Assistant, serve_app: Serve) -> Iterator[httpx.Client]:
    loader = loaded(assistant)
    with httpx.Client(base_url=serve_app(create_app(loader)), timeout=60) as client:
        yield client


def events(client: httpx.Client, question: str = QUESTION) -> Events:
    with client.stream("POST", "/api/ask/stream", json={"question": question}) as response:
        assert response.status_code == 200
        assert response.headers["x-accel-buffering"] == "no"
        text = "".join(response.iter_text())
    blocks = [b.split("\n", 1) for b in text.split("\n\n") if b.strip()]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def said(stream: Events) -> str:
    """What a page shows in the end: tokens appended, a replacement in place of all before it."""
    text = ""
    for name, data in stream:
        if name == "token":
            text += str(data["text"])
        elif name == "replace":
            text = str(data["text"])
    return text


def test_tokens_together_are_the_answer(tiny_assistant: Assistant, serve_app: Serve) -> None:
    with served(with_model(tiny_assistant, ScriptedModel(lecturers)), serve_app) as client:
        stream = events(client)
    name, answer = stream[-1]
    assert name == "done"
    assert said(stream) == answer["answer"] == "至少4名1+X认证讲师。[1]"
    assert [n for n, _ in stream].count("citation") == 1


def test_what_was_shown_is_replaced_where_the_model_goes_away(tiny_assistant: Assistant, serve_app: Serve) -> None:
    model = ScriptedModel(lambda shown: f"{lecturers(shown)}\n\n另外还有一句✂")
    with served(with_model(tiny_assistant, model), serve_app) as client:
        stream = events(client)
    assert said(stream) == stream[-1][1]["answer"] == tiny_assistant.answer(Turn(QUESTION)).answer


@pytest.mark.parametrize("question", ["", "x" * 2001])
def test_an_error_keeps_its_status(tiny_assistant: Assistant, serve_app: Serve, question: str) -> None:
    with served(with_model(tiny_assistant, ScriptedModel(lecturers)), serve_app) as client:
        response = client.post("/api/ask/stream", json={"question": question})
    assert response.status_code == 422
    assert response.json()["error"]["message"]
