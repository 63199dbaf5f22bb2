"""A turn to a plan by a language model: what is asked, and the questions to search for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.errors import ModelReplyError
from assistant.llm.chat import Cancelled, ChatMessage, ChatModel, Request, Role, Stage
from assistant.llm.prompts import fill
from assistant.text.citation_marks import without_marks
from assistant.text.masking import mask
from assistant.types import Language, Message, Turn
from assistant.understanding.asks import Ask, Intention, Operation, Plan

MAX_SEARCHES = 4
# A small model may go round for ever; leaving the loop ends its call.
MAX_PLAN_CHARS = 3000
_MAX_ASKS = 8
_MAX_SEARCH_CHARS = 200
# What a later turn leans on; older turns are settled.
_MAX_MESSAGES = 12
_MAX_TURN_CHARS = 600


class _AskReply(BaseModel):
    # A model adds fields of its own; they do no harm.
    model_config = ConfigDict(extra="ignore")

    operation: Operation = Operation.FIND
    subjects: list[str] = []
    fields: list[str] = []
    filters: list[str] = []
    words: str = ""

    @field_validator("subjects", "fields", "filters", mode="before")
    @classmethod
    def _as_list(cls, value: object) -> object:
        return [] if value is None else [value] if isinstance(value, str) else value


class _PlanReply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    intention: Intention = Intention.QUESTION
    language: Language
    form: str | None = ""
    searches: list[str] = Field(default_factory=list)
    asks: list[_AskReply] = Field(default_factory=list)


class Planner:
    """Plans turns over one collection; safe to share between threads.

    Args:
        documents: the collection's documents, a line each.
        records: its kinds of records.
    """

    def __init__(self, documents: str, records: str) -> None:
        self._documents = documents
        self._records = records

    def plan(self, model: ChatModel, turn: Turn, day: date, cancelled: Cancelled | None = None) -> Plan:
        """The plan of a turn; one repair is asked for where the reply cannot be read.

        Raises:
            ModelError: the model fails, or its reply cannot be read twice.
        """
        system = fill("planner", documents=self._documents, records=self._records, today=day.isoformat())
        messages = [ChatMessage(Role.SYSTEM, system), ChatMessage(Role.USER, _conversation(turn))]
        reply = _ask(model, messages, cancelled)
        try:
            return read_plan(reply)
        except ValueError as error:
            fault = f"That could not be read: {_first_line(error)}. Write the JSON object alone."
            messages += [ChatMessage(Role.ASSISTANT, reply[:2000]), ChatMessage(Role.USER, fault)]
        try:
            return read_plan(_ask(model, messages, cancelled))
        except ValueError as error:
            raise ModelReplyError(
                "语言模型没有给出可读的计划。The language model gave no plan that can be read."
            ) from error


def _ask(model: ChatModel, messages: Sequence[ChatMessage], cancelled: Cancelled | None) -> str:
    reply = ""
    for piece in model.stream(Request(Stage.PLANNER, messages, as_json=True, cancelled=cancelled)):
        reply += piece
        if len(reply) > MAX_PLAN_CHARS:
            break
    return reply


def read_plan(reply: str) -> Plan:
    """The plan in a reply; what stands around its JSON object (fences, thoughts) is left out.

    Raises:
        ValueError: there is no such object, or it does not say what is asked.
    """
    start, end = reply.rfind("</think>") + 1, reply.rfind("}")
    start = reply.find("{", start)
    if start < 0 or end < start:
        raise ValueError("no JSON object")
    try:
        data = _PlanReply.model_validate(json.loads(reply[start : end + 1]))
    except (ValidationError, RecursionError) as error:
        raise ValueError(_first_line(error)) from error
    searches = tuple(dict.fromkeys(" ".join(s.split())[:_MAX_SEARCH_CHARS] for s in data.searches if s.strip()))
    if data.intention is Intention.QUESTION and not searches:
        raise ValueError("a question needs at least one entry in searches")
    asks = tuple(
        Ask(a.operation, tuple(a.subjects), tuple(a.fields), tuple(a.filters), a.words) for a in data.asks[:_MAX_ASKS]
    )
    return Plan(data.intention, data.language, searches[:MAX_SEARCHES], asks, " ".join((data.form or "").split())[:100])


def said_before(history: Sequence[Message]) -> str:
    """The last turns as lines 「person: …」「assistant: …」, personal data masked; "(none)" at the start.

    What the person said before these turns stays, since it may hold who they are; its answers go.
    """
    early = [m for m in history[:-_MAX_MESSAGES] if m.role == "user"]
    lines = [
        f"{'person' if m.role == 'user' else 'assistant'}: {_short(mask(_in_one_line(m.content)))}"
        for m in (*early, *history[-_MAX_MESSAGES:])
    ]
    return "\n".join(lines) or "(none)"


def _in_one_line(text: str) -> str:
    """A message whose lines stay apart, without citation marks, which count in its own answer only."""
    lines = (" ".join(line.split()) for line in without_marks(text).splitlines())
    return " / ".join(line for line in lines if line)


def _conversation(turn: Turn) -> str:
    language = f"\n\nThe answer was asked for in: {turn.language.value}" if turn.language else ""
    return f"Conversation so far:\n{said_before(turn.history)}\n\nNew message:\n{mask(turn.question)}{language}"


def _short(text: str) -> str:
    return text if len(text) <= _MAX_TURN_CHARS else f"{text[:_MAX_TURN_CHARS]} …"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]
