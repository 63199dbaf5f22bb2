"""A conversation as the browser keeps it, to be put on a sheet; larger ones are refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from assistant.api.schemas import AnswerBody, StrictBody
from assistant.errors import SheetTooLargeError
from assistant.sheets.conversation_sheet import Exchange
from assistant.types import Answer, Language

MAX_EXCHANGES = 50
# About 150 pages.
MAX_CHARACTERS = 200_000
_MAX_QUESTION_CHARS = 2_000
_MAX_PROBLEM_CHARS = 2_000
_ANSWER = TypeAdapter(Answer)


class ExchangeBody(StrictBody):
    """A question with its answer, or with the reason why it has none."""

    question: Annotated[str, StringConstraints(max_length=_MAX_QUESTION_CHARS)]
    as_of: date | None = Field(default=None, description="The day that was chosen for the question, if one was")
    answer: AnswerBody | None = None
    problem: Annotated[str, StringConstraints(max_length=_MAX_PROBLEM_CHARS)] = ""

    def exchange(self) -> Exchange:
        """The exchange of the sheet."""
        return Exchange(
            self.question,
            _ANSWER.validate_python(self.answer.model_dump()) if self.answer else None,
            self.problem,
            self.as_of,
        )


class ConversationBody(StrictBody):
    """A conversation and how its sheet is to be."""

    exchanges: list[ExchangeBody] = Field(min_length=1, max_length=MAX_EXCHANGES)
    language: Language = Language.ZH
    day: date | None = Field(default=None, description="The day that the sheet bears; today by default")

    def checked(self) -> list[Exchange]:
        """The exchanges of the sheet.

        Raises:
            SheetTooLargeError: they hold more text than a sheet may.
        """
        exchanges = [e.exchange() for e in self.exchanges]
        characters = sum(map(_characters, exchanges))
        if characters > MAX_CHARACTERS:
            raise SheetTooLargeError(
                f"这段对话有 {characters:,} 个字符，一次最多打印 {MAX_CHARACTERS:,} 个。请分几次导出。"
                f"This conversation has {characters:,} characters, and a sheet takes {MAX_CHARACTERS:,} at most. "
                "Please export it in parts."
            )
        return exchanges


def _characters(exchange: Exchange) -> int:
    answer = exchange.answer
    if answer is None:
        return len(exchange.question) + len(exchange.problem)
    said = len(answer.answer) + sum(len(n.text) for n in answer.notices)
    return len(exchange.question) + said + sum(len(c.quote) for c in answer.citations)
