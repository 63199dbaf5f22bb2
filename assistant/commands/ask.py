"""``ask``: one question, or one a line of standard input."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.commands.options import EXIT_OK, Bar, Commands, add_model, add_places, day, settings_of
from assistant.errors import QuestionError, ReplyPendingError, ZhengtuError
from assistant.errors.fields import wrong_fields

if TYPE_CHECKING:
    from assistant.types import Answer, Language, Turn

# What an answer's ``error`` says while a recorded reply is missing; other programs rely on the word.
_PENDING = "pending"


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    ask = commands.add_parser("ask", help="提问 ask one question, or many with --jsonl")
    add_places(ask)
    ask.add_argument("question", nargs="?", help="问题 the question")
    ask.add_argument("--json", action="store_true", help="输出 JSON print the Answer object")
    ask.add_argument("--jsonl", action="store_true", help="逐行读 JSON one question object a line on standard input")
    ask.add_argument("--lang", choices=("zh", "en", "auto"), default="auto")
    ask.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="按该日有效的规定回答")
    add_model(ask)
    ask.set_defaults(run=_ask)


def _ask(arguments: argparse.Namespace) -> int:
    from assistant.assistant import Assistant
    from assistant.types import Language, Turn

    language = None if arguments.lang == "auto" else Language(arguments.lang)
    if arguments.jsonl == (arguments.question is not None):
        raise QuestionError("请给出一个问题，或用 --jsonl 从标准输入逐行读取（二者取一）。")
    assistant = Assistant.open(settings_of(arguments), progress=Bar())
    if arguments.jsonl:
        ask_lines(assistant.answer, language, arguments.as_of)
        return EXIT_OK
    turn = Turn(arguments.question, as_of=arguments.as_of, language=language)
    if arguments.json:
        try:
            result = _answer_object(assistant.answer(turn))
        except ReplyPendingError as error:
            result = _pending_line(None, error)
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(_as_text(assistant.answer(turn)))
    return EXIT_OK


def _answer_object(answer: Answer) -> dict[str, Any]:
    """The Answer of the contract, marked where a call of the model waits for its recorded reply."""
    return {**answer.to_json(), **({"error": _PENDING} if answer.trace.get("pending") else {})}


def ask_lines(answer: Callable[[Turn], Answer], language: Language | None, as_of: date | None) -> None:
    """One Answer a line, in order; a bad line gives an Answer-shaped object with ``error``."""
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        data: object = None
        try:
            data = json.loads(line)
            result = _answer_object(answer(_turn(data, language, as_of)))
        except ReplyPendingError as error:
            result = _pending_line(data, error)
        except ZhengtuError as error:
            result = _error_line(data, error.code, str(error))
        except (ValueError, RecursionError) as error:
            result = _error_line(data, "bad_line", f"这一行不是有效的 JSON 对象：{error}")
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _turn(data: object, language: Language | None, as_of: date | None) -> Turn:
    from dataclasses import replace

    from pydantic import ValidationError

    from assistant.api.schemas import AskBody

    if isinstance(data, dict):
        # Question files carry gold facts and notes beside the question; they are not ours to read.
        data = {k: v for k, v in data.items() if k in AskBody.model_fields and v is not None}
    try:
        turn = AskBody.model_validate(data).turn()
    except ValidationError as error:
        raise QuestionError(f"这一行的字段有误：{wrong_fields(error, whole='对象')}") from error
    return replace(turn, language=turn.language or language, as_of=turn.as_of or as_of)


def _error_line(data: object, code: str, message: str) -> dict[str, Any]:
    return {**_no_answer(data, message), "error": {"code": code, "message": message}}


def _pending_line(data: object, error: ReplyPendingError) -> dict[str, Any]:
    return {**_no_answer(data, str(error)), "error": _PENDING}


def _no_answer(data: object, message: str) -> dict[str, Any]:
    from assistant.types import Answer, Language, Status

    id_ = data.get("id") if isinstance(data, dict) and isinstance(data.get("id"), str) else None
    # Half a character cannot be printed.
    id_ = id_ and id_.encode(errors="replace").decode()
    return Answer(id=id_, status=Status.DECLINED, answer=message, language=Language.ZH, intent="error").to_json()


def _as_text(answer: Answer) -> str:
    from assistant.types import Language

    zh = answer.language is Language.ZH
    lines = [answer.answer]
    # What a later rule changes stands in the answer already.
    for notice in answer.notices:
        if notice.text in answer.answer:
            continue
        lines.append(f"\n{'注意：' if zh else 'Note: '}{notice.text}")
    if answer.citations:
        lines.append("")
    for c in answer.citations:
        source = ("，" if zh else ", ").join(filter(None, (c.publisher, c.issued)))
        if zh:
            lines.append(f"[{c.n}] 《{c.title}》{c.locator}{f'（{source}）' if source else ''}：{c.quote}")
        else:
            lines.append(f"[{c.n}] {c.title}, {c.locator}{f' ({source})' if source else ''}: {c.quote}")
    return "\n".join(lines)
